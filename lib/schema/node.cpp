// SPDX-License-Identifier: MIT
#include "schema/node.hpp"

#include <algorithm>
#include <array>
#include <set>

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

namespace {

// The nodes that speak of the same value.
Node::Children of_same_value(const Node& node) {
  Node::Children found;
  for (const auto* child : {node.if_node, node.then_node, node.else_node, node.not_node}) {
    if (child != nullptr) {
      found.push_back(child);
    }
  }
  for (const auto* children : {&node.any_of, &node.all_of, &node.one_of}) {
    found.insert(found.end(), children->begin(), children->end());
  }
  return found;
}

using Nodes = std::set<const Node*>;

void refuse_loop(const Node& node, Nodes& done, Nodes& open, std::string_view file) {
  const auto children = of_same_value(node);
  if (children.empty() || done.contains(&node)) {
    return;
  }
  if (!open.insert(&node).second) {
    throw_bad_file(file, "a schema applies itself to the same value");
  }
  for (const auto* child : children) {
    refuse_loop(*child, done, open, file);
  }
  open.erase(&node);
  done.insert(&node);
}

} // namespace

void refuse_loops(const Tree& tree, std::string_view file) {
  Nodes done, open;
  for (const auto& node : tree.nodes) {
    refuse_loop(node, done, open, file);
  }
}

void throw_bad_file(std::string_view file, std::string_view reason) {
  throw core::Error(core::Exit::bug, "bad-data-file",
                    {{"file", std::string(file)}, {"reason", std::string(reason)}});
}

} // namespace schema
