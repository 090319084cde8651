// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "casebook/book.hpp"
#include "cmd/env.hpp"
#include "core/draft.hpp"

// What a form still lacks, and how each gap is settled.
namespace cmd {

// A gap with why it is one, whether the notice may go without it, and what settles it.
void add_gap(Env& env, const casebook::Case& one, const core::Draft& draft, const core::Filled& gap,
             Result& result);
core::Value gap_value(Env& env, const casebook::Case& one, const core::Filled& gap);

// Where pvtool.yaml has what is asked of a role by what it is: "roles.leader.holder" for
// "management.holder".
std::string role_place(const core::Value& organisation, const std::string& path);

// A command as people read it: what they have to fill in is named in their language.
std::string read_command(Env& env, const std::string& command);

} // namespace cmd
