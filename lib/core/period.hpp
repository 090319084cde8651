// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/condition.hpp"
#include "core/counting.hpp"
#include "core/dated.hpp"
#include "core/path.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// While the person has been asked for something, time may stand still:
//   suspended: {list: suspensions, from: entry.asked, to: entry.answered,
//               counts: CONDITION, by_policy: CONDITION, source: TEXT}
// `counts` is asked of each entry (asked without undue delay?); `by_policy` says whether the due
// date itself moves, or the moved one is only shown.
struct SuspensionRule {
  Path list;
  Path from;
  Path to;
  std::optional<Condition> counts;
  std::optional<Condition> by_policy; // none: never
  std::string source;
};

// The whole period grows to `length`, counted in one step from the start, when the person was told
// so with a reason before the first limit (not suspended) had passed:
//   extended: {period: {months: 3}, told: PATH, reason: PATH, source: TEXT}
struct ExtensionRule {
  Length length;
  Path told;
  Path reason;
  std::string source;
};

// One clock rule of a kind (kind.yaml `periods`): from a fact, so long, until a fact. Dated and
// versioned like every rule. Its conditions see the case, `org.`, `entry.`, and of `state.` what
// needs no assessment: people_to_tell, people_all_no, people_told_at, decisions_outdated and
// open_actions.
// Its basis is the law when the data say nothing.
struct PeriodRule : Dated {
  std::optional<Path> for_each;  // one clock for each entry of this list (`entry.`)
  bool for_each_unknown = false; // one for each {unknown: ..., by: ...} of the case: due by then

  // The start: the first of these that is there. Each is a path or several ([A, [B, C]]), of all
  // that stands there the earliest.
  std::vector<std::vector<Path>> from;
  // The worst case while the first of `from` is not known: the earliest of these, when it is
  // earlier than what stands at the others of `from`. The clock is then provisional, and the case
  // says when to look again, in the `by` of {unknown: ..., by: ...} at the first of `from`.
  std::vector<Path> otherwise_from;
  std::optional<Path> due;      // a date or time that the case itself names, instead of from
  std::optional<Length> length; // none, and nothing at length_at: no number in law
  // Where the organisation or the case sets it: {days: 10}. Beside a number of the law the shorter
  // applies, since house rules add to the law and never subtract from it.
  std::optional<Path> length_at;
  bool roll = false; // over days off, never for hours
  std::optional<SuspensionRule> suspended;
  std::optional<ExtensionRule> extended;

  std::optional<Condition> when;    // surely not: no clock
  std::optional<Path> until;        // what ends it: the earliest that stands there
  bool until_later = false;         // of those that are not before its start
  std::optional<Condition> stopped; // surely so: a decision ended it
  std::optional<Condition> at_once; // surely so: now; the number is only the outer limit
  std::optional<Path> reason_when_late;
  bool only_reason = false;          // never shown as a clock: it only demands the reason
  std::vector<std::string> readings; // next_full_hour | two_working_days
  // It stands for the limits of other rules, which the fact at this place names: the clock has no
  // number and says other-regime-not-counted while it is open, so that none vanishes in silence.
  std::optional<Path> not_counted;
};

// Throws core::Error (bug, "bad-rule") when the data do not fit the grammar.
PeriodRule period_from(const Value& data);

} // namespace core
