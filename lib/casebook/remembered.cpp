// SPDX-License-Identifier: MIT
#include "casebook/remembered.hpp"

#include <algorithm>
#include <deque>

#include "core/error.hpp"
#include "core/version.hpp"
#include "system/files.hpp"

namespace casebook {

namespace {

std::string grounds_of(Book& book) {
  std::string grounds(core::k_version);
  for (const auto& more : {sys::program_mark(), book.grounds(), book.reg().root()}) {
    grounds += '\n' + more;
  }
  return grounds;
}

// What stamps do not say: whether files there may be read, since the folder may have become a link
// that leads out of the register.
bool may_be_read(Book& book, const std::string& path) {
  try {
    return book.reg().working(path).has_value();
  } catch (const core::Error&) {
    return false;
  }
}

std::string_view folder_of(std::string_view path) {
  return path.substr(0, path.rfind('/'));
}

// The cases that there are, each beside what is remembered of it.
class Memory {
public:
  explicit Memory(Book& book) : m_book(book), m_files(book.reg().stamps("cases")) {
    m_entries.resize(m_files.size());
    m_now.grounds = grounds_of(book);
    m_now.head = book.reg().head();
    m_note = book.reg().note(k_dues_note).value_or("");
    if (auto reader = NoteReader::of(m_note); reader && reader->head().grounds == m_now.grounds) {
      m_then = reader->head();
      compare(*reader);
    }
  }

  Dues dues(const Progress& progress) {
    auto dues = of_register();
    for (std::size_t at = 0; at < m_files.size(); ++at) {
      auto& entry = m_entries[at];
      if (entry.holds) {
        for (auto& due : entry.has_dues ? dues_from(*case_from(entry.record)) : no_dues()) {
          dues.all.push_back(std::move(due));
        }
      } else if (!id_from(m_files[at].path).empty()) {
        append(dues, judged(m_files[at], entry));
        progress(at + 1, m_files.size());
      }
    }
    return dues;
  }

  // When there is anything new, and it was judged by what still is there.
  void keep() {
    if ((!m_is_new && m_then == m_now) || grounds_of(m_book) != m_now.grounds) {
      return;
    }
    std::vector<std::string_view> records;
    records.reserve(m_entries.size());
    for (const auto& entry : m_entries) {
      if (!entry.record.empty()) {
        records.push_back(entry.record);
      }
    }
    m_book.reg().keep_note(k_dues_note, note_from(m_now, records));
  }

private:
  struct Entry {
    std::string_view record; // in the note, or in m_made
    bool holds = false;
    bool has_dues = false;
    bool only_other_moment = false; // all is as it was, but it was judged for other moments
  };

  static std::vector<Due> no_dues() { return {}; }

  void compare(NoteReader& reader) {
    const auto changed = m_book.reg().changed_between(m_then->head, "cases");
    m_same_head = changed && changed->empty();
    m_same_paths = true;
    auto known = reader.next();
    std::string_view folder;
    bool readable = false;
    for (std::size_t at = 0; at < m_files.size(); ++at) {
      const std::string& path = m_files[at].path;
      while (known && known->path < path) {
        m_same_paths = false;
        known = reader.next();
      }
      if (!known || known->path != path) {
        m_same_paths = false;
        continue;
      }
      if (folder_of(path) != folder) {
        folder = folder_of(path);
        readable = may_be_read(m_book, path);
      }
      m_entries[at].record = known->bytes;
      if (readable && changed && !std::binary_search(changed->begin(), changed->end(), path)) {
        take(*known, m_files[at], m_entries[at]);
      }
      known = reader.next();
    }
    m_same_paths = m_same_paths && !known;
    m_is_new = !m_same_paths;
  }

  void take(const NoteCase& known, const reg::Stamped& file, Entry& entry) const {
    if (!known.lasts || known.stamp != file.stamp) {
      return;
    }
    entry.holds =
        known.holds.judged.contain(m_book.now()) && known.holds.latest.contain(m_book.latest());
    entry.has_dues = !known.dues.empty();
    entry.only_other_moment = !entry.holds;
  }

  // What cannot be seen may be late, and targets, calendar and zone count too.
  Dues of_register() {
    Dues dues;
    if (!(m_then && m_then->folder_is_fine && m_same_head && m_same_paths)) {
      dues.findings = m_book.judge_folder();
    }
    m_now.folder_is_fine = dues.findings.empty();
    if (!(m_then && m_then->organisation_is_fine)) {
      auto more = m_book.organisation_faults();
      m_now.organisation_is_fine = more.empty();
      std::move(more.begin(), more.end(), std::back_inserter(dues.findings));
    } else {
      m_now.organisation_is_fine = true;
    }
    dues.undecided = core::has_errors(dues.findings);
    return dues;
  }

  Dues judged(const reg::Stamped& file, Entry& entry) {
    auto found = dues_of_case(m_book, file.path, false);
    found.lasts = found.lasts && file.settled;
    if (entry.only_other_moment && m_book.judges_another_moment()) {
      return std::move(found.dues); // what is remembered for the clock's moment stays
    }
    auto record = record_of(file.path, file.stamp, found);
    if (record != entry.record) {
      m_is_new = true;
      entry.record = m_made.emplace_back(std::move(record));
    }
    return std::move(found.dues);
  }

  Book& m_book;
  std::vector<reg::Stamped> m_files;
  NoteHead m_now;
  std::string m_note;
  std::optional<NoteHead> m_then; // of a note with the same grounds
  bool m_same_head = false;       // for the cases
  bool m_same_paths = false;
  bool m_is_new = true;
  std::vector<Entry> m_entries; // beside m_files
  std::deque<std::string> m_made;
};

} // namespace

Dues remembered_dues(Book& book, const Progress& progress) {
  Memory memory(book);
  auto dues = memory.dues(progress);
  memory.keep();
  return dues;
}

} // namespace casebook
