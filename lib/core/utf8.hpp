// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

namespace core {

// A character of a text in UTF-8 (RFC 3629).
struct Character {
  char32_t code = 0;
  std::size_t length = 1; // in bytes
  bool valid = false;
};

// The character that a text begins with; where the bytes are no UTF-8 (cut short, overlong, half of
// a surrogate pair, beyond U+10FFFF) one byte that is not `valid` and has no code. An empty text
// has none: its length is 0.
Character first_character(std::string_view text);

// The same for who shows what is wrong: what has the form of a character and is none keeps its code
// and its length, and is not `valid`.
Character first_of_form(std::string_view text);

// Whether a byte begins a character instead of continuing one.
constexpr bool begins_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
}

} // namespace core
