// SPDX-License-Identifier: MIT
#include "core/plan.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "core/organisation.hpp"
#include "core/plan_ground.hpp"
#include "core/plan_how.hpp"
#include "core/plan_who.hpp"
#include "core/state.hpp"
#include "core/workflow.hpp"

namespace core {

std::string group_key(const Value& group) {
  const auto unit = group.text("unit");
  return group.text("group") + (unit.empty() ? "" : "/" + unit);
}

bool PlanRow::is_begun() const {
  if (!is_done()) {
    return false;
  }
  const auto phase = told.back().text("phase");
  const bool was_complete = std::any_of(told.begin(), told.end(), [](const Value& one) {
    return one.text("phase", "complete") == "complete";
  });
  const auto* unreached = told.back().find("not_reached_number");
  const bool some_left =
      unreached != nullptr && unreached->is_integer() && unreached->as_integer() > 0;
  return phase == "incomplete" || (phase == "follow_up" && !was_complete) || some_left;
}

bool Plan::is_decided() const {
  return std::none_of(rows.begin(), rows.end(), [](const PlanRow& row) {
    return row.rule->is_law() && row.verdict == Verdict::cannot_decide;
  });
}

namespace {

Verdict verdict_from(const std::vector<Cause>& causes) {
  const bool absent =
      std::any_of(causes.begin(), causes.end(), [](const Cause& cause) { return !cause.declared; });
  return absent || causes.empty() ? Verdict::cannot_decide : Verdict::depends;
}

// The entries that a rule speaks of: places, or one of no entry.
std::vector<std::string> entries_of(const PlanRule& rule, const PlanGround& ground) {
  if (!rule.for_each) {
    return {""};
  }
  const bool inside = rule.for_each->steps.front().key == "org";
  const auto* list = inside ? at(ground.organisation(), rest_of(*rule.for_each))
                            : at(ground.document(), *rule.for_each);
  std::vector<std::string> entries;
  const auto size = list != nullptr && list->is_list() ? list->as_list().size() : 0;
  for (std::size_t index = 0; index < size; ++index) {
    entries.push_back(fmt::format("{}[{}]", rule.for_each->to_text(), index));
  }
  if (entries.empty() && !rule.about.empty()) {
    entries.emplace_back(); // nobody has said which groups there are: it is asked all the same
  }
  return entries;
}

// Whether a line applies, for all that it hangs on: its condition, and the answer it follows.
void set_verdict(PlanRow& row, const PlanGround& ground) {
  const auto& rule = *row.rule;
  if (rule.when) {
    const auto answer = rule.when->ask(ground.world(row.entry));
    row.open = answer.causes;
    row.verdict = answer.truth == Truth::yes  ? Verdict::yes
                  : answer.truth == Truth::no ? Verdict::no
                                              : verdict_from(answer.causes);
  }
  if (rule.about.empty() || row.verdict == Verdict::no) {
    return;
  }
  auto standing = ground.standing_about(rule.about, row.entry);
  row.verdict = standing.verdict;
  row.open = std::move(standing.open);
  row.reasons = std::move(standing.reasons);
  row.decision = std::move(standing.decision);
  row.in_doubt = (row.verdict == Verdict::depends || row.verdict == Verdict::cannot_decide) &&
                 ground.is_yes_in_doubt(rule.about);
}

// The place of the entry that a place stands in: "notifications[2]" of "notifications[2].at".
Path holder_of(const Path& place) {
  return {{place.steps.begin(), place.steps.end() - 1}};
}

bool is_for(const Value& told, const PlanRow& row, const PlanGround& ground) {
  if (row.rule->done_for == "role") {
    return contains(row.to, told.text("role")) || contains(row.left, told.text("role"));
  }
  const auto* group = ground.group_of(row.entry);
  return row.rule->done_for != "group" || group == nullptr || means_group(told, *group);
}

// The number of the entry that a place stands in: 2 of "notifications[2].at"; 0 when it has none.
std::int64_t number_of(const Path& place) {
  for (const auto& step : place.steps) {
    if (step.kind == Step::Kind::index) {
      return step.index;
    }
  }
  return 0;
}

// What was told after it was last taken back. To follow up a notice there must be one.
void set_told(PlanRow& row, const PlanGround& ground) {
  std::int64_t withdrawn = -1;
  for (const auto& path : row.rule->undone) {
    for (const auto& found : matches(ground.document(), path)) {
      if (number_of(found.path) > withdrawn) {
        withdrawn = number_of(found.path);
        row.withdrawn = *at(ground.document(), holder_of(found.path));
      }
    }
  }
  for (const auto& path : row.rule->done) {
    for (const auto& found : matches(ground.document(), path)) {
      const auto* told = at(ground.document(), holder_of(found.path));
      const bool follows_none =
          told != nullptr && row.told.empty() && told->text("phase") == "follow_up";
      if (told != nullptr && !follows_none && number_of(found.path) > withdrawn &&
          is_for(*told, row, ground)) {
        row.told.push_back(*told);
      }
    }
  }
  if (row.is_done()) {
    row.withdrawn = Value();
  }
}

// What stands at a place: nothing, something declared unknown, or a fact. What can never be found
// out is known in the sense that counts here.
std::optional<Cause> gap_at(const Path& path, const World& world) {
  const auto seen = world.look(path);
  if (seen.items.empty()) {
    return Cause{path.to_text(), false};
  }
  for (const auto& item : seen.items) {
    if (item.yet) {
      return Cause{item.path, true};
    }
  }
  return std::nullopt;
}

void set_missing(PlanRow& row, const PlanGround& ground) {
  const auto world = ground.world(row.entry);
  for (const auto& together : row.rule->needs) {
    std::optional<Cause> first;
    bool known = false;
    for (const auto& path : together) {
      const auto gap = gap_at(path, world);
      known = known || !gap;
      first = !first || (gap && gap->declared && !first->declared) ? gap : first;
    }
    if (!known && first) {
      row.missing.push_back(*first);
    }
  }
}

void set_considered(PlanRow& row, const PlanGround& ground) {
  const auto found = row.rule->considered ? matches(ground.document(), *row.rule->considered)
                                          : std::vector<Found>{};
  if (found.empty()) {
    return;
  }
  row.considered = *found.back().value;
  const auto* tell = row.considered.find("tell");
  if (tell != nullptr && *tell == Value(true)) {
    // A decision of the organisation is no duty in law, and takes none away.
    row.need = row.need == "duty" ? row.need : "decided";
    row.verdict = Verdict::yes;
  } else if (tell != nullptr) {
    row.verdict = Verdict::no;
  }
}

PlanRow row_of(const PlanRule& rule, const std::string& entry, const PlanGround& ground,
               const std::vector<std::string>& parties) {
  PlanRow row;
  row.rule = &rule;
  row.entry = entry;
  row.need = rule.need;
  if (const auto* group = ground.group_of(entry)) {
    row.group = group_key(*group);
  }
  set_verdict(row, ground);
  set_considered(row, ground);
  set_who(row, ground, parties);
  set_told(row, ground);
  set_rules(row, ground);
  if (row.verdict != Verdict::no) {
    set_missing(row, ground);
    set_channels(row, ground);
  }
  return row;
}

// A line that does not apply is kept where somebody has answered it.
bool is_worth_saying(const PlanRow& row) {
  return row.verdict != Verdict::no || !row.reasons.empty() || !row.decision.entry.is_null() ||
         !row.considered.is_null();
}

int order_of(const PlanRow& row) {
  constexpr std::array k_needs = {"duty", "recommended", "consider"};
  const auto need = std::find(k_needs.begin(), k_needs.end(), row.rule->need) - k_needs.begin();
  if (row.rule->is_urgent()) {
    return -1;
  }
  return (row.rule->is_law() ? 0 : 10) + static_cast<int>(need);
}

// Inside, nobody is informed twice: a role that an earlier line surely names is left out of later
// ones. A line that may come to nothing takes no role from another.
void drop_repeated(std::vector<PlanRow>& rows) {
  std::set<std::string> named;
  std::erase_if(rows, [&](PlanRow& row) {
    if (row.rule->to.empty() || row.verdict == Verdict::no) {
      return false;
    }
    const auto before = row.to.size();
    std::erase_if(row.to, [&](const std::string& role) { return named.contains(role); });
    if (row.verdict == Verdict::yes) {
      named.insert(row.to.begin(), row.to.end());
    }
    return row.to.empty() && before > 0;
  });
}

// A group that is told in any case is not recommended to be told as well.
void drop_weaker(std::vector<PlanRow>& rows) {
  std::vector<std::pair<std::string, std::string>> certain;
  for (const auto& row : rows) {
    if ((row.need == "duty" || row.need == "decided") && row.verdict == Verdict::yes) {
      certain.emplace_back(row.rule->recipient, row.entry);
    }
  }
  std::erase_if(rows, [&](const PlanRow& row) {
    return row.need == "recommended" && !row.entry.empty() &&
           std::find(certain.begin(), certain.end(), std::pair(row.rule->recipient, row.entry)) !=
               certain.end();
  });
}

} // namespace

Plan plan_of(const std::vector<PlanRule>& rules, const PlanFacts& facts, const Date& day) {
  const auto document = without_corrected(facts.document);
  const PlanGround ground(facts, document);
  Plan plan;
  plan.conflict = roles_in(document.list("conflict"));
  auto deciding =
      acting_of(facts.organisation, roles_in(facts.organisation.list("decide")), plan.conflict);
  plan.deciders = std::move(deciding.roles);
  plan.deputies = std::move(deciding.by_deputy);
  plan.category = ground.category();
  plan.is_preliminary = ground.is_preliminary();
  for (const auto& rule : rules) {
    for (const auto& entry :
         rule.in_force(day) ? entries_of(rule, ground) : std::vector<std::string>{}) {
      auto row = row_of(rule, entry, ground, plan.conflict);
      if (is_worth_saying(row)) {
        plan.rows.push_back(std::move(row));
      }
    }
  }
  std::stable_sort(plan.rows.begin(), plan.rows.end(), [](const auto& one, const auto& other) {
    return order_of(one) < order_of(other);
  });
  drop_repeated(plan.rows);
  drop_weaker(plan.rows);
  return plan;
}

} // namespace core
