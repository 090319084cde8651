// SPDX-License-Identifier: MIT
#include "cmd/page.hpp"

#include <fmt/format.h>

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
  std::size_t columns = 0;
  for (const char c : text) {
    columns += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
  }
  return columns;
}

std::string padded(std::string_view text, std::size_t width) {
  const auto columns = columns_of(text);
  return std::string(text) + std::string(columns < width ? width - columns : 0, ' ');
}

namespace {

// Length of the UTF-8 character that begins at `at`, or 0 when the bytes there are none.
std::size_t character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const auto first = byte(at);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : (first & 0xF0U) == 0xE0       ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || at + length > text.size()) {
    return 0;
  }
  for (std::size_t index = 1; index < length; ++index) {
    if ((byte(at + index) & 0xC0U) != 0x80U) {
      return 0;
    }
  }
  return length;
}

char32_t code_point(std::string_view bytes) {
  auto code = static_cast<char32_t>(static_cast<unsigned char>(bytes[0]) &
                                    (bytes.size() == 1 ? 0x7FU : 0xFFU >> (bytes.size() + 1)));
  for (const char c : bytes.substr(1)) {
    code = (code << 6U) | (static_cast<unsigned char>(c) & 0x3FU);
  }
  return code;
}

// What moves the cursor, hides text or makes a line read as another one.
bool is_harmful(char32_t code) {
  const bool control =
      (code < 0x20 && code != '\n' && code != '\t') || (code >= 0x7F && code <= 0x9F);
  const bool direction = (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
                         code == 0x200E || code == 0x200F;
  return control || direction || code == 0x2028 || code == 0x2029 || code == 0xFEFF ||
         (code >= 0xD800 && code <= 0xDFFF);
}

} // namespace

std::string harmless(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size();) {
    const auto length = character_at(text, at);
    if (length == 0) {
      safe += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[at]));
      ++at;
      continue;
    }
    const auto bytes = text.substr(at, length);
    const auto code = code_point(bytes);
    if (!is_harmful(code)) {
      safe += bytes;
    } else {
      safe += code < 0x100 ? fmt::format("\\x{:02x}", static_cast<unsigned>(code))
                           : fmt::format("\\u{{{:04x}}}", static_cast<unsigned>(code));
    }
    at += length;
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
  bool first = true;
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
