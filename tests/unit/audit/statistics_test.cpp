// SPDX-License-Identifier: MIT
// Figures over a kind that exists only here: what is counted is data. A sum of all rows, "not
// known" and "not asked" included, is the number of cases, always.
#include "audit/statistics.hpp"

#include <doctest/doctest.h>

#include "audit/before.hpp"
#include "audit/documentation.hpp"
#include "audit/published.hpp"
#include "casebook/data.hpp"

namespace {

using namespace std::chrono_literals;

const core::Zone k_zone{"UTC", [](core::Instant) { return core::Offset{0}; }};
const core::Value k_organisation{core::Map{}};

core::Instant at(const char* text) {
  return core::parsed_time(text)->instant;
}

core::Kind kind() {
  return core::kind_from(casebook::data_from(R"(
kind: loan
format: 1
start: received
periods:
  - {id: loan.back, version: 1, valid_from: 2020-01-01, source: house, status: ours, from: received, period: {days: 10}, until: returned}
  - {id: loan.task, version: 1, valid_from: 2020-01-01, source: house, status: ours, for_each: tasks, due: entry.due, until: entry.done}
  - {id: loan.part, version: 1, valid_from: 2020-01-01, source: house, status: ours, for_each: parts, due: entry.due, until: entry.done}
  - {id: loan.look, version: 1, valid_from: 2020-01-01, source: house, status: ours, for_each_unknown: true}
statistics:
  not_counted:
    - {id: trial, when: {all: [{fact: trial, exists: true}, {fact: trial, is: true}]}}
  counts:
    - {id: what, of: [object, guess], values: [map, globe]}
    - {id: marks, of: [marks]}
    - {id: reached, rows: [{id: back, when: {fact: returned, exists: true}}, {id: far, when: {fact: distance, at_least: 10}}]}
    - {id: abroad, of: [country], when: {fact: far, is: true}}
    - {id: why, of: [story], text: true}
  durations:
    - {id: away, unit: days, from: [received], to: [returned], bands: [5, 10]}
  entries:
    - {id: tasks, of: tasks, done: {fact: entry.done, exists: true}}
memory:
  compare: [object, room]
  within: {months: 12}
  unfinished: {list: tasks, when: {fact: entry.done, exists: false}}
documentation:
  - {id: said, need: {fact: object, exists: true}, source: house}
  - {id: why_far, when: {fact: far, is: true}, need: {fact: reason, exists: true}, source: house}
  - {id: each, for_each: tasks, need: {fact: entry.owner, is: me}, source: house}
)",
                                             "kind.yaml"));
}

class World {
public:
  explicit World(core::Instant now = at("2026-06-01T00:00:00Z")) : m_now(now) {}

  void add(const std::string& text) {
    auto& one = matters.emplace_back();
    one.document = casebook::data_from(text, "case");
    one.id = one.document.text("id");
    one.kind = &m_kind;
    one.rules = &m_kind.statistics;
    one.state = core::Value(core::Map{});
    one.clocks = core::clocks(m_kind, one.document, {k_organisation, m_calendar, m_now, k_zone});
  }

  audit::Counting counting(const char* since = "2026-01-01", const char* until = "2026-12-31") {
    return {{*core::parsed_date(since), *core::parsed_date(until)}, k_organisation, m_now, k_zone};
  }

  const core::Kind& kind() const { return m_kind; }
  std::vector<audit::Matter> matters;

private:
  core::Kind m_kind = ::kind();
  core::Calendar m_calendar;
  core::Instant m_now;
};

std::int64_t number_of(const audit::Count& count, std::string_view value) {
  for (const auto& row : count.rows) {
    if (row.what == audit::Row::What::value && row.value == value) {
      return row.number.count;
    }
  }
  return -7;
}

std::int64_t number_of(const audit::Count& count, audit::Row::What what) {
  for (const auto& row : count.rows) {
    if (row.what == what) {
      return row.number.count;
    }
  }
  return -7;
}

} // namespace

