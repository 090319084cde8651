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

// Those of the roles that are no party to the case; the others go into `left`, each once.
std::vector<std::string> without_parties(std::vector<std::string> roles,
                                         const std::vector<std::string>& parties,
                                         std::vector<std::string>& left);

// Those of the roles that somebody stands in for.
std::vector<std::string> with_deputy(const Value& organisation, std::vector<std::string> roles);

} // namespace core
