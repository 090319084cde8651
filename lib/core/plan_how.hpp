// SPDX-License-Identifier: MIT
#pragma once

#include "core/plan.hpp"
#include "core/plan_ground.hpp"

namespace core {

// By what somebody is told: those that come first, the others, those that are barred and why. Where
// channels have been agreed there are no others; what bars a channel bars it then too.
void set_channels(PlanRow& row, const PlanGround& ground);

// All that is to be minded of the line, what holds at times before what always holds.
void set_rules(PlanRow& row, const PlanGround& ground);

} // namespace core
