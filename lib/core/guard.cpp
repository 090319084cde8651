// SPDX-License-Identifier: MIT
#include "core/guard.hpp"

#include <algorithm>

namespace core {

namespace {

bool is_known(const Value* value) {
  return value != nullptr && !value->is_null() && !value->is_unknown() &&
         !value->is_undeterminable();
}

bool same(const Value* one, const Value* other) {
  return one == nullptr || other == nullptr ? one == other : *one == *other;
}

// Whether the guard holds in the committed case.
bool holds(const Guard& guard, const Value& before) {
  return !guard.while_unknown || !is_known(at(before, *guard.while_unknown));
}

Finding finding_at(const Value& after, const Path& place, std::string name, Arguments arguments) {
  const auto span = place_of(after, place);
  return {Severity::error, std::move(name), "", span.line, span.column, std::move(arguments), ""};
}

void add_removed_reason(const Guard& guard, const Value& before, const Value& after,
                        std::vector<Finding>& findings) {
  if (!is_known(at(before, guard.reason)) || is_known(at(after, guard.reason)) ||
      !is_known(at(after, guard.fact))) {
    return;
  }
  auto finding = finding_at(
      after, guard.reason, "reason-removed",
      {{"path", guard.reason.to_text()}, {"fact", guard.fact.to_text()}, {"source", guard.source}});
  // Several guards may share a reason: it is said once.
  const bool is_said = std::any_of(findings.begin(), findings.end(), [&](const Finding& one) {
    return one.name == finding.name && one.arguments.front() == finding.arguments.front();
  });
  if (!is_said) {
    findings.push_back(std::move(finding));
  }
}

} // namespace

std::vector<Finding> changed_without_reason(const Kind& kind, const Value& before,
                                            const Value& after) {
  std::vector<Finding> findings;
  for (const auto& guard : kind.guards) {
    if (!holds(guard, before)) {
      continue;
    }
    add_removed_reason(guard, before, after, findings);
    const auto* was = at(before, guard.fact);
    const auto* reason = at(after, guard.reason);
    if (!is_known(was) || same(was, at(after, guard.fact)) ||
        (is_known(reason) && !same(reason, at(before, guard.reason)))) {
      continue;
    }
    findings.push_back(finding_at(after, guard.fact, "changed-without-reason",
                                  {{"path", guard.fact.to_text()},
                                   {"was", was->to_text()},
                                   {"reason_path", guard.reason.to_text()},
                                   {"source", guard.source}}));
  }
  return findings;
}

} // namespace core
