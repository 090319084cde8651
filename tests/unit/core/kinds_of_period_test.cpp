// SPDX-License-Identifier: MIT
// What periods the other kinds need, in small: requests, information duty, consent, impact
// assessments, control reports; and what a breach adds to the 72 hours.
#include <memory>

#include "core/clock.hpp"
#include "facts.hpp"

namespace {

struct Told {
  core::Kind kind;
  core::Value document;
  core::Value organisation;
  core::Zone zone;
  std::vector<core::Clock> clocks;
  const core::Clock& one() const {
    REQUIRE(clocks.size() == 1);
    return clocks.front();
  }
  std::string due() const { return one().due_day ? core::to_text(*one().due_day) : "-"; }
  std::string state() const { return core::name_of(one().state); }
  std::string names() const { return test::names(one().findings); }
};

std::unique_ptr<Told> told(const std::string& periods, const std::string& document,
                           const std::string& now, const std::string& organisation = "{}",
                           const core::Calendar& calendar = test::norway()) {
  auto all =
      std::make_unique<Told>(Told{test::kind("{start: received, periods: [" + periods + "]}"),
                                  test::read(document),
                                  test::read(organisation),
                                  test::oslo(),
                                  {}});
  all->clocks = core::clocks(all->kind, all->document,
                             {all->organisation, calendar, test::instant(now), all->zone});
  return all;
}

const std::string k_head = "version: 1, valid_from: 2018-07-20, source: s, status: confirmed, ";

// GDPR art. 12(3) with EDPB Guidelines 01/2022 §§ 157-158.
const std::string k_request = "{id: answer, " + k_head + R"(basis: law, from: received,
  period: {months: 1}, roll: true, until: answered,
  suspended: {list: suspensions, from: entry.asked, to: entry.answered,
    counts: {fact: entry.without_delay, is: true},
    by_policy: {fact: org.policies.suspension, is: counts}, source: s},
  extended: {period: {months: 3}, told: extension.told, reason: extension.reason, source: s},
  period_at: org.policies.targets.answer})";

const std::string k_counts = "{policies: {suspension: counts}}";

} // namespace

TEST_CASE("a request is answered within a month of receipt, whatever the hour") {
  for (const auto* received :
       {"2026-03-06", "2026-03-06T00:00:00+01:00", "2026-03-06T23:59:59+01:00"}) {
    CAPTURE(std::string(received));
    const auto all =
        told(k_request, "{received: " + std::string(received) + "}", "2026-03-20T12:00:00+01:00");
    CHECK(all->due() == "2026-04-07"); // deadlines.md 5.1, row 12
    CHECK(core::to_text(*all->one().raw_day) == "2026-04-06");
    CHECK(all->one().rolled_over.size() == 1);
    CHECK(all->state() == "running");
    CHECK(all->names().empty());
  }
  const auto at = [](const char* now) {
    const auto all = told(k_request, "{received: 2026-03-06}", now);
    return all->state() + " " + all->names();
  };
  CHECK(at("2026-04-06T23:59:59+02:00") == "running ");
  CHECK(at("2026-04-07T00:00:00+02:00") == "running raw-day-passed");
  CHECK(at("2026-04-07T23:59:59+02:00") == "running raw-day-passed");
  CHECK(at("2026-04-08T00:00:00+02:00") == "overdue ");
}

