// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/deadline_rows.hpp"

namespace cmd {

// What a clock is about, in the reader's words: the rule's title and what its entry says.
std::string due_title(const DueRow& row, bool redacted);

// Where an entry stands, for eyes that may not see what the organisation called its own keys (x_).
std::string public_entry(const casebook::Due& due);

// The table, with the proof of each clock under it where --explain asks for that, and the same as
// a value.
void say_dues(Env& env, const DueRows& rows, const Arguments& arguments, bool redacted,
              Result& result);

} // namespace cmd
