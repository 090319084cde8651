// SPDX-License-Identifier: MIT
// How each mechanism turns what may be true into what may result.
#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/rules.hpp"

namespace core {

namespace {

// Whether a search came to its end: a declared unknown on the way ends it earlier.
bool ends_alike(const Path& found, const Path& asked) {
  if (found.steps.empty()) {
    return false;
  }
  const auto& last = asked.steps.back();
  return last.kind == Step::Kind::key ? found.steps.back() == last
                                      : found.steps.back().kind == Step::Kind::index;
}

} // namespace

std::vector<Item> items_of(const Value& root, const Path& path, std::string_view prefix) {
  std::vector<Item> items;
  for (const auto& found : matches(root, path)) {
    Item item;
    item.path = std::string(prefix) + found.path.to_text();
    item.yet = found.value->is_unknown();
    item.forever = found.value->is_undeterminable();
    item.above = (item.yet || item.forever) && !ends_alike(found.path, path);
    if (item.yet || item.forever) {
      item.causes.push_back({item.path, true});
    } else {
      item.possible.push_back(found.value);
    }
    items.push_back(std::move(item));
  }
  return items;
}

namespace {

Path without_first(const Path& path) {
  return {{path.steps.begin() + 1, path.steps.end()}};
}

Path joined(const Path& front, const Path& back) {
  Path path = front;
  path.steps.insert(path.steps.end(), back.steps.begin(), back.steps.end());
  return path;
}

} // namespace

World world_of(const Facts& facts) {
  const auto look = [facts](const Path& path) -> Seen {
    const auto& first = path.steps.front().key;
    if (first == "org" && path.steps.size() > 1) {
      return {items_of(facts.organisation, without_first(path), "org."), path.to_text()};
    }
    if (first == "state" && facts.state != nullptr && path.steps.size() > 1) {
      return {items_of(*facts.state, without_first(path), "state."), path.to_text()};
    }
    if (first == "entry" && !facts.entry.empty()) {
      const auto full = joined(path_of(facts.entry), without_first(path));
      return {items_of(facts.document, full), full.to_text()};
    }
    return {items_of(facts.document, path), path.to_text()};
  };
  return {look, facts.now};
}

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
      outcomes.push_back(outcome());
    } else {
      // Without any group the rule is asked once, of a group about which nothing is said.
      for (std::size_t group = 0; group < std::max<std::size_t>(m_groups, 1); ++group) {
        m_group = group;
        outcomes.push_back(outcome());
        outcomes.back().group = group;
      }
    }
    m_judgement.results.emplace_back(rule.as, std::move(outcomes));
  }

