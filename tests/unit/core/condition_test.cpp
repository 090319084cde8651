// SPDX-License-Identifier: MIT
#include "core/condition.hpp"

#include "facts.hpp"

#include "core/rules.hpp"

namespace {

const core::Instant k_now = test::instant("2026-10-05T14:00:00+02:00");

core::Answer asked(const core::Value& document, std::string_view condition) {
  const core::Value organisation =
      test::read("{policies: {archive_required: true}, open: {unknown: why}}");
  return test::condition(condition).ask(
      core::world_of({document, organisation, k_now, nullptr, ""}));
}

// y, n: facts. a: absent. d: declared unknown. f: undeterminable.
core::Value truths() {
  return test::read("{y: true, n: false, d: {unknown: why}, f: {undeterminable: why}}");
}

std::string leaf(char fact) {
  return std::string("{fact: ") + fact + ", is: true}";
}

struct Asked {
  std::string condition;
  std::string answer; // yes, no, or unknown for want of ...
  std::string causes;
};

void check_all(const core::Value& document, const std::vector<Asked>& rows) {
  for (const auto& row : rows) {
    CAPTURE(row.condition);
    const auto answer = asked(document, row.condition);
    CHECK(test::name_of(answer.truth) == row.answer);
    CHECK(test::told(answer.causes) == row.causes);
  }
}

} // namespace

TEST_CASE("all is the least of its parts, any the most, not the reverse") {
  // Kleene's strong three-valued logic: no < unknown < yes.
  const auto rank = [](char fact) { return fact == 'y' ? 2 : fact == 'n' ? 0 : 1; };
  const char* const words[] = {"no", "unknown", "yes"};
  for (const char a : std::string("ynadf")) {
    CAPTURE(a);
    const auto negated = asked(truths(), "{not: " + leaf(a) + "}");
    CHECK(test::name_of(negated.truth) == words[2 - rank(a)]);
    CHECK(negated.causes.empty() == (rank(a) != 1));
    for (const char b : std::string("ynadf")) {
      CAPTURE(b);
      const auto parts = "[" + leaf(a) + ", " + leaf(b) + "]}";
      const auto all = asked(truths(), "{all: " + parts);
      const auto any = asked(truths(), "{any: " + parts);
      CHECK(test::name_of(all.truth) == words[std::min(rank(a), rank(b))]);
      CHECK(test::name_of(any.truth) == words[std::max(rank(a), rank(b))]);
      // An answer that is certain has no cause to be open; an open one names each.
      CHECK(all.causes.empty() == (all.truth != core::Truth::unknown));
      CHECK(any.causes.empty() == (any.truth != core::Truth::unknown));
      const std::size_t open = a != b && rank(a) == 1 && rank(b) == 1 ? 2 : 1;
      if (all.truth == core::Truth::unknown) {
        CHECK(all.causes.size() == open);
      }
      if (any.truth == core::Truth::unknown) {
        CHECK(any.causes.size() == open);
      }
    }
  }
}

TEST_CASE("nothing at all is true, and any of nothing is not") {
  check_all(truths(), {{"{all: []}", "yes", ""}, {"{any: []}", "no", ""}});
}

TEST_CASE("an unknown answer says whether the fact is absent or declared open") {
  check_all(truths(),
            {
                {"{fact: a, is: true}", "unknown", "a"},
                {"{fact: d, is: true}", "unknown", "d (declared)"},
                {"{fact: f, is: true}", "unknown", "f (declared)"},
                {"{fact: d.below, is: true}", "unknown", "d (declared)"},
                {"{fact: \"a.below[*].more\", is: true}", "unknown", "a.below[*].more"},
                {"{all: [{fact: a, is: 1}, {fact: d, is: 1}]}", "unknown", "a, d (declared)"},
                {"{any: [{fact: n, is: true}, {fact: d, is: 1}, {fact: d, is: 2}]}", "unknown",
                 "d (declared)"},
                {"{not: {fact: a, is: true}}", "unknown", "a"},
            });
}

