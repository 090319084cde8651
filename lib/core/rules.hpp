// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/condition.hpp"
#include "core/dated.hpp"
#include "core/path.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// One row of a `decision`: read from the top, the first that holds decides.
struct Row {
  std::optional<Condition> when;
  Value result;
  std::optional<Path> result_from; // take the value that stands there
  std::string reason;              // a text id
  std::string source;              // empty: the rule's
};

// What a decision makes of a fact that can never be found out: it never lessens the result.
struct Undeterminable {
  std::vector<Value> order; // results from low to high; one that is not there is never the worse
  std::string reason;       // a text id, where such a fact raises the result
  std::string source;
};

// A dated, versioned rule and its one mechanism.
struct Rule : Dated {
  enum class Mechanism { decision, table, highest_of, score };
  std::string as; // the result's name: `result.AS`
  bool per_group = false;
  std::vector<std::pair<Path, Value>> assumed; // taken as given when absent, and said so

  Mechanism mechanism = Mechanism::decision;
  std::vector<Row> rows;                        // decision
  std::optional<Undeterminable> undeterminable; // decision
  Path of;                                      // table: the fact looked up (each entry of a list)
  Value by;                                     // table: value -> result
  std::optional<Path> replaced_by;              // table: where the organisation's own table stands
  std::vector<Value> order;                     // highest_of: from low to high
  std::vector<Path> parts;                      // highest_of: of what; score: what is multiplied
  std::vector<Path> added;                      // score: what is added

  void each_fact(const std::function<void(const Path&, const Value&)>& visit) const;
};

// Throws core::Error (bug) when the data do not fit the grammar.
Rule rule_from(const Value& data);

// The reason where a result is certain whatever an open fact turns out to be, each value for a
// reason of its own: a text id that every kind's texts have under `reasons`.
inline constexpr std::string_view k_either_way = "either_way";

// A result that the facts allow, and why.
struct Possible {
  Value value;
  std::string reason; // a text id; empty where the mechanism needs none
  std::string source;
};

// What a rule said: certain when exactly one result is possible.
struct Outcome {
  const Rule* rule = nullptr;
  std::optional<std::size_t> group; // which group, for a rule of each group
  std::vector<Possible> possible;   // none: anything might be
  std::vector<Cause> causes;        // why it is not certain
  std::vector<Cause> tried;         // certain: open facts of which every value gives the same
  std::vector<std::string> facts;   // the places of the case that it rests on
  bool certain() const { return possible.size() == 1; }
  const Value* value() const { return certain() ? &possible.front().value : nullptr; }
};

// What is judged: the case, the organisation, which list holds the groups and what an entry
// takes from elsewhere when it does not say it itself ("types" from data.types).
struct Subject {
  const Value& document;
  const Value& organisation;
  std::string group_list;
  std::vector<std::pair<std::string, Path>> group_defaults;
  Now now;
};

// All that came out: outcomes by name (one, or one for each group), the facts that were looked
// at (absent ones as null), and what was taken as given.
struct Judgement {
  std::vector<std::pair<std::string, std::vector<Outcome>>> results; // in the order of the rules
  std::map<std::string, Value> inputs;
  std::map<std::string, Value> assumed;

  const std::vector<Outcome>* find(std::string_view name) const;
  // The outcome of a rule that is not per group; throws core::Error (bug) when there is none.
  const Outcome& one(std::string_view name) const;
};

// Judge by the rules that are in force on `day`, in their order. `rules` must outlive the result.
Judgement judge(const std::vector<Rule>& rules, const Subject& subject, const Date& day);
Judgement judge(const std::vector<const Rule*>& rules, const Subject& subject, const Date& day);

// The rules that results rest on, directly or through others, in their order.
std::vector<const Rule*> rules_behind(const std::vector<Rule>& rules,
                                      std::set<std::string> results);

} // namespace core
