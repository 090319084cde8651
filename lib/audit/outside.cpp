// SPDX-License-Identifier: MIT
#include "audit/outside.hpp"

#include <algorithm>

#include "audit/acknowledged.hpp"
#include "audit/signers.hpp"
#include "core/error.hpp"
#include "system/random.hpp"

namespace audit {

namespace {

using namespace std::chrono_literals;
using core::Severity;

constexpr auto k_skew = 5min;

std::string utc(core::Instant time) {
  return core::to_text(core::Timestamp{time, {}});
}

class Outside {
public:
  Outside(const casebook::Book& book, const Ledger& ledger, std::vector<Named>& named)
      : m_book(book), m_ledger(ledger), m_named(named) {}

  void clone(const reg::Past& past) {
    const auto shallow = past.shallow();
    if (!shallow.empty()) {
      add(Question::complete, "", "audit-shallow", {{"commit", shallow.front()}});
    }
    for (const auto& name : past.replaced()) {
      add(Question::unedited, "", "audit-replaced", {{"what", name}});
    }
    if (m_ledger.latest > m_book.latest() + k_skew) {
      add(Question::when, m_ledger.latest_commit, "audit-future-commit",
          {{"time", utc(m_ledger.latest)}, {"now", utc(m_book.latest())}});
    }
  }

  // One for all that a partial clone lacks: it is not damaged, and nothing can be said of it.
  void partial(const reg::Past& past) {
    if (!past.is_partial()) {
      return;
    }
    const auto missing = std::erase_if(m_named, [](const Named& one) {
      const auto& arguments = one.finding.arguments;
      return one.finding.name == "audit-object-damaged" &&
             std::any_of(arguments.begin(), arguments.end(), [](const auto& argument) {
               return argument.first == "reason" && argument.second.starts_with("object not found");
             });
    });
    if (missing > 0) {
      add(Question::complete, "", "audit-partial-clone", {{"count", std::to_string(missing)}});
    }
  }

  // The folder beside what is committed: it counts for nothing here, and who looks may think it
  // did.
  void uncommitted() {
    const auto& reg = m_book.reg();
    for (const auto path : {k_signers_file, k_acknowledged_file, casebook::k_organisation_file}) {
      const auto now = working(std::string(path));
      if (now != reg.committed(path)) {
        note_uncommitted(std::string(path));
      }
    }
    const auto there = reg.working_paths("cases"); // both are sorted
    for (const auto& path : reg.committed_paths("cases")) {
      if (!std::binary_search(there.begin(), there.end(), path)) {
        note_uncommitted(path);
      }
    }
  }

  void outbox() {
    for (const auto& one : m_ledger.filed) {
      if (!is_as_recorded(one)) {
        add(Question::unedited, "", "audit-outbox-differs",
            {{"file", one.file}, {"case", one.path}}, one.file);
      }
    }
  }

  void anchor(const reg::Past& past, const Anchor& anchor) {
    const auto line = past.line(m_book.reg().head()); // newest first
    const auto of_anchor = past.line(anchor.head);
    if (of_anchor.empty() || !past.leads_to(anchor.head, m_book.reg().head())) {
      cut(anchor, static_cast<std::int64_t>(line.size()));
      return;
    }
    // A commit stands for its number and its cases: where they differ, the anchor was changed.
    const auto commits = static_cast<std::int64_t>(of_anchor.size());
    const auto cases = cases_sum(m_book.reg(), anchor.head);
    if (commits != anchor.commits || cases != anchor.cases) {
      add(Question::uncut, "", "audit-anchor-differs",
          {{"time", core::to_text(anchor.time)},
           {"head", anchor.head.substr(0, 12)},
           {"anchored", std::to_string(anchor.commits)},
           {"commits", std::to_string(commits)},
           {"anchored_cases", anchor.cases.substr(0, 12)},
           {"cases", cases.substr(0, 12)}});
    }
    // Those that rest on it; it may have come home by a merge.
    const auto later =
        std::partition_point(line.begin(), line.end(), [&](const reg::LineStep& one) {
          return one.id != anchor.head && past.leads_to(anchor.head, one.id);
        });
    home(past, line.begin(), later, anchor);
    // Those that neither rest on it nor stood before it: the other side of that merge.
    const auto known = std::partition_point(later, line.end(), [&](const reg::LineStep& one) {
      return !past.leads_to(one.id, anchor.head);
    });
    if (later != line.begin() && later != known) {
      stood_apart(*std::min_element(later, known,
                                    [](const reg::LineStep& a, const reg::LineStep& b) {
                                      return a.time < b.time;
                                    }),
                  std::prev(later)->id, anchor);
    }
    for (auto one = line.begin(); one != later; ++one) {
      if (one->time < anchor.time.instant - k_skew) {
        add_time(*one, "audit-before-anchor", anchor);
      }
    }
    for (const auto& one : of_anchor) {
      if (one.time > anchor.time.instant + k_skew) {
        add_time(one, "audit-behind-anchor", anchor);
      }
    }
  }

private:
  using Line = std::vector<reg::LineStep>;

