// SPDX-License-Identifier: MIT
#include "letters/template.hpp"

#include <algorithm>

#include "core/path.hpp"

namespace letters {

namespace {

struct Named {
  Layout layout;
  std::string_view name;
};
constexpr Named k_layouts[] = {{Layout::letter, "letter"},
                               {Layout::document, "document"},
                               {Layout::notice, "notice"},
                               {Layout::form, "form"},
                               {Layout::card, "card"}};

Layout layout_from(std::string_view name) {
  const auto* found = std::find_if(std::begin(k_layouts), std::end(k_layouts),
                                   [&](const Named& entry) { return entry.name == name; });
  return found == std::end(k_layouts) ? Layout::letter : found->layout;
}

std::vector<std::string> texts_of(const core::Value& front, std::string_view key) {
  std::vector<std::string> texts;
  for (const auto& entry : front.list(key)) {
    texts.push_back(entry.to_text());
  }
  return texts;
}

// The end of the line that begins at `at`, after its line break.
std::size_t next_line(std::string_view text, std::size_t at) {
  const auto end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

bool is_fence(std::string_view line) {
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r' || line.back() == ' ')) {
    line.remove_suffix(1);
  }
  return line == "---";
}

} // namespace

std::string name_of(Layout layout) {
  const auto* found = std::find_if(std::begin(k_layouts), std::end(k_layouts),
                                   [&](const Named& entry) { return entry.layout == layout; });
  return std::string(found->name);
}

const std::string* Template::said_when_open(std::string_view fact) const {
  const auto found = std::find_if(may_be_unknown.begin(), may_be_unknown.end(),
                                  [&](const auto& said) { return said.first == fact; });
  return found == may_be_unknown.end() ? nullptr : &found->second;
}

std::optional<Parts> parts_of(std::string_view text) {
  const auto first = next_line(text, 0);
  if (!is_fence(text.substr(0, first))) {
    return std::nullopt;
  }
  int line = 2;
  for (auto at = first; at < text.size(); ++line) {
    const auto end = next_line(text, at);
    if (is_fence(text.substr(at, end - at))) {
      return Parts{text.substr(first, at - first), text.substr(end), line + 1};
    }
    at = end;
  }
  return std::nullopt;
}

Template template_from(core::Value front, const Parts& parts) {
  Template one;
  one.name = front.text("template");
  if (const auto* version = front.find("version"); version != nullptr && version->is_integer()) {
    one.version = static_cast<int>(version->as_integer());
  }
  one.title = front.text("title");
  one.addressed = front.text("addressed");
  one.layout = layout_from(front.text("layout"));
  one.reader = front.text("reader");
  one.recipient = front.text("recipient");
  if (const auto* needs = front.find("case"); needs != nullptr && needs->is_bool()) {
    one.needs_case = needs->as_bool();
  }
  one.per = front.text("per");
  one.form = front.text("form");
  if (const auto* when = front.find("when")) {
    one.when = core::Condition::from(*when);
  }
  for (const auto& refusal : front.list("refused")) {
    one.refused.push_back({core::Condition::from(*refusal.find("when")), refusal.text("why"),
                           refusal.text("instead")});
  }
  if (const auto* decision = front.find("decision")) {
    one.decision = Belongs{decision->text("about"), decision->text("answer")};
  }
  one.basis = texts_of(front, "basis");
  one.requires_ = texts_of(front, "requires");
  one.signed_by = texts_of(front, "signed_by");
  if (const auto* said = front.find("may_be_unknown"); said != nullptr && said->is_map()) {
    for (const auto& member : said->as_map()) {
      one.may_be_unknown.emplace_back(member.key, member.value.to_text());
    }
  }
  one.body = std::string(parts.body);
  one.body_line = parts.body_line;
  one.front = std::move(front);
  return one;
}

} // namespace letters
