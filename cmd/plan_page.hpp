// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "casebook/dues.hpp"
#include "cmd/env.hpp"
#include "core/plan.hpp"

namespace cmd {

// A case with its plan, as it is shown.
struct PlanView {
  Env& env;
  const casebook::Case& one;
  const core::Plan& plan;
  std::vector<casebook::Due> dues;
};

// What is urgent, the law's lines, then the house's, for people and for programs ("recipients").
void say_recipients(const PlanView& view, Result& result);

// Which roles are party to the case, and who stands in for them ("conflict").
void say_conflict(const PlanView& view, Result& result);

// The organisation's own routine: matrix, escalation by category, team ("routine").
void say_routine(const PlanView& view, Result& result);

// A role of pvtool.yaml: its title, else its name.
std::string role_title(Env& env, const std::string& role);
// The deputies of roles, by name.
std::string deputy_names(Env& env, const std::vector<std::string>& roles);
// The same with who holds it, who stands in, and how to reach them.
std::string role_words(Env& env, const std::string& role);

} // namespace cmd
