// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "audit/before.hpp"
#include "cmd/env.hpp"

// Whether it has happened before, in words.
namespace cmd {

// "This is the third case in 12 months that is alike in ...", what of earlier ones is not finished,
// and what cannot be told; empty when there is nothing to say.
std::vector<std::string> memory_lines(Env& env, const std::string& kind,
                                      const audit::Recollection& memory);
core::Value memory_value(Env& env, const std::string& kind, const audit::Recollection& memory);

// What the register remembers of cases like this one, as a short paragraph and as a value.
void say_memory(Env& env, const casebook::Case& one, Result& result);

} // namespace cmd
