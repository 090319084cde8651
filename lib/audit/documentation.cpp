// SPDX-License-Identifier: MIT
#include "audit/documentation.hpp"

#include <algorithm>

namespace audit {

namespace {

using core::Truth;

Demand demand_from(const core::RuleStanding& standing) {
  Demand demand;
  demand.id = standing.rule->id;
  demand.entry = standing.entry;
  demand.source = standing.rule->source;
  demand.command = standing.rule->command;
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

constexpr std::string_view k_see_findings = "pvtool validate {id}"; // which say where it goes
constexpr std::string_view k_see_steps = "pvtool next {id}";

Demand delay_of(const std::string& rule, const std::string& source, const std::string& entry,
                bool lacks) {
  Demand demand;
  demand.id = rule;
  demand.about = Demand::About::delay;
  demand.entry = entry;
  demand.source = source;
  demand.command = lacks ? k_see_findings : "";
  demand.documented = lacks ? Documented::due : Documented::met;
  return demand;
}

// What ran out while nothing was done has not come late yet: it has not come.
Demand deed_of(const core::Clock& clock) {
  Demand demand;
  demand.id = clock.rule->id;
  demand.about = Demand::About::deed;
  demand.entry = clock.subject;
  demand.source = clock.rule->source;
  demand.command = k_see_steps;
  demand.documented = Documented::due;
  demand.due = clock.due;
  return demand;
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
    if (!clock.rule->reason_when_late) {
      continue;
    }
    if (clock.state == core::ClockState::overdue) {
      demands.push_back(deed_of(clock));
    } else if (clock.state == core::ClockState::late) {
      const bool lacks = std::any_of(
          reasons_missing.begin(), reasons_missing.end(), [&](const core::Finding& finding) {
            return argument(finding, "rule") == clock.rule->id &&
                   (clock.subject.empty() || argument(finding, "path").starts_with(clock.subject));
          });
      demands.push_back(delay_of(clock.rule->id, clock.rule->source, clock.subject, lacks));
    }
  }
  for (const auto& finding : reasons_missing) {
    if (finding.name == "reason-missing") { // of a period that is shown as no clock
      demands.push_back(delay_of(argument(finding, "rule"), argument(finding, "source"), "", true));
    }
  }
  return demands;
}

} // namespace audit
