// SPDX-License-Identifier: MIT
// How each mechanism turns what may be true into what may result.
#include "core/mechanisms.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace core {

namespace {

// One rule, asked once.
class Mechanism {
public:
  Mechanism(const Rule& rule, const World& world, const Value& document)
      : m_rule(rule), m_world(world), m_document(document) {}

  Outcome outcome() {
    Outcome outcome;
    outcome.rule = &m_rule;
    switch (m_rule.mechanism) {
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

private:
  // A row that holds, or perhaps does.
  struct Asked {
    const Row* row = nullptr;
    Answer answer;
    bool counted = false; // held only because of what cannot be found out
  };

  void decide(Outcome& outcome) {
    std::vector<std::string> looked_at;
    std::vector<Asked> asked;
    for (const auto& row : m_rule.rows) {
      asked.push_back({&row, row.when ? row.when->ask(m_world) : Answer{Truth::yes, {}, {}}});
      const auto truth = asked.back().answer.truth;
      note(looked_at, asked.back().answer.facts);
      if (truth == Truth::no) {
        asked.pop_back();
      } else if (truth == Truth::yes) {
        break;
      }
    }
    const auto left_out = weigh(asked);
    bool whole = true;
    for (const auto& one : asked) {
      whole = allow(outcome, one) && whole;
      note(outcome.causes, one.answer.causes);
    }
    if (!asked.empty() && asked.back().answer.truth == Truth::yes) {
      outcome.facts = asked.back().row->when ? asked.back().answer.facts : looked_at;
      note(outcome.facts, left_out);
      keep(outcome, whole);
      return;
    }
    outcome.facts = looked_at;
    // Where no row surely holds, perhaps none does.
    keep(outcome, whole && outcome.possible.size() > 1);
  }

  // What can never be found out can never be shown either. A row that hangs on nothing else does
  // not hold where it would lower the result, and holds where it would raise it: compared, from
  // below, with all that may result otherwise. Returns the facts on which rows hung that do not
  // hold.
  std::vector<std::string> weigh(std::vector<Asked>& asked) const {
    std::vector<std::string> left_out;
    if (!m_rule.undeterminable || asked.empty() || asked.back().answer.truth != Truth::yes) {
      return left_out;
    }
    auto [lowest, highest] = ranks(*asked.back().row);
    for (auto index = asked.size() - 1; index-- > 0;) {
      auto& one = asked[index];
      const auto [low, high] = ranks(*one.row);
      const auto place = asked.begin() + static_cast<std::ptrdiff_t>(index);
      if (!never_known(one) || (low > lowest && high < highest)) {
        lowest = std::min(lowest, low);
        highest = std::max(highest, high);
      } else if (low <= lowest || low == k_no_rank) {
        note(left_out, paths_of(one.answer.causes));
        asked.erase(place);
      } else {
        count(one);
        asked.erase(place + 1, asked.end());
        lowest = highest = low;
      }
    }
    return left_out;
  }

  static bool never_known(const Asked& one) {
    return !one.row->result_from && one.answer.truth == Truth::unknown &&
           std::all_of(one.answer.causes.begin(), one.answer.causes.end(),
                       [](const Cause& cause) { return cause.forever; });
  }

  static void count(Asked& one) {
    one.counted = true;
    one.answer.truth = Truth::yes;
    note(one.answer.facts, paths_of(one.answer.causes));
    one.answer.causes.clear();
  }

  static constexpr int k_no_rank = std::numeric_limits<int>::max();

  // The lowest and the highest that a row may give; what stands at a place may be anything.
  std::pair<int, int> ranks(const Row& row) const {
    if (row.result_from) {
      return {-1, k_no_rank};
    }
    const auto place = rank_in(m_rule.undeterminable->order, row.result);
    return {place < 0 ? k_no_rank : place, place < 0 ? k_no_rank : place};
  }

  static std::vector<std::string> paths_of(const std::vector<Cause>& causes) {
    std::vector<std::string> paths;
    for (const auto& cause : causes) {
      paths.push_back(cause.path);
    }
    return paths;
  }

  // What is possible is worth telling only when it is all that is possible.
  static void keep(Outcome& outcome, bool whole) {
    if (!whole) {
      outcome.possible.clear();
    }
  }

  // Whether that is all that the row may give: false where anything might stand at its fact.
  bool allow(Outcome& outcome, const Asked& asked) {
    const auto& row = *asked.row;
    const auto& source = row.source.empty() ? m_rule.source : row.source;
    if (asked.counted) {
      const auto& why = *m_rule.undeterminable;
      allow(outcome, Possible{row.result, why.reason, why.source});
      return true;
    }
    if (!row.result_from) {
      allow(outcome, Possible{row.result, row.reason, source});
      return true;
    }
    const auto seen = m_world.look(*row.result_from);
    bool whole = !seen.items.empty();
    if (seen.items.empty()) {
      note(outcome.causes, {{seen.path, false}});
    }
    for (const auto& item : seen.items) {
      for (const auto* value : item.possible) {
        allow(outcome, Possible{*value, row.reason, source});
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
    if (m_rule.replaced_by) {
      const auto own = m_world.look(*m_rule.replaced_by);
      if (own.items.size() == 1 && own.items.front().possible.size() == 1) {
        return *own.items.front().possible.front();
      }
    }
    return m_rule.by;
  }

  void look_up(Outcome& outcome) {
    const auto seen = m_world.look(m_rule.of);
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
          allow(outcome, Possible{std::move(*result), "", m_rule.source});
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
  static int rank_in(const std::vector<Value>& order, const Value& value) {
    const auto found = std::find(order.begin(), order.end(), value);
    return found == order.end() ? -1 : static_cast<int>(found - order.begin());
  }

  int rank(const Value& value) const { return rank_in(m_rule.order, value); }

  void take_highest(Outcome& outcome) {
    // The highest of several is at least the highest of what each has at least, and any
    // higher value that one of them may have.
    int floor = -1;
    std::vector<std::pair<int, const Item*>> above;
    std::vector<Seen> kept;
    for (const auto& part : m_rule.parts) {
      kept.push_back(m_world.look(part));
      if (kept.back().items.empty()) {
        outcome.causes.push_back({kept.back().path, false});
        return;
      }
    }
    for (const auto& seen : kept) {
      for (const auto& item : seen.items) {
        int least = static_cast<int>(m_rule.order.size()) - 1;
        for (const auto* value : item.possible) {
          least = std::min(least, rank(*value));
          above.emplace_back(rank(*value), &item);
        }
        floor = std::max(floor, item.possible.empty() ? 0 : least);
        if (item.possible.empty()) {
          for (int any = 0; any < static_cast<int>(m_rule.order.size()); ++any) {
            above.emplace_back(any, &item);
          }
        }
      }
    }
    collect(outcome, floor, above);
  }

  void collect(Outcome& outcome, int floor, const std::vector<std::pair<int, const Item*>>& above) {
    for (int level = std::max(floor, 0); level < static_cast<int>(m_rule.order.size()); ++level) {
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
        allow(outcome, Possible{m_rule.order[static_cast<std::size_t>(level)], "", m_rule.source});
      }
    }
  }

  void add_up(Outcome& outcome) {
    std::int64_t product = 1;
    for (const auto& part : m_rule.parts) {
      if (const auto number = single_number(outcome, part)) {
        product *= *number;
      }
    }
    std::int64_t sum = m_rule.parts.empty() ? 0 : product;
    std::vector<std::string> covered;
    for (const auto& path : m_rule.added) {
      const auto seen = m_world.look(path);
      for (const auto& item : seen.items) {
        covered.push_back(item.path);
        if (const auto number = number_of(outcome, item)) {
          sum += *number;
        }
      }
    }
    name_uncovered(outcome, covered);
    if (outcome.causes.empty()) {
      allow(outcome, Possible{Value(sum), "", m_rule.source});
    }
  }

  std::optional<std::int64_t> single_number(Outcome& outcome, const Path& path) {
    const auto seen = m_world.look(path);
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
    for (const auto& path : m_rule.added) {
      const auto each = std::find_if(path.steps.begin(), path.steps.end(), [](const Step& step) {
        return step.kind == Step::Kind::each;
      });
      if (each == path.steps.end()) {
        if (m_world.look(path).items.empty()) {
          note(outcome.causes, {{path.to_text(), false}});
        }
        continue;
      }
      const Path list{{path.steps.begin(), each}};
      const auto* entries = at(m_document, list.to_text());
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

  const Rule& m_rule;
  const World& m_world;
  const Value& m_document;
};

} // namespace

Outcome outcome_of(const Rule& rule, const World& world, const Value& document) {
  return Mechanism(rule, world, document).outcome();
}

} // namespace core
