// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace sys {

// Sixteen characters of Crockford's base 32, from the system's random source (80 bits).
std::string random_uid();
// 64 hexadecimal digits that differ, for all that anybody can do, when the text does.
std::string digest(std::string_view text);

} // namespace sys