  // What the anchor speaks of is not here. A name can be changed by whoever cuts: that it differs
  // is said beside, never instead.
  void cut(const Anchor& anchor, std::int64_t count) {
    const core::Arguments arguments = {{"head", anchor.head.substr(0, 12)},
                                       {"commits", std::to_string(anchor.commits)},
                                       {"now", std::to_string(count)},
                                       {"time", core::to_text(anchor.time)},
                                       {"other", anchor.name},
                                       {"name", m_book.organisation_name()}};
    add(Question::uncut, "", count < anchor.commits ? "audit-cut-off" : "audit-regrown", arguments);
    if (anchor.name != m_book.organisation_name()) {
      add(Question::uncut, "", "audit-anchor-other", arguments, "", Severity::note);
    }
  }

  void add_time(const reg::LineStep& one, const char* name, const Anchor& anchor) {
    add(Question::when, one.id, name,
        {{"time", utc(one.time)}, {"anchor", core::to_text(anchor.time)}});
  }

  // What came in behind the anchor by a merge may be older than it: nobody can tell.
  void home(const reg::Past& past, Line::const_iterator begin, Line::const_iterator end,
            const Anchor& anchor) {
    for (const auto& one : m_ledger.home) {
      const bool later = std::any_of(
          begin, end, [&](const reg::LineStep& entry) { return entry.id == one.merge; });
      if (later && !past.leads_to(one.oldest, anchor.head)) {
        stood_apart({one.oldest, one.time}, one.merge, anchor);
      }
    }
  }

  void stood_apart(const reg::LineStep& oldest, const std::string& merge, const Anchor& anchor) {
    if (oldest.time < anchor.time.instant - k_skew) {
      add(Question::when, merge, "audit-line-before-anchor",
          {{"oldest", oldest.id.substr(0, 12)},
           {"time", utc(oldest.time)},
           {"anchor", core::to_text(anchor.time)}},
          "", Severity::warning);
    }
  }

  void add(Question question, const std::string& commit, const std::string& name,
           core::Arguments arguments, const std::string& file = "",
           Severity severity = Severity::error) {
    m_named.push_back({question, commit, {severity, name, file, 0, 0, std::move(arguments)}});
  }

  void note_uncommitted(const std::string& path) {
    add(Question::complete, "", "audit-uncommitted", {{"path", path}}, path, Severity::note);
  }

  // Gone is as it should be; a link, a folder or a pipe in its place is not.
  bool is_as_recorded(const Filed& one) const {
    try {
      const auto bytes = m_book.reg().working(one.file);
      return !bytes || sys::sha256(*bytes) == one.sha256;
    } catch (const core::Error&) {
      return false;
    }
  }

  std::optional<std::string> working(const std::string& path) const {
    try {
      return m_book.reg().working(path);
    } catch (const core::Error&) {
      return ""; // there, and no file
    }
  }

  const casebook::Book& m_book;
  const Ledger& m_ledger;
  std::vector<Named>& m_named;
};

} // namespace

void add_outside(const casebook::Book& book, const reg::Past& past, const Ledger& ledger,
                 const std::optional<Anchor>& anchor, std::vector<Named>& named) {
  Outside outside(book, ledger, named);
  outside.clone(past);
  outside.partial(past);
  outside.uncommitted();
  outside.outbox();
  if (anchor) {
    outside.anchor(past, *anchor);
  }
}

} // namespace audit
