// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"

#include <stdexcept>

#include "facts.hpp"

TEST_CASE("easter falls where the almanacs say") {
  struct Row {
    int year;
    std::string western;
    std::string orthodox;
  };
  const Row rows[] = {
      {1995, "1995-04-16", "1995-04-23"}, {2000, "2000-04-23", "2000-04-30"},
      {2008, "2008-03-23", "2008-04-27"}, {2011, "2011-04-24", "2011-04-24"},
      {2024, "2024-03-31", "2024-05-05"}, {2025, "2025-04-20", "2025-04-20"},
      {2026, "2026-04-05", "2026-04-12"}, {2027, "2027-03-28", "2027-05-02"},
      {2038, "2038-04-25", "2038-04-25"}, {2100, "2100-03-28", "2100-05-02"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.year);
    CHECK(core::to_text(core::easter(row.year)) == row.western);
    CHECK(core::to_text(core::orthodox_easter(row.year)) == row.orthodox);
  }
}

TEST_CASE("easter is a Sunday between 22 March and 25 April") {
  for (int year = 1900; year <= 2199; ++year) {
    const auto day = core::easter(year);
    CHECK(core::weekday_of(day) == 7);
    CHECK(day >= core::Date{year, 3, 22});
    CHECK(day <= core::Date{year, 4, 25});
    CHECK(core::weekday_of(core::orthodox_easter(year)) == 7);
  }
}

TEST_CASE("two holidays may fall on one day, and a weekend is a day off of its own") {
  const auto& calendar = test::norway();
  const auto both = calendar.day_off(test::date("2027-05-17")); // Whit Monday too
  REQUIRE(both.has_value());
  REQUIRE(both->because.size() == 2);
  CHECK(both->because[0]->id == "constitution_day");
  CHECK(both->because[1]->id == "whit_monday");
  const auto saturday = calendar.day_off(test::date("2026-10-03"));
  REQUIRE(saturday.has_value());
  CHECK(saturday->weekday == 6);
  CHECK(saturday->because.empty());
  for (const auto* day : {"2026-10-05", "2026-12-24", "2026-12-31", "2026-05-15"}) {
    CHECK_FALSE(calendar.day_off(test::date(day)).has_value());
  }
}

TEST_CASE("of a year that the calendar does not cover nothing is said") {
  const auto& calendar = test::norway();
  CHECK(calendar.covers(test::date("1995-01-01")));
  CHECK(calendar.covers(test::date("2100-12-31")));
  for (const auto* day : {"1994-12-31", "2101-01-01"}) {
    CHECK_FALSE(calendar.covers(test::date(day)));
    CHECK_THROWS_AS(calendar.day_off(test::date(day)), std::out_of_range);
  }
  CHECK_FALSE(core::Calendar{}.covers(test::date("2026-10-05")));
}

TEST_CASE("a calendar that the program cannot count by is refused") {
  const std::string head = "{id: xx, version: 1, years: {from: 2000, to: 2100}, holidays: [";
  for (const std::string& text : {
           std::string("{version: 1, years: {from: 2000, to: 2100}}"),
           std::string("{id: xx, version: 1}"),
           std::string("{id: xx, version: 1, years: {from: 2100, to: 2000}}"),
           std::string("{id: xx, version: 1, years: {from: 2000, to: 2100}, weekend: [caturday]}"),
           head + "{id: a, names: {en: A}}]}",
           head + "{id: a, date: 12-25}]}",
           head + "{id: a, names: {en: A}, date: 02-29}]}",
           head + "{id: a, names: {en: A}, date: 12-25, easter: 1}]}",
           head + "{id: a, names: {en: A}, weekday: friday}]}",
           head + "{id: a, names: {en: A}, easter: soon}]}",
       }) {
    CAPTURE(text);
    CHECK(test::error_of([&] { core::Calendar::from(test::read(text)); }) == "bad-rule");
  }
}
