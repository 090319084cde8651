// SPDX-License-Identifier: MIT
#pragma once

#include "core/rules.hpp"
#include "core/world.hpp"

namespace core {

// What a rule's mechanism makes of the world. `document` is the case itself, for lists whose
// every entry counts.
Outcome outcome_of(const Rule& rule, const World& world, const Value& document);

} // namespace core
