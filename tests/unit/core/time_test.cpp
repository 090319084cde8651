// SPDX-License-Identifier: MIT
#include "core/time.hpp"

#include "facts.hpp"

using namespace std::chrono_literals;

TEST_CASE("a time is strict RFC 3339 with an offset") {
  struct Row {
    std::string text;
    const char* utc; // null: refused
  };
  const Row rows[] = {
      {"2026-10-05T14:37:00+02:00", "2026-10-05T12:37:00+00:00"},
      {"2026-10-05T14:37+02:00", "2026-10-05T12:37:00+00:00"}, // seconds may be left out
      {"2026-10-05T14:37:00Z", "2026-10-05T14:37:00+00:00"},
      {"2026-10-05T14:37:00-05:30", "2026-10-05T20:07:00+00:00"},
      {"2026-10-05T00:00:00+00:00", "2026-10-05T00:00:00+00:00"},
      {"2028-02-29T23:59:59Z", "2028-02-29T23:59:59+00:00"}, // a leap year
      {"2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00+00:00"},
      // What is refused, each for one reason.
      {"2026-10-05T14:37:00", nullptr},         // no offset
      {"2026-10-05T14:37:00+0200", nullptr},    // no colon in the offset
      {"2026-10-05T14:37:00+02", nullptr},      // no minutes in the offset
      {"2026-10-05T14:37:00+24:00", nullptr},   // no such offset
      {"2026-10-05T14:37:00+02:60", nullptr},   //
      {"2026-10-05T14:37:00 +02:00", nullptr},  // a space
      {"2026-10-05 14:37:00+02:00", nullptr},   // a space for the T
      {"2026-10-05t14:37:00+02:00", nullptr},   // lower case
      {"2026-10-05T14:37:00z", nullptr},        // lower case
      {"2026-10-05T14:37:00.5+02:00", nullptr}, // a fraction
      {"2026-10-05T14:37:00,5+02:00", nullptr}, //
      {"2026-10-05T24:00:00+02:00", nullptr},   // the day ends at 23:59:59
      {"2026-10-05T14:60:00+02:00", nullptr},   //
      {"2026-10-05T14:37:60+02:00", nullptr},   // no leap seconds in a case
      {"2026-10-05T14+02:00", nullptr},         // no minutes
      {"2026-02-30T14:37:00+01:00", nullptr},   // no such day
      {"2026-02-29T14:37:00+01:00", nullptr},   // not a leap year
      {"2026-13-01T14:37:00+01:00", nullptr},   // no such month
      {"2026-00-01T14:37:00+01:00", nullptr},   //
      {"2026-01-00T14:37:00+01:00", nullptr},   //
      {"26-10-05T14:37:00+02:00", nullptr},     // two digits
      {"2026-1-5T14:37:00+02:00", nullptr},     //
      {"2026-10-05T4:37:00+02:00", nullptr},    //
      {"2026-10-05T14:37:00+02:00 ", nullptr},  // something behind it
      {" 2026-10-05T14:37:00+02:00", nullptr},  // something before it
      {"2026-10-05T14:37:00+02:00Z", nullptr},  //
      {"+2026-10-05T14:37:00+02:00", nullptr},  //
      {"2026-10-05T14:37:00\xE2\x88\x92"
       "02:00",
       nullptr}, // a minus sign that is none
      {"2026-10-05", nullptr},
      {"05.10.2026 14:37", nullptr},
      {"now", nullptr},
      {"", nullptr},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    const auto time = core::parsed_time(row.text);
    CHECK(time.has_value() == (row.utc != nullptr));
    if (time && row.utc != nullptr) {
      CHECK(core::to_text(core::Timestamp{time->instant, 0s}) == row.utc);
    }
  }
}

TEST_CASE("a time is written back as it was meant, always with seconds and offset") {
  struct Row {
    std::string text;
    std::string written;
    std::string minutes;
  };
  const Row rows[] = {
      {"2026-10-05T14:37:00+02:00", "2026-10-05T14:37:00+02:00", "2026-10-05 14:37"},
      {"2026-10-05T14:37Z", "2026-10-05T14:37:00+00:00", "2026-10-05 14:37"},
      {"2026-01-01T00:30:00+01:00", "2026-01-01T00:30:00+01:00", "2026-01-01 00:30"},
      {"2026-10-05T14:37:09-00:30", "2026-10-05T14:37:09-00:30", "2026-10-05 14:37"},
      {"1969-12-31T23:59:59Z", "1969-12-31T23:59:59+00:00", "1969-12-31 23:59"},
  };
  for (const auto& row : rows) {
    const auto time = core::parsed_time(row.text).value();
    CHECK(core::to_text(time) == row.written);
    CHECK(core::to_minutes(time) == row.minutes);
  }
}

