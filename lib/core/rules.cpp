// SPDX-License-Identifier: MIT
#include "core/rules.hpp"

#include <algorithm>

#include "core/grammar.hpp"

namespace core {

namespace {

Row row_from(const Value& data) {
  Row row;
  if (const auto* when = data.find("when")) {
    row.when = Condition::from(*when);
  }
  if (const auto* result = data.find("result")) {
    row.result = *result;
  }
  if (const auto* from = data.find("result_from")) {
    row.result_from = path_of(from->as_string());
  }
  row.reason = data.text("reason");
  row.source = data.text("source");
  return row;
}

void read_table(const Value& table, Rule& rule, const Value& data) {
  const auto* by = table.find("by");
  if (by == nullptr || !by->is_map()) {
    bad_rule(data, "a table needs of and by");
  }
  rule.mechanism = Rule::Mechanism::table;
  rule.of = path_of(table.text("of"));
  rule.by = *by;
  if (const auto* own = table.find("replaced_by")) {
    rule.replaced_by = path_of(own->as_string());
  }
}

void read_highest(const Value& highest, Rule& rule, const Value& data) {
  rule.mechanism = Rule::Mechanism::highest_of;
  rule.order = highest.list("order");
  rule.parts = paths_in(highest, "of");
  if (rule.order.empty() || rule.parts.empty()) {
    bad_rule(data, "highest_of needs order and of");
  }
}

void read_score(const Value& score, Rule& rule, const Value& data) {
  rule.mechanism = Rule::Mechanism::score;
  rule.parts = paths_in(score, "multiply");
  rule.added = paths_in(score, "add");
  if (rule.parts.empty() && rule.added.empty()) {
    bad_rule(data, "a score needs multiply or add");
  }
}

void read_undeterminable(const Value& undeterminable, Rule& rule, const Value& data) {
  rule.undeterminable = Undeterminable{undeterminable.list("order"), undeterminable.text("reason"),
                                       undeterminable.text("source", rule.source)};
  if (rule.undeterminable->order.empty() || rule.undeterminable->reason.empty()) {
    bad_rule(data, "undeterminable needs order and reason");
  }
}

void read_mechanism(const Value& data, Rule& rule) {
  for (const auto& row : data.list("decision")) {
    rule.rows.push_back(row_from(row));
  }
  if (!rule.rows.empty()) {
    if (const auto* undeterminable = data.find("undeterminable")) {
      read_undeterminable(*undeterminable, rule, data);
    }
    return;
  }
  if (const auto* table = data.find("table")) {
    read_table(*table, rule, data);
  } else if (const auto* highest = data.find("highest_of")) {
    read_highest(*highest, rule, data);
  } else if (const auto* score = data.find("score")) {
    read_score(*score, rule, data);
  } else {
    bad_rule(data, "no mechanism");
  }
}

} // namespace

Rule rule_from(const Value& data) {
  Rule rule;
  static_cast<Dated&>(rule) = dated_from(data);
  rule.as = data.text("as");
  rule.per_group = data.find("for_each") != nullptr;
  if (const auto* assume = data.find("assume")) {
    for (const auto& member : assume->as_map()) {
      rule.assumed.emplace_back(path_of(member.key), member.value);
    }
  }
  read_mechanism(data, rule);
  return rule;
}

std::vector<const Rule*> rules_behind(const std::vector<Rule>& rules,
                                      std::set<std::string> results) {
  std::vector<const Rule*> kept;
  for (auto rule = rules.rbegin(); rule != rules.rend(); ++rule) {
    if (!results.contains(rule->as)) {
      continue;
    }
    kept.push_back(&*rule);
    rule->each_fact([&](const Path& path, const Value&) {
      if (path.steps.size() > 1 && path.steps.front().key == "result") {
        results.insert(path.steps[1].key);
      }
    });
  }
  std::reverse(kept.begin(), kept.end());
  return kept;
}

void Rule::each_fact(const std::function<void(const Path&, const Value&)>& visit) const {
  for (const auto& row : rows) {
    if (row.when) {
      row.when->each_fact(visit);
    }
    if (row.result_from) {
      visit(*row.result_from, Value());
    }
  }
  if (mechanism == Mechanism::table) {
    List keys;
    for (const auto& member : by.as_map()) {
      keys.emplace_back(member.key);
    }
    visit(of, Value(keys));
  }
  for (const auto& path : parts) {
    visit(path, Value());
  }
  for (const auto& path : added) {
    visit(path, Value());
  }
}

} // namespace core