TEST_CASE("each question has its answer of a fact that stands there") {
  const auto document = test::read(R"({
    word: red, number: 3, real: 2.5, list: [a, b], none: [], text: "true", nothing: null,
    early: 2026-10-01T10:00:00+02:00, same: 2026-10-01T08:00:00Z, late: 2026-10-09T10:00:00+02:00,
    day: 2026-10-05, tomorrow: 2026-10-06,
    group: {role: a}
  })");
  check_all(document,
            {
                {"{fact: word, is: red}", "yes", ""},
                {"{fact: word, is: blue}", "no", ""},
                {"{fact: text, is: true}", "no", ""}, // the text is not the truth
                {"{fact: number, is: 3}", "yes", ""},
                {"{fact: number, is: \"3\"}", "no", ""},
                {"{fact: list, is: [a, b]}", "yes", ""},
                {"{fact: word, in: [blue, red]}", "yes", ""},
                {"{fact: word, in: []}", "no", ""},
                {"{fact: list, has: a}", "yes", ""},
                {"{fact: list, has: c}", "no", ""},
                {"{fact: list, has: [c, b]}", "yes", ""}, // any of them
                {"{fact: list, has: [c, d]}", "no", ""},
                {"{fact: none, has: a}", "no", ""},
                {"{fact: word, has: red}", "no", ""}, // no list
                {"{fact: number, at_least: 3}", "yes", ""},
                {"{fact: number, at_least: 3.5}", "no", ""},
                {"{fact: real, at_least: 2}", "yes", ""},
                {"{fact: word, at_least: 1}", "no", ""},
                {"{fact: early, before: now}", "yes", ""},
                {"{fact: late, before: now}", "no", ""},
                {"{fact: late, after: now}", "yes", ""},
                {"{fact: early, after: now}", "no", ""},
                {"{fact: early, before: late}", "yes", ""},
                {"{fact: late, before: early}", "no", ""},
                {"{fact: early, before: same}", "no", ""}, // one moment, written twice
                {"{fact: early, after: same}", "no", ""},
                {"{fact: day, before: now}", "yes", ""}, // a date counts from its first moment
                {"{fact: tomorrow, after: day}", "yes", ""},
                {"{fact: group.role, same_as: word}", "no", ""},
                {"{fact: word, same_as: word}", "yes", ""},
                {"{fact: \"list[*]\", same_as: group.role}", "yes", ""},
                {"{fact: word, exists: true}", "yes", ""},
                {"{fact: word, exists: false}", "no", ""},
                {"{fact: nothing, exists: true}", "yes", ""},
            });
}

TEST_CASE("what cannot be ordered is not ordered, and says which side is at fault") {
  const auto document =
      test::read("{time: 2026-10-01T10:00:00+02:00, word: soon, d: {unknown: why}}");
  check_all(document, {
                          {"{fact: time, before: absent}", "unknown", "absent"},
                          {"{fact: absent, before: time}", "unknown", "absent"},
                          {"{fact: time, before: d}", "unknown", "d (declared)"},
                          {"{fact: d, before: time}", "unknown", "d (declared)"},
                          {"{fact: d, before: absent}", "unknown", "d (declared)"},
                          {"{fact: word, before: now}", "unknown", "word"},
                          {"{fact: word, before: time}", "unknown", "word"},
                          {"{fact: time, same_as: d}", "unknown", "d (declared)"},
                      });
}

TEST_CASE("over several places some entry is enough, and an open one keeps the answer open") {
  const auto document = test::read(R"({
    groups: [{n: 1, v: false}, {n: 2, v: true}, {n: 3}],
    open: [{v: false}, {v: {unknown: asked}}],
    all_no: [{v: false}, {v: false}],
    none: []
  })");
  check_all(document, {
                          {"{fact: \"groups[*].v\", is: true}", "yes", ""},
                          {"{fact: \"groups[*].n\", is: 4}", "no", ""},
                          {"{fact: \"groups[*].n\", at_least: 3}", "yes", ""},
                          {"{fact: \"open[*].v\", is: true}", "unknown", "open[1].v (declared)"},
                          {"{fact: \"open[*].v\", is: false}", "yes", ""},
                          {"{fact: \"all_no[*].v\", is: true}", "no", ""},
                          {"{fact: \"none[*].v\", is: true}", "unknown", "none[*].v"},
                          {"{fact: \"none[*].v\", exists: false}", "yes", ""},
                          {"{not: {fact: \"groups[*].v\", is: true}}", "no", ""},
                      });
}