TEST_CASE("an extension counts when it was told with a reason before the first limit") {
  struct Row {
    std::string extension;
    std::string due;
    std::string findings;
  };
  // deadlines.md 5.3, row 34: the limit is 14 October.
  const Row rows[] = {
      {"", "2026-10-14", ""},
      {"extension: {told: 2026-10-14, reason: many}", "2026-12-14", ""},
      {"extension: {told: 2026-10-14T23:59:59+02:00, reason: many}", "2026-12-14", ""},
      {"extension: {told: 2026-10-15, reason: many}", "2026-10-14", "extension-too-late"},
      {"extension: {told: 2026-10-15T00:00:00+02:00, reason: many}", "2026-10-14",
       "extension-too-late"},
      {"extension: {told: 2026-10-01}", "2026-10-14", "extension-without-reason"},
      {"extension: {told: 2026-10-01, reason: {unknown: why}}", "2026-10-14",
       "extension-without-reason"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.extension);
    const auto all = told(k_request, "{received: 2026-09-14, " + row.extension + "}",
                          "2026-10-02T12:00:00+02:00");
    CHECK(all->due() == row.due);
    CHECK(all->names() == row.findings);
  }
  // Three months in one step from receipt, not one and two.
  const auto one_step =
      told(k_request, "{received: 2025-01-31, extension: {told: 2025-02-28, reason: x}}",
           "2025-02-28T12:00:00+01:00");
  CHECK(one_step->due() == "2025-04-30");
  // The first limit is rolled too, and a shorter aim of the house is not the law's limit.
  const auto aim = "{policies: {targets: {answer: {days: 10}}}}";
  const auto rolled =
      told(k_request, "{received: 2025-03-05, extension: {told: 2025-04-07, reason: x}}",
           "2025-04-07T12:00:00+02:00", aim);
  CHECK(rolled->due() == "2025-06-05");
  CHECK_FALSE(rolled->one().is_target);
  CHECK(core::to_text(rolled->one().extended->first_limit) == "2025-04-07");
}

TEST_CASE("while the person is asked, time may stand still; the due date moves by policy only") {
  const auto asked = [](const std::string& pauses, const std::string& organisation) {
    return told(k_request, "{received: 2026-06-01, suspensions: [" + pauses + "]}",
                "2026-06-20T12:00:00+02:00", organisation);
  };
  const auto paused = [&](const std::string& pauses) {
    const auto all = asked(pauses, "{}");
    CHECK(all->due() == "2026-07-01");
    CHECK_FALSE(all->one().pauses_count);
    return all->one().paused_day ? core::to_text(*all->one().paused_day) : "-";
  };
  // deadlines.md 5.3, row 32
  const std::string identity = "{asked: 2026-06-03, answered: 2026-06-17, without_delay: true}";
  CHECK(paused(identity) == "2026-07-15");
  CHECK(paused("{asked: 2026-06-03, answered: 2026-06-17}") == "-"); // nobody says: without delay
  CHECK(paused("{asked: 2026-06-03, answered: 2026-06-17, without_delay: false}") == "-");
  CHECK(paused("{asked: 2026-06-15, without_delay: true}") == "2026-07-06"); // no answer until now
  // Two at the same time stop the clock once.
  CHECK(paused(identity + ", {asked: 2026-06-10, answered: 2026-06-20, without_delay: true}") ==
        "2026-07-20"); // raw 18 July, a Saturday
  CHECK(paused(identity + ", {asked: 2026-06-05, answered: 2026-06-06, without_delay: true}") ==
        "2026-07-15");
  CHECK(
      paused("{asked: 2026-06-03, answered: 2026-06-17, without_delay: true}, {asked: 2026-06-03, "
             "answered: 2026-06-17, without_delay: true, corrects: 0}") == "2026-07-15");
  // Asked when the time was out already.
  CHECK(paused("{asked: 2026-07-02, answered: 2026-07-10, without_delay: true}") == "-");
  const auto moved = asked(identity, k_counts);
  CHECK(moved->due() == "2026-07-15");
  CHECK(moved->one().pauses_count);
  CHECK(moved->one().pauses.front().days == 14);
}

TEST_CASE("the organisation may set a shorter number than the law, never a longer one") {
  const auto with = [](const std::string& length, const std::string& basis) {
    return told("{id: p, " + k_head + "basis: " + basis +
                    ", from: received, period: {months: 1}, period_at: org.own}",
                "{received: 2026-06-01}", "2026-06-02T12:00:00+02:00", "{own: " + length + "}");
  };
  CHECK(with("{days: 10}", "law")->due() == "2026-06-11");
  CHECK(with("{days: 10}", "law")->one().is_target);
  CHECK(with("{days: 40}", "law")->due() == "2026-07-01");
  CHECK_FALSE(with("{days: 40}", "law")->one().is_target);
  CHECK(with("{days: 40}", "house")->due() == "2026-07-11");
  CHECK(with("{days: 40}", "guidance")->due() == "2026-07-11");
  for (const auto* length : {"{days: soon}", "ten", "{unknown: why}"}) {
    const auto all = with(length, "law");
    CHECK(all->state() == "cannot_decide");
    CHECK(all->names() == "period-not-understood");
    CHECK(all->due() == "-");
  }
}

