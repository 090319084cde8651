// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/value.hpp"

namespace core {

// What is wrong, open or worth knowing in pvtool.yaml beyond its schema. `steps` are the steps of
// the routine, in order. `file` is empty.
//   error    role-not-defined ({role}, {where}, {near}), dpo-may-not-decide, step-twice
//   warning  role-without-holder, no-decider, one-sender, step-missing, step-without-performer
//   note     nobody-named (in place of no-decider and one-sender as long as no role at all has a
//            holder: a register that was just made), example-register
std::vector<Finding> organisation_findings(const Value& organisation,
                                           const std::vector<std::string>& steps);

// Whether a text names a holder: neither empty nor "vacant".
bool is_held(const Value& holder);

} // namespace core
