// SPDX-License-Identifier: MIT
#pragma once

#include "casebook/book.hpp"
#include "cmd/env.hpp"
#include "core/assessment.hpp"

// What stands below the answers of an assessment.
namespace cmd {

// The house routine's category and what it asks for, apart from the law; finding house-below-law
// where it asks for less.
void say_house(Env& env, const casebook::Case& one, const core::Assessment& assessment,
               Result& result);
// Facts that were not stated and taken as given.
void say_assumed(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                 Result& result);
// Each step in law: result, reason, facts with file and line, rule and source.
void say_trace(Env& env, const casebook::Case& one, const core::Assessment& assessment,
               Result& result);
// Single changes of one fact that would change the level.
void say_tips(Env& env, const casebook::Case& one, const core::Assessment& assessment,
              Result& result);
// The published cases that are most like this one.
void say_nearest(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                 Result& result);

} // namespace cmd
