// SPDX-License-Identifier: MIT
#include "core/assessment.hpp"

#include <algorithm>
#include <set>

#include "core/error.hpp"
#include "core/narrow.hpp"
#include "core/world.hpp"

namespace core {

std::string name_of(Verdict verdict) {
  switch (verdict) {
  case Verdict::yes:
    return "yes";
  case Verdict::no:
    return "no";
  case Verdict::depends:
    return "depends";
  case Verdict::cannot_decide:
    break;
  }
  return "cannot_decide";
}

Verdict verdict_of(const Outcome& outcome) {
  if (const auto* value = outcome.value()) {
    return *value == Value("yes") || *value == Value(true) ? Verdict::yes : Verdict::no;
  }
  const bool absent = std::any_of(outcome.causes.begin(), outcome.causes.end(),
                                  [](const Cause& cause) { return !cause.declared; });
  return absent || outcome.causes.empty() ? Verdict::cannot_decide : Verdict::depends;
}

namespace {

std::vector<std::string> names_of(const Outcome& outcome) {
  std::vector<std::string> names;
  for (const auto& possible : outcome.possible) {
    names.push_back(possible.value.to_text());
  }
  return names;
}

// Two reasons tell it: the answer's own, and what decided it.
constexpr int k_reasons = 2;

void descend(const Judgement& judgement, const Outcome& outcome, int said,
             std::vector<std::string>& reasons) {
  if (!outcome.certain()) {
    return;
  }
  const auto& reason = outcome.possible.front().reason;
  said += reason.empty() ? 0 : 1;
  if (!reason.empty() && std::find(reasons.begin(), reasons.end(), reason) == reasons.end()) {
    reasons.push_back(reason);
  }
  if (said == k_reasons) {
    return;
  }
  for (const auto& fact : outcome.facts) {
    if (fact.rfind("result.", 0) != 0) {
      continue;
    }
    for (const auto& below : *judgement.find(fact.substr(7))) {
      const bool same_group = !outcome.group || !below.group || below.group == outcome.group;
      const bool agrees = outcome.rule->mechanism != Rule::Mechanism::highest_of ||
                          (below.certain() && *below.value() == *outcome.value());
      if (same_group && agrees) {
        descend(judgement, below, said, reasons);
      }
    }
  }
}

Conclusion conclusion_of(const Judgement& judgement, const Outcome& outcome,
                         const std::string& about) {
  Conclusion conclusion;
  conclusion.about = about;
  conclusion.group = outcome.group;
  conclusion.verdict = verdict_of(outcome);
  conclusion.reasons = reasons_of(judgement, outcome);
  conclusion.source = outcome.certain() ? outcome.possible.front().source : outcome.rule->source;
  conclusion.open = outcome.certain() ? outcome.tried : outcome.causes;
  std::sort(conclusion.open.begin(), conclusion.open.end());
  return conclusion;
}

// What the kind asks for before it proposes an answer leaves that answer open.
void leave_open(const AssessmentPlan& plan, const Facts& facts, Conclusion& conclusion) {
  const auto world = world_of(facts);
  for (const auto& ask : plan.asks) {
    const auto* value = at(facts.document, ask.fact);
    const bool declared = value != nullptr && value->is_unknown();
    if (ask.about != conclusion.about || (value != nullptr && !declared) ||
        ask.when.ask(world).truth != Truth::yes) {
      continue;
    }
    const bool was_open =
        conclusion.verdict == Verdict::depends || conclusion.verdict == Verdict::cannot_decide;
    conclusion.verdict = !declared || conclusion.verdict == Verdict::cannot_decide
                             ? Verdict::cannot_decide
                             : Verdict::depends;
    if (!was_open) {
      conclusion.open.clear(); // those that were tried change nothing
    }
    conclusion.reasons.clear();
    const Cause cause{ask.fact.to_text(), declared};
    if (std::find(conclusion.open.begin(), conclusion.open.end(), cause) == conclusion.open.end()) {
      conclusion.open.push_back(cause);
    }
  }
}

} // namespace

std::vector<std::string> reasons_of(const Judgement& judgement, const Outcome& outcome) {
  std::vector<std::string> reasons;
  descend(judgement, outcome, 0, reasons);
  return reasons;
}

const Conclusion* Assessment::find(std::string_view about) const {
  const auto found = std::find_if(answers.begin(), answers.end(),
                                  [&](const Conclusion& one) { return one.about == about; });
  return found == answers.end() ? nullptr : &*found;
}

Assessment assess(const Kind& kind, const std::vector<Rule>& rules, const Value& document,
                  const Value& organisation, Instant now, const Date& day, const Choices& choices) {
  if (!kind.assessment) {
    throw Error(Exit::refused, "kind-without-assessment", {{"kind", kind.name}});
  }
  const auto& plan = *kind.assessment;
  Assessment assessment;
  assessment.judged_on = day;
  const Subject subject{document, organisation, plan.group_list, plan.group_defaults, now};
  assessment.judgement = judge(rules, subject, day);
  if (choices) {
    narrow(kind, rules, subject, day, choices, assessment.judgement);
  }
  for (const auto& rule : rules) {
    if (rule.in_force(day)) {
      assessment.rules.push_back(rule.versioned());
    }
  }
  for (const auto& [about, name] : plan.answers) {
    if (assessment.judgement.find(name) == nullptr) {
      // No rule was in force on that day: nothing can be said, and that is said.
      assessment.answers.push_back(
          {about, {}, Verdict::cannot_decide, {}, "", {{kind.start.to_text(), false}}});
      continue;
    }
    assessment.answers.push_back(
        conclusion_of(assessment.judgement, assessment.judgement.one(name), about));
    leave_open(plan, {document, organisation, now, nullptr, ""}, assessment.answers.back());
  }
  if (assessment.judgement.find(plan.level) != nullptr) {
    assessment.levels = names_of(assessment.judgement.one(plan.level));
  }
  if (assessment.judgement.find(plan.category) != nullptr) {
    assessment.categories = names_of(assessment.judgement.one(plan.category));
  }
  return assessment;
}

Value stored(const Assessment& assessment, const std::string& at, const std::string& by) {
  Value result;
  for (const auto& [name, outcomes] : assessment.judgement.results) {
    const auto said = [](const Outcome& outcome) {
      return outcome.certain() ? *outcome.value() : Value(std::string(k_not_certain));
    };
    if (outcomes.size() == 1 && !outcomes.front().group) {
      result.set(name, said(outcomes.front()));
      continue;
    }
    List list;
    for (const auto& outcome : outcomes) {
      list.push_back(said(outcome));
    }
    result.set(name, Value(list));
  }
  for (const auto& answer : assessment.answers) {
    result.set(answer.about, Value(name_of(answer.verdict)));
  }
  Value inputs{Map{}};
  for (const auto& [path, value] : assessment.judgement.inputs) {
    if (!value.is_null()) {
      inputs.set(path, value);
    }
  }
  Value entry;
  entry.set("at", Value(at));
  entry.set("by", Value(by));
  entry.set("result", std::move(result));
  entry.set("inputs", std::move(inputs));
  if (!assessment.judgement.assumed.empty()) {
    Value assumed;
    for (const auto& [path, value] : assessment.judgement.assumed) {
      assumed.set(path, value);
    }
    entry.set("assumed", std::move(assumed));
  }
  List rules;
  for (const auto& rule : assessment.rules) {
    rules.emplace_back(rule);
  }
  entry.set("rules", Value(rules));
  return entry;
}

std::vector<std::string> changed_since(const Value& stored_assessment, const Value& document,
                                       const Assessment& today) {
  const auto* inputs = stored_assessment.find("inputs");
  if (inputs == nullptr || !inputs->is_map()) {
    return {};
  }
  std::set<std::string> changed;
  for (const auto& member : inputs->as_map()) {
    const auto path = parsed_path(member.key);
    const auto* now = path ? at(document, *path) : nullptr;
    if (now == nullptr || !(*now == member.value)) {
      changed.insert(member.key);
    }
  }
  List rules;
  for (const auto& rule : today.rules) {
    rules.emplace_back(rule);
  }
  // With the same facts the same rules look at the same places: what they find beyond what was
  // stored was absent then.
  if (changed.empty() && Value(rules) == Value(stored_assessment.list("rules"))) {
    for (const auto& [path, value] : today.judgement.inputs) {
      if (!value.is_null() && inputs->find(path) == nullptr) {
        changed.insert(path);
      }
    }
  }
  return {changed.begin(), changed.end()};
}

namespace {

// An assessment of the level alone.
Assessment assess_level(const Kind& kind, const std::vector<const Rule*>& rules,
                        const Value& document, const Value& organisation, Instant now,
                        const Date& day) {
  const auto& plan = *kind.assessment;
  Assessment assessment;
  assessment.judgement =
      judge(rules, {document, organisation, plan.group_list, plan.group_defaults, now}, day);
  if (assessment.judgement.find(plan.level) != nullptr) {
    assessment.levels = names_of(assessment.judgement.one(plan.level));
  }
  return assessment;
}

} // namespace

std::vector<Tip> tips(const Kind& kind, const std::vector<Rule>& rules, const Value& document,
                      const Value& organisation, Instant now, const Assessment& base,
                      const Alternatives& alternatives) {
  std::vector<Tip> found;
  std::set<std::string> seen;       // one example for each fact and level
  constexpr int k_most_tries = 600; // many groups: the first of them tell enough
  int tries = 0;
  const auto behind = rules_behind(rules, {kind.assessment->level});
  // Only what those rules look at can change the level, and history is not facts.
  auto bare = document;
  for (const auto& list : kind.grows) {
    bare.erase(list);
  }
  const auto looked_at =
      assess_level(kind, behind, bare, organisation, now, base.judged_on).judgement.inputs;
  for (const auto& [path, current] : looked_at) {
    const auto place = path_of(path);
    if (!place.is_concrete()) {
      continue;
    }
    for (auto& other : alternatives(path, current)) {
      auto changed = bare;
      if (other == current || !put(changed, place, other)) {
        continue;
      }
      if (++tries > k_most_tries) {
        return found;
      }
      const auto after = assess_level(kind, behind, changed, organisation, now, base.judged_on);
      if (after.levels.size() == 1 && after.levels != base.levels &&
          seen.insert(path + " " + after.levels.front()).second) {
        found.push_back({path, current, std::move(other), after.levels.front()});
      }
    }
  }
  return found;
}

std::vector<Near> nearest(const Kind& kind, const Value& precedents, const Value& document,
                          const Assessment& assessment) {
  std::vector<Near> found;
  for (const auto& precedent : precedents.list("precedents")) {
    const auto* features = precedent.find("features");
    Near near{&precedent, 0, 0};
    for (const auto& path : kind.assessment->compare) {
      const auto* theirs = features->find(path.to_text());
      if (theirs == nullptr) {
        continue;
      }
      const auto text = path.to_text();
      bool same = false;
      if (text.rfind("result.", 0) == 0) {
        const auto* outcomes =
            assessment.judgement.find(text.substr(7)); // null: not in force that day
        same = outcomes != nullptr &&
               std::any_of(outcomes->begin(), outcomes->end(), [&](const Outcome& outcome) {
                 return outcome.certain() && *outcome.value() == *theirs;
               });
      } else {
        const auto* ours = at(document, path);
        same = ours != nullptr && *ours == *theirs;
      }
      ++near.compared;
      near.same += same ? 1 : 0;
    }
    if (near.compared > 0 && near.same * 2 > near.compared) {
      found.push_back(near);
    }
  }
  // What agrees, less what differs: a precedent that says little is not nearer for it.
  const auto nearness = [](const Near& near) {
    return 2 * static_cast<int>(near.same) - static_cast<int>(near.compared);
  };
  std::stable_sort(found.begin(), found.end(),
                   [&](const Near& a, const Near& b) { return nearness(a) > nearness(b); });
  if (found.size() > kind.assessment->most) {
    found.resize(kind.assessment->most);
  }
  return found;
}

} // namespace core
