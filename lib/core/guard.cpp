// SPDX-License-Identifier: MIT
#include "core/guard.hpp"

namespace core {

namespace {

bool is_known(const Value* value) {
  return value != nullptr && !value->is_null() && !value->is_unknown() &&
         !value->is_undeterminable();
}

bool same(const Value* one, const Value* other) {
  return one == nullptr || other == nullptr ? one == other : *one == *other;
}

} // namespace

std::vector<Finding> changed_without_reason(const Kind& kind, const Value& before,
                                            const Value& after) {
  std::vector<Finding> findings;
  for (const auto& guard : kind.guards) {
    const auto* was = at(before, guard.fact);
    const auto* reason = at(after, guard.reason);
    if (!is_known(was) || same(was, at(after, guard.fact)) ||
        (is_known(reason) && !same(reason, at(before, guard.reason)))) {
      continue;
    }
    const auto span = place_of(after, guard.fact);
    findings.push_back({Severity::error,
                        "changed-without-reason",
                        "",
                        span.line,
                        span.column,
                        {{"path", guard.fact.to_text()},
                         {"was", was->to_text()},
                         {"reason_path", guard.reason.to_text()},
                         {"source", guard.source}},
                        ""});
  }
  return findings;
}

} // namespace core
