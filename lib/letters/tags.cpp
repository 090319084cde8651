// SPDX-License-Identifier: MIT
#include <optional>

#include "letters/tag_tree.hpp"
#include "letters/template.hpp"

namespace letters {

namespace {

// A text of a template and the line on which it begins.
struct Piece {
  const std::string& text;
  int line;
};

int front_line(const Template& one, std::string_view key) {
  const auto* value = one.front.find(key);
  return value == nullptr || value->span.line == 0 ? 1 : value->span.line + 1;
}

std::optional<Tag::Kind> kind_of(TagType type) {
  switch (type) {
  case TagType::variable:
    return Tag::Kind::variable;
  case TagType::section_begin:
    return Tag::Kind::section;
  case TagType::section_begin_inverted:
    return Tag::Kind::inverted;
  default:
    return std::nullopt;
  }
}

// Collects the tags of one piece; what templates do not have is a finding.
class Collector {
public:
  Collector(const Template& one, std::vector<core::Finding>& findings)
      : m_one(one), m_findings(findings) {}

  void collect(const Piece& piece) {
    auto tree = parsed_tags(piece.text);
    if (!tree.fault.empty()) {
      find("template-broken", line_at(piece.text, tree.fault_at, piece.line),
           {{"reason", tree.fault.substr(0, tree.fault.rfind(" at "))}});
      return;
    }
    walk(tree.root, piece);
  }

  std::vector<Tag> tags;

private:
  void find(std::string name, int line, core::Arguments arguments) {
    core::Finding finding{core::Severity::error, std::move(name), m_one.file, line, 1,
                          std::move(arguments)};
    m_findings.push_back(std::move(finding));
  }

  void walk(const TagNode& node, const Piece& piece) {
    for (const auto& child : node.children) {
      if (child.is_text() || child.tag.type == TagType::comment) {
        continue;
      }
      const int line = line_at(piece.text, child.position, piece.line);
      const auto kind = kind_of(child.tag.type);
      if (!kind) {
        find("template-tag", line, {{"tag", child.tag.name}});
        continue;
      }
      tags.push_back({*kind, child.tag.name, line, m_inside, m_inside_not});
      if (*kind != Tag::Kind::variable) {
        auto& around = *kind == Tag::Kind::section ? m_inside : m_inside_not;
        around.push_back(child.tag.name);
        walk(child, piece);
        around.pop_back();
      }
    }
  }

  const Template& m_one;
  std::vector<core::Finding>& m_findings;
  std::vector<std::string> m_inside;
  std::vector<std::string> m_inside_not;
};

} // namespace

std::vector<Tag> tags_of(const Template& one, std::vector<core::Finding>& findings) {
  Collector collector(one, findings);
  collector.collect({one.title, front_line(one, "title")});
  collector.collect({one.addressed, front_line(one, "addressed")});
  collector.collect({one.body, one.body_line});
  return std::move(collector.tags);
}

} // namespace letters
