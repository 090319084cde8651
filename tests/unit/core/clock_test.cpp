// SPDX-License-Identifier: MIT
#include "core/clock.hpp"

#include <memory>

#include "facts.hpp"

using core::ClockState;

namespace {

const core::Value k_nothing{core::Map{}};

// GDPR art. 33(1), as schemas/breach/kind.yaml says it.
const char* const k_hours = R"({periods: [
  {id: hours, version: 1, valid_from: 2018-07-20, source: GDPR art. 33, status: confirmed,
   from: times.aware, otherwise_from: [times.discovered], period: {hours: 72},
   when: {not: {fact: scope.role, is: processor}},
   until: "notifications[recipient=authority].at",
   stopped: {fact: "decisions[about=authority][-1].answer", is: no},
   reason_when_late: "notifications[recipient=authority].why_late"}]})";

const char* const k_actions = R"({periods: [
  {id: action, version: 1, valid_from: 2018-07-20, source: routine, status: confirmed,
   for_each: actions, due: entry.due, until: entry.done}]})";

struct Case {
  core::Kind kind;
  core::Value document;
  core::Instant now;
  core::Zone zone;
  std::vector<core::Clock> clocks;
  core::Reckoning by() const { return {k_nothing, test::norway(), now, zone}; }
  std::vector<core::Finding> late() const {
    return core::late_without_reason(kind, document, by());
  }
};

// Kept together: clocks point into the kind.
std::unique_ptr<Case> clocks_of(std::string_view kind, std::string_view document,
                                std::string_view now) {
  auto one = std::make_unique<Case>(
      Case{test::kind(kind), test::read(document), test::instant(now), test::oslo(), {}});
  one->clocks = core::clocks(one->kind, one->document, one->by());
  return one;
}

std::string written(const std::optional<core::Instant>& instant) {
  return instant ? core::to_text(core::in_zone(*instant, test::oslo())) : "-";
}

} // namespace

