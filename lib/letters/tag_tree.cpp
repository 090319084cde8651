// SPDX-License-Identifier: MIT
#include "letters/tag_tree.hpp"

#include <algorithm>
#include <cctype>

namespace letters {

TagTree parsed_tags(const std::string& text) {
  TagTree tree;
  kainjow::mustache::context<std::string> nothing;
  kainjow::mustache::context_internal<std::string> context{nothing};
  kainjow::mustache::parser<std::string>{text, context, tree.root, tree.fault};
  // "Unclosed section "x" at 17": the library says the place with its last word.
  auto digits = tree.fault.size();
  while (digits > 0 && std::isdigit(static_cast<unsigned char>(tree.fault[digits - 1])) != 0) {
    --digits;
  }
  if (digits < tree.fault.size()) {
    tree.fault_at = std::min<std::size_t>(std::stoul(tree.fault.substr(digits)), text.size());
  }
  return tree;
}

int line_at(std::string_view text, std::size_t offset, int first) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return first + static_cast<int>(std::count(text.begin(), end, '\n'));
}

} // namespace letters