TEST_CASE("the information duty: the first of several limits") {
  // GDPR art. 14(3); the ten days are the handbook's aim.
  const auto periods =
      "{id: aim, " + k_head + "basis: house, from: obtained, period: {days: 10}}," +
      "{id: month, " + k_head +
      "basis: law, from: obtained, period: {months: 1}, roll: true, until: told}," +
      "{id: contact, " + k_head + "due: first_contact, until: told}," + "{id: disclosure, " +
      k_head + "due: first_disclosure, until: told}";
  const auto all = told(periods, "{obtained: 2026-03-02, first_contact: 2026-03-20T09:00:00+01:00}",
                        "2026-03-15T12:00:00+01:00");
  REQUIRE(all->clocks.size() == 3); // nothing was disclosed
  CHECK(core::to_text(*all->clocks[0].due_day) == "2026-03-12");
  CHECK(all->clocks[0].is_target);
  CHECK(core::name_of(all->clocks[0].state) == "overdue");
  CHECK(core::to_text(*all->clocks[1].due_day) == "2026-04-07");
  CHECK_FALSE(all->clocks[1].is_target);
  CHECK_FALSE(all->clocks[2].due_day.has_value());
  CHECK(*all->clocks[2].due == test::instant("2026-03-20T09:00:00+01:00"));
}

TEST_CASE("consents expire, assessments are reviewed, orders have a day in the letter") {
  const auto consent = "{id: expiry, " + k_head +
                       "for_each: consents, from: entry.given, period_at: entry.lasts, "
                       "until: entry.withdrawn}";
  const auto all = told(consent,
                        "{consents: [{given: 2024-02-29, lasts: {years: 1}}, {given: 2026-01-15, "
                        "lasts: {years: 5}}, {given: 2026-01-15}, {lasts: {years: 1}}]}",
                        "2026-03-15T12:00:00+01:00");
  REQUIRE(all->clocks.size() == 4);
  CHECK(core::to_text(*all->clocks[0].due_day) == "2025-02-28");
  CHECK(core::name_of(all->clocks[0].state) == "overdue");
  CHECK_FALSE(all->clocks[0].is_target); // the case's own
  CHECK(core::to_text(*all->clocks[1].due_day) == "2031-01-15");
  CHECK(core::name_of(all->clocks[2].state) == "running"); // no number
  CHECK_FALSE(all->clocks[2].due.has_value());
  CHECK(core::name_of(all->clocks[3].state) == "cannot_decide");
  CHECK(test::names(all->clocks[3].findings) == "clock-without-start");
  const auto review =
      told("{id: review, " + k_head +
               "basis: house, from: \"reviews[-1].at\", period_at: "
               "org.policies.targets.review, roll: true}",
           "{reviews: [{at: 2025-01-01}, {at: 2025-10-05}]}", "2026-03-15T12:00:00+01:00",
           "{policies: {targets: {review: {years: 1}}}}");
  CHECK(review->due() == "2026-10-05");
  const auto order = told("{id: order, " + k_head +
                              "for_each: orders, due: entry.due, roll: true, until: entry.done}",
                          "{orders: [{due: 2026-05-17}]}", "2026-03-15T12:00:00+01:00");
  CHECK(order->due() == "2026-05-18"); // 17 May is a Sunday
}

TEST_CASE("hours count from a day's first moment, days from the day of a time") {
  const auto hours = told("{id: p, " + k_head + "from: received, period: {hours: 72}}",
                          "{received: 2026-10-23}", "2026-10-24T12:00:00+02:00");
  CHECK(*hours->one().due == test::instant("2026-10-25T23:00:00+01:00")); // 25 hours that Sunday
  const auto days = told("{id: p, " + k_head + "from: received, period: {working_days: 1}}",
                         "{received: 2026-10-22T22:30:00Z}", "2026-10-24T12:00:00+02:00");
  CHECK(days->due() == "2026-10-26"); // from Friday in Oslo
}

