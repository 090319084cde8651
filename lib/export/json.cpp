// SPDX-License-Identifier: MIT
#include "export/json.hpp"

#include <nlohmann/json.hpp>

namespace exporting {

namespace {

using Json = nlohmann::ordered_json;

Json json_of(const core::Value& value) {
  if (value.is_bool()) {
    return value.as_bool();
  }
  if (value.is_integer()) {
    return value.as_integer();
  }
  if (value.is_real()) {
    return value.as_real();
  }
  if (value.is_string()) {
    return value.as_string();
  }
  if (value.is_list()) {
    auto list = Json::array();
    for (const auto& entry : value.as_list()) {
      list.push_back(json_of(entry));
    }
    return list;
  }
  if (value.is_map()) {
    auto map = Json::object();
    for (const auto& member : value.as_map()) {
      map[member.key] = json_of(member.value);
    }
    return map;
  }
  return nullptr;
}

} // namespace

std::string json(const core::Value& value) {
  return json_of(value).dump(2, ' ', false, Json::error_handler_t::replace);
}

core::Value value_of(const core::Finding& finding, const std::string& message,
                     const std::string& hint) {
  core::Value value;
  value.set("severity", core::Value(core::name_of(finding.severity)));
  value.set("name", core::Value(finding.name));
  value.set("file", core::Value(finding.file));
  value.set("line", core::Value(finding.line));
  value.set("column", core::Value(finding.column));
  value.set("message", core::Value(message));
  value.set("hint", core::Value(hint));
  core::Value arguments{core::Map{}};
  for (const auto& [name, text] : finding.arguments) {
    arguments.set(name, core::Value(text));
  }
  value.set("arguments", std::move(arguments));
  return value;
}

} // namespace exporting
