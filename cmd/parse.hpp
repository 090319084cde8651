// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cmd/command.hpp"
#include "cmd/env.hpp"

namespace cmd {

// What is wrong with a command line, in words of templates/text/LANG/terminal.yaml.
struct Complaint {
  std::string message; // an id: "usage.missing"
  core::Arguments arguments;
  std::string hint; // an id, or empty
  core::Arguments hint_arguments;
};

// What the command line asked for.
struct Parsed {
  enum class Wish { run, help, version, wrong };
  Wish wish = Wish::run;
  Settings settings;
  const Command* command = nullptr;
  Arguments arguments;
  std::string text; // help or version to print
  Complaint wrong;
};

// Read a command line (without the program's name). The only place that knows CLI11. `help`
// gives the text of a help id ("report.--from", "command.report") in the user's language.
Parsed parsed(const std::vector<std::string>& words,
              const std::function<std::string(const std::string& id)>& help,
              const std::string& version);

// --lang and --register as far as they can be seen before parsing, so that even a wrong command
// line is answered in the user's language, and else in the register's.
std::string language_asked_for(const std::vector<std::string>& words);
std::string folder_asked_for(const std::vector<std::string>& words);

} // namespace cmd
