// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/deadline_rows.hpp"

namespace cmd {

// What a clock rests on, so that one can do the sum by hand: rule and version, the start fact with
// file, line and the commit that set it, every earlier value, the counting step by step, the days
// off that moved it, other readings, and what stands still or was extended. Says it on the page and
// returns it as a value.
core::Value say_proof(const DueRow& row, bool redacted, Page& page);

} // namespace cmd
