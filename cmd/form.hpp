// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/env.hpp"

namespace cmd {

// The blank form of a kind: a YAML text with a question above each field and the allowed values
// beside it, in the user's language. A field left empty is a field not filled in.
std::string blank_form(Env& env, const std::string& kind);

} // namespace cmd