TEST_CASE("an open entry on the other side does not hide one that agrees") {
  const auto document = test::read(
      "{role: a, roles: [{r: a}, {r: {unknown: why}}], others: [{r: b}, {r: {unknown: why}}]}");
  check_all(document,
            {
                {"{fact: role, same_as: \"roles[*].r\"}", "yes", ""},
                {"{fact: role, same_as: \"others[*].r\"}", "unknown", "others[1].r (declared)"},
            });
}

TEST_CASE("the newest entry of a filtered list is asked") {
  const auto document = test::read(R"({
    decisions: [{about: authority, answer: yes}, {about: authority, answer: no}, {about: people, answer: yes}]
  })");
  check_all(document, {
                          {"{fact: \"decisions[about=authority][-1].answer\", is: no}", "yes", ""},
                          {"{fact: \"decisions[about=authority][-1].answer\", is: yes}", "no", ""},
                          {"{fact: \"decisions[about=authority].answer\", is: yes}", "yes", ""},
                          {"{fact: \"decisions[about=people][-1].answer\", is: yes}", "yes", ""},
                          {"{fact: \"decisions[about=press][-1].answer\", is: yes}", "unknown",
                           "decisions[about=press][-1].answer"},
                          {"{fact: \"decisions[about=press]\", exists: false}", "yes", ""},
                      });
}

TEST_CASE("unknown and exists ask about the openness itself") {
  const auto document = test::read(
      "{y: 1, d: {unknown: why}, f: {undeterminable: why}, l: [{c: {unknown: why}}, {c: 2}]}");
  check_all(document,
            {
                {"{fact: d, unknown: yet}", "yes", ""},
                {"{fact: d, unknown: forever}", "no", ""},
                {"{fact: d, unknown: any}", "yes", ""},
                {"{fact: f, unknown: yet}", "no", ""},
                {"{fact: f, unknown: forever}", "yes", ""},
                {"{fact: f, unknown: any}", "yes", ""},
                {"{fact: y, unknown: any}", "no", ""},
                {"{fact: absent, unknown: any}", "no", ""},
                {"{fact: \"l[*].c\", unknown: yet}", "yes", ""},
                // Declared unknown is an answer that stands there ...
                {"{fact: d, exists: true}", "yes", ""},
                {"{fact: f, exists: true}", "yes", ""},
                {"{fact: absent, exists: true}", "no", ""},
                {"{fact: absent, exists: false}", "yes", ""},
                // ... but what lies within it may be there or not.
                {"{fact: d.below, exists: true}", "unknown", "d (declared)"},
                {"{fact: d.below, exists: false}", "unknown", "d (declared)"},
                {"{fact: \"l[*].c.exact\", exists: true}", "unknown", "l[0].c (declared)"},
            });
}

TEST_CASE("a yes names the places that made it so") {
  const auto document = test::read("{a: 1, b: 2, l: [{x: 1}, {x: 2}]}");
  struct Row {
    std::string condition;
    std::string facts;
  };
  const Row rows[] = {
      {"{fact: a, is: 1}", "a"},
      {"{fact: \"l[*].x\", is: 2}", "l[1].x"},
      {"{all: [{fact: a, is: 1}, {fact: b, is: 2}]}", "a, b"},
      {"{all: [{fact: a, is: 1}, {fact: a, at_least: 0}]}", "a"},
      {"{any: [{fact: a, is: 2}, {fact: b, is: 2}, {fact: a, is: 1}]}", "b"},
      {"{not: {fact: a, is: 2}}", "a"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.condition);
    const auto answer = asked(document, row.condition);
    CHECK(answer.truth == core::Truth::yes);
    CHECK(test::joined(answer.facts) == row.facts);
  }
}

