// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/kind.hpp"
#include "core/value.hpp"

namespace core {

// What may not change from one version of a case to the next: who it is (identity-changed, {path,
// was}), a closed case but for reopening it (closed-case-edited, reopened-without-reason, {id}),
// entries of lists that only grow (entry-changed, {path}), and facts that change only with a reason
// (changed-without-reason, reason-removed). The places are those of `after`.
std::vector<Finding> changed_wrongly(const Kind& kind, const std::string& id, const Value& before,
                                     const Value& after);

} // namespace core