TEST_CASE("what the calendar does not cover is not decided") {
  const auto all = told(k_request, "{received: 2100-12-15}", "2100-12-20T12:00:00+01:00");
  CHECK(all->state() == "cannot_decide");
  CHECK(all->names() == "calendar-not-covered");
  CHECK(test::argument(all->one().findings[0], "last") == "2100");
  CHECK_FALSE(all->one().due.has_value());
  const auto none = told(k_request, "{received: 2026-06-01}", "2026-06-20T12:00:00+02:00", "{}",
                         core::Calendar{});
  CHECK(none->names() == "calendar-not-covered");
  // Hours need no calendar; a reading that does is left out.
  const auto hours = told("{id: p, " + k_head +
                              "from: received, period: {hours: 72}, readings: [two_working_days, "
                              "next_full_hour]}",
                          "{received: 2100-12-31T12:00:00+01:00}", "2100-12-31T13:00:00+01:00");
  CHECK(hours->state() == "running");
  REQUIRE(hours->one().readings.size() == 1);
  CHECK(hours->one().readings[0].name == "next_full_hour");
}

namespace {

const std::string k_aware = "{id: hours, " + k_head + R"(basis: law, from: [aware, told],
  otherwise_from: [discovered], period: {hours: 72}, until: "messages[to=authority].at",
  stopped: {all: [{fact: "decisions[-1].answer", is: no}, {fact: "decisions[-1].reason", exists: true}]},
  at_once: {any: [{fact: "assessments[-1].result.level", is: high},
    {all: [{fact: "decisions[-1].answer", is: yes}, {fact: "decisions[answer=no]", exists: true}]}]},
  reason_when_late: "messages[to=authority].why"})";

} // namespace

TEST_CASE("a provisional clock needs a date to look again") {
  const std::string found = "discovered: 2026-10-02T16:00:00+02:00";
  struct Row {
    std::string document;
    std::string now;
    std::string state;
    std::string findings;
  };
  const Row rows[] = {
      {found, "2026-10-03T12:00:00+02:00", "cannot_decide", "look-again-missing"},
      {found + ", aware: {unknown: why}", "2026-10-03T12:00:00+02:00", "cannot_decide",
       "look-again-missing"},
      {found + ", aware: {unknown: why, by: 2026-10-03}", "2026-10-03T23:59:59+02:00", "running",
       ""},
      {found + ", aware: {unknown: why, by: 2026-10-03}", "2026-10-04T00:00:00+02:00",
       "cannot_decide", "look-again-past"},
      {found + ", aware: {unknown: why, by: 2026-10-03T10:00:00+02:00}",
       "2026-10-03T10:00:01+02:00", "cannot_decide", "look-again-past"},
      {found + ", aware: {unknown: why, by: 2026-10-09}", "2026-10-06T12:00:00+02:00", "overdue",
       "look-again-too-late"},
      {found + ", aware: {unknown: why, by: 2026-10-05}", "2026-10-03T12:00:00+02:00", "running",
       "look-again-too-late"}, // the end of that day, and the limit is at 16:00
      {found + ", aware: {unknown: why, by: 2026-10-05T16:00:00+02:00}",
       "2026-10-03T12:00:00+02:00", "running", ""},
      {found + ", aware: {undeterminable: why}", "2026-10-03T12:00:00+02:00", "running", ""},
      // Done and decided need no further look.
      {found + ", messages: [{to: authority, at: 2026-10-05T16:00:00+02:00}]",
       "2026-10-09T12:00:00+02:00", "met", ""},
      {found + ", decisions: [{answer: no, reason: x}]", "2026-10-09T12:00:00+02:00", "stopped",
       ""},
      // No start at all.
      {"title: x", "2026-10-03T12:00:00+02:00", "cannot_decide", "clock-without-start"},
      {"aware: {unknown: why, by: 2026-10-09}", "2026-10-03T12:00:00+02:00", "cannot_decide",
       "clock-without-start"},
      // The processor told us later than it was discovered: the earlier counts, and only for now.
      {found + ", told: 2026-10-02T18:00:00+02:00", "2026-10-03T12:00:00+02:00", "cannot_decide",
       "look-again-missing"},
      {found + ", told: 2026-10-02T18:00:00+02:00, aware: {unknown: why, by: 2026-10-04}",
       "2026-10-03T12:00:00+02:00", "running", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CAPTURE(row.now);
    const auto all = told(k_aware, "{" + row.document + "}", row.now);
    CHECK(all->state() == row.state);
    CHECK(all->names() == row.findings);
    if (row.document.starts_with(found)) {
      CHECK(all->one().due.has_value());
      CHECK(all->one().provisional);
      CHECK(all->one().from_path == "discovered");
    }
  }
}

TEST_CASE("the controller's hours run from when the processor told it") {
  // deadlines.md 5.3, row 36
  const auto all = told(k_aware, "{told: 2026-10-06T13:00:00+02:00}", "2026-10-07T12:00:00+02:00");
  CHECK(all->one().from_path == "told");
  CHECK_FALSE(all->one().provisional);
  CHECK(*all->one().due == test::instant("2026-10-09T13:00:00+02:00"));
  // So it is when that was the earlier, and needs no further look; the known awareness goes first.
  const std::string both = "told: 2026-10-06T13:00:00+02:00, discovered: 2026-10-06T15:00:00+02:00";
  const auto earlier = told(k_aware, "{" + both + "}", "2026-10-07T12:00:00+02:00");
  CHECK(earlier->one().from_path == "told");
  CHECK_FALSE(earlier->one().provisional);
  CHECK(earlier->state() == "running");
  const auto known = told(k_aware, "{" + both + ", aware: 2026-10-06T16:00:00+02:00}",
                          "2026-10-07T12:00:00+02:00");
  CHECK(known->one().from_path == "aware");
}

TEST_CASE("what ends a clock may have to come after its start") {
  const auto rule = "{id: rest, " + k_head + R"(from: "messages[phase=part][-1].at",
    until: "messages[phase=whole].at", until_later: true})";
  const auto at = [&](const std::string& messages) {
    return told(rule, "{messages: [" + messages + "]}", "2026-11-20T12:00:00+01:00")->state();
  };
  const std::string part = "{phase: part, at: 2026-11-10T12:00:00+01:00}";
  const std::string whole = ", {phase: whole, at: 2026-11-12T12:00:00+01:00}";
  CHECK(at(part) == "running");
  CHECK(at(part + whole) == "met");
  CHECK(at(part + whole + ", {phase: more, at: 2026-11-14T12:00:00+01:00}") == "met");
  CHECK(at(part + whole + ", {phase: part, at: 2026-11-14T12:00:00+01:00}") == "running");
}

