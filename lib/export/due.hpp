// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace exporting {

// One clock as calendars and build servers see it; nothing in it names a person. A case that cannot
// be judged at all is one too, in state cannot_decide. Texts that are redacted are empty: rule, id
// and place then stand alone.
struct Due {
  // "<case uid>.<rule without its version>.<entry>": unique in a list, the same in every run, so
  // that a new version of a rule moves the entry in a calendar and does not double it.
  std::string uid;
  std::string register_name; // empty when there is one register
  std::string id;            // "2026-0007"; empty for a file that is no case
  std::string rule;          // "breach.authority_72_hours@1", or the name of a finding
  std::string title;         // what is due, in the reader's language
  std::string message;       // the same with how late or how long, one line
  std::string source;        // "GDPR art. 33(1)"
  std::string file;          // relative to the register's root
  int line = 0;              // 0: none
  int column = 0;
  enum class State { running, soon, overdue, met, late, stopped, cannot_decide };
  State state = State::running;
  std::optional<core::Instant> due;  // none: no number, or not known
  std::optional<core::Date> due_day; // when it ends with a day; goes before `due`
  std::optional<core::Instant> done;
};

// Every format keeps the order of the list, and ends with a line end. Control characters, direction
// marks and bytes that are no UTF-8 come out as U+FFFD.

// iCalendar (RFC 5545), by libical. For each clock:
// - a to-do, also where no moment is known; done is COMPLETED, stopped is CANCELLED;
// - an event where a moment is known: a time in UTC as the half hour that ends then, a day as a
//   whole day; done has a tick before its words, because an event cannot be completed;
// - while it is overdue or cannot be decided, an event on the day of `now` with the message, so
//   that what is late does not slip into the past of calendars that ignore to-dos.
// The UIDs are `uid` with "-todo", "-event" or "-today" and "@pvtool". DTSTAMP is `now`. What is
// open has alarms 24 and 2 hours before a time, at 9 o'clock two days and one day before a day.
// The message, which tells the time left at `now`, stands in no entry that outlives the day.
std::string icalendar(const std::vector<Due>& all, core::Timestamp now);

// JUnit XML: one suite for each register, one test case for each clock: overdue is a failure,
// cannot decide an error, stopped is skipped, soon and the rest pass (soon with its message). No
// two test cases of a suite have one name: GitLab would read the first only.
std::string junit(const std::vector<Due>& all, core::Timestamp now);

// SARIF 2.1.0: a result for each clock that is overdue (error), cannot be decided (error) or due
// soon (warning), at its file and line, with a stable fingerprint; one run for each register.
std::string sarif(const std::vector<Due>& all, const std::string& version);

// GitHub's workflow commands: ::error and ::warning lines for the same; properties and data are
// escaped as GitHub asks (%, CR, LF; in properties : and , too). Nothing for an empty list.
std::string github(const std::vector<Due>& all);

// GitLab's Code Quality report (JSON) for the same: critical where SARIF says error, else minor. It
// must name a place: where there is none, the first line of pvtool.yaml.
std::string gitlab(const std::vector<Due>& all);

} // namespace exporting
