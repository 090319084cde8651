// SPDX-License-Identifier: MIT
#include "export/json.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace exporting {

namespace {

using Json = nlohmann::ordered_json;

// A scalar. DEL and the C1 controls are legal in JSON and not on a terminal.
void write_scalar(const Json& scalar, std::string& text) {
  const auto raw = scalar.dump(-1, ' ', false, Json::error_handler_t::replace);
  for (std::size_t at = 0; at < raw.size(); ++at) {
    const auto byte = static_cast<unsigned char>(raw[at]);
    const auto next = at + 1 < raw.size() ? static_cast<unsigned char>(raw[at + 1]) : 0U;
    if (byte == 0x7F) {
      text += "\\u007f";
    } else if (byte == 0xC2 && next >= 0x80 && next <= 0x9F) {
      text += fmt::format("\\u00{:02x}", next);
      ++at;
    } else {
      text += raw[at];
    }
  }
}

void write(const core::Value& value, std::size_t depth, std::string& text);

void write_line(std::size_t depth, std::string& text) {
  text += '\n';
  text.append(2 * depth, ' ');
}

void write_list(const core::List& list, std::size_t depth, std::string& text) {
  const char* between = "";
  text += '[';
  for (const auto& entry : list) {
    text += between;
    write_line(depth + 1, text);
    write(entry, depth + 1, text);
    between = ",";
  }
  if (!list.empty()) {
    write_line(depth, text);
  }
  text += ']';
}

void write_map(const core::Map& map, std::size_t depth, std::string& text) {
  const char* between = "";
  text += '{';
  for (const auto& member : map) {
    text += between;
    write_line(depth + 1, text);
    write_scalar(member.key, text);
    text += ": ";
    write(member.value, depth + 1, text);
    between = ",";
  }
  if (!map.empty()) {
    write_line(depth, text);
  }
  text += '}';
}

// Straight from the value: a second tree of a large answer would take more room than the answer.
void write(const core::Value& value, std::size_t depth, std::string& text) {
  if (value.is_list()) {
    write_list(value.as_list(), depth, text);
  } else if (value.is_map()) {
    write_map(value.as_map(), depth, text);
  } else {
    write_scalar(value.is_bool()      ? Json(value.as_bool())
                 : value.is_integer() ? Json(value.as_integer())
                 : value.is_real()    ? Json(value.as_real())
                 : value.is_string()  ? Json(value.as_string())
                                      : Json(),
                 text);
  }
}

} // namespace

std::string json(const core::Value& value) {
  std::string text;
  write(value, 0, text);
  return text;
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