TEST_CASE("limits that are not counted are said as long as they may run") {
  const auto rule = "{id: others, " + k_head + R"(from: received, until: closed,
    when: {fact: regime, is: police}, not_counted: regime})";
  const auto open =
      told(rule, "{received: 2026-11-10, regime: police}", "2026-11-20T12:00:00+01:00");
  CHECK(open->state() == "running");
  CHECK(open->names() == "other-regime-not-counted");
  CHECK(open->one().findings[0].severity == core::Severity::note);
  CHECK(test::argument(open->one().findings[0], "path") == "regime");
  CHECK(test::argument(open->one().findings[0], "value") == "police");
  const auto closed = told(rule, "{received: 2026-11-10, regime: police, closed: 2026-11-12}",
                           "2026-11-20T12:00:00+01:00");
  CHECK(closed->names() == "");
  CHECK(told(rule, "{received: 2026-11-10, regime: gdpr}", "2026-11-20T12:00:00+01:00")
            ->clocks.empty());
}

TEST_CASE("a target that cannot be counted is said, and the law's number holds") {
  const auto law = "{id: p, " + k_head +
                   "basis: law, from: received, period: {days: 3}, "
                   "period_at: org.own}";
  const auto all =
      told(law, "{received: 2026-11-10}", "2026-11-11T12:00:00+01:00", "{own: {years: 9000}}");
  CHECK(all->due() == "2026-11-13");
  CHECK(all->names() == "calendar-not-covered");
}