TEST_CASE("72 hours are real hours, whatever weekend, holiday or summer time") {
  struct Row {
    std::string aware;
    std::string due;
  };
  // deadlines.md 5.2
  const Row rows[] = {
      {"2026-10-02T16:05:00+02:00", "2026-10-05T16:05:00+02:00"}, // over a weekend
      {"2026-10-23T10:00:00+02:00", "2026-10-26T09:00:00+01:00"}, // summer time ends
      {"2026-03-27T10:00:00+01:00", "2026-03-30T11:00:00+02:00"}, // and begins
      {"2026-12-23T12:00:00+01:00", "2026-12-26T12:00:00+01:00"}, // Christmas: no roll
      {"2026-05-15T08:15:00+02:00", "2026-05-18T08:15:00+02:00"}, // over 17 May
      {"2026-10-25T02:30:00+02:00", "2026-10-28T01:30:00+01:00"}, // the first 02:30 of two
      {"2026-10-25T02:30:00+01:00", "2026-10-28T02:30:00+01:00"}, // and the second
      {"2026-10-02T14:05:00Z", "2026-10-05T16:05:00+02:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.aware);
    const auto one =
        clocks_of(k_hours, "{times: {aware: " + row.aware + "}}", "2026-12-31T00:00:00Z");
    REQUIRE(one->clocks.size() == 1);
    CHECK(written(one->clocks[0].due) == row.due);
    CHECK(*one->clocks[0].due - *one->clocks[0].from == std::chrono::hours(72));
    CHECK(one->clocks[0].from_path == "times.aware");
    CHECK_FALSE(one->clocks[0].provisional);
  }
}

TEST_CASE("a clock runs, is overdue, met, late, stopped, or cannot be told") {
  const std::string aware = "times: {aware: 2026-10-02T16:00:00+02:00}";
  struct Row {
    std::string document;
    std::string now;
    ClockState state;
  };
  const Row rows[] = {
      {"{" + aware + "}", "2026-10-02T16:00:00+02:00", ClockState::running},
      {"{" + aware + "}", "2026-10-05T16:00:00+02:00", ClockState::running}, // the last second
      {"{" + aware + "}", "2026-10-05T16:00:01+02:00", ClockState::overdue},
      {"{" + aware + ", notifications: [{recipient: authority, at: 2026-10-05T16:00:00+02:00}]}",
       "2026-10-09T00:00:00+02:00", ClockState::met},
      {"{" + aware + ", notifications: [{recipient: authority, at: 2026-10-05T16:00:01+02:00}]}",
       "2026-10-09T00:00:00+02:00", ClockState::late},
      {"{" + aware + ", notifications: [{recipient: dpo, at: 2026-10-03T16:00:00+02:00}]}",
       "2026-10-09T00:00:00+02:00", ClockState::overdue}, // someone else was told
      {"{" + aware +
           ", notifications: [{recipient: authority, at: 2026-10-07T16:00:00+02:00},"
           " {recipient: authority, at: 2026-10-04T16:00:00+02:00}]}",
       "2026-10-09T00:00:00+02:00", ClockState::met}, // the first message counts
      {"{" + aware + ", decisions: [{about: authority, answer: no}]}", "2026-10-09T00:00:00+02:00",
       ClockState::stopped},
      {"{" + aware +
           ", decisions: [{about: authority, answer: no}, {about: authority, answer: yes}]}",
       "2026-10-09T00:00:00+02:00", ClockState::overdue}, // the newest decision counts
      {"{" + aware +
           ", decisions: [{about: authority, answer: no}],"
           " notifications: [{recipient: authority, at: 2026-10-09T16:00:00+02:00}]}",
       "2026-10-10T00:00:00+02:00", ClockState::late}, // told all the same
      {"{times: {aware: {unknown: why}}}", "2026-10-09T00:00:00+02:00", ClockState::cannot_decide},
      {"{}", "2026-10-09T00:00:00+02:00", ClockState::cannot_decide},
      // Told before anyone was aware, as when the processor wrote to the authority.
      {"{" + aware + ", notifications: [{recipient: authority, at: 2026-10-01T16:00:00+02:00}]}",
       "2026-10-09T00:00:00+02:00", ClockState::met},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CAPTURE(row.now);
    const auto one = clocks_of(k_hours, row.document, row.now);
    REQUIRE(one->clocks.size() == 1);
    CHECK(core::name_of(one->clocks[0].state) == core::name_of(row.state));
  }
}

TEST_CASE("a message that a later entry corrects meets no deadline") {
  // Design, section 4: an entry is corrected by a later one (`corrects: INDEX`), never changed.
  const auto one =
      clocks_of(k_hours, R"({times: {aware: 2026-10-02T16:00:00+02:00}, notifications: [
      {recipient: authority, at: 2026-10-03T16:00:00+02:00},
      {recipient: authority, at: 2026-10-08T16:00:00+02:00, corrects: 0}]})",
                "2026-10-09T00:00:00+02:00");
  REQUIRE(one->clocks.size() == 1);
  CHECK(core::name_of(one->clocks[0].state) == "late");
  CHECK(written(one->clocks[0].done) == "2026-10-08T16:00:00+02:00");
  CHECK(test::names(one->late()) == "late-without-reason");
}

TEST_CASE("while the moment of awareness is open the clock runs from the discovery, and says so") {
  for (const auto* times :
       {"{discovered: 2026-10-02T16:00:00+02:00, aware: {unknown: why, by: 2026-10-03}}",
        "{discovered: 2026-10-02T16:00:00+02:00, aware: {undeterminable: why}}"}) {
    const auto one =
        clocks_of(k_hours, "{times: " + std::string(times) + "}", "2026-10-03T00:00:00Z");
    REQUIRE(one->clocks.size() == 1);
    CHECK(one->clocks[0].provisional);
    CHECK(one->clocks[0].from_path == "times.discovered");
    CHECK(written(one->clocks[0].due) == "2026-10-05T16:00:00+02:00");
    CHECK(one->clocks[0].state == ClockState::running);
  }
}

TEST_CASE("a clock that surely does not apply is not there, one that may apply is") {
  const std::string aware = "times: {aware: 2026-10-02T16:00:00+02:00}";
  struct Row {
    std::string document;
    std::size_t clocks;
  };
  const Row rows[] = {{"{" + aware + ", scope: {role: processor}}", 0},
                      {"{" + aware + ", scope: {role: controller}}", 1},
                      {"{" + aware + ", scope: {role: {unknown: why}}}", 1},
                      {"{" + aware + "}", 1}};
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CHECK(clocks_of(k_hours, row.document, "2026-10-03T00:00:00Z")->clocks.size() == row.clocks);
  }
}

