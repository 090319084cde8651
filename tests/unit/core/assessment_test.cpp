// SPDX-License-Identifier: MIT
#include "core/assessment.hpp"

#include <memory>

#include "facts.hpp"

using core::Verdict;

namespace {

const core::Date k_day{2026, 10, 5};
const core::Instant k_now = test::instant("2026-10-05T14:00:00+02:00");
const core::Value k_nothing{core::Map{}};

// A small law: what was lent, to whom, and whether anyone must be told.
core::Kind kind() {
  return test::kind(R"({
    grows: [assessments, decisions],
    assessment: {
      group: groups, group_defaults: {kind: kind}, answers: {board: result.board, lender: result.lender},
      level: result.highest, levels: {low: {}, middle: {}, high: {}}, category: result.category, figures: [result.sum],
      nearest: {file: none.yaml, compare: [kind, result.highest, result.level, size], most: 2}}})");
}

std::vector<core::Rule> rules() {
  return test::rules(R"([
    {as: level, for_each: groups, assume: {group.fragile: false}, source: "§ 1", decision: [
      {when: {fact: group.fragile, is: true}, result: high, reason: fragile, source: "§ 1 a"},
      {when: {fact: group.kind, is: book}, result: low, reason: book},
      {result: middle, reason: other}]},
    {as: highest, source: "§ 2", highest_of: {order: [low, middle, high], of: [result.level]}},
    {as: board, source: "§ 3", decision: [
      {when: {fact: result.highest, in: [middle, high]}, result: yes, reason: board.risk, source: "§ 3 a"},
      {result: no, reason: board.no_risk}]},
    {as: lender, source: "§ 4", decision: [
      {when: {fact: returned, is: true}, result: no, reason: lender.back},
      {when: {fact: result.board, is: yes}, result: yes, reason: lender.like_board},
      {result: no, reason: lender.no}]},
    {as: category, table: {of: result.highest, by: {low: green, middle: red, high: red}}},
    {as: sum, score: {add: ["groups[*].count"]}}
  ])");
}

core::Assessment assessed(const std::vector<core::Rule>& all, std::string_view document) {
  static std::vector<std::unique_ptr<core::Value>> kept;
  kept.push_back(std::make_unique<core::Value>(test::read(document)));
  return core::assess(kind(), all, *kept.back(), k_nothing, k_now, k_day);
}

std::string verdicts(const core::Assessment& assessment) {
  std::vector<std::string> all;
  for (const auto& answer : assessment.answers) {
    all.push_back(core::name_of(answer.verdict));
  }
  return test::joined(all);
}

} // namespace

TEST_CASE("an answer is yes, no, depends, or cannot be decided") {
  const auto all = rules();
  struct Row {
    std::string facts;
    std::string verdicts; // board, lender
    std::string open;     // of the board
    std::string levels;
    std::string categories;
  };
  const Row rows[] = {
      {"{returned: false, groups: [{kind: book}]}", "no, no", "", "low", "green"},
      {"{returned: false, groups: [{kind: book, fragile: true}]}", "yes, yes", "", "high", "red"},
      {"{returned: true, groups: [{kind: map}]}", "yes, no", "", "middle", "red"},
      // Declared unknown: it depends, and on what is told.
      {"{returned: false, groups: [{kind: {unknown: why}}]}", "depends, depends",
       "groups[0].kind (declared)", "low, middle", "green, red"},
      {"{returned: false, groups: [{kind: {undeterminable: why}}]}", "depends, depends",
       "groups[0].kind (declared)", "low, middle", "green, red"},
      // Absent: it cannot be decided.
      {"{returned: false, groups: [{count: 1}]}", "cannot_decide, cannot_decide", "kind",
       "low, middle", "green, red"},
      {"{returned: false}", "cannot_decide, cannot_decide", "kind", "low, middle", "green, red"},
      // One fact absent, another declared: what is absent weighs more.
      {"{returned: false, groups: [{kind: {unknown: why}}, {count: 1}]}",
       "cannot_decide, cannot_decide", "groups[0].kind (declared), kind", "low, middle",
       "green, red"},
      // An open fact that changes nothing is not asked for.
      {"{groups: [{kind: {unknown: why}}, {kind: map}]}", "yes, cannot_decide", "", "middle",
       "red"},
      {"{returned: {unknown: why}, groups: [{kind: book}]}", "no, no", "", "low", "green"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.facts);
    const auto assessment = assessed(all, row.facts);
    CHECK(verdicts(assessment) == row.verdicts);
    CHECK(test::told(assessment.find("board")->open) == row.open);
    CHECK(test::joined(assessment.levels) == row.levels);
    CHECK(test::joined(assessment.categories) == row.categories);
  }
}

