// SPDX-License-Identifier: MIT
#include "core/counting.hpp"

#include <random>

#include "facts.hpp"

using core::Length;
using Unit = core::Length::Unit;

namespace {

std::string written(const std::optional<core::Date>& day) {
  return day ? core::to_text(*day) : "-";
}

std::string end_of_months(const std::string& start, int months) {
  return written(core::last_day(test::date(start), {Unit::months, months}, test::norway()));
}

std::string due_after_months(const std::string& start, int months) {
  const auto raw = core::last_day(test::date(start), {Unit::months, months}, test::norway());
  const auto end = core::rolled(raw.value(), test::norway());
  return end ? core::to_text(end->day) : "-";
}

std::string in_oslo(const std::optional<core::Instant>& instant) {
  return instant ? core::to_text(core::in_zone(*instant, test::oslo())) : "-";
}

} // namespace

TEST_CASE(
    "months end on the same date number, or the month's last day, and roll to a working day") {
  struct Row {
    std::string received;
    std::string one_raw;
    std::string one;
    std::string three_raw;
    std::string three;
  };
  // deadlines.md 5.1
  const Row rows[] = {
      {"2025-03-05", "2025-04-05", "2025-04-07", "2025-06-05", "2025-06-05"},
      {"2026-08-31", "2026-09-30", "2026-09-30", "2026-11-30", "2026-11-30"},
      {"2025-01-31", "2025-02-28", "2025-02-28", "2025-04-30", "2025-04-30"},
      {"2026-10-31", "2026-11-30", "2026-11-30", "2027-01-31", "2027-02-01"},
      {"2026-03-02", "2026-04-02", "2026-04-07", "2026-06-02", "2026-06-02"},
      {"2026-03-06", "2026-04-06", "2026-04-07", "2026-06-06", "2026-06-08"},
      {"2027-04-17", "2027-05-17", "2027-05-18", "2027-07-17", "2027-07-19"},
      {"2026-11-25", "2026-12-25", "2026-12-28", "2027-02-25", "2027-02-25"},
      {"2027-02-25", "2027-03-25", "2027-03-30", "2027-05-25", "2027-05-25"},
      {"2026-12-31", "2027-01-31", "2027-02-01", "2027-03-31", "2027-03-31"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.received);
    CHECK(end_of_months(row.received, 1) == row.one_raw);
    CHECK(due_after_months(row.received, 1) == row.one);
    CHECK(end_of_months(row.received, 3) == row.three_raw);
    CHECK(due_after_months(row.received, 3) == row.three);
  }
}

TEST_CASE("a roll names the days off that it passed") {
  const auto end = core::rolled(test::date("2026-12-25"), test::norway());
  REQUIRE(end.has_value());
  CHECK(end->day == test::date("2026-12-28"));
  REQUIRE(end->over.size() == 3); // Friday to Sunday
  CHECK(end->over[0].because[0]->id == "christmas_day");
  CHECK(end->over[1].because[0]->id == "boxing_day");
  CHECK(end->over[2].because.empty());
  CHECK_FALSE(core::rolled(test::date("2101-01-01"), test::norway()).has_value());
  CHECK_FALSE(core::rolled(test::date("1994-12-31"), test::norway()).has_value());
}

TEST_CASE("the day of the event is not counted") {
  // Regulation 1182/71 art. 3(1), C-171/03.
  const auto end = [](const char* start, Length length) {
    return written(core::last_day(test::date(start), length, test::norway()));
  };
  CHECK(end("2026-10-05", {Unit::days, 10}) == "2026-10-15");
  CHECK(end("2026-10-05", {Unit::weeks, 8}) == "2026-11-30");
  CHECK(end("2024-02-29", {Unit::years, 1}) == "2025-02-28");
  CHECK(end("2024-02-29", {Unit::years, 4}) == "2028-02-29");
  CHECK(end("2026-10-02", {Unit::working_days, 1}) == "2026-10-05"); // over a weekend
  CHECK(end("2026-04-01", {Unit::working_days, 2}) == "2026-04-08"); // over Easter
  CHECK(end("2026-12-23", {Unit::working_days, 3}) == "2026-12-29"); // 24, 28, 29
  CHECK(end("2100-12-30", {Unit::working_days, 5}) == "-");
  CHECK(end("2026-10-05", {Unit::years, 9000}) == "-");
  CHECK_THROWS_AS(core::last_day(test::date("2026-10-05"), {Unit::hours, 1}, test::norway()),
                  std::invalid_argument);
}