TEST_CASE("a date is a day that exists, and nothing more") {
  for (const auto* text : {"2026-10-05", "2028-02-29", "2026-12-31"}) {
    CAPTURE(text);
    REQUIRE(core::parsed_date(text).has_value());
    CHECK(core::to_text(*core::parsed_date(text)) == text);
  }
  for (const auto* text : {"2026-02-29", "2026-04-31", "2026-10-5", "2026-10-05T00:00", "20261005",
                           "2026-10-05 ", "05.10.2026", ""}) {
    CAPTURE(text);
    CHECK_FALSE(core::parsed_date(text).has_value());
  }
  CHECK(core::Date{2026, 9, 30} < core::Date{2026, 10, 1});
  CHECK(core::Date{2025, 12, 31} < core::Date{2026, 1, 1});
}

TEST_CASE("a local time has no offset") {
  CHECK(core::parsed_local_time("2026-10-05T14:37").has_value());
  CHECK(core::parsed_local_time("2026-10-05T14:37:10").has_value());
  for (const auto* text :
       {"2026-10-05T14:37Z", "2026-10-05T14:37+02:00", "2026-10-05", "2026-10-05T24:00"}) {
    CAPTURE(text);
    CHECK_FALSE(core::parsed_local_time(text).has_value());
  }
}

TEST_CASE("the test's own zone follows the directive on summer time") {
  // deadlines.md 3.1: the change is at 01:00 UTC on these days.
  for (const auto* change :
       {"2026-03-29T01:00:00Z", "2027-03-28T01:00:00Z", "2024-03-31T01:00:00Z"}) {
    CHECK(test::oslo().offset_at(test::instant(change) - 1s) == 1h);
    CHECK(test::oslo().offset_at(test::instant(change)) == 2h);
  }
  for (const auto* change :
       {"2026-10-25T01:00:00Z", "2027-10-31T01:00:00Z", "2024-10-27T01:00:00Z"}) {
    CHECK(test::oslo().offset_at(test::instant(change) - 1s) == 2h);
    CHECK(test::oslo().offset_at(test::instant(change)) == 1h);
  }
}

