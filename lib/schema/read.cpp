// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <filesystem>
#include <stdexcept>

#include "core/error.hpp"
#include "schema/json.hpp"
#include "schema/node.hpp"

namespace schema {

namespace {

using Json = nlohmann::ordered_json;

// Deeper than any schema is, and far from what the stack can hold.
constexpr std::size_t k_deepest = 200;

// How deep brackets stand in each other; those in texts count too, for what it is worth.
std::size_t depth_of(std::string_view json) {
  std::size_t depth = 0;
  std::size_t deepest = 0;
  for (const char c : json) {
    if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if ((c == ']' || c == '}') && depth > 0) {
      --depth;
    }
  }
  return deepest;
}

// Reads files into nodes and, beside them, into the bundle for the validator, where every node that
// something refers to is a definition: {"$ref": "#/n/0", "n": {"0": ..., "1": ...}}.
class Reader {
public:
  explicit Reader(const Loader& load) : m_load(load) {}

  Tree read(const std::string& file) {
    document(file); // what the loader throws of the file itself passes
    follow("#", file);
    m_tree.bundle["$ref"] = "#/n/0";
    m_tree.bundle["n"] = std::move(m_parts);
    return std::move(m_tree);
  }

private:
  struct Read {
    const Node* node = nullptr;
    nlohmann::json reference; // how the bundle refers to it
  };

  const Json& document(const std::string& file);
  Read follow(const std::string& reference, const std::string& file);
  Read read_node(const Json& json, const std::string& file);
  Read make(const Json& json, const std::string& file, const std::string& known_as);
  nlohmann::json fill(Node& node, const Json& json, const std::string& file);
  bool read_child(Node& node, nlohmann::json& part, const std::string& key, const Json& json,
                  const std::string& file);
  bool read_children(Node& node, nlohmann::json& part, const std::string& key, const Json& json,
                     const std::string& file);
  bool read_size(Node& node, const std::string& key, const Json& json) const;
  bool read_number(Node& node, const std::string& key, const Json& json) const;
  bool read_plain(Node& node, const std::string& key, const Json& json, const std::string& file);

