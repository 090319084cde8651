// SPDX-License-Identifier: MIT
#include "core/condition.hpp"

#include <algorithm>
#include <array>
#include <functional>

#include "core/error.hpp"

namespace core {

namespace {

struct Operator {
  std::string_view name;
  Condition::Kind kind;
};

constexpr std::array k_operators = {
    Operator{"is", Condition::Kind::is},           Operator{"in", Condition::Kind::in},
    Operator{"has", Condition::Kind::has},         Operator{"at_least", Condition::Kind::at_least},
    Operator{"before", Condition::Kind::before},   Operator{"after", Condition::Kind::after},
    Operator{"same_as", Condition::Kind::same_as}, Operator{"exists", Condition::Kind::exists},
    Operator{"unknown", Condition::Kind::unknown}, Operator{"index_of", Condition::Kind::index_of},
    Operator{"repeats", Condition::Kind::repeats},
};

[[noreturn]] void bad(const Value& data) {
  throw Error(Exit::bug, "bad-condition", {{"condition", data.to_text()}});
}

void add(std::vector<Cause>& causes, const std::vector<Cause>& more) {
  for (const auto& cause : more) {
    if (std::find(causes.begin(), causes.end(), cause) == causes.end()) {
      causes.push_back(cause);
    }
  }
}

void add(std::vector<std::string>& facts, const std::vector<std::string>& more) {
  for (const auto& fact : more) {
    if (std::find(facts.begin(), facts.end(), fact) == facts.end()) {
      facts.push_back(fact);
    }
  }
}

bool contains(const Value& list, const Value& wanted) {
  return list.is_list() &&
         std::find(list.as_list().begin(), list.as_list().end(), wanted) != list.as_list().end();
}

// A time or a date as an instant; a date counts from its first moment in UTC, which is enough
// to order it against others.
std::optional<Instant> instant_of(const Value& value) {
  if (!value.is_string()) {
    return std::nullopt;
  }
  if (const auto time = parsed_time(value.as_string())) {
    return time->instant;
  }
  if (parsed_date(value.as_string())) {
    return parsed_time(value.as_string() + "T00:00Z")->instant;
  }
  return std::nullopt;
}

} // namespace

namespace {

// Whether an operator asks about a second place.
bool compares(Condition::Kind kind) {
  return kind == Condition::Kind::before || kind == Condition::Kind::after ||
         kind == Condition::Kind::same_as || kind == Condition::Kind::index_of;
}

// Whether an operator can be asked with this operand.
bool fits(Condition::Kind kind, const Value& operand) {
  switch (kind) {
  case Condition::Kind::in:
    return operand.is_list();
  case Condition::Kind::at_least:
    return operand.is_number();
  case Condition::Kind::before:
  case Condition::Kind::after:
    return operand.is_string();
  case Condition::Kind::same_as:
  case Condition::Kind::index_of:
    return operand.is_string() && operand != Value("now");
  case Condition::Kind::repeats:
    return operand == Value(true);
  case Condition::Kind::exists:
    return operand.is_bool();
  case Condition::Kind::unknown:
    return operand == Value("yet") || operand == Value("forever") || operand == Value("any");
  default:
    return true;
  }
}

} // namespace

Condition Condition::from(const Value& data) {
  Condition condition;
  const auto parts_of = [&](const Value& list) {
    if (!list.is_list() || data.as_map().size() != 1) {
      bad(data);
    }
    for (const auto& part : list.as_list()) {
      condition.m_parts.push_back(from(part));
    }
  };
  if (const auto* all = data.find("all")) {
    parts_of(*all);
    return condition;
  }
  if (const auto* any = data.find("any")) {
    condition.m_kind = Kind::any;
    parts_of(*any);
    return condition;
  }
  if (const auto* negated = data.find("not")) {
    condition.m_kind = Kind::negation;
    parts_of(Value(List{*negated}));
    return condition;
  }
  const auto* fact = data.find("fact");
  if (fact == nullptr || !fact->is_string() || data.as_map().size() != 2) {
    bad(data);
  }
  condition.m_path = path_of(fact->as_string());
  const auto& other = data.as_map()[data.as_map()[0].key == "fact" ? 1 : 0];
  const auto op = std::find_if(k_operators.begin(), k_operators.end(),
                               [&](const Operator& one) { return one.name == other.key; });
  if (op == k_operators.end() || !fits(op->kind, other.value)) {
    bad(data);
  }
  condition.m_kind = op->kind;
  condition.m_operand = other.value;
  if (compares(op->kind) && other.value != Value("now")) {
    condition.m_other = path_of(other.value.as_string());
  }
  return condition;
}

Answer Condition::ask(const World& world) const {
  switch (m_kind) {
  case Kind::all:
    return ask_all(world);
  case Kind::any:
    return ask_any(world);
  case Kind::negation: {
    auto answer = m_parts.front().ask(world);
    if (answer.truth != Truth::unknown) {
      answer.truth = answer.truth == Truth::yes ? Truth::no : Truth::yes;
    }
    return answer;
  }
  default:
    return ask_fact(world);
  }
}

Answer Condition::ask_all(const World& world) const {
  Answer whole{Truth::yes, {}, {}};
  for (const auto& part : m_parts) {
    const auto answer = part.ask(world);
    if (answer.truth == Truth::no) {
      return {Truth::no, {}, answer.facts};
    }
    if (answer.truth == Truth::unknown) {
      whole.truth = Truth::unknown;
    }
    add(whole.causes, answer.causes);
    add(whole.facts, answer.facts);
  }
  return whole;
}

Answer Condition::ask_any(const World& world) const {
  Answer whole{Truth::no, {}, {}};
  for (const auto& part : m_parts) {
    const auto answer = part.ask(world);
    if (answer.truth == Truth::yes) {
      return answer;
    }
    if (answer.truth == Truth::unknown) {
      whole.truth = Truth::unknown;
    }
    add(whole.causes, answer.causes);
    add(whole.facts, answer.facts);
  }
  return whole;
}

Answer Condition::ask_fact(const World& world) const {
  const auto seen = world.look(m_path);
  Answer answer{Truth::no, {}, {}};
  for (const auto& item : seen.items) {
    answer.facts.push_back(item.path);
  }
  if (m_kind == Kind::exists) {
    return exists(seen, std::move(answer));
  }
  if (m_kind == Kind::repeats) {
    return repeats(seen, std::move(answer));
  }
  if (seen.items.empty()) {
    if (m_kind == Kind::unknown) {
      return answer;
    }
    return {Truth::unknown, {{seen.path, false}}, {}};
  }
  for (const auto& item : seen.items) {
    const auto truth = holds(item, world);
    if (truth == Truth::yes) {
      return {Truth::yes, {}, {item.path}};
    }
    if (truth == Truth::unknown) {
      answer.truth = Truth::unknown;
      add(answer.causes, item.causes);
    }
  }
  // An unknown that no item explains comes from the other side of a comparison, or from a value
  // that cannot be compared.
  if (answer.truth == Truth::unknown && answer.causes.empty() && m_other) {
    const auto other = world.look(*m_other);
    for (const auto& item : other.items) {
      add(answer.causes, item.causes);
    }
    if (other.items.empty()) {
      answer.causes.push_back({other.path, false});
    }
  }
  if (answer.truth == Truth::unknown && answer.causes.empty()) {
    answer.causes.push_back({seen.path, false});
  }
  return answer;
}

Answer Condition::repeats(const Seen& seen, Answer answer) const {
  std::vector<const Value*> before;
  for (const auto& item : seen.items) {
    add(answer.causes, item.causes);
    if (item.possible.size() != 1) {
      continue; // it may be any of them
    }
    const auto* value = item.possible.front();
    if (std::any_of(before.begin(), before.end(),
                    [&](const Value* one) { return *one == *value; })) {
      return {Truth::yes, {}, {item.path}};
    }
    before.push_back(value);
  }
  answer.truth = answer.causes.empty() ? Truth::no : Truth::unknown;
  return answer;
}

Answer Condition::exists(const Seen& seen, Answer answer) const {
  const bool above = std::all_of(seen.items.begin(), seen.items.end(),
                                 [](const Item& item) { return item.above; });
  if (above && !seen.items.empty()) {
    answer.truth = Truth::unknown;
    for (const auto& item : seen.items) {
      add(answer.causes, item.causes);
    }
    return answer;
  }
  answer.truth = seen.items.empty() == m_operand.as_bool() ? Truth::no : Truth::yes;
  return answer;
}

Truth Condition::holds(const Item& item, const World& world) const {
  if (m_kind == Kind::unknown) {
    const auto& which = m_operand.as_string();
    const bool yes = (item.yet && which != "forever") || (item.forever && which != "yet");
    return yes ? Truth::yes : Truth::no;
  }
  if (item.possible.empty()) {
    return Truth::unknown;
  }
  bool some = false;
  bool every = true;
  for (const auto* value : item.possible) {
    const auto truth =
        compares(m_kind) ? ordered(*value, world) : (matches(*value) ? Truth::yes : Truth::no);
    if (truth == Truth::unknown) {
      return Truth::unknown;
    }
    some = some || truth == Truth::yes;
    every = every && truth == Truth::yes;
  }
  return every ? Truth::yes : some ? Truth::unknown : Truth::no;
}

bool Condition::matches(const Value& value) const {
  switch (m_kind) {
  case Kind::is:
    return value == m_operand;
  case Kind::in:
    return contains(m_operand, value);
  case Kind::has:
    if (!m_operand.is_list()) {
      return contains(value, m_operand);
    }
    return std::any_of(m_operand.as_list().begin(), m_operand.as_list().end(),
                       [&](const Value& wanted) { return contains(value, wanted); });
  case Kind::at_least:
    return value.is_number() && value.as_real() >= m_operand.as_real();
  default:
    return false;
  }
}

Truth Condition::ordered(const Value& value, const World& world) const {
  if (!m_other) {
    const auto when = instant_of(value);
    if (!when) {
      return Truth::unknown;
    }
    const auto& now = world.now;
    return (m_kind == Kind::before ? now.is_after(*when) : now.is_before(*when)) ? Truth::yes
                                                                                 : Truth::no;
  }
  const auto seen = world.look(*m_other);
  if (m_kind == Kind::index_of && seen.items.empty()) {
    return Truth::no; // a list that is not there has no entries
  }
  auto truth = seen.items.empty() ? Truth::unknown : Truth::no;
  for (const auto& item : seen.items) {
    const auto one =
        item.possible.size() == 1 ? compared(value, *item.possible.front()) : Truth::unknown;
    truth = std::max(truth, one); // some entry is enough
  }
  return truth;
}

Truth Condition::compared(const Value& mine, const Value& theirs) const {
  if (m_kind == Kind::same_as) {
    return mine == theirs ? Truth::yes : Truth::no;
  }
  if (m_kind == Kind::index_of) {
    const bool is_there = mine.is_integer() && theirs.is_list() && mine.as_integer() >= 0 &&
                          mine.as_integer() < static_cast<std::int64_t>(theirs.as_list().size());
    return is_there ? Truth::yes : Truth::no;
  }
  const auto a = instant_of(mine);
  const auto b = instant_of(theirs);
  if (!a || !b) {
    return Truth::unknown;
  }
  return (m_kind == Kind::before ? *a < *b : *a > *b) ? Truth::yes : Truth::no;
}

void Condition::each_fact(const std::function<void(const Path&, const Value&)>& visit) const {
  for (const auto& part : m_parts) {
    part.each_fact(visit);
  }
  if (!m_path.steps.empty()) {
    visit(m_path, m_operand);
  }
  if (m_other) {
    visit(*m_other, Value());
  }
}

} // namespace core