TEST_CASE("a length is one unit and a number") {
  const auto length = [](const char* text) { return core::length_from(test::read(text)); };
  CHECK(length("{hours: 72}") == Length{Unit::hours, 72});
  CHECK(length("{working_days: 3}") == Length{Unit::working_days, 3});
  for (const auto* text : {"{}", "{days: 0}", "{days: -1}", "{days: 10000}", "{days: 1.5}",
                           "{days: ten}", "{days: 1, hours: 2}", "{minutes: 3}", "72", "[1]"}) {
    CAPTURE(std::string(text));
    CHECK_FALSE(length(text).has_value());
  }
  for (const auto unit :
       {Unit::hours, Unit::days, Unit::working_days, Unit::weeks, Unit::months, Unit::years}) {
    CHECK(length(("{" + core::name_of(unit) + ": 2}").c_str()) == Length{unit, 2});
  }
}

TEST_CASE("other readings of 72 hours") {
  struct Row {
    std::string aware;
    std::string headline;
    std::string full_hour;
    std::string two_days;
  };
  // deadlines.md 5.2; the last column is art. 3(5).
  const Row rows[] = {
      {"2026-10-02T16:05:00+02:00", "2026-10-05T16:05:00+02:00", "2026-10-05T17:00:00+02:00",
       "2026-10-06T23:59:59+02:00"},
      {"2026-10-23T10:00:00+02:00", "2026-10-26T09:00:00+01:00", "2026-10-26T10:00:00+01:00",
       "2026-10-27T23:59:59+01:00"},
      {"2026-12-23T12:00:00+01:00", "2026-12-26T12:00:00+01:00", "2026-12-26T13:00:00+01:00",
       "2026-12-28T23:59:59+01:00"},
      {"2026-05-15T08:15:00+02:00", "2026-05-18T08:15:00+02:00", "2026-05-18T09:00:00+02:00",
       "2026-05-19T23:59:59+02:00"},
      {"2026-10-25T02:30:00+02:00", "2026-10-28T01:30:00+01:00", "2026-10-28T02:00:00+01:00",
       "2026-10-28T01:30:00+01:00"},
      {"2026-10-25T02:30:00+01:00", "2026-10-28T02:30:00+01:00", "2026-10-28T03:00:00+01:00",
       "2026-10-28T02:30:00+01:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.aware);
    const auto start = test::instant(row.aware);
    const auto due = core::plus_hours(start, 72);
    CHECK(in_oslo(due) == row.headline);
    CHECK(in_oslo(core::next_full_hour_reading(start, 72, test::oslo())) == row.full_hour);
    CHECK(in_oslo(core::two_working_days_reading(start, due, test::norway(), test::oslo())) ==
          row.two_days);
  }
  const auto late = test::instant("2100-12-31T12:00:00+01:00");
  CHECK_FALSE(core::two_working_days_reading(late, late, test::norway(), test::oslo()).has_value());
}

TEST_CASE(
    "whatever the day: never before the raw day, a working day, and later for a later start") {
  std::mt19937 random(1182);
  std::uniform_int_distribution<int> days(0, core::days_between({2018, 1, 1}, {2100, 6, 30}));
  const Length lengths[] = {{Unit::days, 10},  {Unit::working_days, 3}, {Unit::weeks, 8},
                            {Unit::months, 1}, {Unit::months, 3},       {Unit::months, 6}};
  for (int round = 0; round < 3000; ++round) {
    const auto start = core::plus_days({2018, 1, 1}, days(random));
    CAPTURE(core::to_text(start));
    for (const auto& length : lengths) {
      const auto raw = core::last_day(start, length, test::norway());
      REQUIRE(raw.has_value());
      CHECK(*raw > start);
      const auto end = core::rolled(*raw, test::norway());
      REQUIRE(end.has_value());
      CHECK(end->day >= *raw);
      CHECK_FALSE(test::norway().day_off(end->day).has_value());
      CHECK(static_cast<int>(end->over.size()) == core::days_between(*raw, end->day));
      const auto next = core::last_day(core::plus_days(start, 1), length, test::norway());
      CHECK(*next >= *raw);
      CHECK(core::rolled(*next, test::norway())->day >= end->day);
    }
  }
}
