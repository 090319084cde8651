// SPDX-License-Identifier: MIT
#include "register/journal.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <sstream>
#include <thread>

#include "core/error.hpp"
#include "register/change.hpp"

namespace reg {
namespace {

constexpr std::string_view k_first_line = "pvtool journal 1";
constexpr std::string_view k_last_line = "end";

std::string or_none(const std::string& id) {
  return id.empty() ? "-" : id;
}
std::string from_none(const std::string& word) {
  return word == "-" ? "" : word;
}

using Clock = std::chrono::steady_clock;

// Try again and again until it works or the time is over.
template <typename Try> bool within(std::chrono::milliseconds limit, Try attempt) {
  const auto end = Clock::now() + limit;
  while (!attempt()) {
    if (Clock::now() >= end)
      return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

// The file holds the old bytes or the new ones, whatever happens.
void replace_file(const std::string& name, const std::string& next, std::string_view bytes) {
  remove_file(next);
  try {
    write_file(next, bytes, 0600);
    rename_file(next, name);
  } catch (const core::Error&) {
    ::unlink(next.c_str());
    throw;
  }
}

} // namespace

std::string text_of(const Journal& journal) {
  std::string text = std::string(k_first_line) + "\nbranch " + journal.branch + "\nexpected " +
                     or_none(journal.expected) + "\ncommit " + journal.commit + "\nsubject " +
                     journal.subject + '\n';
  for (const JournalFile& file : journal.files)
    text += "file " + or_none(file.before) + ' ' + or_none(file.after) + ' ' +
            (file.executable ? "x" : "-") + ' ' + file.path + '\n';
  return text + std::string(k_last_line) + '\n';
}

namespace {

bool is_id(const std::string& text) {
  const bool hexadecimal = text.find_first_not_of("0123456789abcdef") == std::string::npos;
  return text.size() == 40 && hexadecimal && text.find_first_not_of('0') != std::string::npos;
}

// A journal leads to writing files: one that we cannot have written is not followed.
bool is_ours(const Journal& journal) {
  const auto id_or_none = [](const auto& id) { return id.empty() || is_id(id); };
  bool good = journal.branch.starts_with("refs/heads/") && id_or_none(journal.expected) &&
              is_id(journal.commit);
  for (const auto& file : journal.files) {
    good = good && id_or_none(file.before) && id_or_none(file.after);
    try {
      check_path(file.path);
    } catch (const core::Error&) {
      good = false;
    }
  }
  return good;
}

} // namespace

std::optional<Journal> journal_from(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  Journal journal;
  if (!std::getline(lines, line) || line != k_first_line)
    return std::nullopt;
  while (std::getline(lines, line) && line != k_last_line) {
    std::istringstream words(line);
    std::string key;
    words >> key;
    const std::string rest = line.substr(std::min(line.size(), key.size() + 1));
    if (key == "branch")
      journal.branch = rest;
    else if (key == "expected")
      journal.expected = from_none(rest);
    else if (key == "commit")
      journal.commit = rest;
    else if (key == "subject")
      journal.subject = rest;
    else if (key == "file") {
      JournalFile file;
      std::string mode;
      words >> file.before >> file.after >> mode;
      words.ignore();
      std::getline(words, file.path);
      journal.files.push_back(
          {file.path, from_none(file.before), from_none(file.after), mode == "x"});
    }
  }
  return line == k_last_line && is_ours(journal) ? std::optional(journal) : std::nullopt;
}

Workplace::Workplace(const std::string& git_folder) : m_folder(git_folder + "pvtool/") {}

void Workplace::save(const Journal& journal, std::vector<std::string> what_it_needs) const {
  write_file(path("journal.tmp"), text_of(journal));
  what_it_needs.push_back(path("journal.tmp"));
  sync_all(what_it_needs);
  rename_file(path("journal.tmp"), path("journal"));
  try {
    sync_all({m_folder});
  } catch (const core::Error&) {
    remove_file(path("journal")); // nothing is under way yet
    throw;
  }
}

std::optional<Journal> Workplace::journal() const {
  auto text = read_file(path("journal"));
  if (!text)
    text = read_file(path("undo"));
  if (!text)
    return std::nullopt;
  const auto journal = journal_from(*text);
  // It appeared in one piece, so it is none of this version's: hands off.
  if (!journal)
    throw core::Error(core::Exit::failed, "journal-unreadable", {{"path", path("journal")}});
  return journal;
}

void Workplace::turn_to_undo() const {
  rename_file(path("journal"), path("undo"));
}

void Workplace::drop_journal() const {
  remove_file(path("journal"));
  remove_file(path("undo"));
}

void Workplace::clean() const {
  for (const auto& entry : std::filesystem::directory_iterator(m_folder)) {
    const std::string name = entry.path().filename();
    if (name.starts_with("new-") || name.starts_with("index") || name == "journal.tmp")
      remove_file(entry.path());
  }
}

std::optional<Lock> Lock::locked(const Workplace& place, std::chrono::milliseconds limit) {
  if (::mkdir(place.folder().c_str(), 0777) != 0 && errno != EEXIST)
    fail_on_disk(place.folder());
  const std::string path = place.path("lock");
  Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666));
  if (!file)
    fail_on_disk(path);
  const bool held = within(limit, [&] {
    if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0)
      return true;
    if (errno != EWOULDBLOCK && errno != EINTR)
      fail_on_disk(path);
    return false;
  });
  return held ? std::optional(Lock(std::move(file))) : std::nullopt;
}

