// SPDX-License-Identifier: MIT
#include "yaml/scalar.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/utf8.hpp"
#include "yaml/resolve.hpp"
#include "yaml/scan.hpp"

namespace yaml {

namespace {

bool is_in(char c, std::string_view set) {
  return set.find(c) != std::string_view::npos;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::transform(result.begin(), result.end(), result.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return result;
}

// The words that YAML 1.1 reads as something else, in any case.
bool is_word_of_yaml_1_1(std::string_view text) {
  const auto word = lower(text);
  for (const auto* taken : {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~", "=",
                            "<<", ".inf", "+.inf", "-.inf", ".nan"}) {
    if (word == taken) {
      return true;
    }
  }
  return false;
}

// Any form of number, of YAML 1.1 too: 1_000, 0b11, 1:30, 05.10. A date or an id such as
// 2026-0007 is none.
bool looks_numeric(std::string_view text) {
  text.remove_prefix(is_in(text.front(), "+-") ? 1 : 0);
  if (text.size() > 2 && text[0] == '0' && is_in(text[1], "xXoObB")) {
    return text.find_first_not_of("0123456789abcdefABCDEF_", 2) == std::string_view::npos;
  }
  const auto mantissa = std::min(text.find_first_not_of("0123456789_.:,"), text.size());
  if (text.substr(0, mantissa).find_first_of("0123456789") == std::string_view::npos) {
    return false;
  }
  if (mantissa == text.size()) {
    return true;
  }
  auto exponent = text.substr(mantissa);
  if (!is_in(exponent.front(), "eE")) {
    return false;
  }
  exponent.remove_prefix(exponent.size() > 1 && is_in(exponent[1], "+-") ? 2 : 1);
  return exponent.find_first_not_of("0123456789_") == std::string_view::npos;
}

bool is_on_one_line(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto character = core::first_character(text.substr(at));
    if (!character.valid || character.code < 0x20 || !is_printable(character.code)) {
      return false;
    }
    at += character.length;
  }
  return true;
}

// Only escapes that every reader knows.
std::string escaped(char32_t code) {
  switch (code) {
  case '"':
    return "\\\"";
  case '\\':
    return "\\\\";
  case '\n':
    return "\\n";
  case '\r':
    return "\\r";
  case '\t':
    return "\\t";
  default:
    return code < 0x100 ? fmt::format("\\x{:02X}", static_cast<unsigned>(code))
                        : fmt::format("\\u{:04X}", static_cast<unsigned>(code));
  }
}

std::string double_quoted(std::string_view text) {
  std::string result = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const auto character = core::first_character(text.substr(at));
    if (!character.valid) {
      throw core::Error(core::Exit::refused, "not-utf8");
    }
    const bool is_special = character.code < 0x20 || character.code == '"' ||
                            character.code == '\\' || !is_printable(character.code);
    result += is_special ? escaped(character.code) : std::string(text.substr(at, character.length));
    at += character.length;
  }
  return result + '"';
}

std::string quoted(std::string_view text) {
  const bool is_simple = is_on_one_line(text) && text.find('\'') == std::string_view::npos &&
                         text.find_first_of("\"\\") != std::string_view::npos;
  return is_simple ? fmt::format("'{}'", text) : double_quoted(text);
}

// YAML 1.1 wants a dot in a real number, and without one 1.0 would become an integer.
std::string real_text(double number) {
  if (std::isnan(number)) {
    return ".nan";
  }
  if (std::isinf(number)) {
    return number < 0 ? "-.inf" : ".inf";
  }
  auto text = fmt::format("{}", number);
  if (text.find('.') == std::string::npos) {
    text.insert(std::min(text.find('e'), text.size()), ".0");
  }
  return text;
}

} // namespace

bool is_plain_text(std::string_view text, Setting setting) {
  if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':' ||
      is_in(text.front(), "-?:,[]{}#&*!|>'\"%@`") || text.substr(0, 3) == "...") {
    return false;
  }
  if (!resolved(text).is_string() || is_word_of_yaml_1_1(text) || looks_numeric(text)) {
    return false;
  }
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) {
    return false;
  }
  return is_on_one_line(text) &&
         (setting == Setting::block || text.find_first_of(",[]{}?") == std::string_view::npos);
}

std::string inline_scalar(const core::Value& scalar, Setting setting) {
  if (scalar.is_null()) {
    return "null";
  }
  if (scalar.is_real()) {
    return real_text(scalar.as_real());
  }
  if (!scalar.is_string()) {
    return scalar.to_text();
  }
  const auto& text = scalar.as_string();
  return is_plain_text(text, setting) ? text : quoted(text);
}

std::string key_text(std::string_view key) {
  return is_plain_text(key, Setting::flow) ? std::string(key) : quoted(key);
}

bool is_literal_text(std::string_view text) {
  const auto end = text.size() - (text.empty() || text.back() != '\n' ? 0 : 1);
  const auto content = text.substr(0, end);
  // Two ends of line at the end, or a first line that begins with space, need indicators
  // that not every editor gets right; a line of spaces alone does not survive editing.
  if (text.find('\n') == std::string_view::npos || content.empty() || content.back() == '\n' ||
      is_in(content.front(), " \t\n")) {
    return false;
  }
  for (std::size_t at = 0; at <= content.size();) {
    const auto stop = std::min(content.find('\n', at), content.size());
    const auto line = content.substr(at, stop - at);
    const bool is_blank = line.find_first_not_of(" \t") == std::string_view::npos;
    if ((is_blank && !line.empty()) || (!line.empty() && line.front() == '\t')) {
      return false;
    }
    std::string without_tabs(line);
    std::erase(without_tabs, '\t');
    if (!is_on_one_line(without_tabs)) {
      return false;
    }
    at = stop + 1;
  }
  return true;
}

} // namespace yaml
