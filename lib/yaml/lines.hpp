// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace yaml {

// The geometry of a text: lines end with LF or CRLF, and a BOM belongs to no line.

std::size_t line_start(std::string_view text, std::size_t at);
// Where the line ends, its line break left out.
std::size_t line_end(std::string_view text, std::size_t at);
// Where the next line begins; the end of the text when there is none.
std::size_t next_line(std::string_view text, std::size_t at);
// Bytes before `at` on its line.
int column_at(std::string_view text, std::size_t at);
// Whether only spaces stand before `at` on its line.
bool is_first_on_line(std::string_view text, std::size_t at);
// The line break that this text uses, by its first line.
std::string_view line_break(std::string_view text);

// What keeps a comment a comment when new text comes to stand right before `at`: behind a
// quote or a bracket it may begin without a space, behind plain text it may not.
std::string_view space_before_comment(std::string_view text, std::size_t at);

// One replacement of bytes.
struct Splice {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string with;
};

// The text with all replacements done; they must not overlap. Of two at the same place
// the first given stands first.
std::string spliced(std::string_view text, std::vector<Splice> splices);

} // namespace yaml
