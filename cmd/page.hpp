// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace cmd {

// Text for people, line by line. A style only ever adds to what the words already say.
class Page {
public:
  enum class Style { plain, heading, good, soon, bad, faint };

  Page& line(std::string_view text = "", Style style = Style::plain);
  // A text of several lines, each as it stands.
  Page& text(std::string_view text);
  Page& heading(std::string_view text) { return line(text, Style::heading); }
  // "label   text", the text wrapped at 96 columns and hanging under itself.
  Page& pair(std::string_view label, std::string_view text, int width = 20,
             Style style = Style::plain);
  // A paragraph wrapped at 96 columns, every line `indent` in.
  Page& paragraph(std::string_view text, int indent = 0, Style style = Style::plain);
  Page& add(const Page& other);
  bool empty() const { return m_lines.empty(); }

  // The text, control characters made visible, with terminal colours or without.
  std::string to_text(bool coloured) const;

private:
  struct Line {
    std::string text;
    Style style;
  };
  std::vector<Line> m_lines;
};

// Characters on a terminal: code points, none of them wide.
std::size_t columns_of(std::string_view text);
// `text` filled with spaces to `width` columns.
std::string padded(std::string_view text, std::size_t width);
// Bytes that are no UTF-8, control characters (C0, DEL, C1), direction marks and separators as
// \xNN or \u{NNNN}; newlines and tabs stay.
std::string harmless(std::string_view text);

} // namespace cmd
