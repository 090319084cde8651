// SPDX-License-Identifier: MIT
#include "export/json.hpp"

#include <fmt/format.h>
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
  const auto text = json_of(value).dump(2, ' ', false, Json::error_handler_t::replace);
  // DEL and the C1 controls are legal in JSON and not on a terminal.
  std::string safe;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const auto next = at + 1 < text.size() ? static_cast<unsigned char>(text[at + 1]) : 0U;
    if (byte == 0x7F) {
      safe += "\\u007f";
    } else if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
      safe += fmt::format("\\u00{:02x}", next);
      ++at;
    } else {
      safe += text[at];
    }
  }
  return safe;
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