std::optional<std::string> Workplace::note(std::string_view name) const {
  try {
    return read_file(path("note-") + std::string(name));
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

void Workplace::keep_note(std::string_view name, std::string_view bytes) const {
  try {
    // While we hold it nobody else makes or removes a file new-X.
    const auto lock = Lock::locked(*this, std::chrono::milliseconds(0));
    if (lock)
      replace_file(path("note-") + std::string(name), path("new-note"), bytes);
  } catch (const core::Error&) {
    // It can be found out again.
  }
}

Mark::Mark(const Workplace& place) : m_place(place) {
  const std::string path = place.path("writing");
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  const std::string mark = "pvtool " + std::to_string(::getpid()) + ' ' +
                           std::to_string(Clock::now().time_since_epoch().count()) + '\n';
  if (!file)
    fail_on_disk(path);
  // Through the descriptor: nobody else knows the file yet, and it need not survive.
  if (::write(file.get(), mark.data(), mark.size()) != static_cast<ssize_t>(mark.size())) {
    const int reason = errno;
    ::unlink(path.c_str());
    errno = reason;
    fail_on_disk(path);
  }
}

Mark::~Mark() {
  if (!exists(m_place.path("journal")) && !exists(m_place.path("undo")))
    ::unlink(m_place.path("writing").c_str());
}

bool IndexLock::is_ours(const Workplace& place, const std::string& git_folder) {
  const auto mark = read_file(place.path("writing"));
  return mark && !mark->empty() && read_file(git_folder + "index.lock") == mark;
}

IndexLock::IndexLock(const Workplace& place, const std::string& git_folder,
                     std::chrono::milliseconds limit)
    : m_path(git_folder + "index.lock") {
  if (is_ours(place, git_folder))
    return;
  const std::string mark = place.path("writing");
  // A link appears with its content at once; a file made and then filled could be left empty.
  const bool held = within(limit, [&] {
    if (::link(mark.c_str(), m_path.c_str()) == 0)
      return true;
    if (errno == EEXIST)
      return false;
    if (errno != EPERM && errno != ENOTSUP && errno != EMLINK)
      fail_on_disk(m_path);
    const Descriptor file(::open(m_path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (!file && errno != EEXIST)
      fail_on_disk(m_path);
    if (file)
      write_file(m_path, read_file(mark).value_or(""));
    return static_cast<bool>(file);
  });
  if (!held)
    throw core::Error(core::Exit::failed, "locked", {{"path", m_path}});
}

IndexLock::~IndexLock() {
  ::unlink(m_path.c_str());
}

} // namespace reg
