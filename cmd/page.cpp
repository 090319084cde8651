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

std::string harmless(std::string_view text) {
  std::string safe;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    const auto third = at + 2 < text.size() ? static_cast<unsigned char>(text[at + 2]) : 0U;
    if ((byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F) {
      safe += fmt::format("\\x{:02x}", byte);
    } else if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
      safe += fmt::format("\\x{:02x}", next);
      ++at;
    } else if (byte == 0xE2 && ((next == 0x80 && third >= 0xAA && third <= 0xAE) ||
                                (next == 0x81 && third >= 0xA6 && third <= 0xA9))) {
      // Overrides of the writing direction can make a line read as another one.
      safe += fmt::format("\\u{{20{:02x}}}", next == 0x80 ? third - 0x80 : third - 0x80 + 0x40);
      at += 2;
    } else {
      safe += static_cast<char>(byte);
    }
  }
  return safe;
}

Page& Page::line(std::string_view text, Style style) {
  m_lines.push_back({std::string(text), style});
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
