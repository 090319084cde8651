// SPDX-License-Identifier: MIT
#include "export/table.hpp"

#include <array>

#include <fmt/format.h>

#include "export/plain.hpp"

namespace exporting {

namespace {

struct InWords {
  std::string operator()(std::monostate) const { return ""; }
  std::string operator()(const std::string& text) const { return plain(text); }
  std::string operator()(std::int64_t number) const { return std::to_string(number); }
  std::string operator()(const core::Date& date) const { return core::to_text(date); }
  std::string operator()(const core::Timestamp& time) const {
    const auto whole = core::to_text(time);
    return core::to_minutes(time) + " " + whole.substr(19);
  }
};

// Whether a spreadsheet may take a text for a formula.
bool looks_like_formula(std::string_view text) {
  constexpr std::array<std::string_view, 10> k_begins = {
      "=",           "+", "-", "@", "\t", "\n", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
      "\xEF\xBC\xA0"};
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  for (const auto begin : k_begins) {
    if (text.starts_with(begin)) {
      return true;
    }
  }
  return false;
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
  const bool guarded = std::holds_alternative<std::string>(cell) && looks_like_formula(text);
  return csv_field(guarded ? fmt::format("'{}", text) : text);
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