TEST_CASE("a day is overdue from 00:00 of the next, a time when it has passed") {
  struct Row {
    std::string action;
    std::string now;
    std::string state; // empty: no clock
  };
  // Design, section 6.
  const Row rows[] = {
      {"due: 2026-10-05", "2026-10-05T23:59:59+02:00", "running"},
      {"due: 2026-10-05", "2026-10-06T00:00:00+02:00", "overdue"},
      {"due: 2026-03-29", "2026-03-29T23:59:59+02:00", "running"}, // a day of 23 hours
      {"due: 2026-03-29", "2026-03-30T00:00:00+02:00", "overdue"},
      {"due: 2026-10-25", "2026-10-25T23:59:59+01:00", "running"}, // of 25
      {"due: 2026-10-25", "2026-10-26T00:00:00+01:00", "overdue"},
      {"due: 2026-10-05T12:00:00+02:00", "2026-10-05T12:00:00+02:00", "running"},
      {"due: 2026-10-05T12:00:00+02:00", "2026-10-05T12:00:01+02:00", "overdue"},
      {"due: 2026-10-05, done: 2026-10-05", "2026-10-09T00:00:00Z", "met"},
      {"due: 2026-10-05, done: 2026-10-06", "2026-10-09T00:00:00Z", "late"},
      {"due: 2026-10-05, done: 2026-10-05T23:59:59+02:00", "2026-10-09T00:00:00Z", "met"},
      {"due: 2026-10-05, done: 2026-10-06T00:00:00+02:00", "2026-10-09T00:00:00Z", "late"},
      {"due: 2026-10-05T12:00:00+02:00, done: 2026-10-04", "2026-10-09T00:00:00Z", "met"},
      {"text: no day", "2026-10-09T00:00:00Z", ""}, // the case names no day
      {"due: {unknown: why}", "2026-10-09T00:00:00Z", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.action);
    CAPTURE(row.now);
    const auto one = clocks_of(k_actions, "{actions: [{" + row.action + "}]}", row.now);
    REQUIRE(one->clocks.size() == (row.state.empty() ? 0 : 1));
    if (!row.state.empty()) {
      CHECK(core::name_of(one->clocks[0].state) == row.state);
      CHECK(one->clocks[0].subject == "actions[0]");
      CHECK(one->clocks[0].from_path == "actions[0].due");
    }
  }
}

TEST_CASE("each entry has a clock of its own") {
  const auto one =
      clocks_of(k_actions,
                "{actions: [{due: 2026-10-01}, {text: none}, {due: 2026-10-09, done: 2026-10-02}]}",
                "2026-10-05T00:00:00Z");
  REQUIRE(one->clocks.size() == 2);
  CHECK(one->clocks[0].subject == "actions[0]");
  CHECK(core::name_of(one->clocks[0].state) == "overdue");
  CHECK(one->clocks[1].subject == "actions[2]");
  CHECK(core::name_of(one->clocks[1].state) == "met");
  CHECK(one->clocks[1].due_day == core::Date{2026, 10, 9});
}

TEST_CASE("a clock is of the law that was in force when the case began") {
  // A proposal: 96 hours from some day on (COM(2025) 837).
  const auto* kind = R"({periods: [
    {id: hours, version: 1, valid_from: 2018-07-20, valid_to: 2027-06-30, from: times.aware, period: {hours: 72}},
    {id: hours, version: 2, valid_from: 2027-07-01, from: times.aware, period: {hours: 96}}]})";
  struct Row {
    std::string aware;
    std::vector<int> versions;
  };
  const Row rows[] = {{"2018-07-19T12:00:00+02:00", {}},
                      {"2027-06-30T23:59:59+02:00", {1}},
                      {"2027-06-30T22:00:00Z", {2}}, // 1 July in Oslo
                      {"2027-07-01T12:00:00+02:00", {2}}};
  for (const auto& row : rows) {
    CAPTURE(row.aware);
    const auto one = clocks_of(kind, "{times: {aware: " + row.aware + "}}", "2028-01-01T00:00:00Z");
    std::vector<int> versions;
    for (const auto& clock : one->clocks) {
      versions.push_back(clock.rule->version);
    }
    CHECK(versions == row.versions);
  }
}

