// SPDX-License-Identifier: MIT
// The calendar files, against the grammar and known days, and clocks with the real zone.
#include <random>

#include "casebook/data.hpp"
#include "core/calendar.hpp"
#include "core/counting.hpp"
#include "published.hpp"
#include "schema/schema.hpp"
#include "shelf.hpp"
#include "system/clock.hpp"
#include "system/files.hpp"

namespace {

core::Value file(const std::string& path) {
  const auto text = sys::read_file(PVTOOL_SOURCE "/" + path);
  REQUIRE_MESSAGE(text.has_value(), path);
  return casebook::data_from(*text, path);
}

std::string days(const core::Calendar& calendar, int year) {
  std::string all;
  for (const auto& day : calendar.holidays(year)) {
    all += (all.empty() ? "" : " ") + core::to_text(day.day).substr(5);
  }
  return all;
}

} // namespace

TEST_CASE("every calendar file fits the grammar") {
  const auto grammar = schema::Schema::compile("calendar.schema.json", [](std::string_view name) {
    return sys::read_file(PVTOOL_SOURCE "/schemas/" + std::string(name)).value();
  });
  for (const auto* path : {"schemas/calendars/no.yaml", "tests/data/calendars/se.yaml",
                           "tests/data/calendars/uk.yaml"}) {
    CAPTURE(std::string(path));
    CHECK(grammar.check(file(path), [](auto, auto) { return std::nullopt; }).empty());
  }
  const auto norway = file("schemas/calendars/no.yaml");
  for (const auto& holiday : norway.list("holidays")) {
    CHECK(holiday.find("names")->as_map().size() == 3);
  }
}

TEST_CASE("norwegian holidays of the reference") {
  const auto norway = core::Calendar::from(file("schemas/calendars/no.yaml"));
  struct Row {
    int year;
    std::string movable; // E-3, E-2, E, E+1, E+39, E+49, E+50
  };
  // deadlines.md, section 3
  const Row rows[] = {
      {2024, "03-28 03-29 03-31 04-01 05-09 05-19 05-20"},
      {2025, "04-17 04-18 04-20 04-21 05-29 06-08 06-09"},
      {2026, "04-02 04-03 04-05 04-06 05-14 05-24 05-25"},
      {2027, "03-25 03-26 03-28 03-29 05-06 05-16 05-17"},
      {2028, "04-13 04-14 04-16 04-17 05-25 06-04 06-05"},
      {2029, "03-29 03-30 04-01 04-02 05-10 05-20 05-21"},
      {2030, "04-18 04-19 04-21 04-22 05-30 06-09 06-10"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.year);
    std::string movable;
    for (const auto& day : norway.holidays(row.year)) {
      for (const auto* rule : day.because) {
        const bool moves = rule->kind == core::HolidayRule::Kind::easter;
        movable += moves ? (movable.empty() ? "" : " ") + core::to_text(day.day).substr(5) : "";
      }
    }
    CHECK(movable == row.movable);
    for (const auto* fixed : {"01-01", "05-01", "05-17", "12-25", "12-26"}) {
      CHECK((" " + days(norway, row.year)).find(fixed) != std::string::npos);
    }
  }
  // The weekdays of the fixed days.
  struct Weekdays {
    int year;
    std::vector<unsigned> of; // 1.1, 1.5, 17.5, 25.12, 26.12
  };
  const Weekdays weekdays[] = {{2024, {1, 3, 5, 3, 4}}, {2025, {3, 4, 6, 4, 5}},
                               {2026, {4, 5, 7, 5, 6}}, {2027, {5, 6, 1, 6, 7}},
                               {2028, {6, 1, 3, 1, 2}}, {2029, {1, 2, 4, 2, 3}},
                               {2030, {2, 3, 5, 3, 4}}};
  for (const auto& row : weekdays) {
    CAPTURE(row.year);
    std::vector<unsigned> of;
    for (const auto& day :
         {core::Date{row.year, 1, 1}, core::Date{row.year, 5, 1}, core::Date{row.year, 5, 17},
          core::Date{row.year, 12, 25}, core::Date{row.year, 12, 26}}) {
      of.push_back(core::weekday_of(day));
    }
    CHECK(of == row.of);
  }
}

