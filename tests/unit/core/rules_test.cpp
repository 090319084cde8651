// SPDX-License-Identifier: MIT
// Each mechanism, with facts that are certain, absent, declared unknown and not to be found out.
#include "core/rules.hpp"

#include <algorithm>

#include "facts.hpp"

namespace {

const core::Date k_day{2026, 10, 5};
const core::Instant k_now = test::instant("2026-10-05T14:00:00+02:00");

struct World {
  core::Value organisation = core::Value(core::Map{});
  std::string group_list = {};
  std::vector<std::pair<std::string, core::Path>> group_defaults = {};
};

core::Judgement judged(const std::vector<core::Rule>& rules, const core::Value& document,
                       const World& world = {}) {
  return core::judge(
      rules, {document, world.organisation, world.group_list, world.group_defaults, k_now}, k_day);
}

std::string values(const core::Outcome& outcome) {
  std::vector<std::string> all;
  for (const auto& possible : outcome.possible) {
    all.push_back(possible.value.is_null() ? "nothing" : possible.value.to_text());
  }
  return test::joined(all);
}

// What a rule says of facts: the possible results and why there is not one of them.
struct Row {
  std::string facts;
  std::string values;
  std::string causes;
};

void check_each(const std::vector<core::Rule>& rules, std::string_view result,
                const std::vector<Row>& rows) {
  for (const auto& row : rows) {
    CAPTURE(row.facts);
    const auto document = test::read(row.facts);
    const auto judgement = judged(rules, document);
    const auto& outcome = judgement.one(result);
    CHECK(values(outcome) == row.values);
    CHECK(test::told(outcome.causes) == row.causes);
    CHECK(outcome.certain() == (outcome.value() != nullptr));
    CHECK((!outcome.certain() || outcome.causes.empty()));
  }
}

} // namespace

TEST_CASE("the first row that holds decides") {
  const auto rules = test::rules(R"([
    {as: r, decision: [
      {when: {fact: a, is: 1}, result: one, reason: r.one, source: "art. 1"},
      {when: {fact: a, in: [1, 2]}, result: two, reason: r.two},
      {result: rest, reason: r.rest}]}
  ])");
  check_each(rules, "r",
             {{"{a: 1}", "one", ""},
              {"{a: 2}", "two", ""},
              {"{a: 3}", "rest", ""},
              {"{}", "one, two, rest", "a"},
              {"{a: {unknown: why}}", "one, two, rest", "a (declared)"},
              {"{a: {undeterminable: why}}", "one, two, rest", "a (declared)"}});
  const auto document = test::read("{a: 1}");
  const auto judgement = judged(rules, document);
  const auto& sure = judgement.one("r").possible.front();
  CHECK(sure.reason == "r.one");
  CHECK(sure.source == "art. 1"); // the row's own
  const auto other = test::read("{a: 2}");
  CHECK(judged(rules, other).one("r").possible.front().source == "a source"); // the rule's
}

TEST_CASE("a row that may hold is skipped as possible, and one that does ends the search") {
  const auto rules = test::rules(R"([
    {as: r, decision: [
      {when: {fact: a, is: 1}, result: one, reason: one},
      {when: {fact: b, is: 1}, result: two, reason: two},
      {when: {fact: c, is: 1}, result: three, reason: three},
      {result: rest, reason: rest}]}
  ])");
  check_each(rules, "r",
             {{"{b: 1}", "one, two", "a"}, // whatever c is
              {"{a: 2, b: 1}", "two", ""},
              {"{a: {unknown: why}, b: 2, c: 1}", "one, three", "a (declared)"},
              {"{a: {unknown: why}, b: 2}", "one, three, rest", "a (declared), c"},
              {"{a: 1}", "one", ""}});
}

TEST_CASE("rows that agree leave no doubt, and the reason is that of the row that holds") {
  const auto rules = test::rules(R"([
    {as: r, decision: [
      {when: {fact: a, is: 1}, result: high, reason: first},
      {when: {fact: b, is: 1}, result: high, reason: second},
      {result: low, reason: rest}]}
  ])");
  check_each(rules, "r", {{"{b: 1}", "high", ""}, {"{b: 2}", "high, low", "a"}});
  const auto document = test::read("{b: 1}");
  CHECK(judged(rules, document).one("r").possible.front().reason == "second");
}

