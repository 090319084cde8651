// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace sys {

// Sixteen characters of Crockford's base 32, from the system's random source (80 bits).
std::string random_uid();

} // namespace sys