TEST_CASE("paths lead into the organisation, the state and the entry looked at") {
  const auto document =
      test::read("{actions: [{done: true}, {due: 2026-10-01}], org: {policies: word}}");
  const auto organisation =
      test::read("{policies: {archive_required: true}, open: {unknown: why}}");
  const auto state = test::read("{stale: true}");
  const auto world = core::world_of({document, organisation, k_now, &state, "actions[1]"});
  struct Row {
    std::string condition;
    std::string answer;
    std::string causes;
  };
  const Row rows[] = {
      {"{fact: org.policies.archive_required, is: true}", "yes", ""},
      {"{fact: org.policies.tell_people, is: true}", "unknown", "org.policies.tell_people"},
      {"{fact: org.open, is: true}", "unknown", "org.open (declared)"},
      {"{fact: state.stale, is: true}", "yes", ""},
      {"{fact: entry.due, exists: true}", "yes", ""},
      {"{fact: entry.done, is: true}", "unknown", "actions[1].done"},
      {"{fact: \"actions[0].done\", is: true}", "yes", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.condition);
    const auto answer = test::condition(row.condition).ask(world);
    CHECK(test::name_of(answer.truth) == row.answer);
    CHECK(test::told(answer.causes) == row.causes);
  }
}

TEST_CASE("a condition that the grammar does not know is refused when it is read") {
  for (const auto* text : {
           "{fact: a}",
           "{is: 1}",
           "{fact: a, equals: 1}",
           "{fact: a, is: 1, in: [1]}",
           "{fact: a, is: 1, comment: x}",
           "{fact: 3, is: 1}",
           "{}",
           "{all: {fact: a, is: 1}}",
           "{any: word}",
           "{all: [], any: []}",
           "{all: [{fact: a, is: 1}], fact: b, is: 2}",
           "{not: {fact: a, is: 1}, fact: b, is: 2}",
           "{not: {fact: a}}",
           "{not: word}",
           "{all: [word]}",
           "{fact: a, exists: yes}",
           "{fact: a, unknown: maybe}",
           "{fact: a, unknown: true}",
           "{fact: a, in: word}",
           "{fact: a, at_least: many}",
           "{fact: a, before: 3}",
           "{fact: a, same_as: now}",
           "word",
           "[]",
       }) {
    CAPTURE(text);
    CHECK(test::error_of([&] { test::condition(text); }) == "bad-condition");
  }
  CHECK(test::error_of([] { test::condition("{fact: a..b, is: 1}"); }) == "bad-path-in-data");
  CHECK(test::error_of([] { test::condition("{fact: a, before: b..c}"); }) == "bad-path-in-data");
}

TEST_CASE("every path of a condition is shown, with what it is compared with") {
  std::vector<std::string> facts;
  test::condition(
      "{all: [{fact: a.b, is: 1}, {not: {any: [{fact: c, before: d}, {fact: e, before: now}]}}]}")
      .each_fact([&](const core::Path& path, const core::Value& value) {
        facts.push_back(path.to_text() + "=" + value.to_text());
      });
  CHECK(test::joined(facts) == "a.b=1, c=d, d=, e=now");
}

TEST_CASE("a number may be that of an entry, and a value may stand in several places") {
  const auto document = test::read("{l: [{c: x}, {c: y}, {c: x}], one: [{c: x}, {c: y}], none: [], "
                                   "open: [{c: x}, {c: {unknown: why}}], d: {unknown: why}, "
                                   "zero: 0, two: 2, three: 3, less: -1, text: word}");
  check_all(document,
            {
                {"{fact: zero, index_of: l}", "yes", ""},
                {"{fact: two, index_of: l}", "yes", ""},
                {"{fact: three, index_of: l}", "no", ""},
                {"{fact: less, index_of: l}", "no", ""},
                {"{fact: text, index_of: l}", "no", ""},
                {"{fact: zero, index_of: none}", "no", ""},
                {"{fact: zero, index_of: absent}", "no", ""},
                {"{fact: zero, index_of: d}", "unknown", "d (declared)"},
                {"{fact: absent, index_of: l}", "unknown", "absent"},
                {"{fact: \"l[*].c\", repeats: true}", "yes", ""},
                {"{fact: \"one[*].c\", repeats: true}", "no", ""},
                {"{fact: \"none[*].c\", repeats: true}", "no", ""},
                {"{fact: \"open[*].c\", repeats: true}", "unknown", "open[1].c (declared)"},
            });
}