TEST_CASE("a decision in which no row surely holds is never certain") {
  // A register's own rules may lack the last row: then perhaps nothing results.
  const auto rules = test::rules(R"([
    {as: r, decision: [{when: {fact: a, is: 1}, result: yes, reason: one}]}
  ])");
  check_each(rules, "r",
             {{"{a: 1}", "yes", ""},
              {"{a: 2}", "", ""},
              {"{}", "", "a"},
              {"{a: {unknown: why}}", "", "a (declared)"}});
}

TEST_CASE("a row may take its result from a fact or another result") {
  const auto rules = test::rules(R"([
    {as: base, decision: [{when: {fact: b, is: 1}, result: low, reason: b}, {result: high, reason: b}]},
    {as: r, decision: [
      {when: {fact: "context[category=own].score", exists: true}, result_from: "context[category=own].score", reason: own},
      {result_from: result.base, reason: base}]}
  ])");
  check_each(rules, "r",
             {{"{context: [{category: own, score: 3}]}", "3", ""},
              {"{context: [{category: other, score: 3}], b: 1}", "low", ""},
              {"{b: 1}", "low", ""},
              {"{}", "low, high", "b"},
              // The score of its own may be anything.
              {"{context: {unknown: why}, b: 1}", "", "context (declared)"}});
}

TEST_CASE("a table gives for each value what stands beside it") {
  const auto rules =
      test::rules(R"([{as: r, table: {of: a, by: {small: 1, large: 2, "true": 3}}}])");
  check_each(rules, "r",
             {{"{a: small}", "1", ""},
              {"{a: large}", "2", ""},
              {"{a: true}", "3", ""},
              {"{}", "", "a"},
              {"{a: {unknown: why}}", "", "a (declared)"},
              {"{a: [small, large]}", "1, 2", ""}, // one value: a list
              {"{a: []}", "", ""}});
}

TEST_CASE("a value that a table does not know leaves it open, and says so") {
  const auto rules = test::rules(R"([{as: r, table: {of: a, by: {small: 1}}}])");
  check_each(rules, "r", {{"{a: huge}", "", "a"}, {"{a: [small, huge]}", "", "a"}});
}

TEST_CASE("a table over uncertain results gives every result that is possible") {
  const auto rules = test::rules(R"([
    {as: size, decision: [{when: {fact: a, is: 1}, result: small, reason: a},
                          {when: {fact: a, is: 2}, result: middle, reason: a}, {result: large, reason: a}]},
    {as: r, table: {of: result.size, by: {small: low, middle: low, large: high}}}
  ])");
  check_each(rules, "r",
             {{"{a: 1}", "low", ""},
              {"{a: 3}", "high", ""},
              {"{}", "low, high", "a"},
              {"{a: {unknown: why}}", "low, high", "a (declared)"}});
}

TEST_CASE("a table over the entries of a list gives a result for each") {
  const auto rules = test::rules(R"([{as: r, table: {of: "l[*].a", by: {small: 1, large: 2}}}])");
  check_each(rules, "r",
             {{"{l: [{a: small}]}", "1", ""},
              {"{l: [{a: small}, {a: small}]}", "1", ""},
              {"{l: [{a: small}, {a: {unknown: why}}]}", "", "l[1].a (declared)"},
              {"{l: []}", "", "l[*].a"}});
}

TEST_CASE("the organisation's own table takes the place of the rule's") {
  const auto rules = test::rules(R"([
    {as: r, table: {of: a, by: {small: low, large: high}, replaced_by: org.policies.category}}
  ])");
  struct Own {
    std::string organisation;
    const char* value;
  };
  const Own rows[] = {{"{}", "low"},
                      {"{policies: {category: {small: middle, large: high}}}", "middle"},
                      {"{policies: {category: {unknown: why}}}", "low"}};
  const auto document = test::read("{a: small}");
  for (const auto& row : rows) {
    CAPTURE(row.organisation);
    CHECK(values(judged(rules, document, {test::read(row.organisation)}).one("r")) == row.value);
  }
}

