// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/command.hpp"
#include "cmd/env.hpp"
#include "cmd/parts.hpp"

// What `pvtool audit` does, by its second word; one file each.
namespace cmd {

// What there is, in the order in which help lists it. A new part is a row here, its options in
// commands.cpp, its words in help.yaml and a section in the manual.
const std::vector<Part>& audit_parts();

// anchor: a short statement about the register, to be kept elsewhere.
Result audit_anchor(Env& env, const Arguments& arguments);

} // namespace cmd
