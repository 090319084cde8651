// SPDX-License-Identifier: MIT
#include "core/plan_who.hpp"

#include <algorithm>

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
        add(role.value.text("is") == kind ? role.key : "");
      }
    }
  }
  return found;
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
      row.to = without_parties({name}, parties, row.left);
    }
  }
}

} // namespace

std::vector<std::string> without_parties(std::vector<std::string> roles,
                                         const std::vector<std::string>& parties,
                                         std::vector<std::string>& left) {
  std::erase_if(roles, [&](const std::string& role) {
    const bool out = contains(parties, role);
    if (out && !contains(left, role)) {
      left.push_back(role);
    }
    return out;
  });
  return roles;
}

std::vector<std::string> with_deputy(const Value& organisation, std::vector<std::string> roles) {
  std::erase_if(roles,
                [&](const std::string& role) { return deputies_of(organisation, role).empty(); });
  return roles;
}

void set_who(PlanRow& row, const PlanGround& ground, const std::vector<std::string>& parties) {
  row.to = without_parties(roles_for(row.rule->to, row, ground), parties, row.left);
  row.by = without_parties(roles_for(row.rule->by, row, ground), parties, row.left);
  if (row.by.empty()) {
    row.by_deputy = with_deputy(ground.organisation(), roles_for(row.rule->by, row, ground));
  }
  set_named(row, ground, parties);
}

} // namespace core
