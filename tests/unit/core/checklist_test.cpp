// SPDX-License-Identifier: MIT
#include "core/checklist.hpp"

#include "core/state.hpp"
#include "facts.hpp"

namespace {

const core::Instant k_now = test::instant("2026-10-05T14:00:00+02:00");

// "a done, b due": each item of the list "l" with how it stands.
std::string standing(const core::Kind& kind, std::string_view document,
                     std::string_view organisation = "{}") {
  const auto root = test::read(document);
  const auto org = test::read(organisation);
  auto state = core::state_of(root, nullptr);
  core::add_category(kind, root, org, state);
  std::vector<std::string> all;
  for (const auto& one : core::standing_of(kind, "l", root, org, state, k_now)) {
    auto text = one.item->id + " " + core::name_of(one.state);
    text += one.causes.empty() ? "" : " for " + test::told(one.causes);
    text += one.at ? " " + core::to_minutes({*one.at, core::Offset{7200}}) : "";
    text += one.by.empty() ? "" : " by " + one.by;
    all.push_back(text);
  }
  return test::joined(all);
}

} // namespace

TEST_CASE("an item is done, due, to be considered, not needed, or nobody can say yet") {
  const auto kind = test::kind(R"({checklists: {l: [
    {id: a, source: s, when: {fact: size, in: [large, huge]}, consider: {fact: size, is: middle},
     done: {fact: finished, exists: true}, at: finished}]}})");
  struct Row {
    std::string document;
    std::string standing;
  };
  const Row rows[] = {
      {"{size: large}", "a due"},
      {"{size: middle}", "a consider"},
      {"{size: small}", "a not_needed"},
      {"{}", "a open for size"},
      {"{size: {unknown: why}}", "a open for size (declared)"},
      {"{size: large, finished: 2026-10-05T12:00:00+02:00}", "a done 2026-10-05 12:00"},
      // Done is done, needed or not, and without a time too.
      {"{size: small, finished: 2026-10-05T12:00:00+02:00}", "a done 2026-10-05 12:00"},
      {"{finished: some day}", "a done"},
      // A tick does not contradict the facts.
      {"{size: large, steps: [{step: a, at: 2026-10-05T12:00:00+02:00}]}", "a due"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CHECK(standing(kind, row.document) == row.standing);
  }
}

TEST_CASE("an item that says no more is always needed, and done when it is ticked") {
  const auto kind = test::kind("{checklists: {l: [{id: a, source: s}, {id: b, source: s}]}}");
  CHECK(standing(kind, "{}") == "a due, b due");
  CHECK(standing(kind, "{steps: [{step: b, at: 2026-10-05T12:00:00+02:00, by: leader}]}") ==
        "a due, b done 2026-10-05 12:00 by leader");
  // Ticked twice: the first time counts.
  CHECK(standing(kind, "{steps: [{step: a, at: 2026-10-05T12:00:00+02:00}, "
                       "{step: a, at: 2026-10-05T11:00:00+02:00, by: it}]}") ==
        "a done 2026-10-05 11:00 by it, b due");
  // Corrected by a later entry: it was the other one.
  CHECK(standing(kind, "{steps: [{step: a, at: 2026-10-05T12:00:00+02:00}, "
                       "{step: b, at: 2026-10-05T12:00:00+02:00, corrects: 0}]}") ==
        "a due, b done 2026-10-05 12:00");
}

TEST_CASE("without when, what is to be considered is not needed otherwise") {
  const auto kind =
      test::kind("{checklists: {l: [{id: a, source: s, consider: {fact: size, is: middle}}]}}");
  CHECK(standing(kind, "{size: middle}") == "a consider");
  CHECK(standing(kind, "{size: large}") == "a not_needed");
  CHECK(standing(kind, "{}") == "a open for size");
}

TEST_CASE("a tick or a fact makes it done, and the earliest time counts") {
  const auto kind = test::kind(R"({checklists: {l: [
    {id: a, source: s, done: {any: [{fact: "steps[step=a]", exists: true}, {fact: "told[to=it]", exists: true}]},
     at: ["told[to=it].at", over]}]}})");
  CHECK(standing(kind, "{told: [{to: it, at: 2026-10-05T13:00:00+02:00}], "
                       "steps: [{step: a, at: 2026-10-05T12:30:00+02:00}]}") ==
        "a done 2026-10-05 12:30");
  CHECK(standing(kind, "{told: [{to: it, at: 2026-10-05T13:00:00+02:00}], "
                       "over: 2026-10-05T12:00:00+02:00}") == "a done 2026-10-05 12:00");
  CHECK(standing(kind, "{over: 2026-10-05T12:00:00+02:00}") == "a due");
}

TEST_CASE(
    "the category decides, by the house or else by the kind, and is the newest that is known") {
  const auto kind = test::kind(R"({
    category: {of: ["assessments[-1].result.category", guess], asks: org.asks,
      otherwise: {low: {team: false}, high: {team: true}}},
    checklists: {l: [{id: team, source: s, when: {fact: state.category_team, is: true}}]}})");
  CHECK(standing(kind, "{}") == "team open for guess"); // the fact that would settle it
  CHECK(standing(kind, "{guess: high}") == "team due");
  CHECK(standing(kind, "{guess: low}") == "team not_needed");
  CHECK(standing(kind, "{guess: high, assessments: [{result: {category: low}}]}") ==
        "team not_needed");
  CHECK(standing(kind, "{guess: high, assessments: [{result: {category: cannot_decide}}]}") ==
        "team due");
  CHECK(standing(kind, "{guess: strange}") == "team open for guess");
  CHECK(standing(kind, "{guess: high}", "{asks: {high: {team: false}}}") == "team not_needed");
  CHECK(standing(kind, "{guess: high}", "{asks: {high: {other: 1}}}") == "team due");
}

TEST_CASE("a category that no assessment says is preliminary") {
  const auto kind = test::kind(R"({
    category: {of: ["assessments[-1].result.category", guess], otherwise: {low: {}, high: {}}},
    checklists: {l: [{id: early, source: s, when: {fact: state.category_is_preliminary, is: true}}]}})");
  CHECK(standing(kind, "{guess: high}") == "early due");
  CHECK(standing(kind, "{guess: high, assessments: [{result: {category: low}}]}") ==
        "early not_needed");
  CHECK(standing(kind, "{guess: high, assessments: [{result: {category: not_certain}}]}") ==
        "early due");
}

TEST_CASE("only what a tick makes done can be ticked") {
  const auto kind = test::kind(R"({checklists: {
    l: [{id: a, source: s}, {id: b, source: s, done: {fact: owner, exists: true}}],
    m: [{id: c, source: s, done: {any: [{fact: "steps[step=c]", exists: true}, {fact: owner, exists: true}]}},
        {id: d, source: s, done: {fact: "steps[step=a]", exists: true}}]}})");
  CHECK(test::joined(core::tickable(kind)) == "a, c");
  CHECK(core::item_named(kind, "b")->id == "b");
  CHECK(core::item_named(kind, "x") == nullptr);
  CHECK(core::standing_of(kind, "n", test::read("{}"), test::read("{}"), test::read("{}"), k_now)
            .empty());
}
