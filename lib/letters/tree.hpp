// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <cmark-gfm.h>

#include "letters/markdown.hpp"

namespace letters {

// Whether a URI holds a picture made of points. An SVG image is none: it may itself ask for files.
bool is_picture(std::string_view uri);

// Markdown as a tree in which nothing is left that a document may not hold: no raw HTML, no links
// but to the schemes that `html_of` names, no images but those of `images`.
class Tree {
public:
  Tree(std::string_view markdown, const Images& images);
  // As it was parsed, with what documents may not hold.
  explicit Tree(std::string_view markdown);

  cmark_node* root() const { return m_root.get(); }
  std::string html() const;

private:
  struct Free {
    void operator()(cmark_parser* parser) const { cmark_parser_free(parser); }
    void operator()(cmark_node* node) const { cmark_node_free(node); }
  };
  std::unique_ptr<cmark_parser, Free> m_parser; // the tree uses its extensions
  std::unique_ptr<cmark_node, Free> m_root;
};

} // namespace letters
