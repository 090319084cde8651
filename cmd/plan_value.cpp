// SPDX-License-Identifier: MIT
#include "cmd/plan_value.hpp"

#include <algorithm>

#include "cmd/plan_commands.hpp"
#include "cmd/say.hpp"
#include "core/organisation.hpp"

namespace cmd {

namespace {

core::Value texts_value(const std::vector<std::string>& texts) {
  core::List list;
  for (const auto& text : texts) {
    list.emplace_back(text);
  }
  return core::Value(list);
}

core::Value facts_value(const std::vector<core::Cause>& causes) {
  core::List list;
  for (const auto& cause : causes) {
    core::Value entry;
    entry.set("fact", core::Value(cause.path));
    entry.set("state", core::Value(cause.declared ? "unknown" : "missing"));
    list.push_back(std::move(entry));
  }
  return core::Value(list);
}

core::Value channels_value(const core::PlanRow& row) {
  core::List list;
  for (const auto& channel : row.channels) {
    core::Value entry;
    entry.set("channel", core::Value(channel.name));
    entry.set("allowed", core::Value(channel.barred.empty()));
    entry.set("reason", core::Value(channel.barred.empty() ? channel.first : channel.barred));
    list.push_back(std::move(entry));
  }
  return core::Value(list);
}

core::Value deadline_value(const PlanView& view, const casebook::Due& due) {
  core::Value value;
  value.set("rule", core::Value(due.versioned()));
  value.set("due", due.due_day ? core::Value(core::to_text(*due.due_day))
                   : due.due
                       ? core::Value(core::to_text(core::in_zone(*due.due, view.env.book().zone())))
                       : core::Value());
  value.set("state", core::Value(core::name_of(due.state)));
  value.set("at_once", core::Value(due.at_once));
  return value;
}

core::Value decision_value(const core::PlanDecision& decision) {
  core::Value value;
  for (const auto* key : {"answer", "how", "ground", "reason", "decided_by", "decided_at"}) {
    if (const auto* said = decision.entry.find(key)) {
      value.set(key, *said);
    }
  }
  value.set("stands", core::Value(decision.stands));
  return value;
}

// What a line rests on.
void set_grounds(core::Value& value, const core::PlanRow& row) {
  value.set("source", core::Value(row.rule->source));
  value.set("status", core::Value(row.rule->status));
  value.set("reason_ids", texts_value(row.reasons));
  value.set("open", facts_value(row.open));
  value.set("default", row.in_doubt ? core::Value("yes") : core::Value());
  value.set("decision",
            row.decision.entry.is_null() ? core::Value() : decision_value(row.decision));
  value.set("considered", row.considered);
}

} // namespace

std::string state_of(const core::PlanRow& row) {
  if (row.is_done()) {
    return row.is_begun() ? "begun" : "done";
  }
  if (row.verdict != core::Verdict::yes) {
    return core::name_of(row.verdict);
  }
  return row.need == "consider" ? "consider" : "to_do";
}

const casebook::Due* due_of(const PlanView& view, const core::PlanRow& row) {
  const auto found = std::find_if(view.dues.begin(), view.dues.end(),
                                  [&](const auto& due) { return due.rule == row.rule->period; });
  return row.rule->period.empty() || found == view.dues.end() ? nullptr : &*found;
}

core::Value roles_value(Env& env, const std::vector<std::string>& roles) {
  core::List list;
  for (const auto& role : roles) {
    const auto* entry = core::role_of(env.book().organisation(), role);
    core::Value value;
    value.set("role", core::Value(role));
    value.set("title", core::Value(role_title(env, role)));
    for (const auto* key : {"holder", "deputies", "contact", "out_of_hours"}) {
      const auto* said = entry != nullptr ? entry->find(key) : nullptr;
      value.set(key, said != nullptr ? *said : core::Value());
    }
    list.push_back(std::move(value));
  }
  return core::Value(list);
}

core::Value value_of(const PlanView& view, const core::PlanRow& row) {
  core::Value value;
  value.set("rule", core::Value(row.rule->versioned()));
  value.set("recipient", core::Value(row.rule->recipient));
  value.set("verb", core::Value(row.rule->verb));
  value.set("basis", core::Value(row.rule->basis));
  value.set("need", core::Value(row.need));
  value.set("entry", core::Value(row.entry));
  value.set("group", row.group.empty() ? core::Value() : core::Value(row.group));
  value.set("verdict", core::Value(core::name_of(row.verdict)));
  value.set("state", core::Value(state_of(row)));
  set_grounds(value, row);
  const auto* due = row.verdict == core::Verdict::no ? nullptr : due_of(view, row);
  value.set("deadline", due != nullptr ? deadline_value(view, *due) : core::Value());
  value.set("done", core::Value(core::List(row.told.begin(), row.told.end())));
  value.set("withdrawn", row.withdrawn);
  value.set("missing", facts_value(row.missing));
  value.set("channels", channels_value(row));
  value.set("rules", texts_value(row.rules));
  value.set("to", roles_value(view.env, row.to));
  value.set("by", roles_value(view.env, row.by));
  value.set("by_deputy", roles_value(view.env, row.by_deputy));
  value.set("left_out", texts_value(row.left));
  value.set("named", texts_value(row.named));
  value.set("commands", texts_value(plan_commands(view.env.book().kinds().forms(view.one.kind()),
                                                  view.one, row)));
  return value;
}

} // namespace cmd
