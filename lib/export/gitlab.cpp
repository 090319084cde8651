// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>

#include "core/value.hpp"
#include "export/due.hpp"
#include "export/json.hpp"
#include "export/plain.hpp"

namespace exporting {

namespace {

using core::Value;

Value location_of(const Due& due) {
  Value lines;
  lines.set("begin", Value(std::max(due.line, 1)));
  Value location;
  location.set("path", Value(due.file.empty() ? "pvtool.yaml" : due.file));
  location.set("lines", std::move(lines));
  return location;
}

Value entry_of(const Due& due) {
  const auto where = due.register_name.empty() ? "" : due.register_name + ": ";
  Value entry;
  entry.set("description", Value(where + line_of(due)));
  entry.set("check_name", Value(due.rule));
  entry.set("fingerprint", Value(due.uid));
  entry.set("severity", Value(level_of(due) == Level::error ? "critical" : "minor"));
  entry.set("location", location_of(due));
  return entry;
}

} // namespace

std::string gitlab(const std::vector<Due>& all) {
  core::List entries;
  for (const auto& due : reported(plain(all))) {
    entries.push_back(entry_of(due));
  }
  return json(Value(std::move(entries))) + "\n";
}

} // namespace exporting
