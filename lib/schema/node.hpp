// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <regex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/value.hpp"
#include "schema/schema.hpp"

namespace schema {

enum class Type : unsigned {
  text = 1,
  integer = 2,
  number = 4,
  boolean = 8,
  list = 16,
  map = 32,
  null = 64
};

Type type_of(const core::Value& value);
// As findings name it: "text", "integer", "number", "boolean", "list", "map", "null".
std::string name_of(Type type);

// Keys that begin with `x_` are the organisation's own; no schema speaks of them.
bool is_own_key(std::string_view key);

// No pattern is tried on a longer text: std::regex recurses once for every character and a long
// enough text would overflow the stack. Such a text fits no pattern.
constexpr std::size_t k_longest_matched = 1000;

// One node of a JSON Schema, with every $ref already followed.
struct Node {
  using Children = std::vector<const Node*>;

  bool never = false; // the schema `false`
  std::string title;
  std::vector<Type> types;         // empty: any
  std::vector<core::Value> values; // of enum or const; empty: any

  std::string format;
  std::string pattern;
  std::optional<std::regex> regex;
  std::optional<std::size_t> least_length, most_length;

  std::optional<double> minimum, maximum, above, below;

  const Node* items = nullptr;
  const Node* contains = nullptr;
  bool distinct = false;
  std::optional<std::size_t> least_items, most_items;

  std::vector<std::pair<std::string, const Node*>> properties; // in the order of the schema
  std::map<std::string, const Node*, std::less<>> by_key;
  const Node* additional = nullptr; // null: anything
  const Node* names = nullptr;
  std::vector<std::string> required;
  std::optional<std::size_t> least_members, most_members;

  Children any_of, all_of, one_of;
  const Node *if_node = nullptr, *then_node = nullptr, *else_node = nullptr, *not_node = nullptr;

  const Node* property(std::string_view key) const;
  // The map can say {unknown: why} and {undeterminable: why}, ...
  bool may_say_open() const;
  // ... and nothing else.
  bool only_says_open() const;
};

using Patterns = std::unordered_map<std::string, std::regex>;

// A schema file with all that it refers to.
struct Tree {
  std::deque<Node> nodes; // the first is the root
  Patterns patterns;
  // The same for the validator: one document, without what it has no use for (titles) or what
  // is judged here alone (formats, entries that are there twice).
  nlohmann::json bundle;

  const Node& root() const { return nodes.front(); }
  // A map at the root may lack whatever it likes.
  void require_nothing();
};

// Throws core::Error (Exit::bug, "bad-data-file") for a schema that is broken.
Tree read_tree(std::string_view name, const Loader& load);

// A schema that applies itself to the same value again would never come to an end.
void refuse_loops(const Tree& tree, std::string_view file);

[[noreturn]] void throw_bad_file(std::string_view file, std::string_view reason);

} // namespace schema
