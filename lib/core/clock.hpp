// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/finding.hpp"
#include "core/kind.hpp"
#include "core/now.hpp"
#include "core/period.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// running: not due yet, or without a number. overdue: due and nothing done. met: done within the
// limit, or where there is none. late: done after it was due. stopped: a decision ended it.
// cannot_decide: what it is counted from is missing (see `findings`).
enum class ClockState { running, overdue, met, late, stopped, cannot_decide };
std::string name_of(ClockState state);

// A time in which the period may stand still.
struct Pause {
  std::string path; // "suspensions[0]"
  Date asked;
  std::optional<Date> answered; // not yet: until today
  int days = 0;                 // from question to answer
  bool counts = false;          // false: not asked without undue delay, or nobody says so
};

struct Extended {
  std::optional<Instant> told;
  bool has_reason = false;
  bool counts = false; // told with a reason before the first limit had passed
  Date first_limit;    // the limit without it, rolled
};

struct Reading {
  std::string name; // next_full_hour | two_working_days
  Instant due;
};

// One clock of one case, with all that its arithmetic rests on.
struct Clock {
  const PeriodRule* rule = nullptr;
  std::string subject;   // "actions[1]" for a clock of one entry; the unknown's path
  std::string from_path; // the fact it runs from, or that names the day ("data.types.by")
  std::optional<Instant> from;
  std::optional<Date> from_day;          // the day counted from (periods of days and longer)
  bool provisional = false;              // runs from `otherwise_from`, the worst case
  std::optional<std::string> look_again; // provisional: the date or time set for that, as written
  std::optional<Length> length;          // none: no number
  bool is_target = false;                // the number is the organisation's own, not the law's
  std::optional<Date> raw_day;           // days and longer: before pauses and roll
  std::vector<Pause> pauses;
  std::optional<Date> paused_day; // raw day moved by the pauses that count, rolled
  bool pauses_count = false;      // the organisation's policy: `due` is the paused day
  std::optional<Extended> extended;
  std::vector<DayOff> rolled_over; // days off that moved `due`
  std::vector<Reading> readings;   // information only; they never move `due`
  std::optional<Date> due_day;     // where it ends with a day, not at a time
  std::optional<Instant> due;      // the last moment; none without a number
  bool at_once = false;
  std::optional<Instant> done;
  ClockState state = ClockState::cannot_decide;
  // Why it cannot be decided, and what else is wrong with it: clock-without-start,
  // look-again-missing, look-again-past, look-again-too-late (set for after the clock's own end),
  // calendar-not-covered, period-not-understood (no length stands where it should),
  // extension-too-late, extension-without-reason; and notes: raw-day-passed (the roll has bought
  // time, aim for the raw day), other-regime-not-counted. Each names rule, source and the path;
  // `file` is empty.
  std::vector<Finding> findings;

  bool is_open() const; // running, overdue or cannot_decide
};

// What clocks are counted by.
struct Reckoning {
  const Value& organisation;
  const Calendar& calendar;
  Now now;
  const Zone& zone;
};

// Every clock of a case, in the order of the kind's periods, those of `only_reason` left out. A day
// is overdue from 00:00 of the next day in the zone, a time when now is later. The kind must
// outlive the result.
std::vector<Clock> clocks(const Kind& kind, const Value& document, const Reckoning& by);

// Clocks that ended late without the reason that is asked for (late-without-reason), and facts that
// came later than those of `only_reason` allow without it (reason-missing). Where one of these
// cannot be counted, that is said as the clock says it: never silence.
std::vector<Finding> late_without_reason(const Kind& kind, const Value& document,
                                         const Reckoning& by);

// Both at once, every clock being counted once.
struct Counted {
  std::vector<Clock> clocks;
  std::vector<Finding> without_reason;
};
Counted counted(const Kind& kind, const Value& document, const Reckoning& by);

} // namespace core