TEST_CASE("another country is one file") {
  const auto sweden = core::Calendar::from(file("tests/data/calendars/se.yaml"));
  CHECK(days(sweden, 2026) == "01-01 01-06 04-03 04-05 04-06 05-01 05-14 06-06 06-19 06-20 10-31 "
                              "12-25 12-26");
  CHECK(days(sweden, 2027).find("06-25 06-26 11-06") != std::string::npos);
  const auto kingdom = core::Calendar::from(file("tests/data/calendars/uk.yaml"));
  CHECK(days(kingdom, 2026) == "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-26 12-28");
  CHECK(days(kingdom, 2021).ends_with("12-25 12-26 12-27 12-28")); // Saturday and Sunday
  CHECK(days(kingdom, 2022).starts_with("01-01 01-03"));           // New Year's Day a Saturday
  CHECK(days(kingdom, 2022).ends_with("12-25 12-26 12-27"));       // Sunday, its substitute Tuesday
}

TEST_CASE(
    "a register may have a calendar of its own, and a missing one counts nothing in silence") {
  const auto own = std::string(test::k_organisation);
  const auto at = own.find("calendar: \"no\"");
  REQUIRE(at != std::string::npos);
  const auto with = [&](const std::string& name) {
    auto text = own;
    return text.replace(at, 14, "calendar: " + name);
  };
  test::Shelf there({{"pvtool.yaml", with("se")}}, PVTOOL_SOURCE "/tests/data");
  CHECK(there.book().calendar().id == "se");
  CHECK(there.book().judge_organisation().empty());
  test::Shelf missing({{"pvtool.yaml", with("xx")}});
  CHECK(missing.book().calendar().id.empty());
  CHECK(test::names(missing.book().judge_organisation()).starts_with("no-such-calendar:"));
  CHECK(test::Shelf().book().calendar().id == "no");
}

TEST_CASE("summer time in Oslo changes when the reference says, and to the end of the century") {
  const auto zone = sys::zone("Europe/Oslo");
  using namespace std::chrono_literals;
  // deadlines.md, section 3.1
  for (const auto* day :
       {"2024-03-31", "2024-10-27", "2025-03-30", "2025-10-26", "2026-03-29", "2026-10-25",
        "2027-03-28", "2027-10-31", "2028-03-26", "2028-10-29", "2029-03-25", "2029-10-28",
        "2030-03-31", "2030-10-27", "2038-03-28", "2038-10-31", "2100-03-28", "2100-10-31"}) {
    CAPTURE(std::string(day));
    const auto change = core::parsed_time(std::string(day) + "T01:00Z")->instant;
    const bool spring = std::string(day).substr(5, 2) == "03";
    CHECK(zone.offset_at(change - 1s) == (spring ? 1h : 2h));
    CHECK(zone.offset_at(change) == (spring ? 2h : 1h));
  }
}

TEST_CASE("with the real zone: 72 hours are 259,200 seconds, and days end at midnight") {
  const auto zone = sys::zone("Europe/Oslo");
  const auto norway = core::Calendar::from(file("schemas/calendars/no.yaml"));
  const auto first = core::parsed_time("2018-01-01T00:00Z")->instant;
  const auto last = core::parsed_time("2100-06-30T00:00Z")->instant;
  std::mt19937_64 random(259200);
  std::uniform_int_distribution<std::int64_t> seconds(0, (last - first).count());
  for (int round = 0; round < 5000; ++round) {
    const auto start = first + std::chrono::seconds(seconds(random));
    CAPTURE(core::to_text(core::in_zone(start, zone)));
    const auto due = core::plus_hours(start, 72);
    CHECK((due - start).count() == 259200);
    // What is shown is read back as the same moment.
    CHECK(core::parsed_time(core::to_text(core::in_zone(due, zone)))->instant == due);
    const auto full = core::next_full_hour_reading(start, 72, zone);
    CHECK(full > due);
    CHECK((full - due).count() <= 3600);
    CHECK(core::to_text(core::in_zone(full, zone)).substr(14, 5) == "00:00");
    CHECK(*core::two_working_days_reading(start, due, norway, zone) >= due);
    const auto day = core::day_of(start, zone);
    const auto raw = core::last_day(day, {core::Length::Unit::months, 1}, norway);
    const auto end = core::rolled(*raw, norway);
    CHECK(end->day >= *raw);
    CHECK_FALSE(norway.day_off(end->day).has_value());
    const auto midnight = core::end_of(end->day, zone);
    CHECK(core::to_text(core::in_zone(midnight, zone)).substr(11, 8) == "00:00:00");
    CHECK(core::day_of(midnight - std::chrono::seconds(1), zone) == end->day);
  }
}
