// SPDX-License-Identifier: MIT
#include <date/tz.h>
#include <doctest/doctest.h>

#include "core/error.hpp"
#include "system/clock.hpp"
#include "system/zone_file.hpp"

using namespace std::chrono_literals;

TEST_CASE("every zone of the database is what the library says of it") {
  const auto begin = core::Instant(date::sys_days(date::year{1980} / 1 / 1));
  std::size_t seen = 0;
  for (const auto& known : date::get_tzdb().zones) {
    CAPTURE(known.name());
    const auto zone = sys::zone(known.name());
    bool same = true;
    for (auto at = begin; at < begin + 24h * 365 * 56; at += 24h * 17 + 5h) {
      same = same && zone.offset_at(at) == known.get_info(at).offset;
    }
    CHECK(same);
    ++seen;
  }
  CHECK(seen > 300);
}

TEST_CASE("from 2037 on a European zone has summer time all the same") {
  const auto zone = sys::zone("Europe/Oslo");
  CHECK(zone.offset_at(core::Instant(date::sys_days(date::year{2040} / 7 / 1))) == 2h);
  CHECK(zone.offset_at(core::Instant(date::sys_days(date::year{2040} / 12 / 1))) == 1h);
}

TEST_CASE("what is no zone of the database is refused, and nothing outside of it is read") {
  for (const auto* name :
       {"", "Europe", "Europe/", "Europe/Nowhere", "europe/oslo", "/usr/share/zoneinfo/Europe/Oslo",
        "../zoneinfo/Europe/Oslo", "Europe/../Europe/Oslo", "right/Europe/Oslo",
        "posix/Europe/Oslo", "zone.tab", "tzdata.zi", "leapseconds", "Factory"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(sys::zone(name), core::Error);
  }
}

TEST_CASE("bytes that are no whole zone file are no zone") {
  const auto bytes = sys::zone_bytes("Europe/Oslo").value();
  REQUIRE(sys::zone_file(bytes));
  for (std::size_t size = 0; size < 1000; ++size) {
    CHECK(!sys::zone_file(bytes.substr(0, size)));
  }
  auto other = bytes;
  other[0] = 'X';
  CHECK(!sys::zone_file(other));
  for (const auto at : {20, 24, 28, 32, 36, 40}) { // each of the counts
    auto wrong = bytes;
    wrong[static_cast<std::size_t>(at)] = '\x7f';
    CHECK(!sys::zone_file(wrong));
  }
}
