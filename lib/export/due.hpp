// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"

namespace exporting {

// One clock as calendars and build servers see it; nothing in it names a person. A case that cannot
// be judged at all is one too, in state cannot_decide.
struct Due {
  std::string uid;           // stable as long as case, rule and entry are the same
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
  std::optional<core::Date> due_day; // when it ends with a day
  std::optional<core::Instant> done;
};

// iCalendar (RFC 5545), by libical: for each clock with a due moment that is still open or was
// done, an event and a to-do with the same words; DTSTAMP is `now`; alarms before the end (24 and 2
// hours for times, two days and the morning before for days); what is done is COMPLETED, what was
// stopped CANCELLED. Times in UTC, days as dates. CRLF line ends, lines folded.
std::string icalendar(const std::vector<Due>& all, core::Instant now);

// JUnit XML: one suite for each register, one test case for each clock: overdue is a failure,
// cannot decide an error, soon and the rest pass.
std::string junit(const std::vector<Due>& all, core::Instant now);

// SARIF 2.1.0: a result for each clock that is overdue (error), cannot be decided (error) or due
// soon (warning), at its file and line, with a stable fingerprint.
std::string sarif(const std::vector<Due>& all, const std::string& version);

// GitHub's workflow commands: ::error and ::warning lines for the same; properties and data are
// escaped as GitHub asks (%, CR, LF; in properties : and , too).
std::string github(const std::vector<Due>& all);

// GitLab's Code Quality report (JSON) for the same.
std::string gitlab(const std::vector<Due>& all);

} // namespace exporting
