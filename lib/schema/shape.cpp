// SPDX-License-Identifier: MIT
#include "schema/shape.hpp"

#include <algorithm>
#include <set>

namespace schema {

namespace {

using Nodes = std::vector<const Node*>;

// `node` and all that speak of the same value; the first says it most directly.
void expand(const Node* node, Nodes& out) {
  if (node == nullptr || node->never || std::find(out.begin(), out.end(), node) != out.end()) {
    return;
  }
  out.push_back(node);
  for (const auto* children : {&node->all_of, &node->any_of, &node->one_of}) {
    for (const auto* child : *children) {
      expand(child, out);
    }
  }
  expand(node->then_node, out);
  expand(node->else_node, out);
}

// `{unknown: why}` stands in the place of a value and is not looked into, unless nothing else
// can stand there.
Nodes without_open(const Nodes& nodes) {
  Nodes kept;
  for (const auto* node : nodes) {
    if (!node->only_says_open()) {
      kept.push_back(node);
    }
  }
  const bool is_said = std::any_of(kept.begin(), kept.end(), [](const Node* node) {
    return !node->types.empty() || !node->values.empty() || !node->properties.empty();
  });
  return is_said ? kept : nodes;
}

Nodes entries(const Nodes& lists) {
  Nodes found;
  for (const auto* list : lists) {
    expand(list->items, found);
  }
  return found;
}

Nodes property(const Nodes& maps, std::string_view key) {
  Nodes found;
  for (const auto* map : maps) {
    expand(map->property(key), found);
  }
  if (found.empty()) {
    for (const auto* map : maps) {
      expand(map->additional, found);
    }
  }
  return found;
}

// The nodes that a key is looked up in: a list stands for its entries.
Nodes through_lists(Nodes nodes) {
  for (auto more = entries(nodes); !more.empty(); more = entries(more)) {
    const auto before = nodes.size();
    for (const auto* node : more) {
      expand(node, nodes);
    }
    if (nodes.size() == before) {
      break;
    }
  }
  return nodes;
}

Shape::Kind kind_of(Type type) {
  switch (type) {
  case Type::text:
    return Shape::Kind::text;
  case Type::integer:
    return Shape::Kind::integer;
  case Type::number:
    return Shape::Kind::number;
  case Type::boolean:
    return Shape::Kind::boolean;
  case Type::list:
    return Shape::Kind::list;
  case Type::map:
    return Shape::Kind::map;
  case Type::null:
    break;
  }
  return Shape::Kind::any;
}

void read_kind(const Nodes& nodes, Shape& shape) {
  for (const auto* node : nodes) {
    if (!node->values.empty()) {
      shape.kind = Shape::Kind::choice;
      for (const auto& value : node->values) {
        shape.choices.push_back(value.to_text());
      }
      return;
    }
    if (!node->types.empty()) {
      shape.kind = kind_of(node->types.front());
      return;
    }
    if (!node->properties.empty()) {
      shape.kind = Shape::Kind::map;
      return;
    }
  }
}

std::vector<std::string> members_of(const Nodes& maps) {
  std::vector<std::string> keys;
  for (const auto* map : maps) {
    for (const auto& [key, child] : map->properties) {
      if (!child->never && std::find(keys.begin(), keys.end(), key) == keys.end()) {
        keys.push_back(key);
      }
    }
  }
  return keys;
}

Shape shape_of(const Nodes& nodes) {
  Shape shape;
  const auto said = without_open(nodes);
  read_kind(said, shape);
  shape.may_be_open = std::any_of(nodes.begin(), nodes.end(),
                                  [](const Node* node) { return node->may_say_open(); });
  for (const auto* node : said) {
    if (shape.format.empty()) {
      shape.format = node->format;
    }
  }
  if (shape.kind == Shape::Kind::map) {
    shape.members = members_of(said);
    for (const auto* node : said) {
      shape.needed.insert(shape.needed.end(), node->required.begin(), node->required.end());
    }
  }
  return shape;
}

bool is_open_word(std::string_view key) {
  return key == "unknown" || key == "ask" || key == "by" || key == "undeterminable";
}

// `above`: the maps on the way here. A schema that contains itself is listed once.
void list_fields(const Nodes& at, const std::string& prefix, std::set<const Node*> above,
                 std::vector<std::string>& out) {
  const auto maps = without_open(through_lists(at));
  for (const auto* map : maps) {
    if (!map->properties.empty() && !above.insert(map).second) {
      return;
    }
  }
  const bool may_be_open =
      std::any_of(maps.begin(), maps.end(), [](const Node* map) { return map->may_say_open(); });
  for (const auto& key : members_of(maps)) {
    if (!(may_be_open && is_open_word(key))) {
      out.push_back(prefix + key);
      list_fields(property(maps, key), prefix + key + ".", above, out);
    }
  }
}

} // namespace

std::optional<Shape> shape_at(const Node& root, const core::Path& path) {
  Nodes at;
  expand(&root, at);
  bool in_brackets = false; // decisions[about=valid][-1]: the last of some is one of them
  for (const auto& step : path.steps) {
    const bool is_key = step.kind == core::Step::Kind::key;
    if (is_key || !in_brackets) {
      at = is_key ? property(through_lists(at), step.key) : entries(at);
    }
    in_brackets = !is_key;
    if (at.empty()) {
      return std::nullopt;
    }
  }
  return shape_of(at);
}

std::vector<std::string> fields_of(const Node& root) {
  Nodes at;
  expand(&root, at);
  std::vector<std::string> out;
  list_fields(at, "", {}, out);
  return out;
}

} // namespace schema
