// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace cmd {

// Make a sample register of a profile: the register, and then every scene of the profile's story
// (a moment and the words of a command), run as the command line would run them, by one author and
// with uids that follow from the profile: the same bytes wherever it is made. Return the number of
// scenes. Throws core::Error (refused, "folder-not-empty", {path}) when anything stands there.
int make_example(const std::string& folder, const std::string& data_folder,
                 const std::string& profile, const std::string& organisation,
                 const std::string& language);

} // namespace cmd
