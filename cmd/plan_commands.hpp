// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "core/draft.hpp"
#include "core/plan.hpp"

namespace cmd {

// What to type next about one line of a plan; `forms` are those of the kind.
std::vector<std::string> plan_commands(const std::vector<core::Form>& forms,
                                       const casebook::Case& one, const core::PlanRow& row);

// What somebody types to say whether others are told, and why.
std::string consider_command(const casebook::Case& one, const std::string& whom);

} // namespace cmd
