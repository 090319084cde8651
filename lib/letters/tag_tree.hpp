// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <kainjow/mustache.hpp>

namespace letters {

// The parsed tags of one text. Only this and what walks the tree knows the library; its renderer
// is not used, for it looks names up outwards and prints nothing for what is not there.
using TagNode = kainjow::mustache::component<std::string>;
using TagType = kainjow::mustache::tag_type;

struct TagTree {
  TagNode root;
  std::string fault;        // why it cannot be used, or empty
  std::size_t fault_at = 0; // byte offset
};

TagTree parsed_tags(const std::string& text);

// The line that an offset stands in, `first` being the line of the text's beginning.
int line_at(std::string_view text, std::size_t offset, int first);

} // namespace letters
