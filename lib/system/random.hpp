// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sys {

// Sixteen characters of Crockford's base 32, from the system's random source (80 bits).
std::string random_uid();
// 64 hexadecimal digits that differ, for all that anybody can do, when the text does.
std::string digest(std::string_view text);
// The same for who has the key and for nobody else.
std::string keyed_digest(std::string_view key, std::string_view text);
// A secret of this user on this machine, 64 hexadecimal digits, in a file that only the user may
// read (below XDG_STATE_HOME, else ~/.local/state); made when first asked for. Nothing where it
// can be neither read nor kept.
std::optional<std::string> own_secret();
// The sha256 of the bytes, 64 hexadecimal digits, as `sha256sum` prints it.
std::string sha256(std::string_view bytes);
// The bytes in base 64, as data: URIs have them.
std::string base64(std::string_view bytes);

} // namespace sys
