// SPDX-License-Identifier: MIT
#include <date/tz.h>
#include <doctest/doctest.h>

#include "core/error.hpp"
#include "system/clock.hpp"

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
