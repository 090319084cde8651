// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

namespace cmd {

// The whole program: words of the command line in, exit code out. Results go to standard
// output, everything else to standard error.
int run(const std::vector<std::string>& words);

} // namespace cmd