TEST_CASE("a wall clock shows most times once, some never and some twice") {
  struct Row {
    std::string local;
    std::vector<std::string> times;
  };
  // Europe/Oslo 2026: 29 March 02:00 -> 03:00, 25 October 03:00 -> 02:00.
  const Row rows[] = {
      {"2026-03-29T01:59:59", {"2026-03-29T01:59:59+01:00"}},
      {"2026-03-29T02:00:00", {}},
      {"2026-03-29T02:30:00", {}},
      {"2026-03-29T02:59:59", {}},
      {"2026-03-29T03:00:00", {"2026-03-29T03:00:00+02:00"}},
      {"2026-10-25T01:59:59", {"2026-10-25T01:59:59+02:00"}},
      {"2026-10-25T02:00:00", {"2026-10-25T02:00:00+02:00", "2026-10-25T02:00:00+01:00"}},
      {"2026-10-25T02:30:00", {"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"}},
      {"2026-10-25T02:59:59", {"2026-10-25T02:59:59+02:00", "2026-10-25T02:59:59+01:00"}},
      {"2026-10-25T03:00:00", {"2026-10-25T03:00:00+01:00"}},
      {"2026-07-01T12:00:00", {"2026-07-01T12:00:00+02:00"}},
      {"2026-12-24T17:00:00", {"2026-12-24T17:00:00+01:00"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.local);
    std::vector<std::string> times;
    for (const auto& time :
         core::instants_of(core::parsed_local_time(row.local).value(), test::oslo())) {
      times.push_back(core::to_text(time));
    }
    CHECK(test::joined(times) == test::joined(row.times));
  }
}

TEST_CASE("an offset is right only when the zone has it at that moment") {
  struct Row {
    std::string time;
    bool right;
  };
  const Row rows[] = {{"2026-07-01T12:00:00+02:00", true},  {"2026-07-01T12:00:00+01:00", false},
                      {"2026-12-01T12:00:00+01:00", true},  {"2026-12-01T12:00:00+02:00", false},
                      {"2026-03-29T02:30:00+01:00", false}, // a time that does not exist
                      {"2026-03-29T02:30:00+02:00", false}, {"2026-10-25T02:30:00+02:00", true},
                      {"2026-10-25T02:30:00+01:00", true},  {"2026-10-25T03:00:00+02:00", false}};
  for (const auto& row : rows) {
    CAPTURE(row.time);
    CHECK(core::has_offset(test::oslo(), core::parsed_time(row.time).value()) == row.right);
  }
}

TEST_CASE("a day is a day of the zone") {
  struct Row {
    std::string time;
    std::string day;
  };
  const Row rows[] = {{"2025-12-31T23:30:00Z", "2026-01-01"}, // New Year in Oslo already
                      {"2025-12-31T22:59:59Z", "2025-12-31"},
                      {"2026-06-30T22:00:00Z", "2026-07-01"}, // summer: two hours ahead
                      {"2026-06-30T21:59:59Z", "2026-06-30"},
                      {"2026-10-05T23:30:00-05:00", "2026-10-06"}};
  for (const auto& row : rows) {
    CAPTURE(row.time);
    CHECK(core::to_text(core::day_of(test::instant(row.time), test::oslo())) == row.day);
  }
}

TEST_CASE("a day ends when the next begins, whatever its length") {
  struct Row {
    core::Date day;
    std::string end;
    std::chrono::hours length;
  };
  const Row rows[] = {{{2026, 3, 28}, "2026-03-29T00:00:00+01:00", 24h},
                      {{2026, 3, 29}, "2026-03-30T00:00:00+02:00", 23h},  // summer time begins
                      {{2026, 10, 25}, "2026-10-26T00:00:00+01:00", 25h}, // and ends
                      {{2026, 12, 31}, "2027-01-01T00:00:00+01:00", 24h},
                      {{2028, 2, 28}, "2028-02-29T00:00:00+01:00", 24h}};
  for (const auto& row : rows) {
    const auto end = core::end_of(row.day, test::oslo());
    CAPTURE(row.end);
    CHECK(end == test::instant(row.end));
    CHECK(core::day_of(end - 1s, test::oslo()) == row.day);
    CHECK(core::day_of(end, test::oslo()) != row.day);
    CHECK(core::day_of(end - row.length, test::oslo()) == row.day);
    CHECK(core::day_of(end - row.length - 1s, test::oslo()) != row.day);
  }
}

TEST_CASE("where midnight is skipped the day ends at the change") {
  // Put forward from 00:00 to 01:00 on 6 September 2026, at 04:00 UTC (as in Santiago de Chile).
  const auto change = test::instant("2026-09-06T04:00:00Z");
  const core::Zone zone{"Test/Midnight", [change](core::Instant now) -> core::Offset {
                          return now < change ? -4h : -3h;
                        }};
  CHECK(core::instants_of(core::parsed_local_time("2026-09-06T00:30").value(), zone).empty());
  CHECK(core::end_of({2026, 9, 5}, zone) == change);
  // West of Greenwich the change lies behind the local time read as UTC.
  CHECK(core::instants_of(core::parsed_local_time("2026-09-06T01:30").value(), zone).size() == 1);
}

TEST_CASE("where midnight comes twice the day ends at the first") {
  // Put back from 01:00 to 00:00: the day after begins, and begins again.
  const auto change = test::instant("2026-10-25T04:00:00Z");
  const core::Zone zone{"Test/Twice", [change](core::Instant now) -> core::Offset {
                          return now < change ? -3h : -4h;
                        }};
  CHECK(core::end_of({2026, 10, 24}, zone) == test::instant("2026-10-25T03:00:00Z"));
}

TEST_CASE("a moment in a zone keeps its instant") {
  const auto now = test::instant("2026-07-01T10:00:00Z");
  CHECK(core::to_text(core::in_zone(now, test::oslo())) == "2026-07-01T12:00:00+02:00");
}