TEST_CASE("the highest is at least the highest of what each has at least") {
  // a, b: results of which each may be any of low, middle, high, or a set of them.
  const auto rules = test::rules(R"([
    {as: a, decision: [{when: {fact: a_low, is: true}, result: low, reason: r},
                       {when: {fact: a_middle, is: true}, result: middle, reason: r}, {result: high, reason: r}]},
    {as: b, decision: [{when: {fact: b_low, is: true}, result: low, reason: r},
                       {when: {fact: b_middle, is: true}, result: middle, reason: r}, {result: high, reason: r}]},
    {as: r, highest_of: {order: [low, middle, high], of: [result.a, result.b]}}
  ])");
  check_each(
      rules, "r",
      {
          {"{a_low: true, b_low: true}", "low", ""},
          {"{a_low: true, b_low: false, b_middle: true}", "middle", ""},
          {"{a_low: true, b_low: false, b_middle: false}", "high", ""},
          // The highest there is: whatever the other one is.
          {"{a_low: false, a_middle: false}", "high", ""},
          // At least middle, perhaps high.
          {"{a_low: false, a_middle: true}", "middle, high", "b_low, b_middle"},
          {"{a_low: true, b_low: false}", "middle, high", "b_middle"},
          {"{a_low: true, b_middle: true}", "low, middle", "b_low"},
          {"{a_low: {unknown: why}, a_middle: true, b_low: false, b_middle: true}", "middle", ""},
          {"{a_low: {unknown: why}, a_middle: false, b_low: false, b_middle: true}", "middle, high",
           "a_low (declared)"},
          {"{}", "low, middle, high", "a_low, a_middle, b_low, b_middle"},
      });
}

TEST_CASE("the highest over facts of which one is absent or open") {
  const auto rules =
      test::rules(R"([{as: r, highest_of: {order: [low, middle, high], of: [a, "l[*].b"]}}])");
  check_each(rules, "r",
             {
                 {"{a: low, l: [{b: middle}, {b: low}]}", "middle", ""},
                 {"{a: high, l: [{b: {unknown: why}}]}", "high", ""},
                 {"{a: middle, l: [{b: {unknown: why}}]}", "middle, high", "l[0].b (declared)"},
                 {"{a: low, l: []}", "", "l[*].b"},
                 {"{l: [{b: high}]}", "", "a"},
                 {"{a: unheard_of, l: [{b: low}]}", "low", ""},
             });
}

TEST_CASE("a score multiplies and adds whole numbers") {
  const auto rules =
      test::rules(R"([{as: r, score: {multiply: [a, b], add: [c, d]}}])"); // quarters, no fractions
  check_each(rules, "r",
             {
                 {"{a: 3, b: 4, c: 1, d: 0}", "13", ""},
                 {"{a: 0, b: 4, c: 1, d: 2}", "3", ""},
                 {"{a: 3, c: 1, d: 0}", "", "b"},
                 {"{a: 3, b: 4, c: 1}", "", "d"},
                 {"{a: 3, b: {unknown: why}, c: 1, d: 1}", "", "b (declared)"},
                 {"{a: 3, b: 4, c: {unknown: why}, d: 1}", "", "c (declared)"},
                 {"{}", "", "a, b, c, d"},
                 // What is no whole number is never left out in silence.
                 {"{a: 3, b: 0.5, c: 1, d: 0}", "", "b"},
                 {"{a: 3, b: many, c: 1, d: 0}", "", "b"},
                 {"{a: 3, b: 4, c: 0.5, d: 0}", "", "c"},
             });
}

TEST_CASE("a score over results is open as long as one of them is") {
  const auto rules = test::rules(R"([
    {as: a, decision: [{when: {fact: a, is: 1}, result: 1, reason: r}, {result: 2, reason: r}]},
    {as: t, table: {of: t, by: {small: 1}}},
    {as: r, score: {multiply: [result.a], add: [result.t]}}
  ])");
  check_each(rules, "r",
             {{"{a: 1, t: small}", "2", ""},
              {"{a: 2, t: small}", "3", ""},
              {"{t: small}", "", "a"},
              {"{a: 1, t: huge}", "", "t"},
              {"{a: 1}", "", "t"}});
}

