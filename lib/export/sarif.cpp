// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "core/value.hpp"
#include "export/due.hpp"
#include "export/json.hpp"
#include "export/plain.hpp"

namespace exporting {

namespace {

using core::Value;

Value map_of(std::initializer_list<std::pair<const char*, Value>> members) {
  Value map{core::Map{}};
  for (const auto& [key, value] : members) {
    map.set(key, value);
  }
  return map;
}

Value text_of(std::string text) {
  return map_of({{"text", Value(std::move(text))}});
}

// A path as a relative reference (RFC 3986): a colon would read as a scheme.
std::string uri_of(std::string_view path) {
  constexpr std::string_view kept = "-._~/";
  std::string uri;
  for (const char letter : path) {
    const bool alphanumeric = (letter >= 'a' && letter <= 'z') ||
                              (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    uri += alphanumeric || kept.find(letter) != kept.npos
               ? std::string(1, letter)
               : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return uri;
}

Value location_of(const Due& due) {
  auto place =
      map_of({{"artifactLocation",
               map_of({{"uri", Value(uri_of(due.file))}, {"uriBaseId", Value("%SRCROOT%")}})}});
  if (due.line > 0) {
    auto region = map_of({{"startLine", Value(due.line)}});
    if (due.column > 0) {
      region.set("startColumn", Value(due.column));
    }
    place.set("region", std::move(region));
  }
  return map_of({{"physicalLocation", std::move(place)}});
}

// The rules that are spoken of, each once.
core::List rules_of(const std::vector<Due>& all) {
  core::List rules;
  for (const auto& due : all) {
    const bool known = std::any_of(rules.begin(), rules.end(),
                                   [&](const Value& rule) { return rule.text("id") == due.rule; });
    if (!known) {
      const auto words = due.source.empty() ? due.rule : due.rule + " (" + due.source + ")";
      rules.push_back(map_of({{"id", Value(due.rule)}, {"shortDescription", text_of(words)}}));
    }
  }
  return rules;
}

Value result_of(const Due& due) {
  auto result = map_of({{"ruleId", Value(due.rule)},
                        {"level", Value(level_of(due) == Level::error ? "error" : "warning")},
                        {"message", text_of(line_of(due))}});
  if (!due.file.empty()) {
    result.set("locations", Value(core::List{location_of(due)}));
  }
  // GitHub looks at the first only, and makes one from the lines of the file where it is missing:
  // the clock would be another one after every edit.
  result.set("partialFingerprints", map_of({{"primaryLocationLineHash", Value(due.uid)},
                                            {"pvtoolClock/v1", Value(due.uid)}}));
  result.set("properties", map_of({{"state", Value(name_of(due.state))}}));
  return result;
}

Value run_of(const Group& group, const std::string& version) {
  const auto all = reported(group.all);
  core::List results;
  for (const auto& due : all) {
    results.push_back(result_of(due));
  }
  auto driver = map_of(
      {{"name", Value("pvtool")}, {"version", Value(version)}, {"rules", Value(rules_of(all))}});
  // Runs of one tool in one file are kept apart by this id; what stands behind the last slash
  // would tell runs of one category apart.
  const auto category =
      "pvtool/deadline/" + (group.register_name.empty() ? "" : uri_of(group.register_name) + "/");
  return map_of({{"tool", map_of({{"driver", std::move(driver)}})},
                 {"automationDetails", map_of({{"id", Value(category)}})},
                 {"columnKind", Value("unicodeCodePoints")},
                 {"results", Value(std::move(results))}});
}

} // namespace

std::string sarif(const std::vector<Due>& all, const std::string& version) {
  core::List runs;
  for (const auto& group : by_register(plain(all))) {
    runs.push_back(run_of(group, version));
  }
  return json(map_of({{"$schema", Value("https://json.schemastore.org/sarif-2.1.0.json")},
                      {"version", Value("2.1.0")},
                      {"runs", Value(std::move(runs))}})) +
         "\n";
}

} // namespace exporting
