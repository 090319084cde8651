// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "core/finding.hpp"

namespace core {

// Fixed for ever; every man page lists them.
enum class Exit {
  done = 0,
  findings = 1,      // invalid, incomplete or overdue
  usage = 2,         // the command line was wrong
  not_found = 3,     // no such case, register or file
  cannot_decide = 4, // a fact that matters is missing
  broken = 5,        // the audit found the history broken
  refused = 6,       // refused by a rule; nothing was changed
  failed = 7,        // repository, disk or program failed; nothing was lost
  bug = 70,
  interrupted = 130,
};

// Of two outcomes the one that counts: 70, 7, 6, 5, 4, 1, then the rest.
Exit graver(Exit a, Exit b);

// Why a command stopped: an exit code and the name of a text (the same catalogue
// as findings), with findings that say where. Turned into words in one place only.
class Error : public std::exception {
public:
  Error(Exit exit_code, std::string text_name, Arguments args = {}, std::vector<Finding> where = {})
      : code(exit_code), name(std::move(text_name)), arguments(std::move(args)),
        findings(std::move(where)) {}
  const char* what() const noexcept override { return name.c_str(); }

  Exit code;
  std::string name;
  Arguments arguments;
  std::vector<Finding> findings;
};

} // namespace core
