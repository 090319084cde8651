// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/plan_page.hpp"

namespace cmd {

// One line of a plan, and roles, as values.
core::Value value_of(const PlanView& view, const core::PlanRow& row);
core::Value roles_value(Env& env, const std::vector<std::string>& roles);

// How a line stands, in one word: done, begun, to_do, no, depends, cannot_decide, consider.
std::string state_of(const core::PlanRow& row);

// The clock of a line, or null.
const casebook::Due* due_of(const PlanView& view, const core::PlanRow& row);

} // namespace cmd