TEST_CASE("whatever a case does not say is counted as not known") {
  World world;
  world.add(
      "{id: a, status: closed, received: 2026-01-10T12:00:00Z, object: map, returned: 2026-01-15}");
  world.add(
      "{id: b, status: open, received: 2026-02-10T12:00:00Z, object: {unknown: why}, guess: map}");
  world.add("{id: c, status: open, received: 2026-02-11T12:00:00Z, object: {undeterminable: why}}");
  world.add("{id: d, status: open, received: 2026-02-12T12:00:00Z, marks: [x, y, x], distance: 12, "
            "far: true, country: no}");
  world.add(
      "{id: e, status: open, received: 2026-02-13T12:00:00Z, marks: [y], distance: 2, far: false}");
  world.add("{id: f, status: open, received: 2025-12-31T23:59:59Z, object: map}");
  world.add("{id: g, status: open, received: 2026-03-01T00:00:00Z, trial: true}");
  const auto figures = audit::figures_of(world.matters, world.counting());
  CHECK(figures.cases.count == 5);
  CHECK(figures.not_counted.at("trial").count == 1);
  CHECK(figures.months.size() == 12);
  REQUIRE(figures.kinds.size() == 1);
  const auto& loans = figures.kinds.front();
  CHECK(loans.months.at("2026-01").count == 1);
  CHECK(loans.months.at("2026-02").count == 4);
  const auto& what = loans.counts[0];
  CHECK(what.rows[0].value == "map");
  CHECK(number_of(what, "map") == 2); // the first place that says something
  CHECK(number_of(what, "globe") == 0);
  CHECK(number_of(what, audit::Row::What::not_known) == 3);
  const auto& marks = loans.counts[1];
  CHECK(marks.several);
  CHECK(number_of(marks, "x") == 1); // twice in one case is once
  CHECK(number_of(marks, "y") == 2);
  const auto& reached = loans.counts[2];
  CHECK(number_of(reached, "back") == 1);
  CHECK(number_of(reached, "far") == 1);
  CHECK(number_of(reached, audit::Row::What::not_known) == 3);
  const auto& abroad = loans.counts[3];
  CHECK(number_of(abroad, audit::Row::What::not_asked) == 1);
  CHECK(number_of(abroad, audit::Row::What::not_known) == 3);
  for (const auto& count : loans.counts) {
    std::int64_t all = 0;
    for (const auto& row : count.rows) {
      all += row.number.count;
    }
    CAPTURE(count.rule->id);
    CHECK((count.several ? all >= 5 : all == 5));
  }
}

TEST_CASE("clocks and entries are counted as their clocks say") {
  World world;
  world.add(
      "{id: a, status: open, received: 2026-01-01T12:00:00Z, returned: 2026-01-05T12:00:00Z}");
  world.add(
      "{id: b, status: open, received: 2026-01-01T12:00:00Z, returned: 2026-01-30T12:00:00Z}");
  world.add("{id: c, status: open, received: 2026-01-01T12:00:00Z}");
  world.add("{id: d, status: open, received: 2026-05-30T12:00:00Z, tasks: [{due: 2026-06-30}, "
            "{due: 2026-05-30}, {}, {done: 2026-05-31}, {due: 2026-05-30, done: 2026-05-30}, {due: "
            "2026-05-30, done: 2026-05-31}]}");
  const auto figures = audit::figures_of(world.matters, world.counting());
  const auto& loans = figures.kinds.front();
  REQUIRE(loans.clocks.size() == 2); // what is counted entry by entry is no clock here
  CHECK(loans.clocks[0].in_time.count == 1);
  CHECK(loans.clocks[0].late.count == 1);
  CHECK(loans.clocks[0].overdue.count == 1);
  CHECK(loans.clocks[0].running.count == 1);
  CHECK(loans.clocks[0].judged() == 3);
  const auto& tasks = loans.entries[0];
  CHECK(tasks.open.count == 1);
  CHECK(tasks.overdue.count == 1);
  CHECK(tasks.undated.count == 1);
  CHECK(tasks.done.count == 1);
  CHECK(tasks.in_time.count == 1);
  CHECK(tasks.late.count == 1);
  const auto& away = loans.durations[0];
  CHECK(away.measured == 2);
  CHECK(away.median == 16.5);
  CHECK(away.bands[0].count == 1);
  CHECK(away.bands[2].count == 1);
  CHECK(away.running.count == 2);
  const auto standing =
      audit::standing_of(world.matters, world.counting("2020-01-01", "2020-01-02"));
  CHECK(standing.open_cases == 4); // now, whenever they came
  CHECK(standing.overdue_clocks == 1);
  CHECK(standing.open_entries == 3);
  CHECK(standing.overdue_entries == 1);
}

