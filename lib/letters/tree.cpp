// SPDX-License-Identifier: MIT
#include "letters/tree.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include <cmark-gfm-core-extensions.h>

namespace letters {

namespace {

constexpr int k_options = CMARK_OPT_VALIDATE_UTF8;

cmark_syntax_extension* tables() {
  static const bool registered = (cmark_gfm_core_extensions_ensure_registered(), true);
  return registered ? cmark_find_syntax_extension("table") : nullptr;
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_link_kept(std::string_view url) {
  constexpr std::array<std::string_view, 4> schemes{"https://", "http://", "mailto:", "tel:"};
  return std::any_of(schemes.begin(), schemes.end(), [url](std::string_view scheme) {
    return url.size() >= scheme.size() && std::equal(scheme.begin(), scheme.end(), url.begin(),
                                                     [](char a, char b) { return a == lower(b); });
  });
}

void remove(cmark_node* node) {
  cmark_node_unlink(node);
  cmark_node_free(node);
}

// What stands in the node takes its place.
void unwrap(cmark_node* node) {
  while (auto* child = cmark_node_first_child(node)) {
    cmark_node_unlink(child);
    cmark_node_insert_before(node, child);
  }
  remove(node);
}

void keep_or_unwrap_image(cmark_node* node, const Images& images) {
  const auto uri = images ? images(cmark_node_get_url(node)) : std::nullopt;
  if (uri && is_picture(*uri)) {
    cmark_node_set_url(node, uri->c_str());
  } else {
    unwrap(node);
  }
}

std::vector<cmark_node*> nodes_below(cmark_node* root) {
  std::vector<cmark_node*> nodes;
  auto* walk = cmark_iter_new(root);
  for (auto event = cmark_iter_next(walk); event != CMARK_EVENT_DONE;
       event = cmark_iter_next(walk)) {
    if (event == CMARK_EVENT_ENTER) {
      nodes.push_back(cmark_iter_get_node(walk));
    }
  }
  cmark_iter_free(walk);
  return nodes;
}

bool is_html(cmark_node* node) {
  const auto type = cmark_node_get_type(node);
  return type == CMARK_NODE_HTML_BLOCK || type == CMARK_NODE_HTML_INLINE;
}

bool is_lost_link(cmark_node* node) {
  return cmark_node_get_type(node) == CMARK_NODE_LINK && !is_link_kept(cmark_node_get_url(node));
}

void clean(cmark_node* root, const Images& images) {
  for (auto* node : nodes_below(root)) {
    if (is_html(node)) {
      remove(node);
    } else if (is_lost_link(node)) {
      unwrap(node);
    } else if (cmark_node_get_type(node) == CMARK_NODE_IMAGE) {
      keep_or_unwrap_image(node, images);
    }
  }
}

} // namespace

bool is_picture(std::string_view uri) {
  // With the first bytes of the format in base64: a program that finds no picture there tries SVG,
  // whatever the type says.
  constexpr std::array<std::string_view, 4> kinds{
      "data:image/png;base64,iVBORw0KGgo", "data:image/jpeg;base64,/9j/",
      "data:image/gif;base64,R0lGOD", "data:image/webp;base64,UklGR"};
  return std::any_of(kinds.begin(), kinds.end(),
                     [uri](std::string_view kind) { return uri.starts_with(kind); });
}

Tree::Tree(std::string_view markdown) {
  auto* extension = tables();
  m_parser.reset(cmark_parser_new(k_options));
  cmark_parser_attach_syntax_extension(m_parser.get(), extension);
  cmark_parser_feed(m_parser.get(), markdown.data(), markdown.size());
  m_root.reset(cmark_parser_finish(m_parser.get()));
}

Tree::Tree(std::string_view markdown, const Images& images) : Tree(markdown) {
  clean(m_root.get(), images);
}

std::vector<Dropped> dropped_from(std::string_view markdown) {
  const Tree tree(markdown);
  std::vector<Dropped> dropped;
  for (auto* node : nodes_below(tree.root())) {
    if (is_html(node) || is_lost_link(node)) {
      dropped.push_back({is_html(node) ? Dropped::What::html : Dropped::What::link,
                         cmark_node_get_start_line(node)});
    }
  }
  return dropped;
}

std::string Tree::html() const {
  const std::unique_ptr<char, decltype(&std::free)> text(
      cmark_render_html(m_root.get(), k_options,
                        cmark_parser_get_syntax_extensions(m_parser.get())),
      std::free);
  return text.get();
}

} // namespace letters