TEST_CASE("a reasoned no stops the clock, and its reversal makes it due at once") {
  const std::string aware = "aware: 2026-10-02T16:00:00+02:00, ";
  const auto at = [&](const std::string& more) {
    const auto all = told(k_aware, "{" + aware + more + "}", "2026-10-09T12:00:00+02:00");
    return all->state() + (all->one().at_once ? " at once" : "");
  };
  CHECK(at("decisions: [{answer: no, reason: x}]") == "stopped");
  CHECK(at("decisions: [{answer: no}]") == "overdue"); // without a reason
  CHECK(at("decisions: [{answer: no, reason: x}, {answer: yes, reason: y}]") == "overdue at once");
  CHECK(at("decisions: [{answer: yes, reason: y}]") == "overdue");
  CHECK(at("assessments: [{result: {level: high}}]") == "overdue at once");
  CHECK(at("assessments: [{result: {level: high}}, {result: {level: risk}}]") == "overdue");
  CHECK(at("assessments: [{result: {level: high}}], messages: [{to: authority, at: "
           "2026-10-03T16:00:00+02:00}]") == "met");
}

TEST_CASE("what is unknown has a clock until the day on which it is to be known") {
  const auto all = told(
      "{id: again, " + k_head + "for_each_unknown: true}",
      "{a: {unknown: x, by: 2026-10-05}, list: [{b: {unknown: x, by: 2026-10-03T12:00:00+02:00}}, "
      "{b: {unknown: x}}], c: {undeterminable: x}, assessments: [{d: {unknown: x, by: "
      "2026-10-05}}]}",
      "2026-10-04T12:00:00+02:00");
  REQUIRE(all->clocks.size() == 2);
  CHECK(all->clocks[0].subject == "a");
  CHECK(all->clocks[0].from_path == "a.by"); // it names the day, and nothing is counted from
  CHECK_FALSE(all->clocks[0].from.has_value());
  CHECK(core::name_of(all->clocks[0].state) == "running");
  CHECK(core::to_text(*all->clocks[0].due_day) == "2026-10-05");
  CHECK(all->clocks[1].subject == "list[0].b");
  CHECK(core::name_of(all->clocks[1].state) == "overdue");
}

TEST_CASE("a period without a number runs, and is met whenever it is done") {
  const auto people =
      "{id: people, " + k_head +
      "from: [[\"assessments[result.people=yes].at\", \"decisions[*].at\"]], until: told}";
  const auto running =
      told(people,
           "{assessments: [{at: 2026-10-02T10:00:00+02:00, result: {people: no}}, {at: "
           "2026-10-03T10:00:00+02:00, result: {people: yes}}], decisions: [{at: "
           "2026-10-02T12:00:00+02:00}]}",
           "2026-10-04T12:00:00+02:00");
  CHECK(running->state() == "running");
  CHECK(running->one().from_path == "decisions[0].at"); // the earlier of the two
  CHECK_FALSE(running->one().due.has_value());
  const auto met = told(people, "{decisions: [{at: 2026-10-02}], told: 2027-10-02}",
                        "2028-10-04T12:00:00+02:00");
  CHECK(met->state() == "met");
}

TEST_CASE("a fact that comes late demands a reason, and is never shown as a clock") {
  const auto kind =
      test::kind("{start: received, periods: [{id: awareness, " + k_head +
                 "basis: house, from: discovered, period: {hours: 24}, period_at: "
                 "org.own, until: aware, only_reason: true, reason_when_late: why}]}");
  const auto found = [&](const std::string& more, const char* organisation) {
    const auto document = test::read("{discovered: 2026-10-02T10:00:00+02:00, " + more + "}");
    const auto own = test::read(organisation);
    const auto zone = test::oslo();
    const core::Reckoning by{own, test::norway(), test::instant("2026-10-09T00:00:00Z"), zone};
    CHECK(core::clocks(kind, document, by).empty());
    return test::names(core::late_without_reason(kind, document, by));
  };
  CHECK(found("aware: 2026-10-03T10:00:00+02:00", "{}") == "");
  CHECK(found("aware: 2026-10-03T10:00:01+02:00", "{}") == "reason-missing");
  CHECK(found("aware: 2026-10-03T10:00:01+02:00, why: x", "{}") == "");
  CHECK(found("aware: 2026-10-03T10:00:01+02:00", "{own: {days: 2}}") == "");
  // What cannot be counted is said, never passed over.
  CHECK(found("aware: 2026-10-03T10:00:01+02:00", "{own: {years: 9000}}") ==
        "calendar-not-covered");
  CHECK(found("aware: 2026-10-03T10:00:01+02:00", "{own: soon}") == "period-not-understood");
  CHECK(found("aware: {unknown: x}", "{}") == "");
}