TEST_CASE("a fact to look into again is no deadline, and its day is told apart") {
  World world;
  world.add("{id: a, status: open, received: 2026-01-01T12:00:00Z, returned: 2026-01-05T12:00:00Z,"
            " object: {unknown: nobody asked, by: 2026-05-01}}");
  const auto standing = audit::standing_of(world.matters, world.counting());
  CHECK(standing.overdue_clocks == 0);
  CHECK(standing.cases_overdue == 0);
  CHECK(standing.overdue_looks == 1);
}

TEST_CASE("a case with errors is counted, and nothing is said of its clocks") {
  World world;
  world.add(
      "{id: a, status: open, received: 2026-01-01T12:00:00Z, returned: 2026-01-05T12:00:00Z}");
  world.matters.back().is_sound = false;
  const auto figures = audit::figures_of(world.matters, world.counting());
  CHECK(figures.not_sound.count == 1);
  CHECK(figures.kinds.front().clocks[0].cannot_decide.count == 1);
  CHECK(figures.kinds.front().clocks[0].in_time.count == 0);
}

TEST_CASE("the year before has the same days, whatever February has") {
  const auto before = audit::a_year_before({{2028, 2, 29}, {2028, 12, 31}});
  CHECK(before.since == core::Date{2027, 2, 28});
  CHECK(before.until == core::Date{2027, 12, 31});
}

TEST_CASE("what is published tells no small number, in no table") {
  World world;
  for (int number = 0; number < 30; ++number) {
    const std::string object = number < 3 ? "globe" : number < 6 ? "{unknown: why}" : "map";
    const std::string back = number % 10 == 0 ? ", returned: 2026-01-20T12:00:00Z" : "";
    world.add("{id: x" + std::to_string(number) + ", status: open, received: 2026-0" +
              std::to_string(1 + number % 2) + "-10T12:00:00Z, object: " + object + back + "}");
  }
  auto figures = audit::figures_of(world.matters, world.counting());
  audit::hide_small(figures, 5);
  const auto& loans = figures.kinds.front();
  CHECK(figures.cases.count == 30);
  CHECK(number_of(loans.counts[0], "globe") == audit::k_hidden);
  CHECK(number_of(loans.counts[0], audit::Row::What::not_known) == audit::k_hidden);
  // What came back is told neither by the count, nor by the durations, nor by the clocks.
  CHECK(number_of(loans.counts[2], "back") == audit::k_hidden);
  CHECK(number_of(loans.counts[2], audit::Row::What::not_known) == audit::k_hidden);
  CHECK(loans.durations[0].measured == audit::k_hidden);
  CHECK(loans.durations[0].running.count == audit::k_hidden);
  CHECK(loans.clocks[0].judged() == audit::k_hidden);
}

TEST_CASE(
    "a number that is hidden stands nowhere else, not even as those that a clock is not about") {
  World world;
  for (int number = 1; number < 8; ++number) {
    world.add("{id: x" + std::to_string(number) + ", status: open, received: 2026-0" +
              std::to_string(number) + "-10T12:00:00Z}");
  }
  auto figures = audit::figures_of(world.matters, world.counting());
  audit::hide_small(figures, 5);
  const auto& loans = figures.kinds.front();
  CHECK(loans.cases.count == audit::k_hidden); // of seven months each would be one
  REQUIRE(loans.clocks.size() == 2);
  CHECK(loans.clocks[1].of_entries);
  CHECK(loans.clocks[1].none.count == audit::k_hidden);
  CHECK(loans.durations[0].running.count == audit::k_hidden);
  CHECK(loans.counts[1].rows.front().number.count == audit::k_hidden);
}

