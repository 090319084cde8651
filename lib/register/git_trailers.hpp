// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "register/register.hpp"

namespace reg {

// The trailers of a commit's message, as git finds them.
std::vector<Trailer> trailers_of(const char* message);

} // namespace reg
