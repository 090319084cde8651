// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace sys {

// Sixteen characters of Crockford's base 32, from the system's random source (80 bits).
std::string random_uid();
// 64 hexadecimal digits that differ, for all that anybody can do, when the text does.
std::string digest(std::string_view text);
// The sha256 of the bytes, 64 hexadecimal digits, as `sha256sum` prints it.
std::string sha256(std::string_view bytes);
// The bytes in base 64, as data: URIs have them.
std::string base64(std::string_view bytes);

} // namespace sys
