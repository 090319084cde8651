// SPDX-License-Identifier: MIT
#include "system/clock.hpp"

#include <date/date.h>

#include "core/error.hpp"
#include "system/random.hpp"
#include "system/zone_file.hpp"

namespace sys {

namespace {

using namespace std::chrono_literals;

core::Instant summer_change(date::year year, date::month month) {
  return core::Instant(date::sys_days(year / month / date::Sunday[date::last])) + 1h;
}

// What the database says for certain ends here.
const core::Instant k_known_until = core::Instant(date::sys_days(date::year{2037} / 1 / 1));

} // namespace

std::string zone_mark(const std::string& name) {
  return digest(name + zone_bytes(name).value_or(""));
}

core::Instant now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

// date's own way to a zone, `locate_zone`, looks at every file of the database first: a tenth of
// the time of most commands.
core::Zone zone(const std::string& name) {
  const auto bytes = zone_bytes(name);
  const auto found = bytes ? zone_file(*bytes) : std::nullopt;
  if (!found) {
    throw core::Error(core::Exit::failed, "unknown-zone", {{"zone", name}});
  }
  const auto offset_at = [file = *found](core::Instant instant) {
    return core::Offset(file.offset_at(instant.time_since_epoch().count()));
  };
  const bool european = name.rfind("Europe/", 0) == 0 || name.rfind("Arctic/", 0) == 0;
  return {name, [offset_at, european](core::Instant instant) -> core::Offset {
            if (!european || instant < k_known_until) {
              return offset_at(instant);
            }
            const auto winter = offset_at(k_known_until - 24h);
            const auto year = date::year_month_day(date::floor<date::days>(instant)).year();
            const bool summer = instant >= summer_change(year, date::March) &&
                                instant < summer_change(year, date::October);
            return summer ? winter + 1h : winter;
          }};
}

} // namespace sys
