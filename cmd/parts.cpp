// SPDX-License-Identifier: MIT
#include "cmd/parts.hpp"

#include <algorithm>

namespace cmd {

const Part& part_of(const std::vector<Part>& parts, std::string_view what) {
  return *std::find_if(parts.begin(), parts.end(),
                       [&](const Part& one) { return one.what == what; });
}

std::vector<std::string> names_of(const std::vector<Part>& parts) {
  std::vector<std::string> names;
  for (const auto& part : parts) {
    names.emplace_back(part.what);
  }
  return names;
}

void refuse_foreign(const Part& part, std::string_view command, const Arguments& arguments) {
  const auto& all = commands();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Command& one) { return one.name == command; });
  for (const auto& option : found->options) {
    const bool known =
        std::find(part.options.begin(), part.options.end(), option.name) != part.options.end();
    if (arguments.has(option.name) && !known) {
      throw core::Error(core::Exit::usage, "option-not-here",
                        {{"option", option.name},
                         {"what", std::string(part.what)},
                         {"command", std::string(command)}});
    }
  }
}

void refuse_words(const Part& part, std::string_view command,
                  const std::vector<std::string>& words) {
  if (words.size() > part.most) {
    throw core::Error(core::Exit::usage, "word-too-many",
                      {{"word", words[part.most]},
                       {"command", std::string(command)},
                       {"what", std::string(part.what)}});
  }
  if (words.size() < part.least) {
    throw core::Error(core::Exit::usage, "word-missing",
                      {{"command", std::string(command)},
                       {"what", std::string(part.what)},
                       {"words", std::string(part.words)}});
  }
}

} // namespace cmd
