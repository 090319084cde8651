// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "core/kind.hpp"
#include "core/value.hpp"

namespace core {

// Facts that the kind guards: once known, such a fact changes only with a reason, and each change
// with a reason of its own. `before` is the committed case, `after` what it is to become:
// changed-without-reason ({path}, {was}, {reason_path}). A reason that was given may be replaced
// and not removed while a fact that it guards stands: reason-removed ({path}, {fact}).
std::vector<Finding> changed_without_reason(const Kind& kind, const Value& before,
                                            const Value& after);

} // namespace core
