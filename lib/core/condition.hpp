// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/path.hpp"
#include "core/value.hpp"
#include "core/world.hpp"

namespace core {

// Three-valued logic (Kleene).
enum class Truth { no, unknown, yes };

// The answer of a condition, with what it rests on.
struct Answer {
  Truth truth = Truth::unknown;
  std::vector<Cause> causes;      // empty unless unknown
  std::vector<std::string> facts; // the places that made it yes
};

// One condition of the rule grammar (design, section 5), ready to be asked:
//   all: [...]  any: [...]  not: ...
//   {fact: PATH, is: VALUE}        equal; over several places: some entry is
//   {fact: PATH, in: [VALUES]}     one of
//   {fact: PATH, has: VALUE|LIST}  a list that contains it, or any of them
//   {fact: PATH, at_least: NUMBER}
//   {fact: PATH, before|after: PATH|now}
//   {fact: PATH, same_as: PATH}    some entry equals some entry there
//   {fact: PATH, index_of: PATH}   the number of an entry of the list there, from 0
//   {fact: PATH, repeats: true}    some value stands at more than one of the places
//   {fact: PATH, exists: BOOL}     anything stands there, `unknown` included; unknown
//                                  of what lies within something that is declared unknown
//   {fact: PATH, unknown: yet|forever|any}
// Any other question of an absent fact is unknown, for want of it; of a declared one likewise.
class Condition {
public:
  enum class Kind {
    all,
    any,
    negation,
    is,
    in,
    has,
    at_least,
    before,
    after,
    same_as,
    index_of,
    repeats,
    exists,
    unknown
  };

  // Throws core::Error (bug, "bad-condition") for what the grammar does not know.
  static Condition from(const Value& data);

  Answer ask(const World& world) const;

  // Every path in the condition, and the values that it compares with (for tests and for
  // finding what would change a result).
  void each_fact(const std::function<void(const Path&, const Value&)>& visit) const;

private:
  Answer ask_all(const World& world) const;
  Answer ask_any(const World& world) const;
  Answer ask_fact(const World& world) const;
  Answer repeats(const Seen& seen, Answer answer) const;
  Answer exists(const Seen& seen, Answer answer) const;
  Truth holds(const Item& item, const World& world) const;
  bool matches(const Value& value) const;
  Truth ordered(const Value& value, const World& world) const;
  Truth compared(const Value& mine, const Value& theirs) const;

  Kind m_kind = Kind::all;
  std::vector<Condition> m_parts;
  Path m_path;
  Value m_operand;
  std::optional<Path> m_other; // before, after, same_as, index_of: the other place
};

} // namespace core
