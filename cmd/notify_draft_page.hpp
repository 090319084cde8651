// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "cmd/env.hpp"
#include "core/draft.hpp"

namespace cmd {

// The draft, group by group, with its gaps; for people and as a value. `letters` are the commands
// that make the same as a document.
void say_draft(Env& env, const casebook::Case& one, const core::Draft& draft,
               const core::Occasion& by, const std::vector<std::string>& letters, Result& result);

// A word as a shell takes it.
std::string quoted_word(const std::string& word);

} // namespace cmd
