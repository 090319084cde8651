// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/value.hpp"

namespace yaml {

// How a file is laid out.
struct Style {
  int map_step = 2;     // a map inside a map stands so many columns to the right
  int list_step = 2;    // a list inside a map; 0: its dashes stand below the key
  bool literals = true; // long texts as literal blocks
};

// Whether the outermost collection must be in block style, or as it looks best.
enum class Shape { fitting, block };

// What a value hangs on, its column (from 0), and the column of what stands behind a dash.
struct Owner {
  enum class Kind { key, dash };
  Kind kind = Kind::key;
  int column = 0;
  int content = 0;
};

// A value as it stands behind `key:` or `-`: the head on the same line (may be empty)
// and the lines below.
struct Emission {
  std::string head;
  std::vector<std::string> body;
};

Emission emission(const core::Value& value, Owner owner, const Style& style, Shape shape);

// The lines of `key: value` and `- value` that begin in `column`.
std::vector<std::string> member_lines(std::string_view key, const core::Value& value, int column,
                                      const Style& style, Shape shape);
std::vector<std::string> item_lines(const core::Value& value, int column, const Style& style,
                                    Shape shape);

// A collection that is not empty, in block style.
std::vector<std::string> block_lines(const core::Value& value, int column, const Style& style);

// Anything on one line.
std::string flow_text(const core::Value& value);

} // namespace yaml
