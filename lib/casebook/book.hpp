// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casebook/kinds.hpp"
#include "core/assessment.hpp"
#include "core/calendar.hpp"
#include "core/clock.hpp"
#include "core/finding.hpp"
#include "core/kind.hpp"
#include "core/now.hpp"
#include "core/path.hpp"
#include "core/time.hpp"
#include "core/value.hpp"
#include "register/register.hpp"
#include "system/random.hpp"

namespace casebook {

inline constexpr std::string_view k_organisation_file = "pvtool.yaml";
// The zone that a register's pvtool.yaml names, or Oslo's. Throws core::Error (failed,
// "unknown-zone").
core::Zone zone_of(const core::Value& organisation);

// One case file as it stands in the working tree.
struct Case {
  std::string id;   // from the file's name; empty for a file outside cases/
  std::string path; // relative to the register
  std::string text;
  core::Value root;                    // null when the text cannot be read
  std::vector<core::Finding> findings; // what reading it found
  std::string kind() const { return root.text("kind"); }
};

// One edit of a case: text in, text out (yaml::with_value and its kin).
using Edit = std::function<std::string(const Case&)>;

// What a command wants to change and how the commit says it.
struct Request {
  std::string command;            // "assess"
  std::string what;               // "medium risk"; appended to the subject
  std::vector<std::string> rules; // ids with version, for the trailers
  bool may_be_closed = false;     // reopening is the only change a closed case takes
};

// What was done.
struct Done {
  std::string commit;
  Case changed;
  std::optional<std::string> edit_commit; // a hand edit that was committed first
};

// The moments for which a judgement of a case would have been the same.
struct Holds {
  core::Moments judged; // as the moment judged
  core::Moments latest; // as the later of that and the clock's, after which lies the future
};

// The clocks of a case in which there is no error.
struct Sound {
  std::vector<core::Clock> clocks;
  std::vector<core::Finding> deeds; // what was done late without a reason
  bool is_committed = false;        // the case is what was committed under its name
};

// A register with its kinds and its organisation: find, read, judge and change cases. The only
// way to write.
class Book {
public:
  // Throws core::Error when pvtool.yaml cannot be used. `uid` makes the uid of a new case.
  Book(std::unique_ptr<reg::Register> reg, Kinds kinds, core::Instant now,
       std::function<std::string()> uid = sys::random_uid);

  // Judge by another moment than the clock's (--now). Commits keep the clock's time and say
  // `text` in a trailer.
  void judge_by(core::Instant now, const std::string& text);

  reg::Register& reg() { return *m_reg; }
  const reg::Register& reg() const { return *m_reg; }
  const Kinds& kinds() const { return m_kinds; }
  const core::Value& organisation() const { return m_organisation; }
  // What pvtool.yaml calls it, or empty.
  std::string organisation_name() const;
  const core::Zone& zone() const { return m_zone; }
  core::Instant now() const { return m_now; }
  // The later of it and the clock's: what lies after that is in the future.
  core::Instant latest() const { return std::max(m_now, m_clock); }
  // What is surely over, whatever moment is judged.
  core::Instant earliest() const { return std::min(m_now, m_clock); }
  bool judges_another_moment() const { return m_set_now.has_value(); }
  // What every judgement rests on beside the case, what was committed of it, and the moment: equal
  // texts, equal judgements, as long as it is the same program.
  std::string grounds() const;
  std::string now_text() const; // in the register's zone

  // Paths of all case files in the working tree, sorted.
  std::vector<std::string> case_paths() const;
  // The path of a case by id ("2026-0007") or path. Throws not-found "no-such-case" with the
  // nearest ids.
  std::string find(std::string_view id_or_path) const;
  // Read a case; faults of the text are in `findings`. Throws no-such-case.
  Case load(const std::string& path) const;
  // The same, but refuses (Exit::findings, "case-unreadable") a case that cannot be read.
  Case load_good(std::string_view id_or_path) const;
  Case from_text(const std::string& path, std::string text) const;

  // Everything there is to say about a case: reading, schema, times, rules across facts,
  // append-only lists against the head, stale decisions. Sorted, with file and excerpt.
  std::vector<core::Finding> judge(const Case& one) const;
  // Findings about a case, with its file, the line they point to, and sorted.
  std::vector<core::Finding> placed(std::vector<core::Finding> findings, const Case& one) const;
  // Findings of pvtool.yaml.
  std::vector<core::Finding> judge_organisation() const;
  // The errors among them: what keeps anything else from being judged by that file.
  std::vector<core::Finding> organisation_faults() const;
  // A sample register (example: true), in which nothing ever happened.
  bool is_example() const;
  // What under cases/ cannot be judged as a case: a registered case whose file is gone, and
  // anything that is not cases/YEAR/ID.yaml. As long as there is any, nobody can say that nothing
  // is due.
  std::vector<core::Finding> judge_folder() const;
  // Findings of the register as a whole: two files with one id or uid, a name that does not fit the
  // id.
  std::vector<core::Finding> judge_register(const std::vector<Case>& cases) const;

  core::Assessment assess(const Case& one) const;
  core::Value state(const Case& one) const;
  // Every clock of a case. The book must outlive them.
  std::vector<core::Clock> clocks(const Case& one) const;
  // The same when `judge` finds no error; nothing when it finds one. Narrows `holds`.
  std::optional<Sound> sound(const Case& one, Holds& holds) const;
  // The calendar that pvtool.yaml names. One that there is not covers no year, so that nothing is
  // counted by it in silence; judge_organisation says so.
  const core::Calendar& calendar() const;

  // Change one case: a hand edit since the last commit is judged and committed first, on its
  // own; then the edit is made, judged and committed. Throws core::Error (refused) with findings,
  // and nothing changed, when the file or the result has errors.
  Done change(const std::string& path, const Request& request, const Edit& edit);
  // Register a new case from a text without id: assigns id, uid, status and `received`, drops
  // history and empty values. Retries with the next number when another process took it.
  Done add(const std::string& kind, const std::string& text, const std::string& origin);
  // Commit a hand edit alone; nothing when there is none.
  std::optional<std::string> commit_edit(const std::string& path);

private:
  core::Reckoning reckoning(const core::Now& now) const;
  std::string head_of(const std::string& kind, const std::string& id, const core::Value& asked,
                      const std::string& end) const;
  std::string with_head(const std::string& head, const std::string& text,
                        const core::Value& meaning) const;
  std::string series() const;
  std::string next_id(int year) const;
  std::vector<core::Finding> text_findings(const Case& one) const;
  std::optional<std::string> committed_of(const Case& one) const;
  std::vector<core::Finding> identity_findings(const Case& one,
                                               const std::optional<std::string>& committed) const;
  // `before` is what the working file held when it was judged; nothing for a new file.
  std::string commit(const Request& request, const Case& one,
                     const std::optional<std::string>& before);
  void finish(std::vector<core::Finding>& findings, const Case& one) const;

  std::unique_ptr<reg::Register> m_reg;
  Kinds m_kinds;
  std::string m_organisation_text;
  core::Value m_organisation;
  core::Zone m_zone;
  core::Instant m_clock; // what lies after it is in the future, whatever moment is judged
  core::Instant m_now;
  std::optional<std::string> m_set_now;
  std::function<std::string()> m_uid;
};

// "2026-0007" from "cases/2026/2026-0007.yaml"; empty for another path.
std::string id_from(std::string_view path);
std::string path_from(std::string_view id);

} // namespace casebook
