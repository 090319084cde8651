// SPDX-License-Identifier: MIT
#include "core/finding.hpp"

#include <algorithm>
#include <tuple>

namespace core {

void sort(std::vector<Finding>& findings) {
  const auto key = [](const Finding& finding) {
    return std::tie(finding.file, finding.line, finding.column, finding.name, finding.arguments);
  };
  std::stable_sort(findings.begin(), findings.end(),
                   [&](const Finding& a, const Finding& b) { return key(a) < key(b); });
  const auto same = [&](const Finding& a, const Finding& b) { return key(a) == key(b); };
  findings.erase(std::unique(findings.begin(), findings.end(), same), findings.end());
}

bool stops_writing(const Finding& finding) {
  return finding.severity == Severity::error && !finding.of_deed;
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), stops_writing);
}

std::string name_of(Severity severity) {
  switch (severity) {
  case Severity::error:
    return "error";
  case Severity::warning:
    return "warning";
  case Severity::note:
    break;
  }
  return "note";
}

} // namespace core
