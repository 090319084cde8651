// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/grammar.hpp"
#include "core/plan.hpp"

namespace core {

namespace {

std::vector<ChannelTurn> turns_in(const Value& data, std::string_view key) {
  std::vector<ChannelTurn> turns;
  for (const auto& turn : data.list(key)) {
    turns.push_back({texts_in(turn, "channels"), condition_in(turn, "when"), turn.text("reason")});
  }
  return turns;
}

// A path, or several of which one is enough.
std::vector<std::vector<Path>> needs_in(const Value& data) {
  std::vector<std::vector<Path>> needs;
  for (const auto& need : data.list("needs")) {
    auto& together = needs.emplace_back();
    for (const auto& path : need.is_list() ? need.as_list() : List{need}) {
      together.push_back(path_of(path.as_string()));
    }
  }
  return needs;
}

std::vector<RuleTurn> rules_when_in(const Value& data) {
  std::vector<RuleTurn> turns;
  for (const auto& turn : data.list("rules_when")) {
    turns.push_back({turn.text("rule"), condition_in(turn, "when")});
  }
  return turns;
}

// The line with what `like` names: how somebody is told is said once for all lines that tell them.
Value with_manner_of(Value line, const List& lines) {
  const auto like = line.text("like");
  if (like.empty()) {
    return line;
  }
  const auto other = std::find_if(lines.begin(), lines.end(),
                                  [&](const Value& one) { return one.text("id") == like; });
  if (other == lines.end()) {
    bad_rule(line, "like names no line");
  }
  for (const auto* key : {"by", "channels", "only", "bars", "first", "rules", "rules_when"}) {
    const auto* value = other->find(key);
    if (value != nullptr && line.find(key) == nullptr) {
      line.set(key, *value);
    }
  }
  return line;
}

PlanRule plan_rule_from(const Value& data) {
  PlanRule rule;
  static_cast<Dated&>(rule) = dated_from(data);
  rule.recipient = data.text("recipient");
  rule.verb = data.text("verb");
  rule.need = data.text("need");
  rule.about = data.text("about");
  rule.when = condition_in(data, "when");
  rule.for_each = path_in(data, "for_each");
  rule.considered = path_in(data, "considered");
  rule.to = texts_in(data, "to");
  rule.by = texts_in(data, "by");
  rule.named = path_in(data, "named");
  rule.period = data.text("period");
  rule.channels = texts_in(data, "channels");
  rule.only = path_in(data, "only");
  rule.bars = turns_in(data, "bars");
  rule.first = turns_in(data, "first");
  rule.rules = texts_in(data, "rules");
  rule.rules_when = rules_when_in(data);
  rule.needs = needs_in(data);
  rule.done = paths_in(data, "done");
  rule.undone = paths_in(data, "undone");
  rule.done_for = data.text("done_for");
  if (rule.recipient.empty() || rule.verb.empty() || rule.need.empty() || rule.done.empty()) {
    bad_rule(data, "recipient, verb, need and done are needed");
  }
  return rule;
}

} // namespace

std::vector<PlanRule> plan_rules_from(const Value& data) {
  std::vector<PlanRule> rules;
  const auto& lines = data.list("plan");
  for (const auto& line : lines) {
    rules.push_back(plan_rule_from(with_manner_of(line, lines)));
  }
  return rules;
}

void PlanRule::each_fact(const std::function<void(const Path&, const Value&)>& visit) const {
  if (when) {
    when->each_fact(visit);
  }
  for (const auto& turn : rules_when) {
    if (turn.when) {
      turn.when->each_fact(visit);
    }
  }
  for (const auto* turns : {&bars, &first}) {
    for (const auto& turn : *turns) {
      if (turn.when) {
        turn.when->each_fact(visit);
      }
    }
  }
}

} // namespace core
