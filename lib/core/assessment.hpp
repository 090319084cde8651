// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/kind.hpp"
#include "core/rules.hpp"
#include "core/value.hpp"

namespace core {

// What a recorded assessment holds for a result that is not certain.
inline constexpr std::string_view k_not_certain = "not_certain";

// depends: a fact is declared unknown, or the law leaves it open. cannot_decide: a fact that
// matters is absent.
enum class Verdict { yes, no, depends, cannot_decide };
std::string name_of(Verdict verdict);

// One of the two answers (authority, people), or one group's.
struct Conclusion {
  std::string about;
  std::optional<std::size_t> group;
  Verdict verdict = Verdict::cannot_decide;
  std::vector<std::string> reasons; // text ids, from the answer down to what decided it
  std::string source;
  // Which facts would settle it; where the answer is certain, those that are open and of which
  // every value gives the same.
  std::vector<Cause> open;
};

struct Assessment {
  Judgement judgement;
  Date judged_on;
  std::vector<Conclusion> answers;     // in the order of the kind's plan
  std::vector<std::string> levels;     // possible levels: one when certain
  std::vector<std::string> categories; // possible house categories
  std::vector<std::string> rules;      // "breach.level@1", in order
  const Conclusion* find(std::string_view about) const;
};

// Every value that a place may take, when they are a few that can be counted; else none.
using Choices = std::function<std::vector<Value>(const Path& path)>;

// Judge a case by its kind's rules. With `choices`, the open facts behind an answer that is not
// certain are tried with all their values. `rules` must outlive the result. Pure.
Assessment assess(const Kind& kind, const std::vector<Rule>& rules, const Value& document,
                  const Value& organisation, Instant now, const Date& day,
                  const Choices& choices = {});

// The verdict of an outcome whose values are yes and no (text or boolean).
Verdict verdict_of(const Outcome& outcome);

// Reason ids from an outcome down to what decided it.
std::vector<std::string> reasons_of(const Judgement& judgement, const Outcome& outcome);

// What the case file stores: at, by, result, inputs, assumed, rules.
Value stored(const Assessment& assessment, const std::string& at, const std::string& by);

// Paths of the facts that have changed since an assessment was stored.
std::vector<std::string> changed_since(const Value& stored_assessment, const Value& document,
                                       const Assessment& today);

// A single change of one fact that would change the level.
struct Tip {
  std::string path;
  Value from; // null: absent
  Value to;
  std::string level; // what it would become
};
// Values that might stand at a path instead of the current one.
using Alternatives =
    std::function<std::vector<Value>(const std::string& path, const Value& current)>;
std::vector<Tip> tips(const Kind& kind, const std::vector<Rule>& rules, const Value& document,
                      const Value& organisation, Instant now, const Assessment& base,
                      const Alternatives& alternatives);

// A published case, and on how many of the compared features it agrees with this one.
struct Near {
  const Value* precedent = nullptr;
  std::size_t same = 0;
  std::size_t compared = 0;
};
std::vector<Near> nearest(const Kind& kind, const Value& precedents, const Value& document,
                          const Assessment& assessment);

} // namespace core
