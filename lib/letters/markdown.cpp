// SPDX-License-Identifier: MIT
#include "letters/markdown.hpp"

#include "letters/tree.hpp"

namespace letters {

std::string html_of(std::string_view markdown, const Images& images) {
  return Tree(markdown, images).html();
}

} // namespace letters
