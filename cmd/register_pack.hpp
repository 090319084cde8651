// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/command.hpp"
#include "cmd/env.hpp"

namespace cmd {

// register --pack DIR|FILE.zip [--case ID | --year Y]: what an archive takes in of one case, of a
// year or of all: case files, change logs, journal metadata, what is still in the outbox, an anchor
// and checksums.
Result register_pack(Env& env, const Arguments& arguments);

} // namespace cmd