TEST_CASE("the day that decides the law is the start's, else that of receipt, else today") {
  const auto kind = test::kind("{}");
  const auto today = test::instant("2026-10-05T10:00:00Z");
  struct Row {
    std::string document;
    std::string day;
  };
  const Row rows[] = {
      {"{times: {aware: 2025-12-31T23:30:00Z}, received: 2026-03-01T00:00:00Z}", "2026-01-01"},
      {"{times: {aware: 2025-12-31}}", "2025-12-31"},
      {"{times: {aware: {unknown: why}}, received: 2026-03-01T12:00:00+01:00}", "2026-03-01"},
      {"{received: 2026-03-01T12:00:00+01:00}", "2026-03-01"},
      {"{times: {aware: nonsense}}", "2026-10-05"},
      {"{}", "2026-10-05"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CHECK(core::to_text(core::judged_on(kind, test::read(row.document), today, test::oslo())) ==
          row.day);
  }
}

TEST_CASE("what is late needs a reason") {
  // GDPR art. 33(1), second sentence.
  const std::string aware = "times: {aware: 2026-10-02T16:00:00+02:00}";
  struct Row {
    std::string document;
    bool found;
    std::string place = ""; // where the reason is to stand
  };
  const Row rows[] = {
      {"{" + aware + ", notifications: [{recipient: authority, at: 2026-10-06T16:00:00+02:00}]}",
       true, "notifications[0].why_late"},
      {"{" + aware +
           ", notifications: [{recipient: authority, at: 2026-10-06T16:00:00+02:00, why_late: x}]}",
       false},
      {"{" + aware +
           ", notifications: [{recipient: dpo, at: 2026-10-03T16:00:00+02:00, why_late: x},"
           " {recipient: authority, at: 2026-10-06T16:00:00+02:00}]}",
       true, "notifications[1].why_late"}, // another's reason
      {"{" + aware + ", notifications: [{recipient: authority, at: 2026-10-05T16:00:00+02:00}]}",
       false},
      {"{" + aware + "}", false}, // overdue is told elsewhere
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    const auto one = clocks_of(k_hours, row.document, "2026-10-09T00:00:00Z");
    const auto findings = one->late();
    CHECK(findings.empty() != row.found);
    if (!findings.empty()) {
      CHECK(findings[0].name == "late-without-reason");
      CHECK(findings[0].severity == core::Severity::error);
      CHECK(findings[0].line == 1);
      CHECK(test::argument(findings[0], "rule") == "hours");
      CHECK(test::argument(findings[0], "source") == "GDPR art. 33");
      CHECK(test::argument(findings[0], "path") == row.place);
    }
  }
}

TEST_CASE("a period that the program cannot count is refused, not guessed") {
  const std::string head = "{id: p, version: 1, valid_from: 2018-07-20, ";
  for (const std::string& text : {
           head + "from: a, period: {hours: 3, months: 1}}",
           head + "from: a, period: {}}",
           head + "from: a, period: {fortnights: 1}}",
           head + "from: a, period: {days: 0}}",
           head + "from: a, period: 3}",
           head + "period: {hours: 3}}",
           head + "due: a, from: b}",
           head.substr(0, head.size() - 2) + "}",
           head + "from: a, period: {hours: 3}, roll: true}",
           head +
               "from: a, period: {hours: 3}, extended: {period: {months: 3}, told: b, reason: c}}",
           head + "from: a, period: {months: 1}, extended: {told: b, reason: c}}",
           head + "from: a, period: {months: 1}, readings: [next_full_hour]}",
           head + "from: a, period: {hours: 3}, readings: [tomorrow]}",
           head + "from: a, only_reason: true, until: b}",
           head + "from: a, basis: taste}",
           std::string("{id: p, version: 1, valid_from: soon, from: a, period: {hours: 3}}"),
           head + "valid_to: soon, from: a, period: {hours: 3}}",
           std::string("{id: p, valid_from: 2018-07-20, from: a, period: {hours: 3}}"),
       }) {
    CAPTURE(text);
    CHECK(test::error_of([&] { test::kind("{periods: [" + text + "]}"); }) == "bad-rule");
  }
}