TEST_CASE("an outcome that nothing explains cannot be decided") {
  core::Outcome outcome;
  CHECK(core::verdict_of(outcome) == Verdict::cannot_decide);
  outcome.causes = {{"a", true}};
  CHECK(core::verdict_of(outcome) == Verdict::depends);
  outcome.causes.push_back({"b", false});
  CHECK(core::verdict_of(outcome) == Verdict::cannot_decide);
  for (const auto& [value, verdict] : {std::pair{core::Value("yes"), Verdict::yes},
                                       {core::Value(true), Verdict::yes},
                                       {core::Value("no"), Verdict::no},
                                       {core::Value(false), Verdict::no}}) {
    outcome.possible = {{value, "", ""}};
    CHECK(core::verdict_of(outcome) == verdict);
  }
}

TEST_CASE("an answer has its reasons, from itself down to what decided it, and its source") {
  const auto all = rules();
  const auto assessment =
      assessed(all, "{returned: false, groups: [{kind: book}, {kind: map, fragile: true}]}");
  const auto* board = assessment.find("board");
  CHECK(test::joined(board->reasons) == "board.risk, fragile");
  CHECK(board->source == "§ 3 a");
  CHECK(test::joined(assessment.find("lender")->reasons) == "lender.like_board, board.risk");
  CHECK(assessment.find("press") == nullptr);
  const auto quiet = assessed(all, "{returned: false, groups: [{kind: book}]}");
  CHECK(test::joined(quiet.find("board")->reasons) == "board.no_risk, book");
  CHECK(quiet.find("board")->source == "§ 3");
  const auto open = assessed(all, "{returned: false, groups: [{kind: {unknown: why}}]}");
  CHECK(open.find("board")->reasons.empty());
  CHECK(open.find("board")->source == "§ 3");
}

TEST_CASE("before the rules were in force nothing is said, and that is said") {
  const auto all = rules();
  const auto document = test::read("{groups: [{kind: book}]}");
  const auto then = core::assess(kind(), all, document, k_nothing, k_now, {2018, 7, 19});
  CHECK(verdicts(then) == "cannot_decide, cannot_decide");
  CHECK(test::told(then.find("board")->open) == "times.aware");
  CHECK(then.levels.empty());
  CHECK(then.rules.empty());
}

TEST_CASE("a kind without an assessment is not assessed") {
  const auto plain = test::kind("{}");
  CHECK(test::error_of([&] { core::assess(plain, {}, k_nothing, k_nothing, k_now, k_day); }) ==
        "kind-without-assessment");
}

TEST_CASE("an assessment is stored with its facts, results, rules and what was taken as given") {
  const auto all = rules();
  const auto assessment =
      assessed(all, "{returned: {unknown: why}, kind: book, groups: [{count: 3}, {kind: map}]}");
  const auto entry = core::stored(assessment, "2026-10-05T14:00:00+02:00", "pvtool 0.1.0");
  CHECK(core::at(entry, "result.level")->to_text() == "low, middle");
  CHECK(entry.find("result")->text("board") == "yes");
  CHECK(entry.find("result")->text("lender") == "depends"); // the answer, not "not_certain"
  CHECK(entry.find("result")->text("sum") == "not_certain");
  CHECK(*entry.find("inputs") == test::read("{\"groups[0].count\": 3, \"groups[1].kind\": map, "
                                            "kind: book, returned: {unknown: why}}"));
  CHECK(*entry.find("assumed") ==
        test::read("{\"groups[0].fragile\": false, \"groups[1].fragile\": false}"));
  CHECK(entry.find("rules")->to_text() ==
        "t.level@1, t.highest@1, t.board@1, t.lender@1, t.category@1, t.sum@1");
  CHECK(entry.text("at") == "2026-10-05T14:00:00+02:00");
}

