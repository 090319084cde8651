// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "core/clock.hpp"
#include "core/finding.hpp"
#include "core/time.hpp"

namespace casebook {

// One clock of one case as lists, calendars and build servers show it: plain data, without the
// case's text.
struct Due {
  std::string id;   // of the case; empty for a file that is none
  std::string uid;  // of the case
  std::string kind; // of the case
  std::string path; // of the case file
  std::string title;
  std::string owner; // of the entry, else of the case
  std::string rule;  // "breach.authority_72_hours"
  int version = 0;
  std::string source;
  std::string entry; // "actions[1]", or empty
  std::string what;  // what that entry says
  core::ClockState state = core::ClockState::cannot_decide;
  bool provisional = false;
  bool at_once = false;
  bool is_target = false;
  bool is_house = false;    // a rule of the house and not of the law
  bool not_counted = false; // it stands for the limits of other rules
  std::string from_path;
  std::optional<core::Instant> from;
  std::optional<core::Instant> due;
  std::optional<core::Date> due_day;
  std::optional<core::Instant> done;
  int line = 0; // where the start fact stands
  int column = 0;

  std::string versioned() const { return rule + "@" + std::to_string(version); }
  bool is_open() const;
};

Due due_of(const Case& one, const core::Clock& clock);

// The clocks of many cases, and what stands in the way of judging some.
struct Dues {
  std::vector<Due> all;
  std::vector<core::Finding> findings;
  bool undecided = false; // a case could not be judged: it may hide a clock
};

// How far a long walk has come.
using Progress = std::function<void(std::size_t done, std::size_t of)>;

// The clocks of one case. What cannot be read is a finding, and undecided.
void add_dues(const Book& book, const Case& one, Dues& dues);

// What one case adds to the clocks of all.
struct OfCase {
  Dues dues;
  // Whether the same text, uncommitted changes being none, adds the same at all moments of `holds`.
  bool lasts = false;
  Holds holds;
};
OfCase dues_of_case(const Book& book, const std::string& path, bool over_too);

// The clocks of every case of the register that was known by the moment judged. What is over
// (closed cases, and clocks that are not open) is left out unless asked for; what hides a clock is
// a finding either way. Without `over_too`, what has not changed since the last time is not read
// again (remembered.hpp).
Dues all_dues(Book& book, bool over_too, const Progress& progress);
// The same, and everything is read.
Dues read_dues(const Book& book, bool over_too, const Progress& progress);

// Adds what another part found.
void append(Dues& dues, Dues more);

// Which of two presses more at a moment. The law before the house: overdue (longest first), what
// cannot be decided, what is due at once, what is due within a day, what has no number; then the
// house's overdue and undecided; then the rest by due moment, and what is over last. Equal ones by
// case and rule.
class MoreUrgent {
public:
  explicit MoreUrgent(core::Instant now) : m_now(now) {}
  bool operator()(const Due& one, const Due& other) const;

private:
  int rank(const Due& due) const;
  core::Instant m_now;
};

} // namespace casebook
