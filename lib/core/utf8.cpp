// SPDX-License-Identifier: MIT
#include "core/utf8.hpp"

#include <array>

namespace core {

namespace {

// How many bytes a character takes that begins so; 0 when none does. C0, C1 and what is above F4
// begin only what is overlong or beyond Unicode.
std::size_t length_from(unsigned char first) {
  if (first < 0x80) {
    return 1;
  }
  if (first >= 0xC2 && first <= 0xDF) {
    return 2;
  }
  if (first >= 0xE0 && first <= 0xEF) {
    return 3;
  }
  return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

// RFC 3629, section 3: no surrogates, nothing beyond U+10FFFF, and of all forms the shortest.
bool is_allowed(char32_t code, std::size_t length) {
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
  return code >= smallest[length] && code <= 0x10FFFF && !surrogate;
}

} // namespace

Character first_of_form(std::string_view text) {
  if (text.empty()) {
    return {0, 0, false};
  }
  const auto first = static_cast<unsigned char>(text.front());
  const auto length = length_from(first);
  if (length == 0 || length > text.size()) {
    return {};
  }
  char32_t code = length == 1 ? first : first & (0x7FU >> length);
  for (const char next : text.substr(1, length - 1)) {
    if (begins_character(next)) {
      return {};
    }
    code = (code << 6U) | (static_cast<unsigned char>(next) & 0x3FU);
  }
  return {code, length, is_allowed(code, length)};
}

Character first_character(std::string_view text) {
  const auto character = first_of_form(text);
  return character.valid || text.empty() ? character : Character{};
}

} // namespace core
