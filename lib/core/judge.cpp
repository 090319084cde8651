// SPDX-License-Identifier: MIT
// Ask the rules one after the other: what each of them sees, and what came out.
#include <algorithm>

#include "core/error.hpp"
#include "core/mechanisms.hpp"
#include "core/rules.hpp"

namespace core {

namespace {

// One run of judge(): looks things up on behalf of one rule and one group.
class Judge {
public:
  Judge(const Subject& subject, Judgement& judgement) : m_subject(subject), m_judgement(judgement) {
    if (!subject.group_list.empty()) {
      if (const auto* list = at(subject.document, subject.group_list); list && list->is_list()) {
        m_groups = list->as_list().size();
      }
    }
  }

  void run(const Rule& rule) {
    std::vector<Outcome> outcomes;
    m_rule = &rule;
    if (!rule.per_group) {
      m_group.reset();
      outcomes.push_back(outcome_of(rule, world(), m_subject.document));
    } else {
      // Without any group the rule is asked once, of a group about which nothing is said.
      for (std::size_t group = 0; group < std::max<std::size_t>(m_groups, 1); ++group) {
        m_group = group;
        outcomes.push_back(outcome_of(rule, world(), m_subject.document));
        outcomes.back().group = group;
      }
    }
    m_judgement.results.emplace_back(rule.as, std::move(outcomes));
  }

private:
  World world() {
    return {[this](const Path& path) { return look(path); }, m_subject.now};
  }

  Seen look(const Path& path) {
    const auto& first = path.steps.front().key;
    if (first == "result") {
      return result(path);
    }
    if (first == "org") {
      return {items_of(m_subject.organisation, rest_of(path), "org."), path.to_text()};
    }
    if (first == "group") {
      return group_fact(path);
    }
    return fact(path, path);
  }

  // A fact of the case, else what the rule takes as given; noted as an input either way.
  Seen fact(const Path& full, const Path& as_written) {
    Seen seen{items_of(m_subject.document, full), full.to_text()};
    for (const auto& item : seen.items) {
      m_judgement.inputs.try_emplace(item.path, *item.value);
    }
    if (!seen.items.empty()) {
      return seen;
    }
    m_judgement.inputs.try_emplace(seen.path, Value());
    for (const auto& [path, value] : m_rule->assumed) {
      if (path == as_written) {
        m_judgement.assumed[seen.path] = value;
        seen.items.push_back({seen.path, {&value}, {}, false, false});
      }
    }
    return seen;
  }

  Seen group_fact(const Path& path) {
    const auto rest = rest_of(path);
    auto full = path_of(m_subject.group_list);
    full.steps.push_back({Step::Kind::index, "", "", static_cast<int>(m_group.value_or(0))});
    full = joined(full, rest);
    auto seen = fact(full, path);
    if (!seen.items.empty()) {
      return seen;
    }
    for (const auto& [key, elsewhere] : m_subject.group_defaults) {
      if (!rest.steps.empty() && rest.steps.front().key == key) {
        m_judgement.inputs.erase(full.to_text());
        return fact(elsewhere, elsewhere);
      }
    }
    if (m_groups == 0) {
      seen.path = m_subject.group_list;
    }
    return seen;
  }

  Seen result(const Path& path) {
    const auto& name = path.steps.at(1).key;
    const auto* outcomes = m_judgement.find(name);
    if (outcomes == nullptr) {
      throw Error(Exit::bug, "bad-rule",
                  {{"rule", m_rule->id}, {"reason", "no such result: " + name}});
    }
    Seen seen{{}, path.to_text()};
    for (const auto& outcome : *outcomes) {
      if (m_group && outcomes->size() > 1 && outcome.group != m_group) {
        continue;
      }
      Item item;
      item.path = path.to_text();
      for (const auto& possible : outcome.possible) {
        item.possible.push_back(&possible.value);
      }
      item.causes = outcome.causes;
      seen.items.push_back(std::move(item));
    }
    return seen;
  }

  const Subject& m_subject;
  Judgement& m_judgement;
  const Rule* m_rule = nullptr;
  std::size_t m_groups = 0;
  std::optional<std::size_t> m_group;
};

} // namespace

const std::vector<Outcome>* Judgement::find(std::string_view name) const {
  const auto found = std::find_if(results.begin(), results.end(),
                                  [&](const auto& result) { return result.first == name; });
  return found == results.end() ? nullptr : &found->second;
}

const Outcome& Judgement::one(std::string_view name) const {
  const auto* outcomes = find(name);
  if (outcomes == nullptr || outcomes->empty()) {
    throw Error(Exit::bug, "bad-rule", {{"rule", std::string(name)}, {"reason", "no such result"}});
  }
  return outcomes->front();
}

Judgement judge(const std::vector<const Rule*>& rules, const Subject& subject, const Date& day) {
  Judgement judgement;
  judgement.results.reserve(rules.size()); // items point into the outcomes
  Judge run(subject, judgement);
  for (const auto* rule : rules) {
    if (rule->in_force(day)) {
      run.run(*rule);
    }
  }
  return judgement;
}

Judgement judge(const std::vector<Rule>& rules, const Subject& subject, const Date& day) {
  std::vector<const Rule*> all;
  for (const auto& rule : rules) {
    all.push_back(&rule);
  }
  return judge(all, subject, day);
}

} // namespace core