private:
  Outcome outcome() {
    Outcome outcome;
    outcome.rule = m_rule;
    switch (m_rule->mechanism) {
    case Rule::Mechanism::decision:
      decide(outcome);
      break;
    case Rule::Mechanism::table:
      look_up(outcome);
      break;
    case Rule::Mechanism::highest_of:
      take_highest(outcome);
      break;
    case Rule::Mechanism::score:
      add_up(outcome);
      break;
    }
    if (outcome.certain()) {
      outcome.causes.clear();
    }
    return outcome;
  }

  World world() {
    return {[this](const Path& path) { return look(path); }, m_subject.now};
  }

  Seen look(const Path& path) {
    const auto& first = path.steps.front().key;
    if (first == "result") {
      return result(path);
    }
    if (first == "org") {
      return {items_of(m_subject.organisation, without_first(path), "org."), path.to_text()};
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
      m_judgement.inputs[item.path] = *at(m_subject.document, item.path);
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
    const auto rest = without_first(path);
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

  void decide(Outcome& outcome) {
    std::vector<std::string> looked_at;
    bool whole = true;
    for (const auto& row : m_rule->rows) {
      const auto answer = row.when ? row.when->ask(world()) : Answer{Truth::yes, {}, {}};
      note(looked_at, answer.facts);
      if (answer.truth == Truth::no) {
        continue;
      }
      whole = allow(outcome, row) && whole;
      note(outcome.causes, answer.causes);
      if (answer.truth == Truth::yes) {
        outcome.facts = row.when ? answer.facts : looked_at;
        keep(outcome, whole);
        return;
      }
    }
    outcome.facts = looked_at;
    // Where no row surely holds, perhaps none does.
    keep(outcome, whole && outcome.possible.size() > 1);
  }

  // What is possible is worth telling only when it is all that is possible.
  static void keep(Outcome& outcome, bool whole) {
    if (!whole) {
      outcome.possible.clear();
    }
  }

  // Whether that is all that the row may give: false where anything might stand at its fact.
  bool allow(Outcome& outcome, const Row& row) {
    const auto& source = row.source.empty() ? m_rule->source : row.source;
    if (!row.result_from) {
      allow(outcome, {row.result, row.reason, source});
      return true;
    }
    const auto seen = look(*row.result_from);
    bool whole = !seen.items.empty();
    if (seen.items.empty()) {
      note(outcome.causes, {{seen.path, false}});
    }
    for (const auto& item : seen.items) {
      for (const auto* value : item.possible) {
        allow(outcome, {*value, row.reason, source});
      }
      note(outcome.causes, item.causes);
      whole = whole && !item.possible.empty();
    }
    return whole;
  }

  static void allow(Outcome& outcome, Possible possible) {
    const auto same =
        std::find_if(outcome.possible.begin(), outcome.possible.end(),
                     [&](const Possible& one) { return one.value == possible.value; });
    if (same == outcome.possible.end()) {
      outcome.possible.push_back(std::move(possible));
    } else {
      *same = std::move(possible); // the later row is the one that holds for certain
    }
  }

  const Value& table() {
    if (m_rule->replaced_by) {
      const auto own = look(*m_rule->replaced_by);
      if (own.items.size() == 1 && own.items.front().possible.size() == 1) {
        return *own.items.front().possible.front();
      }
    }
    return m_rule->by;
  }

  void look_up(Outcome& outcome) {
    const auto seen = look(m_rule->of);
    if (seen.items.empty()) {
      outcome.causes.push_back({seen.path, false});
      return;
    }
    bool whole = true;
    for (const auto& item : seen.items) {
      outcome.facts.push_back(item.path);
      note(outcome.causes, item.causes);
      whole = whole && !item.possible.empty();
      for (const auto* value : item.possible) {
        if (auto result = looked_up(*value)) {
          allow(outcome, {std::move(*result), "", m_rule->source});
        } else {
          note(outcome.causes, {{item.path, false}});
          whole = false;
        }
      }
    }
    keep(outcome, whole);
  }

  // What the table gives for a value; for a list, what it gives for each entry. Nothing for a
  // value that it does not know.
  std::optional<Value> looked_up(const Value& value) {
    if (value.is_list()) {
      List list;
      for (const auto& entry : value.as_list()) {
        auto result = looked_up(entry);
        if (!result) {
          return std::nullopt;
        }
        list.push_back(std::move(*result));
      }
      return Value(list);
    }
    const auto* found = table().find(value.to_text());
    return found != nullptr ? std::optional(*found) : std::nullopt;
  }

  // Place in the order; -1 for a value that the order does not know.
  int rank(const Value& value) const {
    const auto found = std::find(m_rule->order.begin(), m_rule->order.end(), value);
    return found == m_rule->order.end() ? -1 : static_cast<int>(found - m_rule->order.begin());
  }

  void take_highest(Outcome& outcome) {
    // The highest of several is at least the highest of what each has at least, and any
    // higher value that one of them may have.
    int floor = -1;
    std::vector<std::pair<int, const Item*>> above;
    std::vector<Seen> kept;
    for (const auto& part : m_rule->parts) {
      kept.push_back(look(part));
      if (kept.back().items.empty()) {
        outcome.causes.push_back({kept.back().path, false});
        return;
      }
    }
    for (const auto& seen : kept) {
      for (const auto& item : seen.items) {
        int least = static_cast<int>(m_rule->order.size()) - 1;
        for (const auto* value : item.possible) {
          least = std::min(least, rank(*value));
          above.emplace_back(rank(*value), &item);
        }
        floor = std::max(floor, item.possible.empty() ? 0 : least);
        if (item.possible.empty()) {
          for (int any = 0; any < static_cast<int>(m_rule->order.size()); ++any) {
            above.emplace_back(any, &item);
          }
        }
      }
    }
    collect(outcome, floor, above);
  }

  void collect(Outcome& outcome, int floor, const std::vector<std::pair<int, const Item*>>& above) {
    for (int level = std::max(floor, 0); level < static_cast<int>(m_rule->order.size()); ++level) {
      bool reachable = level == floor;
      for (const auto& [value, item] : above) {
        if (value == level) {
          reachable = true;
          if (item->possible.size() != 1 && level > floor) {
            note(outcome.causes, item->causes);
          }
          note(outcome.facts, {item->path});
        }
      }
      if (reachable) {
        allow(outcome, {m_rule->order[static_cast<std::size_t>(level)], "", m_rule->source});
      }
    }
  }

  void add_up(Outcome& outcome) {
    std::int64_t product = 1;
    for (const auto& part : m_rule->parts) {
      if (const auto number = single_number(outcome, part)) {
        product *= *number;
      }
    }
    std::int64_t sum = m_rule->parts.empty() ? 0 : product;
    std::vector<std::string> covered;
    for (const auto& path : m_rule->added) {
      const auto seen = look(path);
      for (const auto& item : seen.items) {
        covered.push_back(item.path);
        if (const auto number = number_of(outcome, item)) {
          sum += *number;
        }
      }
    }
    name_uncovered(outcome, covered);
    if (outcome.causes.empty()) {
      allow(outcome, {Value(sum), "", m_rule->source});
    }
  }

  std::optional<std::int64_t> single_number(Outcome& outcome, const Path& path) {
    const auto seen = look(path);
    if (seen.items.empty()) {
      outcome.causes.push_back({seen.path, false});
      return std::nullopt;
    }
    if (seen.items.size() > 1) {
      outcome.causes.push_back({seen.path, false}); // which of them is not said
      return std::nullopt;
    }
    return number_of(outcome, seen.items.front());
  }

  // A fact that is open, or no whole number, leaves a score open.
  static std::optional<std::int64_t> number_of(Outcome& outcome, const Item& item) {
    outcome.facts.push_back(item.path);
    if (item.possible.size() == 1 && item.possible.front()->is_integer()) {
      return item.possible.front()->as_integer();
    }
    note(outcome.causes,
         item.causes.empty() ? std::vector<Cause>{{item.path, false}} : item.causes);
    return std::nullopt;
  }

  // A sum over a list needs a number from each entry, by whichever of the paths; an entry
  // without any is an absent fact, and so is a list that is not there.
  void name_uncovered(Outcome& outcome, const std::vector<std::string>& covered) {
    for (const auto& path : m_rule->added) {
      const auto each = std::find_if(path.steps.begin(), path.steps.end(), [](const Step& step) {
        return step.kind == Step::Kind::each;
      });
      if (each == path.steps.end()) {
        if (look(path).items.empty()) {
          note(outcome.causes, {{path.to_text(), false}});
        }
        continue;
      }
      const Path list{{path.steps.begin(), each}};
      const auto* entries = at(m_subject.document, list.to_text());
      if (entries == nullptr || !entries->is_list()) {
        note(outcome.causes, {{list.to_text(), entries != nullptr}});
        continue;
      }
      for (std::size_t index = 0; index < entries->as_list().size(); ++index) {
        const auto prefix = fmt::format("{}[{}]", list.to_text(), index);
        const bool has = std::any_of(covered.begin(), covered.end(), [&](const std::string& one) {
          return one.rfind(prefix, 0) == 0;
        });
        if (!has) {
          const Path rest{{each + 1, path.steps.end()}};
          note(outcome.causes, {{prefix + "." + rest.steps.front().key, false}});
        }
      }
    }
  }

  template <typename T> static void note(std::vector<T>& list, const std::vector<T>& more) {
    for (const auto& one : more) {
      if (std::find(list.begin(), list.end(), one) == list.end()) {
        list.push_back(one);
      }
    }
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

Judgement judge(const std::vector<Rule>& rules, const Subject& subject, const Date& day) {
  Judgement judgement;
  judgement.results.reserve(rules.size()); // items point into the outcomes
  Judge run(subject, judgement);
  for (const auto& rule : rules) {
    if (rule.in_force(day)) {
      run.run(rule);
    }
  }
  return judgement;
}

} // namespace core
