// SPDX-License-Identifier: MIT
#include "core/workflow.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/checks.hpp"

namespace core {

namespace {

// The case without the entries that a later one corrects: what they said is kept as history, and
// no step and no closing rests on it. Assessments stay, for decisions name them by their number.
Value standing(Value document) {
  for (const auto* name : {"decisions", "notifications", "steps", "meetings", "log", "documents"}) {
    const auto* found = document.find(name);
    if (found == nullptr || !found->is_list()) {
      continue;
    }
    List kept;
    for (std::size_t index = 0; index < found->as_list().size(); ++index) {
      if (!is_corrected(document, path_of(fmt::format("{}[{}]", name, index)))) {
        kept.push_back(found->as_list()[index]);
      }
    }
    if (kept.size() < found->as_list().size()) {
      document.set(name, Value(std::move(kept)));
    }
  }
  return document;
}

// The newest decision about something, for each group named there ("" = all of them).
std::vector<const Value*> newest_decisions(const Value& document, std::string_view about) {
  std::vector<const Value*> newest;
  for (const auto& decision : document.list("decisions")) {
    if (decision.text("about") != about) {
      continue;
    }
    const auto group = decision.text("group");
    // A decision about all groups takes the place of every earlier one.
    std::erase_if(newest,
                  [&](const Value* one) { return group.empty() || one->text("group") == group; });
    newest.push_back(&decision);
  }
  return newest;
}

bool people_to_tell(const Value& document) {
  const auto& told = document.list("notifications");
  const auto decisions = newest_decisions(document, "people");
  return std::any_of(decisions.begin(), decisions.end(), [&](const Value* decision) {
    const auto group = decision->text("group");
    return decision->text("answer") == "yes" &&
           std::none_of(told.begin(), told.end(), [&](const Value& one) {
             return one.text("recipient") == "people" &&
                    (group.empty() || one.text("group").empty() || one.text("group") == group);
           });
  });
}

bool decision_stale(const Value& document, bool assessment_stale) {
  const auto& decisions = document.list("decisions");
  const auto& assessments = document.list("assessments");
  if (decisions.empty() || assessments.empty()) {
    return false;
  }
  const auto* rests_on = decisions.back().find("assessment");
  const bool older = rests_on != nullptr && rests_on->is_integer() &&
                     rests_on->as_integer() + 1 < static_cast<std::int64_t>(assessments.size());
  if (!older) {
    return assessment_stale;
  }
  // A newer assessment that says the same leaves the decision standing.
  const auto index = static_cast<std::size_t>(std::max<std::int64_t>(rests_on->as_integer(), 0));
  const auto* then = assessments[index].find("result");
  const auto* now = assessments.back().find("result");
  for (const auto* key : {"authority", "people", "highest_level"}) {
    if (then == nullptr || now == nullptr || then->text(key) != now->text(key)) {
      return true;
    }
  }
  return assessment_stale;
}

} // namespace

Value state_of(const Value& whole, const Assessment* today) {
  const auto document = standing(whole);
  List changed;
  const auto& assessments = document.list("assessments");
  if (today != nullptr && !assessments.empty()) {
    for (const auto& path : changed_since(assessments.back(), document, *today)) {
      changed.emplace_back(path);
    }
  }
  const auto& actions = document.list("actions");
  const bool open_actions = std::any_of(actions.begin(), actions.end(), [](const Value& action) {
    return action.find("done") == nullptr;
  });
  const bool stale = !changed.empty();
  Value state;
  state.set("assessment_stale", Value(stale));
  state.set("decision_stale", Value(decision_stale(document, stale)));
  state.set("people_to_tell", Value(people_to_tell(document)));
  state.set("open_actions", Value(open_actions));
  state.set("changed", Value(changed));
  return state;
}

const StepRule* next_step(const Kind& kind, const Value& whole, const Value& organisation,
                          const Value& state, Instant now) {
  const auto document = standing(whole);
  const auto world = world_of({document, organisation, now, &state, ""});
  for (const auto& step : kind.steps) {
    if (step.when.ask(world).truth == Truth::yes) {
      return &step;
    }
  }
  return nullptr;
}

std::vector<Obstacle> obstacles(const Kind& kind, const Value& whole, const Value& organisation,
                                const Value& state, Instant now) {
  const auto document = standing(whole);
  std::vector<Obstacle> found;
  const auto ask = [&](const CloseRule& rule, const std::string& entry) {
    const auto world = world_of({document, organisation, now, &state, entry});
    const bool applies = !rule.when || rule.when->ask(world).truth == Truth::yes;
    if (applies && rule.need.ask(world).truth != Truth::yes) {
      found.push_back({&rule, entry});
    }
  };
  for (const auto& rule : kind.closing) {
    if (!rule.for_each) {
      ask(rule, "");
      continue;
    }
    const auto* list = at(document, *rule.for_each);
    const auto size = list != nullptr && list->is_list() ? list->as_list().size() : 0;
    for (std::size_t index = 0; index < size; ++index) {
      ask(rule, fmt::format("{}[{}]", rule.for_each->to_text(), index));
    }
  }
  return found;
}

std::vector<Finding> stale_findings(const Value& document, const Value& state) {
  std::vector<Finding> findings;
  const auto said = [&](std::string_view flag) {
    const auto* value = state.find(flag);
    return value != nullptr && value->is_bool() && value->as_bool();
  };
  const auto paths = state.find("changed")->to_text();
  if (said("assessment_stale")) {
    const auto span = place_of(document, path_of("assessments[-1]"));
    findings.push_back(
        {Severity::warning, "assessment-stale", "", span.line, span.column, {{"changed", paths}}});
  }
  if (said("decision_stale")) {
    const auto span = place_of(document, path_of("decisions[-1]"));
    findings.push_back({Severity::warning,
                        "decision-stale",
                        "",
                        span.line,
                        span.column,
                        {{"changed", paths.empty() ? "assessments" : paths}}});
  }
  return findings;
}

} // namespace core
