// SPDX-License-Identifier: MIT
#include "core/kind.hpp"

#include "core/grammar.hpp"

namespace core {

namespace {

// "result.level" -> "level"
std::string result_name(const std::string& path) {
  return path.rfind("result.", 0) == 0 ? path.substr(7) : path;
}

Severity severity_from(const std::string& name) {
  return name == "error" ? Severity::error : name == "warning" ? Severity::warning : Severity::note;
}

Check check_from(const Value& data) {
  Check check{data.text("name"),         severity_from(data.text("severity")),
              path_in(data, "for_each"), needed_condition(data, "when"),
              path_of(data.text("at")),  {},
              data.text("source")};
  if (const auto* arguments = data.find("arguments")) {
    for (const auto& member : arguments->as_map()) {
      check.arguments.emplace_back(member.key, member.value.as_string());
    }
  }
  return check;
}

using Pairs = std::vector<std::pair<std::string, std::string>>;

// A map of texts.
Pairs pairs_in(const Value& data, std::string_view key) {
  Pairs pairs;
  const auto* map = data.find(key);
  for (const auto& member : map != nullptr ? map->as_map() : Map{}) {
    pairs.emplace_back(member.key, member.value.as_string());
  }
  return pairs;
}

// A map of results, such as `answers`, with the names of the results.
Pairs results_in(const Value& data, std::string_view key) {
  auto pairs = pairs_in(data, key);
  for (auto& [about, result] : pairs) {
    result = result_name(result);
  }
  return pairs;
}

// The names of the results that a list gives.
std::vector<std::string> names_in(const Value& data, std::string_view key) {
  auto names = texts_in(data, key);
  for (auto& name : names) {
    name = result_name(name);
  }
  return names;
}

std::vector<AssessmentPlan::Ask> asks_in(const Value& data) {
  std::vector<AssessmentPlan::Ask> asks;
  if (const auto* all = data.find("asks")) {
    for (const auto& member : all->as_map()) {
      for (const auto& ask : member.value.as_list()) {
        asks.push_back({member.key, path_of(ask.text("fact")), needed_condition(ask, "when")});
      }
    }
  }
  return asks;
}

std::optional<AssessmentPlan::Sum> sum_in(const Value& data) {
  const auto* sum = data.find("sum");
  if (sum == nullptr) {
    return std::nullopt;
  }
  return AssessmentPlan::Sum{result_name(sum->text("result")), sum->find("parts")->as_integer(),
                             names_in(*sum, "fractions"), names_in(*sum, "values"),
                             names_in(*sum, "flags")};
}

AssessmentPlan plan_from(const Value& data) {
  AssessmentPlan plan;
  plan.files = texts_in(data, "files");
  plan.group_list = data.text("group");
  if (const auto* defaults = data.find("group_defaults")) {
    for (const auto& member : defaults->as_map()) {
      plan.group_defaults.emplace_back(member.key, path_of(member.value.as_string()));
    }
  }
  plan.answers = results_in(data, "answers");
  if (const auto* answers = data.find("group_answers")) {
    for (const auto& member : answers->as_map()) {
      plan.group_answers.push_back({member.key, result_name(member.value.text("answer")),
                                    result_name(member.value.text("how"))});
    }
  }
  plan.hows = results_in(data, "how");
  plan.group_names = texts_in(data, "group_names");
  plan.group_figures = names_in(data, "group_figures");
  plan.clocks = pairs_in(data, "clocks");
  plan.asks = asks_in(data);
  plan.in_doubt = texts_in(data, "in_doubt");
  plan.at_once = texts_in(data, "at_once");
  plan.commit = pairs_in(data, "commit");
  if (const auto* applies = data.find("applies")) {
    plan.applies = applies->text("result");
    plan.applies_in = applies->list("in");
  }
  plan.level = result_name(data.text("level"));
  if (const auto* levels = data.find("levels")) {
    for (const auto& member : levels->as_map()) {
      plan.levels.push_back(member.key);
      plan.level_answers.emplace_back(member.key, member.value);
    }
  }
  if (const auto* grounds = data.find("grounds")) {
    for (const auto& member : grounds->as_map()) {
      plan.grounds.emplace_back(member.key, member.value);
    }
  }
  plan.category = result_name(data.text("category"));
  plan.figures = names_in(data, "figures");
  plan.sum = sum_in(data);
  plan.shown = names_in(data, "shown");
  plan.fixed = texts_in(data, "fixed");
  if (const auto* nearest = data.find("nearest")) {
    plan.nearest_file = nearest->text("file");
    plan.compare = paths_in(*nearest, "compare");
    plan.most = static_cast<std::size_t>(nearest->find("most")->as_integer());
  }
  return plan;
}

CloseRule close_rule_from(const Value& data) {
  return {data.text("id"),
          path_in(data, "for_each"),
          condition_in(data, "when"),
          needed_condition(data, "need"),
          data.text("source"),
          data.text("command")};
}

ChecklistItem item_from(const Value& data) {
  const auto* at = data.find("at");
  ChecklistItem item{data.text("id"),
                     data.text("source"),
                     condition_in(data, "when"),
                     condition_in(data, "consider"),
                     condition_in(data, "done"),
                     {},
                     data.text("command")};
  if (at != nullptr) {
    item.at = at->is_list() ? paths_in(data, "at") : std::vector{path_of(at->as_string())};
  }
  return item;
}

std::vector<Checklist> checklists_in(const Value& data) {
  std::vector<Checklist> lists;
  if (const auto* all = data.find("checklists")) {
    for (const auto& member : all->as_map()) {
      auto& list = lists.emplace_back(Checklist{member.key, {}});
      for (const auto& item : member.value.as_list()) {
        list.items.push_back(item_from(item));
      }
    }
  }
  return lists;
}

std::optional<CategoryRule> category_in(const Value& data) {
  const auto* category = data.find("category");
  if (category == nullptr) {
    return std::nullopt;
  }
  return CategoryRule{paths_in(*category, "of"), path_in(*category, "asks"),
                      *category->find("otherwise")};
}

// A list of a map, followed by another's of the same name.
void append_list(Value& map, std::string_view key, const Value& other) {
  auto list = map.list(key);
  const auto& more = other.list(key);
  list.insert(list.end(), more.begin(), more.end());
  if (!list.empty()) {
    map.set(key, Value(std::move(list)));
  }
}

} // namespace

Value with_common(Value kind, const Value& common) {
  for (const auto* key : {"grows", "roles", "checks", "periods"}) {
    append_list(kind, key, common);
  }
  const auto* own = kind.find("close");
  auto close = own != nullptr ? *own : Value(Map{});
  append_list(close, "checklist", *common.find("close"));
  kind.set("close", std::move(close));
  return kind;
}

Kind kind_from(const Value& data) {
  Kind kind;
  kind.name = data.text("kind");
  kind.format = static_cast<int>(data.find("format")->as_integer());
  kind.start = path_of(data.text("start"));
  kind.grows = texts_in(data, "grows");
  kind.needs = paths_in(data, "needs");
  kind.roles = paths_in(data, "roles");
  for (const auto& guard : data.list("guards")) {
    kind.guards.push_back({path_of(guard.text("fact")), path_of(guard.text("reason")),
                           guard.text("source"), path_in(guard, "while_unknown")});
  }
  if (const auto* plan = data.find("assessment")) {
    kind.assessment = plan_from(*plan);
  }
  for (const auto& check : data.list("checks")) {
    kind.checks.push_back(check_from(check));
  }
  for (const auto& period : data.list("periods")) {
    kind.periods.push_back(period_from(period));
  }
  for (const auto& step : data.list("steps")) {
    kind.steps.push_back({step.text("id"), path_in(step, "for_each"),
                          needed_condition(step, "when"), step.text("command"),
                          step.text("source")});
  }
  kind.category = category_in(data);
  kind.checklists = checklists_in(data);
  if (const auto* close = data.find("close")) {
    if (const auto* outcomes = close->find("outcomes")) {
      for (const auto& member : outcomes->as_map()) {
        kind.outcomes.push_back(member.key);
      }
    }
    for (const auto& rule : close->list("checklist")) {
      kind.closing.push_back(close_rule_from(rule));
    }
  }
  for (const auto& rule : data.list("documentation")) {
    kind.documentation.push_back(close_rule_from(rule));
  }
  if (const auto* statistics = data.find("statistics")) {
    kind.statistics = statistics_from(*statistics);
  }
  if (const auto* memory = data.find("memory")) {
    kind.memory = memory_from(*memory);
  }
  kind.form = texts_in(data, "form");
  return kind;
}

Date judged_on(const Kind& kind, const Value& document, const Now& now, const Zone& zone) {
  for (const auto& path : {kind.start, path_of("received")}) {
    const auto* value = at(document, path);
    if (value == nullptr || !value->is_string()) {
      continue;
    }
    if (const auto time = parsed_time(value->as_string())) {
      return day_of(time->instant, zone);
    }
    if (const auto date = parsed_date(value->as_string())) {
      return *date;
    }
  }
  return now.day(zone);
}

} // namespace core
