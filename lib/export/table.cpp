// SPDX-License-Identifier: MIT
#include "export/table.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "core/utf8.hpp"
#include "export/plain.hpp"

namespace exporting {

namespace {

struct InWords {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return plain(text); }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(const core::Date& date) const { return core::to_text(date); }
  std::string operator()(const Month& month) const {
    return fmt::format("{:04}-{:02}", month.year, month.month);
  }
  std::string operator()(const core::Timestamp& time) const {
    const auto whole = core::to_text(time);
    return core::to_minutes(time) + " " + whole.substr(19);
  }
};

// A space of any width, or of none.
bool is_space(char32_t code) {
  return code == ' ' || code == 0xA0 || (code >= 0x2000 && code <= 0x200D) || code == 0x202F ||
         code == 0x205F || code == 0x2060 || code == 0x3000;
}

// Whether a spreadsheet may take a field for a formula: the sign behind spaces of any kind.
bool looks_like_formula(std::string_view field) {
  constexpr std::array<std::string_view, 8> k_signs = {
      "=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"};
  auto first = core::first_character(field);
  while (is_space(first.code)) {
    field.remove_prefix(first.length);
    first = core::first_character(field);
  }
  return std::any_of(k_signs.begin(), k_signs.end(),
                     [&](std::string_view sign) { return field.starts_with(sign); });
}

// An apostrophe wherever a field may begin that looks like a formula: at the beginning, and behind
// what some spreadsheet takes for the end of a field or a line, whatever the quotes say (a
// Norwegian Excel parts at semicolons). What begins with a tab or a line break is one, too.
std::string disarmed(std::string_view text) {
  constexpr std::string_view k_ends = ";\t\n";
  std::string safe =
      looks_like_formula(text) || text.starts_with('\t') || text.starts_with('\n') ? "'" : "";
  for (std::size_t at = 0; at < text.size(); ++at) {
    safe += text[at];
    if (k_ends.find(text[at]) != std::string_view::npos &&
        looks_like_formula(text.substr(at + 1))) {
      safe += '\'';
    }
  }
  return safe;
}

std::string csv_field(const std::string& text) {
  if (text.find_first_of(",\"\n\r\t;") == std::string::npos && !text.starts_with(' ') &&
      !text.ends_with(' ')) {
    return text;
  }
  std::string field = "\"";
  for (const char c : text) {
    field += c == '"' ? "\"\"" : std::string(1, c);
  }
  return field + "\"";
}

std::string csv_cell(const Cell& cell) {
  if (const auto* time = std::get_if<core::Timestamp>(&cell)) {
    return core::to_text(*time);
  }
  const auto text = text_of(cell);
  return csv_field(std::holds_alternative<std::string>(cell) ? disarmed(text) : text);
}

} // namespace

std::string text_of(const Cell& cell) {
  return std::visit(InWords{}, cell);
}

std::string csv(const Table& table) {
  std::string text = "\xEF\xBB\xBF";
  const char* between = "";
  for (const auto& column : table.columns) {
    text += between + csv_cell(column.title);
    between = ",";
  }
  text += "\r\n";
  for (const auto& row : table.rows) {
    between = "";
    for (const auto& cell : row) {
      text += between + csv_cell(cell);
      between = ",";
    }
    text += "\r\n";
  }
  return text;
}

} // namespace exporting
