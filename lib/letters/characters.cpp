// SPDX-License-Identifier: MIT
#include "letters/characters.hpp"

#include <algorithm>
#include <array>

#include "core/utf8.hpp"

namespace letters {

namespace {

struct Range {
  char32_t from;
  char32_t to;
};

template <std::size_t Size> bool is_in(const std::array<Range, Size>& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [code](const Range& range) { return code >= range.from && code <= range.to; });
}

// What a text in a European language may hold: marks over a letter, and nothing to be seen.
constexpr std::array<Range, 5> k_no_width{
    {{0x0300, 0x036F}, {0x200B, 0x200D}, {0x2060, 0x2060}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}}};
// East Asian letters and emoji stand in two columns (Unicode, annex 11).
constexpr std::array<Range, 9> k_wide{{{0x1100, 0x115F},
                                       {0x2E80, 0xA4CF},
                                       {0xAC00, 0xD7A3},
                                       {0xF900, 0xFAFF},
                                       {0xFE30, 0xFE6F},
                                       {0xFF00, 0xFF60},
                                       {0xFFE0, 0xFFE6},
                                       {0x1F300, 0x1FAFF},
                                       {0x20000, 0x3FFFD}}};

constexpr std::string_view k_replacement = "\xEF\xBF\xBD";

bool ends_line(char32_t code) {
  return code == '\n' || code == '\r' || code == '\t' || code == 0x85 || code == 0x2028 ||
         code == 0x2029;
}

// What cannot be seen and still changes what is seen. Joiners (U+200C, U+200D) stay, for some
// languages and emoji are written with them.
bool is_harmful(char32_t code) {
  const bool control = code < 0x20 || (code >= 0x7F && code <= 0x9F);
  const bool direction = code == 0x61C || code == 0x200E || code == 0x200F ||
                         (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
  const bool unseen = code == 0x200B || code == 0xFEFF || (code & 0xFFFEU) == 0xFFFE;
  return control || direction || unseen;
}

} // namespace

std::string on_one_line(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const auto character = core::first_character(text);
    if (character.valid && ends_line(character.code)) {
      line += text.starts_with("\r\n") ? "" : " ";
    } else if (!character.valid || is_harmful(character.code)) {
      line += k_replacement;
    } else {
      line += text.substr(0, character.length);
    }
    text.remove_prefix(character.length);
  }
  const auto first = line.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : line.substr(first, line.find_last_not_of(' ') + 1 - first);
}

std::size_t columns_of(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const auto character = core::first_character(text);
    columns += is_in(k_no_width, character.code) ? 0 : is_in(k_wide, character.code) ? 2 : 1;
    text.remove_prefix(character.length);
  }
  return columns;
}

std::string padded(const std::string& text, std::size_t width) {
  const auto columns = columns_of(text);
  return text + std::string(width - std::min(columns, width), ' ');
}

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(" \n"), text.size());
    const auto word = text.substr(0, end);
    auto& line = lines.back();
    if (!word.empty() && !line.empty() && columns_of(line) + 1 + columns_of(word) > width) {
      lines.emplace_back(word);
    } else if (!word.empty()) {
      line += (line.empty() ? "" : " ") + std::string(word);
    }
    if (end < text.size() && text[end] == '\n') {
      lines.emplace_back();
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

} // namespace letters
