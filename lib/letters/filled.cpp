// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "letters/markdown.hpp"
#include "letters/names.hpp"
#include "letters/tag_tree.hpp"
#include "letters/template.hpp"

namespace letters {

namespace {

constexpr std::string_view k_open = ".open";
constexpr std::string_view k_top = "top.";

// "times.aware.open" asks whether that is not known; "status.is.open" is a choice.
bool asks_open(std::string_view name) {
  return name.ends_with(k_open) && !name.ends_with(".is.open") && !name.ends_with(".has.open");
}

// No document is as long as this; sections within each other multiply.
constexpr std::size_t k_most_bytes = 4 * 1024 * 1024;
constexpr std::size_t k_most_entries = 200'000;

// An entry of a repeated section, or the top, and the name under which it stands.
struct Scope {
  const View* view;
  std::string name;
};

// Writes one text of a template, and notes where it would have a hole.
class Filler {
public:
  Filler(const Template& one, const View& root, std::vector<Gap>& gaps)
      : m_one(one), m_root(root), m_gaps(gaps), m_scopes{{&root, ""}} {}

  std::string written(const std::string& text, int line) {
    auto tree = parsed_tags(text);
    if (!tree.fault.empty()) {
      refuse(tree.fault);
    }
    m_text = &text;
    m_first = line;
    m_out.clear();
    m_blank = true;
    walk(tree.root);
    end_line("");
    return std::move(m_out);
  }

private:
  [[noreturn]] void refuse(const std::string& reason) const {
    throw core::Error(core::Exit::bug, "bad-data-file", {{"path", m_one.file}, {"reason", reason}});
  }

  // What a name means here: looked up in the entry alone, or from the top.
  struct Meant {
    const View* view = nullptr;
    std::string name; // from the top, entries without their number
  };
  Meant meant_by(const std::string& name) const {
    const auto& scope = m_scopes.back();
    if (name == ".") {
      return {scope.view, scope.name};
    }
    if (name.starts_with(k_top)) {
      return {at(m_root, name.substr(k_top.size())), name.substr(k_top.size())};
    }
    return {at(*scope.view, name), scope.name.empty() ? name : scope.name + "." + name};
  }

  // "times.aware.open": how the template says that it is not known; null unless it is not.
  const std::string* said_open(const std::string& name) const {
    if (!asks_open(name)) {
      return nullptr;
    }
    const auto meant = meant_by(name.substr(0, name.size() - k_open.size()));
    const bool is_open = meant.view != nullptr && meant.view->is_open();
    return is_open ? m_one.said_when_open(meant.name) : nullptr;
  }

  bool holds(const std::string& name) const {
    if (asks_open(name)) {
      return said_open(name) != nullptr;
    }
    const auto* view = meant_by(name).view;
    return view != nullptr && !view->is_open() &&
           (view->is_list ? !view->entries.empty() : view->holds);
  }

  void print(const TagNode& node) {
    const auto& name = node.tag.name;
    if (const auto* sentence = said_open(name)) {
      write(*sentence);
      return;
    }
    const auto meant = meant_by(name);
    if (meant.view == nullptr || meant.view->is_open() || !meant.view->prints) {
      note_gap(fact_of(meant, name), node);
      return;
    }
    write(meant.view->text);
  }

  void write(const std::string& text) {
    // Behind words, or within a row of a table, nothing begins a block.
    const bool has_words = std::any_of(m_line.begin(), m_line.end(), [](unsigned char c) {
      return std::isalpha(c) != 0 || c >= 0x80 || c == '|';
    });
    m_line += has_words ? escaped_inside(text) : escaped(text);
  }

  // What is missing or open of "group.types.inline": the fact, not how it is worded.
  Meant fact_of(const Meant& meant, const std::string& tag) const {
    const auto front = without_suffix(tag);
    if (!front || front->empty() || name_like(meant.name) != nullptr) {
      return meant;
    }
    auto fact = meant_by(*front);
    return fact.view == nullptr || fact.view->is_open() ? fact : meant;
  }

  void note_gap(const Meant& meant, const TagNode& node) {
    Gap gap;
    gap.name = meant.name;
    gap.line = line_at(*m_text, node.position, m_first);
    if (meant.view != nullptr && meant.view->is_open()) {
      gap.kind = Gap::Kind::open;
      gap.why = meant.view->why;
      gap.ask = meant.view->ask;
      gap.by = meant.view->by;
    }
    m_gaps.push_back(std::move(gap));
  }

  // A section does not end the line it stands on alone, nor begin one.
  void enter(const TagNode& node) {
    m_tagged = true;
    walk(node);
    m_tagged = true;
  }

  void repeat(const TagNode& node) {
    const auto meant = meant_by(node.tag.name);
    for (const auto& entry : meant.view->entries) {
      refuse_endless(++m_entries > k_most_entries);
      m_scopes.push_back({&entry, meant.name});
      enter(node);
      m_scopes.pop_back();
    }
  }

