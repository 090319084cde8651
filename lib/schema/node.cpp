// SPDX-License-Identifier: MIT
#include "schema/node.hpp"

#include <algorithm>
#include <array>

#include "core/error.hpp"

namespace schema {

Type type_of(const core::Value& value) {
  if (value.is_string()) {
    return Type::text;
  }
  if (value.is_integer()) {
    return Type::integer;
  }
  if (value.is_real()) {
    return Type::number;
  }
  if (value.is_bool()) {
    return Type::boolean;
  }
  if (value.is_list()) {
    return Type::list;
  }
  return value.is_map() ? Type::map : Type::null;
}

std::string name_of(Type type) {
  switch (type) {
  case Type::text:
    return "text";
  case Type::integer:
    return "integer";
  case Type::number:
    return "number";
  case Type::boolean:
    return "boolean";
  case Type::list:
    return "list";
  case Type::map:
    return "map";
  case Type::null:
    break;
  }
  return "null";
}

bool is_own_key(std::string_view key) {
  return key.starts_with("x_");
}

const Node* Node::property(std::string_view key) const {
  const auto found = by_key.find(key);
  return found == by_key.end() ? nullptr : found->second;
}

bool Node::may_say_open() const {
  return by_key.contains("unknown") && by_key.contains("undeterminable");
}

bool Node::only_says_open() const {
  constexpr std::array<std::string_view, 4> words{"unknown", "ask", "by", "undeterminable"};
  return may_say_open() &&
         std::all_of(properties.begin(), properties.end(), [&](const auto& entry) {
           return std::find(words.begin(), words.end(), entry.first) != words.end();
         });
}

void throw_bad_file(std::string_view file, std::string_view reason) {
  throw core::Error(core::Exit::bug, "bad-data-file",
                    {{"file", std::string(file)}, {"reason", std::string(reason)}});
}

} // namespace schema
