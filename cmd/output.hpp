// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/command.hpp"
#include "cmd/env.hpp"

// Where the output of a command goes when it is no page for the terminal.
namespace cmd {

// What is there is not written over, and in the register only the outbox is kept out of git:
// refuses "output-exists" and "output-in-register" ({path}).
void refuse_output(Env& env, const std::string& output);

// The value of --format, else the first of `formats`; refuses (usage, "option-not-here") one that
// the part `what` of `command` does not make.
std::string chosen_format(const Arguments& arguments, const std::vector<std::string>& formats,
                          const std::string& command, const std::string& what);

// Bytes in a format: to --output, named on the page and in the value, else to standard output (with
// --json into the value, as `text`). Refuses (usage, "output-needed", {format}) to send what is no
// text to a terminal or into JSON.
void give_out(Env& env, const Arguments& arguments, const std::string& format,
              const std::string& bytes, Result& result);

// The whole answer as JSON, as with --json, printed or in the file that is asked for.
void give_json(Env& env, const Arguments& arguments, Result& result);

} // namespace cmd
