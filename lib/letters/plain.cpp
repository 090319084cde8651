// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include <cmark-gfm-core-extensions.h>

#include "letters/characters.hpp"
#include "letters/markdown.hpp"
#include "letters/tree.hpp"

namespace letters {

namespace {

using Lines = std::vector<std::string>;

constexpr std::size_t k_narrowest = 20; // deep lists do not wrap to nothing
constexpr std::size_t k_rule = 40;

std::string text_in(cmark_node* node);

std::string_view without(std::string_view beginning, std::string_view text) {
  return text.starts_with(beginning) ? text.substr(beginning.size()) : text;
}

// An address as people write it: without scheme, "www." and the last stroke.
std::string_view as_said(std::string_view url) {
  for (const std::string_view scheme : {"https://", "http://", "mailto:", "tel:"}) {
    url = without(scheme, url);
  }
  url = without("www.", url);
  return url.ends_with('/') ? url.substr(0, url.size() - 1) : url;
}

std::string link_text(cmark_node* node) {
  const auto text = text_in(node);
  const std::string url = cmark_node_get_url(node);
  if (as_said(text) == as_said(url)) {
    return text;
  }
  const bool spoken = url.starts_with("mailto:") || url.starts_with("tel:");
  return text + " (" + (spoken ? std::string(as_said(url)) : url) + ")";
}

std::string inline_text(cmark_node* node) {
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_TEXT:
  case CMARK_NODE_CODE:
    return cmark_node_get_literal(node);
  case CMARK_NODE_SOFTBREAK:
    return " ";
  case CMARK_NODE_LINEBREAK:
    return "\n";
  default:
    return cmark_node_get_type(node) == CMARK_NODE_LINK ? link_text(node) : text_in(node);
  }
}

// The text of what stands in a paragraph, heading or cell; '\n' is a hard break.
std::string text_in(cmark_node* node) {
  std::string text;
  for (auto* child = cmark_node_first_child(node); child != nullptr;
       child = cmark_node_next(child)) {
    text += inline_text(child);
  }
  return text;
}

void append(Lines& lines, Lines more, std::string_view first, std::string_view others) {
  for (std::size_t at = 0; at < more.size(); ++at) {
    auto line = std::string(at == 0 ? first : others) + more[at];
    line.erase(line.find_last_not_of(' ') + 1);
    lines.push_back(std::move(line));
  }
}

std::size_t narrower(std::size_t width, std::size_t by) {
  return std::max(k_narrowest, width - std::min(by, width));
}

Lines lines_of(cmark_node* node, std::size_t width);

// The blocks in a node, a blank line between them unless they stand in a tight list.
Lines blocks_in(cmark_node* node, std::size_t width, std::size_t blank) {
  Lines lines;
  for (auto* child = cmark_node_first_child(node); child != nullptr;
       child = cmark_node_next(child)) {
    auto block = lines_of(child, width);
    if (!lines.empty() && !block.empty()) {
      lines.insert(lines.end(), blank, "");
    }
    append(lines, std::move(block), "", "");
  }
  return lines;
}

Lines heading(cmark_node* node, std::size_t width) {
  auto lines = wrapped(text_in(node), width);
  const auto level = cmark_node_get_heading_level(node);
  if (level <= 2) {
    std::size_t widest = 0;
    for (const auto& line : lines) {
      widest = std::max(widest, columns_of(line));
    }
    lines.emplace_back(widest, level == 1 ? '=' : '-');
  }
  return lines;
}

Lines list(cmark_node* node, std::size_t width) {
  const bool ordered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST;
  const std::size_t blank = cmark_node_get_list_tight(node) != 0 ? 0 : 1;
  auto number = cmark_node_get_list_start(node);
  Lines lines;
  for (auto* item = cmark_node_first_child(node); item != nullptr; item = cmark_node_next(item)) {
    const auto marker = ordered ? std::to_string(number++) + ". " : std::string("- ");
    auto content = blocks_in(item, narrower(width, marker.size()), blank);
    content.resize(std::max<std::size_t>(content.size(), 1)); // an empty item is one too
    if (!lines.empty()) {
      lines.insert(lines.end(), blank, "");
    }
    append(lines, std::move(content), marker, std::string(marker.size(), ' '));
  }
  return lines;
}

Lines literal(cmark_node* node) {
  std::string_view text = cmark_node_get_literal(node);
  Lines lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back("    " + std::string(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

struct Table {
  std::vector<Lines> rows;         // the first is the heading
  std::vector<std::size_t> widths; // of the columns
  std::vector<bool> right;         // columns that are set to the right

  std::size_t width() const {
    std::size_t sum = 2 * (widths.size() - std::min<std::size_t>(widths.size(), 1));
    for (const auto width : widths) {
      sum += width;
    }
    return sum;
  }
  bool has_heading() const {
    return !rows.empty() && std::any_of(rows.front().begin(), rows.front().end(),
                                        [](const auto& cell) { return !cell.empty(); });
  }
};

Table table_from(cmark_node* node) {
  Table table;
  const std::size_t columns = cmark_gfm_extensions_get_table_columns(node);
  const auto* alignments = cmark_gfm_extensions_get_table_alignments(node);
  table.widths.resize(columns);
  for (std::size_t column = 0; column < columns; ++column) {
    table.right.push_back(alignments[column] == 'r');
  }
  for (auto* row = cmark_node_first_child(node); row != nullptr; row = cmark_node_next(row)) {
    auto& cells = table.rows.emplace_back();
    for (auto* cell = cmark_node_first_child(row); cell != nullptr; cell = cmark_node_next(cell)) {
      auto text = text_in(cell);
      std::replace(text.begin(), text.end(), '\n', ' ');
      auto& width = table.widths.at(cells.size());
      width = std::max(width, columns_of(text));
      cells.push_back(std::move(text));
    }
  }
  return table;
}

std::string aligned_row(const Table& table, const Lines& cells) {
  std::string line;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    const auto width = table.widths[column];
    const auto& cell = cells[column];
    const std::string room(width - columns_of(cell), ' ');
    line += (column == 0 ? "" : "  ") + (table.right[column] ? room + cell : cell + room);
  }
  return line;
}

Lines aligned(const Table& table) {
  Lines lines;
  for (std::size_t row = table.has_heading() ? 0 : 1; row < table.rows.size(); ++row) {
    append(lines, {aligned_row(table, table.rows[row])}, "", "");
    if (row == 0) {
      Lines rules;
      for (const auto width : table.widths) {
        rules.emplace_back(width, '-');
      }
      append(lines, {aligned_row(table, rules)}, "", "");
    }
  }
  return lines;
}

// One line for each cell, "heading: content", and a blank line between the rows.
Lines listed(const Table& table, std::size_t width) {
  Lines lines;
  for (std::size_t row = 1; row < table.rows.size(); ++row) {
    if (row > 1) {
      lines.emplace_back();
    }
    for (std::size_t column = 0; column < table.rows[row].size(); ++column) {
      const auto& head = table.rows.front()[column];
      const auto& cell = table.rows[row][column];
      if (!head.empty() || !cell.empty()) {
        append(lines, wrapped((head.empty() ? "" : head + ": ") + cell, narrower(width, 2)), "",
               "  ");
      }
    }
  }
  return lines;
}

Lines lines_of(cmark_node* node, std::size_t width) {
  switch (cmark_node_get_type(node)) {
  case CMARK_NODE_PARAGRAPH:
    return wrapped(text_in(node), width);
  case CMARK_NODE_HEADING:
    return heading(node, width);
  case CMARK_NODE_LIST:
    return list(node, width);
  case CMARK_NODE_CODE_BLOCK:
    return literal(node);
  case CMARK_NODE_THEMATIC_BREAK:
    return {std::string(std::min(k_rule, width), '-')};
  case CMARK_NODE_BLOCK_QUOTE: {
    Lines lines;
    append(lines, blocks_in(node, narrower(width, 2), 1), "> ", "> ");
    return lines;
  }
  default:
    break;
  }
  if (std::string_view(cmark_node_get_type_string(node)) == "table") {
    const auto table = table_from(node);
    return table.width() <= width ? aligned(table) : listed(table, width);
  }
  return blocks_in(node, width, 1);
}

} // namespace

std::string plain_of(std::string_view markdown, int width) {
  const Tree tree(markdown, {});
  std::string text;
  for (const auto& line : lines_of(tree.root(), static_cast<std::size_t>(std::max(width, 1)))) {
    text += line + "\n";
  }
  return text;
}

} // namespace letters