  const Loader& m_load;
  Tree m_tree;
  nlohmann::json m_parts = nlohmann::json::object();
  std::map<std::string, Json> m_files;
  std::map<std::string, Read> m_known; // by "file#pointer"; no node yet: being followed
};

const Json& Reader::document(const std::string& file) {
  if (const auto known = m_files.find(file); known != m_files.end()) {
    return known->second;
  }
  const auto text = m_load(file);
  if (depth_of(text) > k_deepest) {
    throw std::runtime_error("too deep");
  }
  return m_files.emplace(file, Json::parse(text)).first->second;
}

// The file that `file` calls `other`: relative to itself.
std::string beside(const std::string& file, const std::string& other) {
  return (std::filesystem::path(file).parent_path() / other).lexically_normal().generic_string();
}

// The node that `reference` in `file` means; nodes are made once and may refer to themselves.
Reader::Read Reader::follow(const std::string& reference, const std::string& file) {
  const auto hash = std::min(reference.find('#'), reference.size());
  const auto target = hash == 0 ? file : beside(file, reference.substr(0, hash));
  auto pointer = hash < reference.size() ? reference.substr(hash + 1) : "";
  if (pointer == "/") {
    pointer.clear();
  }
  const auto key = target + "#" + pointer;
  if (const auto known = m_known.find(key); known != m_known.end()) {
    if (known->second.node == nullptr) {
      throw_bad_file(file, "$ref '" + reference + "' refers to itself");
    }
    return known->second;
  }
  m_known[key] = {};
  const Json* json = nullptr;
  try {
    json = &document(target).at(Json::json_pointer(pointer));
  } catch (const std::exception& error) {
    throw_bad_file(target, "$ref '" + reference + "' in '" + file + "': " + error.what());
  }
  if (json->is_object() && json->contains("$ref")) {
    return m_known[key] = read_node(*json, target);
  }
  return make(*json, target, key);
}

Reader::Read Reader::read_node(const Json& json, const std::string& file) {
  // Draft-07 has no eyes for anything beside a $ref.
  if (json.is_object() && json.contains("$ref")) {
    return follow(json.at("$ref").get<std::string>(), file);
  }
  return make(json, file, "");
}

Reader::Read Reader::make(const Json& json, const std::string& file, const std::string& known_as) {
  Node& node = m_tree.nodes.emplace_back();
  if (known_as.empty()) {
    return {&node, fill(node, json, file)};
  }
  const auto name = std::to_string(m_parts.size());
  Read read{&node, nlohmann::json::object()};
  read.reference["$ref"] = "#/n/" + name;
  m_known[known_as] = read; // before it is filled: it may refer to itself
  m_parts[name] = nullptr;
  m_parts[name] = fill(node, json, file);
  return read;
}

// Read `json` into `node`, and return what the bundle says of it.
nlohmann::json Reader::fill(Node& node, const Json& json, const std::string& file) {
  if (json.is_boolean()) {
    node.never = !json.get<bool>();
    return json.get<bool>();
  }
  auto part = nlohmann::json::object();
  constexpr std::array<std::string_view, 12> without_effect{"$schema",
                                                            "$id",
                                                            "$comment",
                                                            "description",
                                                            "default",
                                                            "examples",
                                                            "$defs",
                                                            "readOnly",
                                                            "definitions",
                                                            "deprecated",
                                                            "markdownDescription",
                                                            "enumDescriptions"};
  for (const auto& [key, value] : json.get_ref<const Json::object_t&>()) {
    if (key == "title") {
      node.title = value.get<std::string>();
    } else if (key == "format") {
      node.format = value.get<std::string>();
    } else if (key == "uniqueItems") {
      node.distinct = value.get<bool>();
    } else if (read_size(node, key, value) || read_number(node, key, value) ||
               read_plain(node, key, value, file)) {
      part[key] = nlohmann::json(value);
    } else if (!read_child(node, part, key, value, file) &&
               !read_children(node, part, key, value, file) && !key.starts_with("x-") &&
               std::find(without_effect.begin(), without_effect.end(), key) ==
                   without_effect.end()) {
      // A misspelt keyword would check nothing and nobody would notice.
      throw_bad_file(file, "keyword '" + key + "' is not supported");
    }
  }
  return part;
}

// Keywords that hold one schema.
bool Reader::read_child(Node& node, nlohmann::json& part, const std::string& key, const Json& json,
                        const std::string& file) {
  constexpr std::array<std::pair<std::string_view, const Node * Node::*>, 8> keywords{
      {{"items", &Node::items},
       {"contains", &Node::contains},
       {"additionalProperties", &Node::additional},
       {"propertyNames", &Node::names},
       {"if", &Node::if_node},
       {"then", &Node::then_node},
       {"else", &Node::else_node},
       {"not", &Node::not_node}}};
  for (const auto& [keyword, child] : keywords) {
    if (keyword == key) {
      auto read = read_node(json, file);
      node.*child = read.node;
      part[key] = std::move(read.reference);
      return true;
    }
  }
  return false;
}

// Keywords that hold several schemas.
bool Reader::read_children(Node& node, nlohmann::json& part, const std::string& key,
                           const Json& json, const std::string& file) {
  constexpr std::array<std::pair<std::string_view, Node::Children Node::*>, 3> keywords{
      {{"anyOf", &Node::any_of}, {"allOf", &Node::all_of}, {"oneOf", &Node::one_of}}};
  for (const auto& [keyword, children] : keywords) {
    if (keyword == key) {
      for (const auto& entry : json.get_ref<const Json::array_t&>()) {
        auto read = read_node(entry, file);
        (node.*children).push_back(read.node);
        part[key].push_back(std::move(read.reference));
      }
      return true;
    }
  }
  if (key != "properties") {
    return false;
  }
  part[key] = nlohmann::json::object();
  for (const auto& [name, entry] : json.get_ref<const Json::object_t&>()) {
    auto read = read_node(entry, file);
    node.properties.emplace_back(name, read.node);
    node.by_key.emplace(name, read.node);
    part[key][name] = std::move(read.reference);
  }
  return true;
}

bool Reader::read_size(Node& node, const std::string& key, const Json& json) const {
  constexpr std::array<std::pair<std::string_view, std::optional<std::size_t> Node::*>, 6> keywords{
      {{"minLength", &Node::least_length},
       {"maxLength", &Node::most_length},
       {"minItems", &Node::least_items},
       {"maxItems", &Node::most_items},
       {"minProperties", &Node::least_members},
       {"maxProperties", &Node::most_members}}};
  for (const auto& [keyword, size] : keywords) {
    if (keyword == key) {
      node.*size = json.get<std::size_t>();
      return true;
    }
  }
  return false;
}

bool Reader::read_number(Node& node, const std::string& key, const Json& json) const {
  constexpr std::array<std::pair<std::string_view, std::optional<double> Node::*>, 4> keywords{
      {{"minimum", &Node::minimum},
       {"maximum", &Node::maximum},
       {"exclusiveMinimum", &Node::above},
       {"exclusiveMaximum", &Node::below}}};
  for (const auto& [keyword, number] : keywords) {
    if (keyword == key) {
      node.*number = json.get<double>();
      return true;
    }
  }
  return false;
}

Type type_called(const std::string& name, const std::string& file) {
  constexpr std::array<std::pair<std::string_view, Type>, 7> types{{{"string", Type::text},
                                                                    {"integer", Type::integer},
                                                                    {"number", Type::number},
                                                                    {"boolean", Type::boolean},
                                                                    {"array", Type::list},
                                                                    {"object", Type::map},
                                                                    {"null", Type::null}}};
  for (const auto& [called, type] : types) {
    if (called == name) {
      return type;
    }
  }
  throw_bad_file(file, "there is no type '" + name + "'");
}

bool Reader::read_plain(Node& node, const std::string& key, const Json& json,
                        const std::string& file) {
  if (key == "type") {
    const auto names = json.is_array() ? json.get<std::vector<std::string>>()
                                       : std::vector{json.get<std::string>()};
    for (const auto& name : names) {
      node.types.push_back(type_called(name, file));
    }
  } else if (key == "enum") {
    for (const auto& value : json.get_ref<const Json::array_t&>()) {
      node.values.push_back(to_value(value));
    }
  } else if (key == "const") {
    node.values = {to_value(json)};
  } else if (key == "required") {
    node.required = json.get<std::vector<std::string>>();
  } else if (key == "pattern") {
    node.pattern = json.get<std::string>();
    const auto known = m_tree.patterns.find(node.pattern);
    node.regex = known != m_tree.patterns.end()
                     ? known->second
                     : m_tree.patterns.emplace(node.pattern, node.pattern).first->second;
  } else {
    return false;
  }
  return true;
}

} // namespace

void Tree::require_nothing() {
  nodes.front().required.clear();
  bundle.at("n").at("0").erase("required");
}

Tree read_tree(std::string_view name, const Loader& load) {
  const std::string file(name);
  try {
    Tree tree = Reader(load).read(file);
    refuse_loops(tree, file);
    return tree;
  } catch (const core::Error&) {
    throw;
  } catch (const std::exception& error) {
    throw_bad_file(file, error.what());
  }
}

} // namespace schema
