// SPDX-License-Identifier: MIT
#include "core/organisation.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/near.hpp"

namespace core {

namespace {

constexpr std::string_view k_vacant = "vacant";
constexpr std::string_view k_lists_of_a_step[] = {"performing", "consulted", "informed"};

// A place where pvtool.yaml names a role.
struct Mention {
  const Value* role;
  std::string where; // "decide", "routine.matrix", ...
};

Finding at(Severity severity, std::string name, const Span& span, Arguments arguments = {}) {
  return {severity, std::move(name), "", span.line, span.column, std::move(arguments), ""};
}

// The place of a member, or of the whole when there is none.
Span span_of(const Value& map, std::string_view key) {
  const auto* found = map.find(key);
  return found != nullptr ? found->span : Span{0, 0, 1, 1};
}

// The place of a member's key: where a block with many lines is said to begin.
Span key_span(const Value& map, std::string_view key) {
  if (map.is_map()) {
    for (const auto& member : map.as_map()) {
      if (member.key == key) {
        return member.key_span;
      }
    }
  }
  return {0, 0, 1, 1};
}

const Value& part(const Value& map, std::string_view key) {
  static const Value k_none;
  const auto* found = map.find(key);
  return found != nullptr ? *found : k_none;
}

void add_list(const Value& map, std::string_view key, const std::string& where,
              std::vector<Mention>& mentions) {
  for (const auto& role : map.list(key)) {
    mentions.push_back({&role, where});
  }
}

void add_one(const Value& map, std::string_view key, const std::string& where,
             std::vector<Mention>& mentions) {
  if (const auto* role = map.find(key)) {
    mentions.push_back({role, where});
  }
}

std::vector<Mention> mentions_in(const Value& organisation) {
  std::vector<Mention> mentions;
  add_list(organisation, "decide", "decide", mentions);
  add_list(organisation, "send_to_authority", "send_to_authority", mentions);
  const auto& routine = part(organisation, "routine");
  for (const auto& row : routine.list("matrix")) {
    add_one(row, "responsible", "routine.matrix", mentions);
    for (const auto list : k_lists_of_a_step) {
      add_list(row, list, "routine.matrix", mentions);
    }
  }
  for (const auto& row : routine.list("team")) {
    add_one(row, "role", "routine.team", mentions);
    add_one(row, "covered_by", "routine.team", mentions);
  }
  const auto& categories = part(part(organisation, "policies"), "category_actions");
  if (categories.is_map()) {
    for (const auto& category : categories.as_map()) {
      add_list(category.value, "escalate", "policies.category_actions", mentions);
    }
  }
  return mentions;
}

std::vector<std::string> names_of(const Value& roles) {
  std::vector<std::string> names;
  for (const auto& member : roles.as_map()) {
    names.push_back(member.key);
  }
  return names;
}

void undefined_roles(const Value& organisation, const Value& roles,
                     std::vector<Finding>& findings) {
  const auto names = names_of(roles);
  for (const auto& mention : mentions_in(organisation)) {
    if (!mention.role->is_string() || roles.find(mention.role->as_string()) != nullptr) {
      continue;
    }
    const auto& role = mention.role->as_string();
    Arguments arguments{{"role", role}, {"where", mention.where}};
    if (const auto near = nearest(role, names); !near.empty()) {
      arguments.emplace_back("near", near);
    }
    findings.push_back(
        at(Severity::error, "role-not-defined", mention.role->span, std::move(arguments)));
  }
}

void deciding_dpo(const Value& organisation, const Value& roles, std::vector<Finding>& findings) {
  for (const auto& role : organisation.list("decide")) {
    const bool is_defined = role.is_string() && roles.find(role.as_string()) != nullptr;
    if (is_defined && is_dpo(organisation, role.as_string())) {
      findings.push_back(
          at(Severity::error, "dpo-may-not-decide", role.span, {{"role", role.as_string()}}));
    }
  }
}

// Who is outside neither decides for the organisation nor sends for it.
void outsiders(const Value& organisation, const Value& roles, std::vector<Finding>& findings) {
  for (const auto* list : {"decide", "send_to_authority"}) {
    for (const auto& role : organisation.list(list)) {
      const auto* entry = role.is_string() ? roles.find(role.as_string()) : nullptr;
      if (entry != nullptr && entry->text("appointed") == "outside") {
        findings.push_back(at(Severity::error, "role-outside", role.span,
                              {{"role", role.as_string()}, {"list", list}}));
      }
    }
  }
}

// Held by the same person or function from case to case.
bool is_fixed(const Value& role) {
  return role.text("appointed", "fixed") == "fixed";
}

// Everybody who holds a role or stands in for who does.
std::set<std::string> people_in(const Value& role) {
  std::set<std::string> people;
  if (const auto* holder = role.find("holder"); holder != nullptr && is_held(*holder)) {
    people.insert(holder->as_string());
  }
  for (const auto& deputy : role.list("deputies")) {
    if (is_held(deputy)) {
      people.insert(deputy.as_string());
    }
  }
  return people;
}

bool nobody_is_named(const Value& roles) {
  return std::all_of(roles.as_map().begin(), roles.as_map().end(),
                     [](const Member& role) { return people_in(role.value).empty(); });
}

void missing_holders(const Value& roles, std::vector<Finding>& findings) {
  for (const auto& role : roles.as_map()) {
    if (is_fixed(role.value) && role.value.find("holder") == nullptr) {
      findings.push_back(
          at(Severity::warning, "role-without-holder", role.key_span, {{"role", role.key}}));
    }
  }
}

void nobody_decides(const Value& organisation, const Value& roles, std::vector<Finding>& findings) {
  const auto& deciders = organisation.list("decide");
  const bool somebody = std::any_of(deciders.begin(), deciders.end(), [&](const Value& role) {
    const auto* entry = role.is_string() ? roles.find(role.as_string()) : nullptr;
    return entry == nullptr || !is_fixed(*entry) || !people_in(*entry).empty();
  });
  if (!somebody) {
    findings.push_back(at(Severity::warning, "no-decider", span_of(organisation, "decide")));
  }
}

void few_senders(const Value& organisation, const Value& roles, std::vector<Finding>& findings) {
  std::set<std::string> senders;
  for (const auto& role : organisation.list("send_to_authority")) {
    const auto* entry = role.is_string() ? roles.find(role.as_string()) : nullptr;
    if (entry == nullptr) {
      return; // said elsewhere; who it stands for cannot be known
    }
    senders.merge(people_in(*entry));
  }
  if (senders.size() < 2) {
    findings.push_back(at(Severity::warning, "one-sender",
                          span_of(organisation, "send_to_authority"),
                          {{"number", std::to_string(senders.size())}}));
  }
}

void holders(const Value& organisation, const Value& roles, std::vector<Finding>& findings) {
  missing_holders(roles, findings);
  if (nobody_is_named(roles)) {
    findings.push_back(at(Severity::note, "nobody-named", key_span(organisation, "roles")));
    return;
  }
  nobody_decides(organisation, roles, findings);
  few_senders(organisation, roles, findings);
}

// The steps of the routine: each once, each with somebody who does it.
void steps_of(const Value& organisation, const std::vector<std::string>& steps,
              std::vector<Finding>& findings) {
  const auto& routine = part(organisation, "routine");
  if (routine.find("matrix") == nullptr) {
    return; // a small organisation needs none
  }
  std::set<std::string> seen;
  for (const auto& row : routine.list("matrix")) {
    const auto step = row.text("step");
    if (!step.empty() && !seen.insert(step).second) {
      findings.push_back(at(Severity::error, "step-twice", span_of(row, "step"), {{"step", step}}));
    }
    if (!step.empty() && row.list("performing").empty()) {
      findings.push_back(
          at(Severity::warning, "step-without-performer", span_of(row, "step"), {{"step", step}}));
    }
  }
  std::string missing;
  for (const auto& step : steps) {
    if (!seen.contains(step)) {
      missing += (missing.empty() ? "" : ", ") + step;
    }
  }
  if (!missing.empty()) {
    findings.push_back(
        at(Severity::warning, "step-missing", key_span(routine, "matrix"), {{"steps", missing}}));
  }
}

} // namespace

const Value& roles_of(const Value& organisation) {
  static const Value k_none{Map{}};
  const auto* roles = organisation.find("roles");
  return roles != nullptr && roles->is_map() ? *roles : k_none;
}

const Value* role_of(const Value& organisation, const std::string& role) {
  return roles_of(organisation).find(role);
}

std::string what_is(const Member& role) {
  return role.value.text("is", role.key);
}

const Member* first_role(const Value& organisation, std::string_view what) {
  const auto& roles = roles_of(organisation).as_map();
  const auto found = std::find_if(roles.begin(), roles.end(),
                                  [&](const Member& role) { return what_is(role) == what; });
  return found != roles.end() ? &*found : nullptr;
}

std::map<std::string, const Member*> first_roles(const Value& organisation) {
  std::map<std::string, const Member*> first;
  for (const auto& role : roles_of(organisation).as_map()) {
    first.emplace(what_is(role), &role);
  }
  return first;
}

const Member* contact_point(const Value& organisation) {
  for (const auto what : k_contact_points) {
    const auto* role = first_role(organisation, what);
    if (role != nullptr &&
        (is_held(role->value.text("holder")) || !role->value.text("contact").empty())) {
      return role;
    }
  }
  return nullptr;
}

bool is_dpo(const Value& organisation, const std::string& role) {
  const auto* entry = role_of(organisation, role);
  return role == "dpo" || (entry != nullptr && entry->text("is") == "dpo");
}

bool may_decide(const Value& organisation, const std::string& role) {
  const auto& deciders = organisation.list("decide");
  return !is_dpo(organisation, role) &&
         std::find(deciders.begin(), deciders.end(), Value(role)) != deciders.end();
}

bool has_readable_roles(const Value& organisation) {
  const auto* roles = organisation.find("roles");
  return roles != nullptr && roles->is_map() &&
         std::all_of(roles->as_map().begin(), roles->as_map().end(),
                     [](const Member& role) { return role.value.is_map(); });
}

bool is_held(const Value& holder) {
  return holder.is_string() && !holder.as_string().empty() && holder.as_string() != k_vacant;
}

std::vector<std::string> deputies_of(const Value& organisation, const std::string& role) {
  const auto* entry = role_of(organisation, role);
  std::vector<std::string> names;
  for (const auto& deputy : entry != nullptr ? entry->list("deputies") : List{}) {
    if (is_held(deputy)) {
      names.push_back(deputy.as_string());
    }
  }
  return names;
}

std::vector<std::string> roles_in(const List& list) {
  std::vector<std::string> roles;
  for (const auto& role : list) {
    roles.push_back(role.to_text());
  }
  return roles;
}

Acting acting_of(const Value& organisation, const std::vector<std::string>& roles,
                 const std::vector<std::string>& parties) {
  Acting acting;
  for (const auto& role : roles) {
    const bool is_party = std::find(parties.begin(), parties.end(), role) != parties.end();
    (is_party ? acting.left : acting.roles).push_back(role);
  }
  if (acting.roles.empty()) {
    std::copy_if(roles.begin(), roles.end(), std::back_inserter(acting.by_deputy),
                 [&](const auto& role) { return !deputies_of(organisation, role).empty(); });
  }
  return acting;
}

std::vector<Finding> organisation_findings(const Value& organisation,
                                           const std::vector<std::string>& steps) {
  std::vector<Finding> findings;
  const auto& roles = roles_of(organisation);
  undefined_roles(organisation, roles, findings);
  deciding_dpo(organisation, roles, findings);
  outsiders(organisation, roles, findings);
  holders(organisation, roles, findings);
  steps_of(organisation, steps, findings);
  const auto* example = organisation.find("example");
  if (example != nullptr && example->is_bool() && example->as_bool()) {
    findings.push_back(at(Severity::note, "example-register", key_span(organisation, "example")));
  }
  return findings;
}

} // namespace core