  void section(const TagNode& node) {
    m_tagged = true;
    const bool wanted = node.tag.type == TagType::section_begin;
    if (holds(node.tag.name) != wanted) {
      return;
    }
    const auto* view = wanted ? meant_by(node.tag.name).view : nullptr;
    if (view != nullptr && view->is_list) {
      repeat(node);
    } else {
      enter(node);
    }
  }

  void walk(const TagNode& node) {
    for (const auto& child : node.children) {
      if (child.is_newline()) {
        end_line(child.text);
      } else if (child.is_text()) {
        m_line += child.text;
      } else if (child.tag.is_section_begin()) {
        section(child);
      } else if (child.tag.type == TagType::comment) {
        m_tagged = true;
      } else if (child.tag.type == TagType::variable) {
        print(child);
      } else {
        refuse("{{" + child.tag.name + "}}"); // `tags_of` finds these
      }
    }
  }

  // A line that held nothing but sections and remarks leaves nothing behind, and of several blank
  // lines one is left.
  void end_line(const std::string& line_break) {
    const bool is_blank = m_line.find_first_not_of(" \t") == std::string::npos;
    if (!is_blank || (!m_tagged && !m_blank)) {
      m_out += (is_blank ? "" : m_line) + line_break;
      m_blank = is_blank;
    }
    refuse_endless(m_out.size() > k_most_bytes);
    m_line.clear();
    m_tagged = false;
  }

  void refuse_endless(bool is_too_long) const {
    if (is_too_long) {
      throw core::Error(core::Exit::findings, "letter-too-long", {{"path", m_one.file}});
    }
  }

  const Template& m_one;
  const View& m_root;
  std::vector<Gap>& m_gaps;
  std::vector<Scope> m_scopes;
  const std::string* m_text = nullptr;
  int m_first = 1;
  std::string m_out;
  std::string m_line;
  std::size_t m_entries = 0;
  bool m_tagged = false;
  bool m_blank = true; // the line before was blank, or there was none
};

int front_line(const core::Value* value) {
  return value == nullptr || value->span.line == 0 ? 1 : value->span.line + 1;
}

// The first tag that shows a name or what lies below it, else where the front matter requires it.
int line_of(const std::vector<Tag>& tags, const core::Value& required) {
  const auto name = required.to_text();
  const auto found = std::find_if(tags.begin(), tags.end(), [&](const Tag& tag) {
    return tag.name == name || tag.name.starts_with(name + ".");
  });
  return found != tags.end() ? found->line : front_line(&required);
}

// What stands at a name; with lists on the way, in the first entry that lacks it or leaves it open.
const View* least_at(const View& view, std::string_view name) {
  if (!view.is_list) {
    const auto dot = name.find('.');
    const auto* below = at(view, name.substr(0, dot));
    return below == nullptr || below->is_open() || dot == std::string_view::npos
               ? below
               : least_at(*below, name.substr(dot + 1));
  }
  const View* found = nullptr;
  for (const auto& entry : view.entries) {
    found = least_at(entry, name);
    if (found == nullptr || found->is_open()) {
      break;
    }
  }
  return found;
}

void note_required(const Template& one, const View& view, std::vector<Gap>& gaps) {
  std::vector<core::Finding> ignored;
  const auto tags = tags_of(one, ignored);
  for (const auto& required : one.front.list("requires")) {
    const auto name = required.to_text();
    const auto* found = least_at(view, name);
    const bool is_open = found != nullptr && found->is_open();
    const bool missing = found == nullptr || (!is_open && found->is_list && found->entries.empty());
    const bool unsaid = is_open && one.said_when_open(name) == nullptr;
    if (missing) {
      gaps.push_back({Gap::Kind::missing, name, line_of(tags, required), "", "", ""});
    } else if (unsaid) {
      gaps.push_back(
          {Gap::Kind::open, name, line_of(tags, required), found->why, found->ask, found->by});
    }
  }
}

} // namespace

Filled filled(const Template& one, const View& view) {
  Filled filled;
  note_required(one, view, filled.gaps);
  Filler filler(one, view, filled.gaps);
  filled.title = filler.written(one.title, front_line(one.front.find("title")));
  filled.addressed = filler.written(one.addressed, front_line(one.front.find("addressed")));
  filled.body = filler.written(one.body, one.body_line);
  std::stable_sort(filled.gaps.begin(), filled.gaps.end(),
                   [](const Gap& a, const Gap& b) { return a.line < b.line; });
  const auto same = [](const Gap& a, const Gap& b) { return a.name == b.name; };
  std::vector<Gap> once;
  for (const auto& gap : filled.gaps) {
    if (std::none_of(once.begin(), once.end(), [&](const Gap& said) { return same(said, gap); })) {
      once.push_back(gap);
    }
  }
  filled.gaps = std::move(once);
  if (!filled.gaps.empty()) {
    filled.title = filled.addressed = filled.body = "";
  }
  return filled;
}

} // namespace letters