TEST_CASE("a sum over a list needs a number of each entry") {
  const auto rules =
      test::rules(R"([{as: r, score: {add: ["s[*].count.exact", "s[*].count.approximate"]}}])");
  check_each(
      rules, "r",
      {
          {"{s: [{count: {exact: 3}}, {count: {approximate: 200}}]}", "203", ""},
          {"{s: [{count: {exact: 3}}, {group: pupils}]}", "", "s[1].count"},
          {"{s: [{count: {exact: 3}}, {count: {unknown: why}}]}", "", "s[1].count (declared)"},
          {"{s: [{count: {exact: 3}}, {count: {undeterminable: why}}]}", "",
           "s[1].count (declared)"},
          {"{s: []}", "0", ""},
          {"{}", "", "s"},
          {"{s: {unknown: why}}", "", "s (declared)"},
          // Eleven entries: [1] is not a part of [10].
          {"{s: [{count: {exact: 1}}, {x: 1}, {count: {exact: 1}}, {count: {exact: 1}}, {count: "
           "{exact: 1}}, "
           "{count: {exact: 1}}, {count: {exact: 1}}, {count: {exact: 1}}, {count: {exact: 1}}, "
           "{count: {exact: 1}}, {count: {exact: 1}}]}",
           "", "s[1].count"},
      });
}

TEST_CASE("what a rule takes as given counts only where nothing is said, and is told") {
  const auto rules = test::rules(R"([
    {as: r, assume: {a: false}, decision: [{when: {fact: a, is: true}, result: yes, reason: r}, {result: no, reason: r}]},
    {as: other, decision: [{when: {fact: a, is: true}, result: yes, reason: r}, {result: no, reason: r}]}
  ])");
  struct Given {
    std::string facts;
    const char* value;
    std::string other;
    std::size_t assumed;
  };
  // An assumption is the rule's own: another rule sees no fact. Unknown is not absent.
  const Given rows[] = {{"{}", "no", "yes, no", 1},
                        {"{a: true}", "yes", "yes", 0},
                        {"{a: {unknown: why}}", "yes, no", "yes, no", 0}};
  for (const auto& row : rows) {
    CAPTURE(row.facts);
    const auto document = test::read(row.facts);
    const auto judgement = judged(rules, document);
    CHECK(values(judgement.one("r")) == row.value);
    CHECK(values(judgement.one("other")) == row.other);
    CHECK(judgement.assumed.size() == row.assumed);
  }
  const auto nothing = test::read("{}");
  CHECK(judged(rules, nothing).assumed.at("a") == core::Value(false));
}

TEST_CASE("a rule of each group is asked of each") {
  const auto rules = test::rules(R"([
    {as: level, for_each: subjects, assume: {group.protected: false}, decision: [
      {when: {fact: group.protected, is: true}, result: high, reason: r},
      {when: {fact: group.types, has: health}, result: risk, reason: r},
      {result: low, reason: r}]},
    {as: twice, for_each: subjects, table: {of: result.level, by: {low: 0, risk: 1, high: 2}}},
    {as: highest, highest_of: {order: [low, risk, high], of: [result.level]}}
  ])");
  const World world{core::Value(core::Map{}), "subjects", {{"types", core::path_of("data.types")}}};
  struct Groups {
    std::string facts;
    std::string levels; // one for each group, "|" between
    std::string numbers;
    std::string highest;
  };
  const Groups rows[] = {
      {"{subjects: [{types: [health]}, {protected: true, types: [contact]}, {types: [contact]}]}",
       "risk|high|low", "1|2|0", "high"},
      // A group that does not say takes it from the case.
      {"{data: {types: [health]}, subjects: [{group: a}, {types: [contact]}]}", "risk|low", "1|0",
       "risk"},
      {"{data: {types: {unknown: why}}, subjects: [{group: a}, {types: [contact]}]}",
       "risk, low|low", "1, 0|0", "low, risk"},
      // Nothing said, neither there nor here.
      {"{subjects: [{group: a}]}", "risk, low", "1, 0", "low, risk"},
      // No group: asked once, of a group about which nothing is said.
      {"{data: {types: [contact]}}", "low", "0", "low"},
      {"{}", "risk, low", "1, 0", "low, risk"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.facts);
    const auto document = test::read(row.facts);
    const auto judgement = judged(rules, document, world);
    const auto each = [&](std::string_view name) {
      std::string all;
      for (const auto& outcome : *judgement.find(name)) {
        all += (&outcome == &judgement.find(name)->front() ? "" : "|") + values(outcome);
      }
      return all;
    };
    CHECK(each("level") == row.levels);
    CHECK(each("twice") == row.numbers);
    CHECK(each("highest") == row.highest);
  }
}