TEST_CASE(
    "cases with errors are told only where no clock that cannot be decided tells them apart") {
  World world;
  for (int number = 0; number < 60; ++number) {
    world.add("{id: x" + std::to_string(number) +
              ", status: open, received: 2026-01-10T12:00:00Z, returned: 2026-01-12T12:00:00Z}");
    world.matters.back().is_sound = number >= 7;
  }
  auto other = kind();
  other.name = "other";
  for (std::size_t number = 6; number < 33; ++number) { // the seventh with errors is of this kind
    world.matters[number].kind = &other;
  }
  auto figures = audit::figures_of(world.matters, world.counting());
  audit::hide_small(figures, 5);
  REQUIRE(figures.kinds.size() == 2);
  CHECK(figures.kinds[1].clocks[0].cannot_decide.count == audit::k_hidden); // 1
  CHECK((figures.not_sound.count == audit::k_hidden ||
         figures.kinds[0].clocks[0].cannot_decide.count == audit::k_hidden)); // 7 - 6
}

TEST_CASE("free words are not published, and hold back nothing") {
  World world;
  for (int number = 0; number < 30; ++number) {
    world.add("{id: x" + std::to_string(number) + ", status: open, " +
              (number > 0 ? "story: s" + std::to_string(number) + ", " : "") +
              "received: 2026-01-10T12:00:00Z, returned: 2026-01-12T12:00:00Z}");
  }
  auto figures = audit::figures_of(world.matters, world.counting());
  REQUIRE(figures.kinds.front().counts.back().rows.size() == 31);
  audit::hide_small(figures, 5);
  CHECK(figures.kinds.front().counts.back().rows.empty());
  CHECK(figures.kinds.front().cases.count == 30);
  CHECK(figures.cases.count == 30);
}

TEST_CASE("where a hidden row stands does not tell between which numbers it lies") {
  World world;
  const std::pair<const char*, int> countries[] = {
      {"de", 20}, {"zz", 12}, {"fr", 9}, {"aa", 3}, {"bb", 4}};
  int number = 0;
  for (const auto& [country, cases] : countries) {
    for (int one = 0; one < cases; ++one) {
      world.add("{id: x" + std::to_string(number++) + ", status: open, far: true, country: " +
                country + ", received: 2026-01-10T12:00:00Z, returned: 2026-01-12T12:00:00Z}");
    }
  }
  auto figures = audit::figures_of(world.matters, world.counting());
  const auto order = [&] {
    std::string all;
    for (const auto& row : figures.kinds.front().counts[3].rows) {
      all += row.value + (row.number.count == audit::k_hidden ? "- " : " ");
    }
    return all;
  };
  CHECK(order() == "de zz fr bb aa   ");
  audit::hide_small(figures, 5);
  CHECK(order() == "de zz fr aa- bb-   ");
}

TEST_CASE("what nine of ten do not exceed is told only of many, for of few it is the longest") {
  for (const int cases : {9, 49, 50}) {
    World world;
    for (int number = 0; number < cases; ++number) {
      world.add("{id: x" + std::to_string(number) +
                ", status: open, received: 2026-01-10T12:00:00Z, returned: 2026-01-12T12:00:00Z}");
    }
    auto figures = audit::figures_of(world.matters, world.counting());
    audit::hide_small(figures, 5);
    const auto& away = figures.kinds.front().durations.front();
    CAPTURE(cases);
    CHECK(away.measured == cases);
    CHECK(away.median == 2);
    CHECK(away.longest == 0);
    CHECK((away.nine_of_ten == audit::k_hidden) == (cases < 50));
  }
}

