// SPDX-License-Identifier: MIT
#include "schema/json.hpp"

#include <cstdint>
#include <string>
#include <utility>

#include "schema/node.hpp"

namespace schema {

namespace {

std::string cut(const std::string& text) {
  if (text.size() <= k_longest_matched) {
    return text;
  }
  auto end = k_longest_matched;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
    --end; // never inside a character
  }
  return text.substr(0, end);
}

} // namespace

nlohmann::json to_json(const core::Value& value) {
  switch (type_of(value)) {
  case Type::text:
    return cut(value.as_string());
  case Type::integer:
    return value.as_integer();
  case Type::number:
    return value.as_real();
  case Type::boolean:
    return value.as_bool();
  case Type::list: {
    auto list = nlohmann::json::array();
    for (const auto& entry : value.as_list()) {
      list.push_back(to_json(entry));
    }
    return list;
  }
  case Type::map: {
    auto map = nlohmann::json::object();
    for (const auto& member : value.as_map()) {
      if (!is_own_key(member.key)) {
        map.emplace(member.key, to_json(member.value));
      }
    }
    return map;
  }
  case Type::null:
    break;
  }
  return nullptr;
}

core::Value to_value(const nlohmann::ordered_json& json) {
  if (json.is_object()) {
    core::Map map;
    for (const auto& [key, entry] : json.items()) {
      map.push_back({key, to_value(entry), {}});
    }
    return map;
  }
  if (json.is_array()) {
    core::List list;
    for (const auto& entry : json) {
      list.push_back(to_value(entry));
    }
    return list;
  }
  if (json.is_string()) {
    return json.get<std::string>();
  }
  if (json.is_boolean()) {
    return json.get<bool>();
  }
  if (json.is_number_integer()) {
    return json.get<std::int64_t>();
  }
  return json.is_number() ? core::Value(json.get<double>()) : core::Value();
}

} // namespace schema
