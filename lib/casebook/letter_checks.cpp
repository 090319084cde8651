// SPDX-License-Identifier: MIT
#include "casebook/letter_checks.hpp"

#include <algorithm>
#include <optional>

#include "core/near.hpp"
#include "core/path.hpp"
#include "letters/markdown.hpp"
#include "letters/names.hpp"

namespace casebook {

namespace {

using letters::Tag;
using Type = letters::Name::Type;

// What a full name is.
struct Meaning {
  bool is_list = false;
  bool always = false; // there whenever `above` is
  std::string above;   // what it stands below; empty: the top
};

// A name of the contract, "role.*.title", with the step that `name` has for its star.
std::string as_in(std::string_view name, std::string_view like) {
  std::string text(like);
  const auto star = text.find('*');
  if (star == std::string::npos || name.substr(0, star) != like.substr(0, star)) {
    return text;
  }
  const auto step = name.substr(star, name.find('.', star) - star);
  return text.replace(star, 1, step);
}

// Holds the names of one template against the letter view.
class Judge {
public:
  Judge(const letters::Template& one, const schema::Schema& schema)
      : m_one(one), m_schema(schema) {}

  std::vector<core::Finding> findings;

  void judge() {
    const auto tags = letters::tags_of(m_one, findings);
    if (core::has_errors(findings)) {
      return;
    }
    for (const auto& tag : tags) {
      judge(tag);
    }
    judge_markup();
    for (const auto& required : m_one.front.list("requires")) {
      judge_named(required.to_text(), required.span.line);
    }
    if (m_one.when) {
      judge_condition(*m_one.when, m_one.front.find("when")->span.line);
    }
    for (const auto& refusal : m_one.refused) {
      judge_condition(refusal.when, m_one.front.find("refused")->span.line);
    }
    if (const auto* unknown = m_one.front.find("may_be_unknown")) {
      for (const auto& member : unknown->as_map()) {
        judge_named(member.key, member.key_span.line);
        require_said(member, tags);
      }
    }
  }

private:
  // Facts of the case, and how its clocks stand.
  void judge_condition(const core::Condition& condition, int line) {
    condition.each_fact([&](const core::Path& path, const core::Value&) {
      const bool is_clock = path.steps.size() == 3 && path.to_text().starts_with("state.clocks.");
      if (!is_clock && !m_schema.shape(path)) {
        find("template-unknown-name", line + 1,
             {{"name", path.to_text()}, {"near", near(path.to_field())}});
      }
    });
  }

  // What would be left out of every document is said once, of the template.
  void judge_markup() {
    for (const auto& dropped : letters::dropped_from(m_one.body)) {
      const bool is_html = dropped.what == letters::Dropped::What::html;
      find(is_html ? "template-html" : "template-link", m_one.body_line + dropped.line - 1, {});
    }
  }

  void find(std::string name, int line, core::Arguments arguments) {
    findings.push_back(
        {core::Severity::error, std::move(name), m_one.file, line, 1, std::move(arguments)});
  }

  std::optional<Meaning> fact_meaning(const std::string& fact) const {
    const auto path = core::parsed_path(fact);
    const auto shape = path ? m_schema.shape(*path) : std::nullopt;
    if (!shape) {
      return std::nullopt;
    }
    Meaning meaning;
    meaning.is_list = shape->kind == schema::Shape::Kind::list;
    const auto dot = fact.rfind('.');
    const auto above = dot == std::string::npos ? std::string() : fact.substr(0, dot);
    meaning.always = !above.empty() && is_needed(above, fact.substr(dot + 1));
    return meaning;
  }

  // Whether the map, or each entry of the list, at `above` may not lack a key.
  bool is_needed(const std::string& above, const std::string& key) const {
    auto around = m_schema.shape(core::path_of(above));
    if (around && around->kind == schema::Shape::Kind::list) {
      around = m_schema.shape(core::path_of(above + "[*]"));
    }
    return around &&
           std::find(around->needed.begin(), around->needed.end(), key) != around->needed.end();
  }

