// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace sys {

// Run the user's editor on a file and wait. `command` may hold options, as EDITOR may
// ("code --wait"); a shell splits it, the file is passed apart. Return its exit code; 127 when
// there is no such program.
int run_editor(const std::string& command, const std::string& file);

bool is_terminal_input();
bool is_terminal_output();
bool is_terminal_error();

} // namespace sys
