// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/condition.hpp"
#include "core/kind.hpp"
#include "core/value.hpp"

namespace core {

// The one thing to do now, or nothing.
struct NextStep {
  const StepRule* rule = nullptr;
  std::string entry; // "correspondence[1]", or empty
};
std::optional<NextStep> next_step(const Kind& kind, const Value& document,
                                  const Value& organisation, const Value& state, Instant now);

// The number of an entry as people count, from 1: "2" of "actions[1]"; empty of nothing.
std::string number_of(const std::string& entry);

// How a case stands against a rule, or one entry of it. `applies` unknown: what says whether the
// rule applies is missing.
struct RuleStanding {
  const CloseRule* rule = nullptr;
  std::string entry; // "actions[1]" as the file counts, or empty
  Truth applies = Truth::yes;
  Answer need;
  std::vector<Cause> causes; // what would settle it, where something is unknown
};
// Each rule, asked of each entry that it speaks of, in the order of the rules; not of corrected
// ones, nor of decisions in whose place there is a newer one.
std::vector<RuleStanding> standings(const std::vector<CloseRule>& rules, const Value& document,
                                    const Value& organisation, const Value& state, Instant now);

// Something that stands in the way of closing.
struct Obstacle {
  const CloseRule* rule = nullptr;
  std::string entry; // "actions[1]", or empty
};
std::vector<Obstacle> obstacles(const Kind& kind, const Value& document, const Value& organisation,
                                const Value& state, Instant now);

} // namespace core
