// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/assessment.hpp"
#include "core/kind.hpp"
#include "core/value.hpp"

namespace core {

// The case without the entries that a later one corrects: what they said is kept as history, and
// no step and no closing rests on it. Assessments stay, for decisions name them by their number.
Value standing(Value document);

// What the program derives about a case; rules see it as `state.`:
//   assessment_stale  facts of the newest assessment have changed since
//   decision_stale    the newest decision rests on an assessment that is stale or not the newest
//   decisions_outdated  what the newest decision about it rests on an older assessment than the
//                     newest, which answers otherwise or finds another level (a list: "authority")
//   people_to_tell    the newest decision about some group, or about all, says yes and not all of
//                     them have been told: by a message to all, or by one to each group
//   people_told_at    when the last of those was told; absent while somebody is not
//   open_actions      an action is not done
//   changed           the paths that changed since the newest assessment (a list)
// `today` is what an assessment would say now; null when the kind has none.
Value state_of(const Value& document, const Assessment* today);

// The one thing to do now, or null when there is nothing.
const StepRule* next_step(const Kind& kind, const Value& document, const Value& organisation,
                          const Value& state, Instant now);

// Something that stands in the way of closing.
struct Obstacle {
  const CloseRule* rule = nullptr;
  std::string entry; // "actions[1]", or empty
};
std::vector<Obstacle> obstacles(const Kind& kind, const Value& document, const Value& organisation,
                                const Value& state, Instant now);

// Findings about what has gone stale: assessment-stale, decision-stale.
std::vector<Finding> stale_findings(const Value& document, const Value& state);

} // namespace core