TEST_CASE("an open result of one group does not open that of another") {
  const auto rules = test::rules(R"([
    {as: a, for_each: subjects, decision: [{when: {fact: group.v, is: true}, result: 1, reason: r}, {result: 0, reason: r}]},
    {as: b, for_each: subjects, decision: [{when: {fact: result.a, is: 1}, result: yes, reason: r}, {result: no, reason: r}]}
  ])");
  const World world{core::Value(core::Map{}), "subjects", {}};
  const auto document = test::read("{subjects: [{v: true}, {w: 1}, {v: {unknown: why}}]}");
  const auto judgement = judged(rules, document, world);
  const auto& outcomes = *judgement.find("b");
  REQUIRE(outcomes.size() == 3);
  CHECK(values(outcomes[0]) == "yes");
  CHECK(values(outcomes[1]) == "yes, no");
  CHECK(test::told(outcomes[1].causes) == "subjects[1].v");
  CHECK(test::told(outcomes[2].causes) == "subjects[2].v (declared)");
  CHECK(outcomes[2].group == 2);
}

TEST_CASE("what a rule looked at is kept: values as they stand, absent facts as null") {
  const auto rules = test::rules(R"([
    {as: r, for_each: subjects, decision: [
      {when: {fact: a, is: 1}, result: 1, reason: r},
      {when: {fact: group.types, has: x}, result: 2, reason: r},
      {when: {fact: org.policies.p, is: true}, result: 3, reason: r},
      {result: 4, reason: r}]}
  ])");
  const World world{core::Value(core::Map{}), "subjects", {{"types", core::path_of("data.types")}}};
  const auto document = test::read(
      "{a: {unknown: why}, not_asked: 1, data: {types: [y]}, subjects: [{}, {types: [z]}]}");
  const auto judgement = judged(rules, document, world);
  std::vector<std::string> inputs;
  for (const auto& [path, value] : judgement.inputs) {
    inputs.push_back(path + "=" + value.to_text());
  }
  CHECK(test::joined(inputs) == "a={unknown: why}, data.types=y, subjects[1].types=z");
  const auto bare = test::read("{subjects: [{types: [z]}]}");
  CHECK(judged(rules, bare, world).inputs.at("a").is_null());
}

TEST_CASE("only the rules in force on the day are asked, both their days included") {
  const auto rules = test::rules(R"([
    {as: r, version: 1, valid_from: 2018-07-20, valid_to: 2026-10-04, decision: [{result: old, reason: r}]},
    {as: r, version: 2, valid_from: 2026-10-05, decision: [{result: new, reason: r}]}
  ])");
  CHECK(rules[0].versioned() == "t.r@1");
  struct Day {
    core::Date day;
    const char* value;
  };
  const Day rows[] = {{{2018, 7, 19}, nullptr},
                      {{2018, 7, 20}, "old"},
                      {{2026, 10, 4}, "old"},
                      {{2026, 10, 5}, "new"},
                      {{2099, 1, 1}, "new"}};
  const auto document = test::read("{}");
  const auto organisation = test::read("{}");
  for (const auto& row : rows) {
    CAPTURE(core::to_text(row.day));
    const auto judgement = core::judge(rules, {document, organisation, "", {}, k_now}, row.day);
    CHECK((judgement.find("r") != nullptr) == (row.value != nullptr));
    if (row.value != nullptr) {
      CHECK(values(judgement.one("r")) == row.value);
    }
  }
}

