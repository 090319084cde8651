// SPDX-License-Identifier: MIT
#include "core/plan_who.hpp"

#include <algorithm>
#include <iterator>

#include "core/organisation.hpp"

namespace core {

namespace {

// Roles of the organisation by what they are, or by name.
std::vector<std::string> roles_for(const std::vector<std::string>& wanted, const PlanRow& row,
                                   const PlanGround& ground) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& role) {
    if (!role.empty() && !contains(found, role)) {
      found.push_back(role);
    }
  };
  for (const auto& kind : wanted) {
    if (kind == "entry") {
      const auto seen = ground.world(row.entry).look(path_of("entry"));
      add(seen.items.empty() ? "" : seen.items.front().value->to_text());
    } else if (kind == "send_to_authority") {
      for (const auto& role : ground.organisation().list("send_to_authority")) {
        add(role.to_text());
      }
    } else {
      for (const auto& role : roles_of(ground.organisation()).as_map()) {
        add(what_is(role) == kind ? role.key : "");
      }
    }
  }
  return found;
}

// Who of these roles acts for the line; the parties among them are named in it, each once.
Acting acting_for(PlanRow& row, const PlanGround& ground, const std::vector<std::string>& roles,
                  const std::vector<std::string>& parties) {
  auto acting = acting_of(ground.organisation(), roles, parties);
  std::copy_if(acting.left.begin(), acting.left.end(), std::back_inserter(row.left),
               [&](const auto& role) { return !contains(row.left, role); });
  return acting;
}

void set_named(PlanRow& row, const PlanGround& ground, const std::vector<std::string>& parties) {
  if (!row.rule->named) {
    return;
  }
  for (const auto& item : ground.world(row.entry).look(*row.rule->named).items) {
    if (!item.value->is_string()) {
      continue;
    }
    const auto& name = item.value->as_string();
    if (role_of(ground.organisation(), name) == nullptr) {
      row.named.push_back(name);
    } else if (!row.rule->to.empty()) { // the case says which role it is
      row.to = acting_for(row, ground, {name}, parties).roles;
    }
  }
}

} // namespace

void set_who(PlanRow& row, const PlanGround& ground, const std::vector<std::string>& parties) {
  row.to = acting_for(row, ground, roles_for(row.rule->to, row, ground), parties).roles;
  auto acting = acting_for(row, ground, roles_for(row.rule->by, row, ground), parties);
  row.by = std::move(acting.roles);
  row.by_deputy = std::move(acting.by_deputy);
  set_named(row, ground, parties);
}

} // namespace core
