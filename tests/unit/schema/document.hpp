// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/value.hpp"
#include "schema/json.hpp"
#include "schema/schema.hpp"

namespace test {

// Give every key and entry a line of its own, two columns deeper for each level.
inline void place(core::Value& value, int depth, int& line) {
  if (value.is_map()) {
    for (auto& member : value.as_map()) {
      ++line;
      member.key_span = {0, 0, line, depth * 2 + 1};
      member.value.span = {0, 0, line, depth * 2 + 1 + static_cast<int>(member.key.size()) + 2};
      place(member.value, depth + 1, line);
    }
  } else if (value.is_list()) {
    for (auto& entry : value.as_list()) {
      ++line;
      entry.span = {0, 0, line, depth * 2 + 1};
      place(entry, depth + 1, line);
    }
  }
}

inline core::Value document(std::string_view json) {
  auto value = schema::to_value(nlohmann::ordered_json::parse(json));
  value.span = {0, 0, 1, 1};
  int line = 0;
  place(value, 0, line);
  return value;
}

// Schema files as strings.
using Files = std::map<std::string, std::string, std::less<>>;

inline schema::Loader loader(const Files& files) {
  return [&files](std::string_view name) {
    const auto found = files.find(name);
    if (found == files.end()) {
      throw core::Error(core::Exit::failed, "no-such-file", {{"file", std::string(name)}});
    }
    return found->second;
  };
}

inline schema::Schema compiled(const std::string& json) {
  const Files files{{"test.schema.json", json}};
  return schema::Schema::compile("test.schema.json", loader(files));
}

// "2:9 wrong-type path=a expected=text found=map"
inline std::string line_of(const core::Finding& finding) {
  auto text =
      std::to_string(finding.line) + ":" + std::to_string(finding.column) + " " + finding.name;
  for (const auto& [name, value] : finding.arguments) {
    text += " " + name + "=" + value;
  }
  return text;
}

// Findings as lines, so that a failing test shows them.
struct Lines : std::vector<std::string> {
  using std::vector<std::string>::vector;
  Lines(std::vector<std::string> lines) : std::vector<std::string>(std::move(lines)) {}
};

inline std::ostream& operator<<(std::ostream& out, const Lines& lines) {
  for (const auto& line : lines) {
    out << "\n  " << line;
  }
  return out;
}

inline Lines check(const schema::Schema& schema, const core::Value& value) {
  const schema::FormatCheck format = [](std::string_view name, std::string_view text) {
    const bool right = name == "date" ? text.size() == 10 : text.size() > 10;
    return right ? std::nullopt
                 : std::optional<std::string>(name == "date" ? "bad-date" : "bad-time");
  };
  Lines lines;
  for (const auto& finding : schema.check(value, format)) {
    lines.push_back(line_of(finding));
  }
  return lines;
}

inline Lines check(const std::string& schema, std::string_view json) {
  return check(compiled(schema), document(json));
}

} // namespace test