  // What a full name means, without its suffix.
  std::optional<Meaning> meaning_of(const std::string& name) const {
    std::optional<Meaning> meaning;
    if (const auto* known = letters::name_like(name)) {
      meaning = Meaning{known->type == Type::list, known->always, ""};
    } else if (const auto fact = letters::behind_alias(name)) {
      meaning = fact_meaning(*fact);
      if (meaning && fact->find('.') == std::string::npos) {
        meaning->is_list = false; // one entry of that list
      }
    } else {
      meaning = fact_meaning(name);
    }
    if (meaning) {
      const auto dot = name.rfind('.');
      meaning->above = dot == std::string::npos ? "" : name.substr(0, dot);
    }
    return meaning;
  }

  // The full name without its suffix, and whether that names something.
  std::string base_of(const std::string& name) const {
    if (meaning_of(name)) {
      return name;
    }
    const auto front = letters::without_suffix(name);
    return front ? base_of(*front) : name;
  }

  bool is_repeated(const std::string& name) const {
    if (name.ends_with(".paragraphs")) {
      return true;
    }
    const auto meaning = meaning_of(name);
    return meaning && meaning->is_list;
  }

  // The full name that a tag means, and those of the sections around it.
  struct Placed {
    std::string name;
    std::vector<std::string> around;
  };
  Placed placed(const Tag& tag) const {
    Placed placed;
    std::string scope;
    const auto full = [&](const std::string& name) {
      return name == "."                ? scope
             : name.starts_with("top.") ? name.substr(4)
             : scope.empty()            ? name
                                        : scope + "." + name;
    };
    for (const auto& section : tag.inside) {
      const auto name = full(section);
      placed.around.push_back(name);
      if (is_repeated(name)) {
        scope = name;
      }
    }
    placed.name = full(tag.name);
    return placed;
  }

  void judge(const Tag& tag) {
    const auto [name, around] = placed(tag);
    if (name.ends_with(".paragraphs") && tag.name == ".") {
      return;
    }
    const auto base = base_of(name);
    if (!meaning_of(base)) {
      find("template-unknown-name", tag.line,
           {{"name", name.empty() ? tag.name : name}, {"near", near(name)}});
    } else if (tag.kind == Tag::Kind::variable && !is_sure(name, around)) {
      find("template-hole", tag.line, {{"name", name}});
    }
  }

  // Whether a name is there wherever this tag is written.
  bool is_sure(const std::string& name, const std::vector<std::string>& around) const {
    const auto asked = [&](const std::string& one) {
      return std::any_of(around.begin(), around.end(), [&](const std::string& section) {
        return section == one || (section.starts_with(one + ".") && !section.ends_with(".open"));
      });
    };
    if (asked(name)) {
      return true;
    }
    if (name.ends_with(".open")) {
      return false;
    }
    const auto base = base_of(name);
    const auto& needed = m_one.requires_;
    const bool required = std::find(needed.begin(), needed.end(), base) != needed.end();
    if (asked(base) || (required && m_one.said_when_open(base) == nullptr)) {
      return true;
    }
    const auto meaning = meaning_of(base);
    return meaning && meaning->always &&
           (meaning->above.empty() || is_sure(meaning->above, around));
  }

  void judge_named(const std::string& name, int line) {
    if (!meaning_of(name)) {
      find("template-unknown-name", line + 1, {{"name", name}, {"near", near(name)}});
    }
  }

  void require_said(const core::Member& member, const std::vector<Tag>& tags) {
    const bool said = std::any_of(tags.begin(), tags.end(), [&](const Tag& tag) {
      return tag.kind == Tag::Kind::variable && placed(tag).name == member.key + ".open";
    });
    if (!said) {
      find("template-open-unsaid", member.key_span.line + 1, {{"name", member.key}});
    }
  }

  std::string near(const std::string& name) const {
    const auto base = base_of(name);
    auto known = m_schema.fields();
    const auto fields = known;
    for (const auto& one : letters::names()) {
      known.push_back(as_in(base, one.name));
      for (const auto& field : fields) {
        if (!one.like.empty() && field.starts_with(std::string(one.like) + ".")) {
          known.push_back(as_in(base, one.name) + field.substr(one.like.size()));
        }
      }
    }
    const auto nearest = core::nearest(base, known);
    return nearest.empty() ? "" : nearest + name.substr(base.size());
  }

  const letters::Template& m_one;
  const schema::Schema& m_schema;
};

} // namespace

std::vector<core::Finding> template_faults(const letters::Template& one,
                                           const schema::Schema& schema) {
  Judge judge(one, schema);
  judge.judge();
  return std::move(judge.findings);
}

} // namespace casebook