TEST_CASE("an assessment is stale when a fact it rests on is another, is gone, or is new") {
  const auto all = rules();
  const char* const then = "{returned: false, kind: book, groups: [{count: 3}]}";
  const auto entry = core::stored(assessed(all, then), "2026-10-05T14:00:00+02:00", "pvtool");
  struct Row {
    std::string facts;
    std::string changed;
  };
  const Row rows[] = {
      {then, ""},
      {"{title: other, returned: false, kind: book, groups: [{count: 3, name: new}]}",
       ""}, // not asked for
      {"{returned: true, kind: book, groups: [{count: 3}]}", "returned"},
      {"{returned: {unknown: why}, kind: book, groups: [{count: 3}]}", "returned"},
      {"{kind: book, groups: [{count: 3}]}", "returned"}, // gone
      {"{returned: false, kind: book, groups: [{count: 3, fragile: true}]}",
       "groups[0].fragile"}, // new
      // What was taken as given is now said: the same answer, on a fact.
      {"{returned: false, kind: book, groups: [{count: 3, fragile: false}]}", "groups[0].fragile"},
      {"{returned: true, kind: map, groups: [{count: 4}]}", "groups[0].count, kind, returned"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.facts);
    const auto document = test::read(row.facts);
    CHECK(test::joined(core::changed_since(entry, document, assessed(all, row.facts))) ==
          row.changed);
  }
}

TEST_CASE("a new version of the law does not by itself make an assessment stale") {
  const char* const facts = "{a: 1, b: 2}";
  const auto old_rules = test::rules(
      R"([{as: board, decision: [{when: {fact: a, is: 1}, result: yes, reason: r}, {result: no, reason: r}]}])");
  const auto new_rules = test::rules(
      R"([{as: board, version: 2, decision: [{when: {all: [{fact: a, is: 1}, {fact: b, is: 2}]}, result: yes, reason: r},
          {result: no, reason: r}]}])");
  const auto entry =
      core::stored(assessed(old_rules, facts), "2026-10-05T14:00:00+02:00", "pvtool");
  const auto document = test::read(facts);
  CHECK(core::changed_since(entry, document, assessed(new_rules, facts)).empty());
  CHECK(core::changed_since(entry, document, assessed(old_rules, facts)).empty());
  const auto other = test::read("{a: 2, b: 2}");
  CHECK(test::joined(core::changed_since(entry, other, assessed(new_rules, "{a: 2, b: 2}"))) ==
        "a");
  CHECK(core::changed_since(test::read("{result: {}}"), document, assessed(old_rules, facts))
            .empty());
}

TEST_CASE("a tip is one change of one fact that gives another level") {
  const auto all = rules();
  const auto alternatives = [](const std::string& path,
                               const core::Value&) -> std::vector<core::Value> {
    if (path.ends_with("fragile")) {
      return {core::Value(true), core::Value(false)};
    }
    if (path.ends_with("kind")) {
      return {core::Value("book"), core::Value("map"), core::Value("globe")};
    }
    return {core::Value(true), core::Value(false), core::Value(7)};
  };
  struct Row {
    std::string facts;
    std::string tips;
  };
  const Row rows[] = {
      {"{groups: [{kind: book}]}",
       "groups[0].fragile:  -> true = high, groups[0].kind: book -> map = middle"},
      {"{groups: [{kind: map}]}",
       "groups[0].fragile:  -> true = high, groups[0].kind: map -> book = low"},
      {"{groups: [{kind: map, fragile: true}]}", "groups[0].fragile: true -> false = middle"},
      // An open fact: each level that it may settle, one example of each.
      {"{groups: [{kind: {unknown: why}}]}",
       "groups[0].fragile:  -> true = high, groups[0].kind: {unknown: why} -> book = low, "
       "groups[0].kind: {unknown: why} -> map = middle"},
      // Two groups on the highest: no single change lowers it.
      {"{groups: [{kind: map, fragile: true}, {kind: map, fragile: true}]}", ""},
      // History is no fact, and what the level does not rest on is no tip.
      {"{returned: false, groups: [{kind: book, fragile: true, count: 3}], assessments: [{inputs: "
       "{}}]}",
       "groups[0].fragile: true -> false = low"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.facts);
    const auto document = test::read(row.facts);
    const auto plan = kind();
    const auto base = core::assess(plan, all, document, k_nothing, k_now, k_day);
    std::vector<std::string> found;
    for (const auto& tip : core::tips(plan, all, document, k_nothing, k_now, base, alternatives)) {
      found.push_back(tip.path + ": " + tip.from.to_text() + " -> " + tip.to.to_text() + " = " +
                      tip.level);
    }
    CHECK(test::joined(found) == row.tips);
  }
}

