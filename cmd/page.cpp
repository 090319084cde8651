// SPDX-License-Identifier: MIT
#include "cmd/page.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/utf8.hpp"

namespace cmd {

namespace {

constexpr std::size_t k_width = 96;

std::vector<std::string> wrapped(std::string_view text, std::size_t width) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const auto end = text.find_first_of(" \n");
    const auto word = text.substr(0, end);
    auto& last = lines.back();
    if (!last.empty() && columns_of(last) + 1 + columns_of(word) > width) {
      lines.emplace_back(word);
    } else {
      last += (last.empty() ? "" : " ") + std::string(word);
    }
    if (end == std::string_view::npos) {
      break;
    }
    if (text[end] == '\n') {
      lines.emplace_back();
    }
    text.remove_prefix(end + 1);
  }
  return lines;
}

std::string_view colour_of(Page::Style style) {
  switch (style) {
  case Page::Style::heading:
    return "\x1b[1m";
  case Page::Style::good:
    return "\x1b[32m";
  case Page::Style::soon:
    return "\x1b[33m";
  case Page::Style::bad:
    return "\x1b[1;31m";
  case Page::Style::faint:
    return "\x1b[2m";
  case Page::Style::plain:
    break;
  }
  return "";
}

} // namespace

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), core::begins_character));
}

std::string padded(std::string_view text, std::size_t width) {
  const auto columns = columns_of(text);
  return std::string(text) + std::string(columns < width ? width - columns : 0, ' ');
}

namespace {

// What moves the cursor, hides text or makes a line read as another one.
bool is_harmful(char32_t code) {
  const bool control =
      (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code <= 0x9F);
  const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
                         code == 0x200E || code == 0x200F;
  return control || direction || code == 0x2028 || code == 0x2029 || code == 0xFEFF;
}

} // namespace

std::string harmless(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = core::first_of_form(text.substr(at));
    const auto code = static_cast<unsigned>(character.code);
    if (character.valid && !is_harmful(character.code)) {
      safe += text.substr(at, character.length);
    } else if (character.length == 1) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
    } else {
      safe += character.valid && code < 0x100 ? fmt::format("\\x{:02x}", code)
                                              : fmt::format("\\u{{{:04x}}}", code);
    }
    at += character.length;
  }
  return safe;
}

Page& Page::line(std::string_view text, Style style) {
  // A line break inside a value must not begin a line of its own: it could pass for one of ours.
  std::string whole;
  for (const char c : text) {
    whole += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  m_lines.push_back({std::move(whole), style});
  return *this;
}

Page& Page::text(std::string_view text) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    line(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return *this;
}

Page& Page::pair(std::string_view label, std::string_view text, int width, Style style) {
  const auto hang = static_cast<std::size_t>(width);
  // A label that leaves no room beside it stands alone, and the text below it in its column.
  const bool is_long = columns_of(label) > hang + 3;
  if (is_long) {
    line(std::string(label), style);
  }
  bool first = !is_long;
  for (const auto& part : wrapped(text, k_width - hang)) {
    line(padded(first ? label : "", hang) + (first && columns_of(label) >= hang ? " " : "") + part,
         style);
    first = false;
  }
  return *this;
}

Page& Page::paragraph(std::string_view text, int indent, Style style) {
  const auto space = static_cast<std::size_t>(indent);
  for (const auto& part : wrapped(text, k_width - space)) {
    line(part.empty() ? "" : std::string(space, ' ') + part, style);
  }
  return *this;
}

Page& Page::add(const Page& other) {
  m_lines.insert(m_lines.end(), other.m_lines.begin(), other.m_lines.end());
  return *this;
}

std::string Page::to_text(bool coloured) const {
  std::string text;
  for (const auto& line : m_lines) {
    const auto colour = coloured ? colour_of(line.style) : std::string_view();
    text += fmt::format("{}{}{}\n", colour, harmless(line.text), colour.empty() ? "" : "\x1b[0m");
  }
  return text;
}

} // namespace cmd
