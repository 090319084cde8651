// SPDX-License-Identifier: MIT
#pragma once

#include "casebook/book.hpp"
#include "cmd/env.hpp"
#include "core/assessment.hpp"

namespace cmd {

// An assessment for people (page) and for programs (value): the two answers with reasons, the law's
// default and when to act, the figures, the house routine apart, the trace with file and line, what
// would change it, and the nearest published cases.
void say_assessment(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                    Result& result);

} // namespace cmd
