// SPDX-License-Identifier: MIT
#include "letters/casing.hpp"

#include "core/utf8.hpp"

namespace letters {

namespace {

bool between(char32_t code, char32_t first, char32_t last) {
  return code >= first && code <= last;
}

void add_utf8(std::string& text, char32_t code) {
  if (code < 0x80) {
    text += static_cast<char>(code);
  } else if (code < 0x800) {
    text += static_cast<char>(0xC0U | (code >> 6U));
    text += static_cast<char>(0x80U | (code & 0x3FU));
  }
}

} // namespace

bool is_digit(char32_t code) {
  return between(code, U'0', U'9');
}

bool is_letter(char32_t code) {
  if (code < 0x80) {
    return between(code, U'a', U'z') || between(code, U'A', U'Z');
  }
  return (between(code, 0xC0, 0x24F) && code != 0xD7 && code != 0xF7) ||
         between(code, 0x370, 0x1FFF) || between(code, 0x3040, 0xD7FF);
}

char32_t lower_of(char32_t code) {
  if (between(code, U'A', U'Z') || (between(code, 0xC0, 0xDE) && code != 0xD7)) {
    return code + 0x20;
  }
  if (between(code, 0x139, 0x148) || between(code, 0x179, 0x17E)) {
    return code + (code & 1U);
  }
  if (between(code, 0x100, 0x137) || between(code, 0x14A, 0x177)) {
    return code | 1U;
  }
  return code;
}

std::string in_small_letters(std::string_view text) {
  std::string lower;
  for (std::size_t at = 0; at < text.size();) {
    const auto here = core::first_character(text.substr(at));
    const auto small = lower_of(here.code);
    if (small == here.code) {
      lower += text.substr(at, here.length);
    } else {
      add_utf8(lower, small);
    }
    at += here.length;
  }
  return lower;
}

std::string within_sentence(std::string_view text) {
  if (text.empty()) {
    return "";
  }
  const auto first = core::first_character(text);
  const auto rest = text.substr(first.length);
  const auto second = core::first_character(rest);
  const bool is_abbreviation =
      second.code == U'-' || is_digit(second.code) || lower_of(second.code) != second.code;
  const auto small = in_small_letters(text.substr(0, first.length));
  return is_abbreviation ? std::string(text) : small + std::string(rest);
}

} // namespace letters