TEST_CASE("the nearest precedents agree in more than they differ, the nearest first") {
  const auto all = rules();
  const auto precedents = test::read(R"({precedents: [
    {id: half, features: {kind: book, size: 2}},
    {id: three_of_four, features: {kind: book, result.highest: low, result.level: low, size: 2}},
    {id: one_of_one, features: {kind: book}},
    {id: all_four, features: {kind: book, result.highest: low, result.level: low, size: 1}},
    {id: none, features: {kind: globe, size: 3}},
    {id: empty, features: {}},
    {id: other, features: {colour: red}}
  ]})");
  const auto ids = [&](std::string_view facts) {
    const auto document = test::read(facts);
    const auto plan = kind();
    std::vector<std::string> found;
    for (const auto& near :
         core::nearest(plan, precedents, document,
                       core::assess(plan, all, document, k_nothing, k_now, k_day))) {
      found.push_back(near.precedent->text("id") + " " + std::to_string(near.same) + "/" +
                      std::to_string(near.compared));
    }
    return test::joined(found);
  };
  // At most two; among the same nearness the order of the file.
  CHECK(ids("{kind: book, size: 1, groups: [{count: 1}]}") == "all_four 4/4, three_of_four 3/4");
  CHECK(ids("{kind: globe, size: 3, groups: [{count: 1}]}") == "none 2/2");
  CHECK(ids("{groups: [{count: 1}]}") == "");
  // What is not certain agrees with nothing.
  CHECK(ids("{kind: {unknown: why}, size: 2, groups: [{count: 1}]}") == "");
}

namespace {

std::vector<core::Value> truths(const core::Path& path) {
  return path.to_text() == "size" ? std::vector<core::Value>{}
                                  : std::vector<core::Value>{core::Value(true), core::Value(false)};
}

core::Assessment tried(const std::vector<core::Rule>& all, const core::Value& document) {
  return core::assess(kind(), all, document, k_nothing, k_now, k_day, truths);
}

} // namespace

TEST_CASE("an answer that is the same for every value of an open fact is certain") {
  // Each board row hangs on `a`; `size` has too many values to be tried.
  const auto all = test::rules(R"([
    {as: highest, source: law, decision: [
      {when: {fact: a, is: true}, result: high, reason: a},
      {when: {fact: a, is: false}, result: high, reason: not_a},
      {result: low, reason: rest}]},
    {as: board, source: law, decision: [
      {when: {all: [{fact: a, is: true}, {fact: b, is: true}]}, result: no, reason: both},
      {when: {fact: a, is: true}, result: yes, reason: some},
      {when: {fact: size, at_least: 3}, result: yes, reason: large},
      {when: {fact: a, is: false}, result: yes, reason: some},
      {result: no, reason: none}]},
    {as: lender, source: law, decision: [
      {when: {fact: size, at_least: 3}, result: yes, reason: large},
      {when: {fact: c, is: true}, result: yes, reason: c},
      {when: {fact: c, is: false}, result: no, reason: c},
      {result: no, reason: none}]},
    {as: category, decision: [{result: green, reason: none}]}
  ])");
  const auto one = test::read("{a: {unknown: why}, b: false, size: 1, c: true}");
  const auto certain = tried(all, one);
  CHECK(verdicts(certain) == "yes, yes");
  CHECK(test::told(certain.find("board")->open) == "a (declared)"); // open, and without effect
  CHECK(test::joined(certain.find("board")->reasons) == "some");
  CHECK(test::joined(certain.levels) == "high");
  CHECK(certain.judgement.one("highest").possible.front().reason == core::k_either_way);
  CHECK(*core::at(one, "a") == certain.judgement.inputs.at("a"));
  // Without the choices it stays open.
  CHECK(verdicts(core::assess(kind(), all, one, k_nothing, k_now, k_day)) == "depends, yes");

  // Only what changes something is named: `b` does where `a` is true; `c` never for the board.
  const auto two = test::read("{size: 1}");
  const auto open = tried(all, two);
  CHECK(verdicts(open) == "cannot_decide, cannot_decide");
  CHECK(test::told(open.find("board")->open) == "a, b");
  CHECK(test::told(open.find("lender")->open) == "c");
  // A fact whose values cannot be counted stays open, and is then all that matters.
  const auto three = test::read("{a: {unknown: why}, b: false, c: true}");
  const auto size = tried(all, three);
  CHECK(verdicts(size) == "yes, yes");
  const auto four = test::read("{a: true, b: false, c: false}");
  CHECK(verdicts(tried(all, four)) == "yes, cannot_decide");
  CHECK(test::told(tried(all, four).find("lender")->open) == "size");
}
