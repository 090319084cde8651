// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cmd {

struct Sample {
  std::string folder;
  std::string data_folder;
  std::string profile;
  std::string organisation; // the text of its pvtool.yaml
  std::string language;
  std::string ci; // a build server, or empty
};

// Make a sample register of a profile: the register, and then every scene of the profile's story
// (a moment and the words of a command), run as the command line would run them, by one author and
// with uids that follow from the profile: the same bytes wherever it is made. Return the number of
// scenes. Throws core::Error (refused, "folder-not-empty", {path}) when anything stands there.
int make_example(const Sample& sample);

} // namespace cmd
