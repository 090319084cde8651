// SPDX-License-Identifier: MIT
#include "core/succession.hpp"

#include <algorithm>

#include "core/checks.hpp"
#include "core/guard.hpp"
#include "core/path.hpp"

namespace core {

namespace {

// How often the log says that the case was opened again.
std::size_t reopenings(const Value& root) {
  const auto& log = root.list("log");
  return static_cast<std::size_t>(std::count_if(log.begin(), log.end(), [](const Value& entry) {
    return entry.find("reopened") != nullptr;
  }));
}

Finding finding_at(const Value& document, std::string_view key, std::string name,
                   Arguments arguments) {
  const auto span = place_of(document, path_of(key));
  return {Severity::error, std::move(name), "", span.line, span.column, std::move(arguments), ""};
}

} // namespace

std::vector<Finding> changed_wrongly(const Kind& kind, const std::string& id, const Value& before,
                                     const Value& after) {
  std::vector<Finding> findings;
  for (const auto* key : {"id", "uid", "kind"}) {
    if (before.text(key) != after.text(key)) {
      findings.push_back(
          finding_at(after, key, "identity-changed", {{"path", key}, {"was", before.text(key)}}));
    }
  }
  if (before.text("status") == "closed" && !(before == after)) {
    if (after.text("status") == "closed") {
      findings.push_back(finding_at(after, "status", "closed-case-edited", {{"id", id}}));
    } else if (reopenings(after) == reopenings(before)) {
      findings.push_back(finding_at(after, "status", "reopened-without-reason", {{"id", id}}));
    }
  }
  for (auto& more : {shrunk(kind, before, after), changed_without_reason(kind, before, after)}) {
    findings.insert(findings.end(), more.begin(), more.end());
  }
  return findings;
}

} // namespace core
