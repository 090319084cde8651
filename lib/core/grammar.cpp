// SPDX-License-Identifier: MIT
#include "core/grammar.hpp"

#include "core/error.hpp"

namespace core {

std::optional<Path> path_in(const Value& data, std::string_view key) {
  const auto* text = data.find(key);
  return text != nullptr ? std::optional(path_of(text->as_string())) : std::nullopt;
}

std::vector<Path> paths_in(const Value& data, std::string_view key) {
  std::vector<Path> paths;
  for (const auto& text : data.list(key)) {
    paths.push_back(path_of(text.as_string()));
  }
  return paths;
}

std::optional<Condition> condition_in(const Value& data, std::string_view key) {
  const auto* condition = data.find(key);
  return condition != nullptr ? std::optional(Condition::from(*condition)) : std::nullopt;
}

Condition needed_condition(const Value& data, std::string_view key) {
  auto condition = condition_in(data, key);
  if (!condition) {
    bad_rule(data, std::string(key) + " is needed");
  }
  return std::move(*condition);
}

std::vector<std::string> texts_in(const Value& data, std::string_view key) {
  std::vector<std::string> texts;
  for (const auto& text : data.list(key)) {
    texts.push_back(text.as_string());
  }
  return texts;
}

void bad_rule(const Value& data, std::string_view why) {
  throw Error(Exit::bug, "bad-rule",
              {{"rule", data.text("id", data.text("name", "?"))}, {"reason", std::string(why)}});
}

} // namespace core
