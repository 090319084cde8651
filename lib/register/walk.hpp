// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "register/register.hpp"

namespace reg {

using Nanoseconds = std::chrono::nanoseconds;

// All that is no folder below `folder` of `root`, without following symlinks below it, sorted
// bytewise; the paths are relative to `root`. Throws disk for a folder that cannot be read.
std::vector<std::string> walked(const std::string& root, std::string_view folder);

// What the file system says of them; what vanishes meanwhile is left out. `now` is the time since
// 1970 at which the caller began.
std::vector<Stamped> stamped(const std::string& root, std::vector<std::string> paths,
                             Nanoseconds now);

} // namespace reg