TEST_CASE("a rule that does not fit the grammar is refused when it is read") {
  for (const auto* text : {
           "{valid_from: soon, decision: [{result: 1, reason: r}]}",
           "{id: \"\", decision: [{result: 1, reason: r}]}",
           "{version: one, decision: [{result: 1, reason: r}]}",
           "{valid_to: soon, decision: [{result: 1, reason: r}]}",
           "{checklist: []}",
           "{}",
           "{decision: word}",
           "{table: {of: a}}",
           "{table: {by: {a: 1}}}",
           "{highest_of: {of: [a]}}",
           "{highest_of: {order: [low]}}",
           "{score: {}}",
       }) {
    CAPTURE(text);
    const auto name = test::error_of([&] { test::rule(text); });
    CHECK((name == "bad-rule" || name == "bad-path-in-data"));
  }
}

TEST_CASE("a result that no rule gives is a fault of the rules") {
  const auto rules = test::rules(R"([{as: r, table: {of: result.nothing, by: {a: 1}}}])");
  const auto document = test::read("{}");
  CHECK(test::error_of([&] { judged(rules, document); }) == "bad-rule");
  CHECK(test::error_of([&] { judged({}, document).one("r"); }) == "bad-rule");
}

TEST_CASE("every path of a rule is shown") {
  const auto rules = test::rules(R"([
    {as: r, decision: [{when: {fact: a, is: 1}, result: 1, reason: r}, {result_from: b, reason: r}]},
    {as: t, table: {of: c, by: {x: 1, y: 2}}},
    {as: s, score: {multiply: [d], add: [e]}},
    {as: h, highest_of: {order: [1], of: [f]}}
  ])");
  std::vector<std::string> facts;
  for (const auto& rule : rules) {
    rule.each_fact([&](const core::Path& path, const core::Value& value) {
      facts.push_back(path.to_text() + "=" + value.to_text());
    });
  }
  CHECK(test::joined(facts) == "a=1, b=, c=x, y, d=, e=, f=");
}

TEST_CASE("what can never be found out lowers no result, and raises it where it may") {
  const auto rules = test::rules(R"([
    {as: r, source: law, undeterminable: {order: [low, middle, high], reason: not_shown, source: burden}, decision: [
      {when: {fact: lost, is: true}, result: unranked, reason: r.lost},
      {when: {fact: safe, is: true}, result: low, reason: r.safe},
      {when: {all: [{fact: bad, is: true}, {fact: seen, is: true}]}, result: high, reason: r.bad},
      {when: {fact: fair, is: true}, result: low, reason: r.fair},
      {result: middle, reason: r.rest}]}
  ])");
  const std::string forever = "{undeterminable: why}";
  const std::string yet = "{unknown: why}";
  const auto facts = [](const std::string& lost, const std::string& safe, const std::string& bad,
                        const std::string& seen, const std::string& fair) {
    return "{lost: " + lost + ", safe: " + safe + ", bad: " + bad + ", seen: " + seen +
           ", fair: " + fair + "}";
  };
  check_each(rules, "r",
             {
                 {facts("false", forever, "false", "true", "false"), "middle", ""},
                 {facts("false", "false", forever, "true", "false"), "high", ""},
                 {facts("false", "false", forever, "false", "false"), "middle", ""},
                 {facts("false", "false", "false", "true", forever), "middle", ""},
                 {facts("false", forever, forever, forever, forever), "high", ""},
                 // What the order does not name is never taken for want of an answer.
                 {facts(forever, "false", "false", "true", "false"), "middle", ""},
                 // A row that hangs on something else as well stays possible.
                 {facts("false", "false", forever, yet, "false"), "high, middle",
                  "bad (declared), seen (declared)"},
                 {facts("false", forever, "true", yet, "false"), "high, middle", "seen (declared)"},
                 // Between what is possible above and below it, it may be either.
                 {facts("false", "false", yet, "true", yet), "high, low, middle",
                  "bad (declared), fair (declared)"},
             });
  const auto raised = test::read(facts("false", "false", forever, "true", "false"));
  const auto high = judged(rules, raised).one("r");
  CHECK(high.possible.front().reason == "not_shown");
  CHECK(high.possible.front().source == "burden");
  const auto kept = test::read(facts("false", forever, "false", "true", "false"));
  const auto rest = judged(rules, kept).one("r");
  CHECK(rest.possible.front().reason == "r.rest"); // it holds by itself
  CHECK(std::find(rest.facts.begin(), rest.facts.end(), "safe") != rest.facts.end());
}
