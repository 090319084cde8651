// SPDX-License-Identifier: MIT
#include "audit/documentation.hpp"

#include <algorithm>

namespace audit {

namespace {

using core::Truth;

Demand demand_from(const core::RuleStanding& standing) {
  Demand demand{
      standing.rule->id, false, standing.entry, standing.rule->source, standing.rule->command,
      Documented::met,   {}};
  if (standing.applies == Truth::unknown) {
    // Whatever would be asked for is there: it need not be known whether it is asked for.
    demand.documented =
        standing.need.truth == Truth::yes ? Documented::met : Documented::cannot_tell;
  } else {
    demand.documented = standing.need.truth == Truth::yes  ? Documented::met
                        : standing.need.truth == Truth::no ? Documented::due
                                                           : Documented::cannot_tell;
  }
  if (demand.documented == Documented::cannot_tell) {
    demand.causes = standing.causes;
  }
  return demand;
}

std::string argument(const core::Finding& finding, std::string_view name) {
  for (const auto& [key, text] : finding.arguments) {
    if (key == name) {
      return text;
    }
  }
  return "";
}

Demand delay_of(const std::string& rule, const std::string& source, const std::string& entry) {
  return {rule, true, entry, source, "", Documented::met, {}};
}

// A clock that has run out while nothing was done: its reason can stand only where it will be done.
bool asks_for_reason(const core::Clock& clock) {
  return clock.rule->reason_when_late &&
         (clock.state == core::ClockState::late || clock.state == core::ClockState::overdue);
}

} // namespace

std::string name_of(Documented documented) {
  return documented == Documented::met   ? "met"
         : documented == Documented::due ? "due"
                                         : "cannot_tell";
}

void Score::add(Documented documented) {
  ++(documented == Documented::met ? met : documented == Documented::due ? due : cannot_tell);
}

void Score::add(const Score& other) {
  met += other.met;
  due += other.due;
  cannot_tell += other.cannot_tell;
}

Score score_of(const std::vector<Demand>& demands) {
  Score score;
  for (const auto& demand : demands) {
    score.add(demand.documented);
  }
  return score;
}

std::vector<Demand> demands_of(const core::Kind& kind, const core::Value& document,
                               const core::Value& organisation, const core::Value& state,
                               core::Instant now, const std::vector<core::Clock>& clocks,
                               const std::vector<core::Finding>& reasons_missing) {
  std::vector<Demand> demands;
  for (const auto& one : core::standings(kind.documentation, document, organisation, state, now)) {
    if (one.applies != Truth::no) {
      demands.push_back(demand_from(one));
    }
  }
  for (const auto& clock : clocks) {
    if (asks_for_reason(clock)) {
      auto demand = delay_of(clock.rule->id, clock.rule->source, clock.subject);
      const bool lacks = std::any_of(
          reasons_missing.begin(), reasons_missing.end(), [&](const core::Finding& finding) {
            return argument(finding, "rule") == clock.rule->id &&
                   (clock.subject.empty() || argument(finding, "path").starts_with(clock.subject));
          });
      demand.documented =
          lacks || clock.state == core::ClockState::overdue ? Documented::due : Documented::met;
      demands.push_back(std::move(demand));
    }
  }
  for (const auto& finding : reasons_missing) {
    if (finding.name == "reason-missing") { // of a period that is shown as no clock
      auto demand = delay_of(argument(finding, "rule"), argument(finding, "source"), "");
      demand.documented = Documented::due;
      demands.push_back(std::move(demand));
    }
  }
  return demands;
}

} // namespace audit
