// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "letters/characters.hpp"
#include "letters/markdown.hpp"

namespace letters {

namespace {

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// "# Heading ##": a run of them at the end of a heading is no text.
bool closes_heading(std::string_view text, std::size_t at) {
  const auto rest = text.substr(at);
  const auto before = text.find_last_not_of('#', at);
  return rest.find_first_not_of('#') == std::string_view::npos && before != std::string::npos &&
         text[before] == ' ';
}

// "1." and "1)" with a space or nothing behind them begin a list.
bool numbers_item(std::string_view text, std::size_t at) {
  const auto digits = text.substr(0, at);
  const bool ends = at + 1 == text.size() || text[at + 1] == ' ';
  return at > 0 && ends &&
         std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Whether the character would begin a block where a line begins: what stands before the text in a
// template may be nothing.
bool begins_block(std::string_view text) {
  const bool alone = text.size() == 1 || text[1] == ' ';
  switch (text.front()) {
  case '#':
  case '>':
  case '-':
  case '=': // makes a heading of the line above
    return true;
  case '+': // "+47 22 00 00 00" stays as it is
    return alone;
  case ':': // ":-" makes a table of the line above
    return alone || text[1] == '-';
  default:
    return false;
  }
}

// Whether the character at `at` means something to Markdown where it stands.
bool matters(std::string_view text, std::size_t at) {
  const bool last = at + 1 == text.size(); // the template decides what stands behind it
  const char next = last ? '\0' : text[at + 1];
  switch (text[at]) {
  case '\\':
  case '`':
  case '*':
  case '{':
  case '}':
  case '[':
  case ']':
  case '|':
  case '~':
    return true;
  case '<':
    return next != ' ';
  case '&':
    return last || next == '#' || is_letter(next);
  case '!':
    return last; // a bracket behind it is escaped itself
  case '_':
    return at == 0 || !is_letter(text[at - 1]) || !is_letter(next);
  case '.':
  case ')':
    return numbers_item(text, at);
  default:
    return (at == 0 && begins_block(text)) || (text[at] == '#' && closes_heading(text, at));
  }
}

} // namespace

std::string escaped(std::string_view text) {
  const auto line = on_one_line(text);
  std::string out;
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (matters(line, at)) {
      out += '\\';
    }
    out += line[at];
  }
  return out;
}

std::string escaped_inside(std::string_view text) {
  constexpr std::string_view k_words = "a ";
  const auto line = escaped(std::string(k_words) + std::string(text));
  return line.substr(std::min(k_words.size(), line.size())); // of nothing the space went too
}

} // namespace letters
