// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/kind.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// running: not due yet. overdue: due and nothing done. met: done in time. late: done after it was
// due. stopped: a decision ended it. cannot_decide: the fact it runs from is absent.
enum class ClockState { running, overdue, met, late, stopped, cannot_decide };
std::string name_of(ClockState state);

// One clock of one case, with its arithmetic.
struct Clock {
  const PeriodRule* rule = nullptr;
  std::string subject;   // "actions[1]" for a clock of one entry
  std::string from_path; // the fact it runs from
  std::optional<Instant> from;
  bool provisional = false; // runs from `otherwise_from`, the worst case
  std::optional<Instant> due;
  std::optional<Date> due_day; // when the case names a day, not a time
  std::optional<Instant> done;
  ClockState state = ClockState::cannot_decide;
};

// Every clock of a case, in the order of the kind's periods. 72 hours are real hours, counted in
// UTC: no weekend, holiday or daylight saving moves them. A day is overdue from 00:00 of the next
// day in `zone`.
std::vector<Clock> clocks(const Kind& kind, const Value& document, const Value& organisation,
                          Instant now, const Zone& zone);

// Clocks that ended late without the reason that the law asks for (late-without-reason).
std::vector<Finding> late_without_reason(const std::vector<Clock>& clocks, const Value& document);

} // namespace core
