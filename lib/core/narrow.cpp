// SPDX-License-Identifier: MIT
#include "core/narrow.hpp"

#include <algorithm>

namespace core {

namespace {

constexpr std::size_t k_most_tries = 64;

// An open fact, and every value that it may turn out to have.
struct Fact {
  Cause cause;
  Path path;
  std::vector<Value> values;
  std::size_t stride = 1; // how many tries lie between two of its values
};

// What was tried, and what came of each.
struct Tries {
  std::vector<Fact> facts;
  std::vector<Judgement> judgements;
};

std::set<std::string> answers_of(const AssessmentPlan& plan) {
  std::set<std::string> names{plan.level};
  for (const auto& answer : plan.answers) {
    names.insert(answer.second);
  }
  for (const auto& group : plan.group_answers) {
    names.insert({group.answer, group.how});
  }
  return names;
}

template <typename T> void note(std::vector<T>& list, const T& one) {
  if (std::find(list.begin(), list.end(), one) == list.end()) {
    list.push_back(one);
  }
}

std::vector<Cause> causes_of(const Judgement& judgement, const std::set<std::string>& names) {
  std::vector<Cause> causes;
  for (const auto& name : names) {
    const auto* outcomes = judgement.find(name);
    for (const auto& outcome : outcomes != nullptr ? *outcomes : std::vector<Outcome>{}) {
      for (const auto& cause : outcome.causes) {
        note(causes, cause);
      }
    }
  }
  return causes;
}

// The facts that can be tried, those with few values first, as long as the combinations are few.
// What can never be found out has no value yet to come: it is tried only where nothing else is.
std::vector<Fact> facts_to_try(const std::vector<Cause>& causes, const Choices& choices) {
  std::vector<Fact> facts;
  for (const auto& cause : causes) {
    auto path = parsed_path(cause.path);
    if (!path || !path->is_concrete()) {
      continue;
    }
    auto values = choices(*path);
    if (!values.empty()) {
      facts.push_back({cause, std::move(*path), std::move(values)});
    }
  }
  if (std::any_of(facts.begin(), facts.end(), [](const Fact& one) { return !one.cause.forever; })) {
    std::erase_if(facts, [](const Fact& one) { return one.cause.forever; });
  }
  std::stable_sort(facts.begin(), facts.end(),
                   [](const Fact& a, const Fact& b) { return a.values.size() < b.values.size(); });
  std::size_t tries = 1;
  std::erase_if(facts, [&](Fact& fact) {
    if (tries * fact.values.size() > k_most_tries) {
      return true;
    }
    fact.stride = tries;
    tries *= fact.values.size();
    return false;
  });
  return facts;
}

const Value& value_in(const Fact& fact, std::size_t number) {
  return fact.values[number / fact.stride % fact.values.size()];
}

// Whether a result is another for some other value of the fact, all else being equal.
template <typename Result>
bool matters(const Fact& fact, std::size_t tries, const Result& result_of) {
  for (std::size_t number = 0; number < tries; ++number) {
    const auto first = number - number / fact.stride % fact.values.size() * fact.stride;
    if (result_of(number) != result_of(first)) {
      return true;
    }
  }
  return false;
}

std::vector<Value> values_of(const Outcome& outcome) {
  std::vector<Value> values;
  for (const auto& possible : outcome.possible) {
    values.push_back(possible.value);
  }
  return values;
}

// All that some try allows; nothing where one of them allows anything.
std::vector<Possible> possible_in(const std::vector<const Outcome*>& outcomes) {
  std::vector<Possible> all;
  for (const auto* outcome : outcomes) {
    if (outcome->possible.empty()) {
      return {};
    }
    for (const auto& possible : outcome->possible) {
      const auto same = std::find_if(
          all.begin(), all.end(), [&](const Possible& one) { return one.value == possible.value; });
      if (same == all.end()) {
        all.push_back(possible);
      } else if (same->reason != possible.reason) {
        *same = {possible.value, std::string(k_either_way), outcome->rule->source};
      }
    }
  }
  return all;
}

// From low to high where the rule has an order, as it stood before where not.
void sort_as(const Outcome& before, std::vector<Possible>& possible) {
  auto order = before.rule->order;
  for (const auto& value : order.empty() ? values_of(before) : std::vector<Value>{}) {
    order.push_back(value);
  }
  std::stable_sort(possible.begin(), possible.end(), [&](const Possible& a, const Possible& b) {
    return std::find(order.begin(), order.end(), a.value) <
           std::find(order.begin(), order.end(), b.value);
  });
}

void narrow_outcome(const Tries& tries, const std::vector<const Outcome*>& outcomes,
                    Outcome& outcome) {
  auto possible = possible_in(outcomes);
  std::vector<Cause> causes;
  for (const auto* one : outcomes) {
    for (const auto& cause : one->causes) {
      note(causes, cause);
    }
  }
  std::vector<Cause> tried;
  for (const auto& fact : tries.facts) {
    const bool alters = matters(fact, outcomes.size(),
                                [&](std::size_t number) { return values_of(*outcomes[number]); });
    note(alters ? causes : tried, fact.cause);
  }
  if (possible.empty() || (possible.size() > 1 && causes.empty())) {
    return;
  }
  sort_as(outcome, possible);
  outcome.possible = std::move(possible);
  for (const auto* one : outcomes) {
    for (const auto& fact : one->facts) {
      note(outcome.facts, fact);
    }
  }
  if (!outcome.certain()) {
    outcome.causes = std::move(causes);
    return;
  }
  for (const auto& cause : tried) {
    if (std::find(outcome.causes.begin(), outcome.causes.end(), cause) != outcome.causes.end()) {
      outcome.tried.push_back(cause);
      note(outcome.facts, cause.path);
    }
  }
  outcome.causes.clear();
}

// Places that only some try looked at count as well; a fact that was tried stays as it stands.
void add_inputs(const Tries& tries, Judgement& judgement) {
  const auto is_tried = [&](const std::string& path) {
    return std::any_of(tries.facts.begin(), tries.facts.end(),
                       [&](const Fact& fact) { return fact.cause.path == path; });
  };
  for (const auto& one : tries.judgements) {
    for (const auto& [path, value] : one.inputs) {
      if (!is_tried(path)) {
        judgement.inputs.try_emplace(path, value);
      }
    }
    judgement.assumed.insert(one.assumed.begin(), one.assumed.end());
  }
}

Tries try_all(std::vector<Fact> facts, const std::vector<const Rule*>& rules,
              const Subject& subject, Value document, const Date& day) {
  Tries tries{std::move(facts), {}};
  const auto& last = tries.facts.back();
  for (std::size_t number = 0; number < last.stride * last.values.size(); ++number) {
    for (const auto& fact : tries.facts) {
      if (!put(document, fact.path, value_in(fact, number))) {
        return {};
      }
    }
    tries.judgements.push_back(judge(
        rules,
        {document, subject.organisation, subject.group_list, subject.group_defaults, subject.now},
        day));
  }
  return tries;
}

} // namespace

void narrow(const Kind& kind, const std::vector<Rule>& rules, const Subject& subject,
            const Date& day, const Choices& choices, Judgement& judgement) {
  const auto names = answers_of(*kind.assessment);
  const auto causes = causes_of(judgement, names);
  auto facts = causes.empty() ? std::vector<Fact>{} : facts_to_try(causes, choices);
  if (facts.empty()) {
    return;
  }
  auto document = subject.document;
  for (const auto& list : kind.grows) {
    document.erase(list); // history is not facts
  }
  const auto tries =
      try_all(std::move(facts), rules_behind(rules, names), subject, std::move(document), day);
  if (tries.judgements.empty()) {
    return;
  }
  add_inputs(tries, judgement);
  for (auto& [name, outcomes] : judgement.results) {
    for (std::size_t index = 0; index < outcomes.size(); ++index) {
      if (outcomes[index].certain() || tries.judgements.front().find(name) == nullptr) {
        continue;
      }
      std::vector<const Outcome*> tried;
      for (const auto& one : tries.judgements) {
        tried.push_back(&(*one.find(name))[index]);
      }
      narrow_outcome(tries, tried, outcomes[index]);
    }
  }
}

} // namespace core
