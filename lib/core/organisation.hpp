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

// The roles of pvtool.yaml by their names: always a map, empty where the file has none.
const Value& roles_of(const Value& organisation);

// One role by its name; null when pvtool.yaml has no such role.
const Value* role_of(const Value& organisation, const std::string& role);

// Whether the roles can be read: there is a map of them, and each is a map itself.
bool has_readable_roles(const Value& organisation);

// Whether a text names somebody who holds a role or stands in: neither empty nor "vacant".
bool is_held(const Value& holder);

// The deputies of a role that are named; a post that is vacant is nobody.
std::vector<std::string> deputies_of(const Value& organisation, const std::string& role);

} // namespace core
