// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/plan.hpp"
#include "core/plan_ground.hpp"

namespace core {

// Who is told and who tells: `to`, `by`, `left`, `by_deputy` and `named` of a line. `parties` are
// the roles that are party to the case.
void set_who(PlanRow& row, const PlanGround& ground, const std::vector<std::string>& parties);

} // namespace core
