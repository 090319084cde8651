// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cmd/command.hpp"
#include "cmd/env.hpp"

// What a command does by its second word, such as `notify CASE plan` and `audit log`.
namespace cmd {

struct Part {
  std::string_view what;
  Result (*run)(Env&, const Arguments&);
  std::vector<std::string_view> options; // those of the command that mean something here
  std::size_t least = 0;                 // so many words follow, for a command that takes words
  std::size_t most = 0;
  std::string_view words = ""; // what they are called, where some must be there: "CASE A B"
};

// The part that WHAT names; `parse.cpp` has held the word against the names.
const Part& part_of(const std::vector<Part>& parts, std::string_view what);

// The names of the parts, as choices of an option.
std::vector<std::string> names_of(const std::vector<Part>& parts);

// Refuses (usage, "option-not-here") an option that means nothing in this part of a command: it was
// meant to do something.
void refuse_foreign(const Part& part, std::string_view command, const Arguments& arguments);

// Refuses (usage) a word too many ("word-too-many") or too few ("word-missing").
void refuse_words(const Part& part, std::string_view command,
                  const std::vector<std::string>& words);

} // namespace cmd
