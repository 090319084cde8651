// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace letters {

// The text on one line and without spaces around it. Line breaks become spaces; control characters,
// those that turn the direction of writing and bytes that are no UTF-8 become U+FFFD.
std::string on_one_line(std::string_view text);

// How wide a text stands on a terminal or a page of even letters.
std::size_t columns_of(std::string_view text);
// `text` and spaces up to `width` columns.
std::string padded(const std::string& text, std::size_t width);
// Lines of at most `width` columns where the spaces allow it; '\n' ends a line.
std::vector<std::string> wrapped(std::string_view text, std::size_t width);

} // namespace letters
