// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
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

// What a role is ("dpo"): what it says under `is`, else its name.
std::string what_is(const Member& role);

// The first role that is this; null when none is. And the first of each, by what it is.
const Member* first_role(const Value& organisation, std::string_view what);
std::map<std::string, const Member*> first_roles(const Value& organisation);

// Whom people and the authority can ask (art. 33(3)(b), 34(2)): the data protection officer, else
// another contact point. A role that says neither who nor where is none; null when there is none.
inline constexpr std::array<std::string_view, 3> k_contact_points{"dpo", "privacy_adviser",
                                                                  "controller"};
const Member* contact_point(const Value& organisation);

// Whether a role is the data protection officer, by its name or by what it is: one who never
// decides (art. 38(6)).
bool is_dpo(const Value& organisation, const std::string& role);

// Whether a role is one of those that `decide`, and may be.
bool may_decide(const Value& organisation, const std::string& role);

// Whether the roles can be read: there is a map of them, and each is a map itself.
bool has_readable_roles(const Value& organisation);

// Whether a text names somebody who holds a role or stands in: neither empty nor "vacant".
bool is_held(const Value& holder);

// The deputies of a role that are named; a post that is vacant is nobody.
std::vector<std::string> deputies_of(const Value& organisation, const std::string& role);

// The names in a list of roles.
std::vector<std::string> roles_in(const List& list);

// Who of these roles acts in a case: those that are no party to it; when none is left, the deputies
// of those that somebody stands in for.
struct Acting {
  std::vector<std::string> roles;
  std::vector<std::string> left;      // the parties among them
  std::vector<std::string> by_deputy; // empty as long as there are `roles`
};
Acting acting_of(const Value& organisation, const std::vector<std::string>& roles,
                 const std::vector<std::string>& parties);

} // namespace core
