// SPDX-License-Identifier: MIT
#include "cmd/form.hpp"

#include <fmt/format.h>

#include "core/path.hpp"

namespace cmd {

namespace {

std::string choices_of(Env& env, const std::string& kind, const std::string& field,
                       const schema::Shape& shape) {
  const auto path = core::path_of(field);
  auto choices = shape.choices;
  if (shape.kind == schema::Shape::Kind::list) {
    auto entry = path;
    entry.steps.push_back({core::Step::Kind::index, "", "", 0});
    if (const auto of_entry = env.kinds().schema(kind).shape(entry)) {
      choices = of_entry->choices;
    }
  }
  std::string text;
  for (const auto& choice : choices) {
    const auto label = env.value_label(kind, field, core::Value(choice));
    text += fmt::format("#   {}{}\n", choice, label == choice ? "" : ": " + label);
  }
  return text;
}

std::string type_hint(Env& env, const schema::Shape& shape) {
  using Kind = schema::Shape::Kind;
  if (!shape.format.empty()) {
    return env.say("form." + shape.format);
  }
  switch (shape.kind) {
  case Kind::boolean:
    return env.say("form.boolean");
  case Kind::integer:
  case Kind::number:
    return env.say("form.number");
  case Kind::list:
    return env.say("form.list");
  default:
    return "";
  }
}

std::string indented(const std::string& text, std::size_t indent) {
  std::string whole;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = text.find('\n', at) + 1;
    whole += std::string(indent, ' ') + text.substr(at, end - at);
    at = end;
  }
  return whole;
}

} // namespace

std::string blank_form(Env& env, const std::string& kind) {
  const auto& definition = env.kinds().kind(kind);
  const auto& schema = env.kinds().schema(kind);
  std::string form =
      fmt::format("# {}\n", env.say("form.head", {{"kind", env.kind_text(kind, {"title"})}}));
  for (const auto* id : {"form.how", "form.unknown", "form.privacy"}) {
    form += fmt::format("# {}\n", env.say(id));
  }
  std::vector<std::string> open; // keys above the current line
  for (const auto& text : definition.form) {
    const auto path = core::path_of(text);
    const auto field = path.to_field();
    std::vector<std::string> keys;
    std::vector<bool> in_list;
    for (const auto& step : path.steps) {
      if (step.kind == core::Step::Kind::index) {
        in_list.back() = true;
      } else {
        keys.push_back(step.key);
        in_list.push_back(false);
      }
    }
    std::size_t shared = 0;
    while (shared < open.size() && shared + 1 < keys.size() && open[shared] == keys[shared]) {
      ++shared;
    }
    const auto indent_at = [&](std::size_t depth) {
      std::size_t indent = 0;
      for (std::size_t above = 0; above < depth; ++above) {
        indent += in_list[above] ? 4 : 2;
      }
      return indent;
    };
    open.resize(shared);
    std::string dash;
    for (; shared + 1 < keys.size(); ++shared) {
      form += fmt::format("{}{}{}:\n", shared == 0 ? "\n" : "", std::string(indent_at(shared), ' '),
                          keys[shared]);
      dash = in_list[shared] ? "- " : "";
      open.push_back(keys[shared]);
    }
    const auto shape = schema.shape(path).value_or(schema::Shape{});
    auto question = env.kind_text(kind, {"help", field});
    const auto hint = type_hint(env, shape);
    const auto comment = fmt::format("# {}{}\n", question, hint.empty() ? "" : " (" + hint + ")") +
                         choices_of(env, kind, field, shape);
    const auto indent = indent_at(keys.size() - 1);
    if (keys.size() == 1) {
      form += "\n";
    }
    form += indented(comment, dash.empty() ? indent : indent - 2);
    form += fmt::format("{}{}{}:\n", std::string(dash.empty() ? indent : indent - 2, ' '), dash,
                        keys.back());
  }
  return form;
}

} // namespace cmd