TEST_CASE("a case is like an earlier one where every compared place has a value in common") {
  const auto kind = ::kind();
  const auto known = [](const char* text) {
    const auto document = casebook::data_from(text, "case");
    return audit::Known{document.text("id"), document};
  };
  const auto one = known("{id: n, received: 2026-06-10T12:00:00Z, object: [map, globe], room: 1}");
  const std::vector<audit::Known> all = {
      known("{id: a, received: 2025-06-10T00:00:00Z, object: [globe], room: 1, tasks: [{text: t}, "
            "{done: 2026-01-01}]}"),
      known("{id: b, received: 2025-06-09T23:59:59Z, object: [map], room: 1}"), // a year and a day
      known("{id: c, received: 2026-06-11T12:00:00Z, object: [map], room: 1}"), // later
      known("{id: d, received: 2026-01-01T12:00:00Z, object: [map], room: 2}"),
      known("{id: e, received: 2026-01-02T12:00:00Z, object: [map]}"),
      known("{id: f, received: 2026-01-03T12:00:00Z, object: {unknown: why}, room: 2}"),
      known("{id: g, received: 2026-01-01T12:00:00Z, object: map, room: 1}"),
      one};
  const auto memory =
      audit::memory_of(kind, one, all, k_organisation, at("2026-06-12T00:00:00Z"), k_zone);
  REQUIRE(memory.earlier.size() == 2);
  CHECK(memory.earlier[0].id == "a");
  CHECK(memory.earlier[0].unfinished == std::vector<std::string>{"tasks[0]"});
  CHECK(memory.earlier[1].id == "g");
  CHECK(memory.not_known ==
        std::vector<std::string>{"e"}); // f differs in the room, whatever it was
  REQUIRE(memory.alike.size() == 2);
  CHECK(memory.alike[0].values == std::vector<std::string>{"globe", "map"});
  const auto silent = known("{id: s, received: 2026-06-10T12:00:00Z, object: map}");
  CHECK(audit::memory_of(kind, silent, all, k_organisation, at("2026-06-12T00:00:00Z"), k_zone)
            .missing == std::vector<std::string>{"room"});
}

TEST_CASE("a text is passed over only when it cannot hold a value") {
  CHECK(audit::may_hold("unit: Post room", "Post room"));
  CHECK(audit::may_hold("unit: 'Post\n  room'", "Post room")); // folded
  CHECK(audit::may_hold("unit: \"P\\x6fst room\"", "Post"));   // escaped
  CHECK(audit::may_hold("unit: Måløy", "Måløy"));
  CHECK_FALSE(audit::may_hold("unit: Reception", "Post room"));
  CHECK_FALSE(audit::may_hold("unit: Unit 31", "Unit 3"));
  CHECK_FALSE(audit::may_hold("unit: Outpost", "post"));
  CHECK(audit::may_hold("room: 31, unit: Unit 3", "Unit 3"));
  CHECK(audit::may_hold("anything", "-"));
}

TEST_CASE("demands on documentation are met, due or cannot be told, and the score counts them") {
  const auto kind = ::kind();
  const auto demands = [&](const char* text) {
    return audit::demands_of(kind, casebook::data_from(text, "case"), k_organisation,
                             core::Value(core::Map{}), at("2026-06-12T00:00:00Z"), {}, {});
  };
  const auto some = demands("{object: map, far: true, tasks: [{owner: me}, {owner: you}, {}]}");
  REQUIRE(some.size() == 5);
  CHECK(some[0].documented == audit::Documented::met);
  CHECK(some[1].documented == audit::Documented::due);
  CHECK(some[2].documented == audit::Documented::met);
  CHECK(some[3].documented == audit::Documented::due);
  CHECK(some[3].entry == "tasks[1]");
  CHECK(some[4].documented == audit::Documented::cannot_tell);
  const auto score = audit::score_of(some);
  CHECK(score.met == 2);
  CHECK(score.due == 2);
  CHECK(score.cannot_tell == 1);
  CHECK(demands("{object: map, far: false}").size() == 1); // not asked
  const auto open = demands("{object: map}");
  REQUIRE(open.size() == 2);
  CHECK(open[1].documented == audit::Documented::cannot_tell);
  CHECK(open[1].causes.front().path == "far");
  CHECK(demands("{object: map, reason: r}")[1].documented == audit::Documented::met);
}
