// SPDX-License-Identifier: MIT
#include "system/clock.hpp"

#include <date/tz.h>

#include "core/error.hpp"
#include "system/random.hpp"

namespace sys {

namespace {

using namespace std::chrono_literals;

core::Instant summer_change(date::year year, date::month month) {
  return core::Instant(date::sys_days(year / month / date::Sunday[date::last])) + 1h;
}

// What the library knows for certain ends here.
const core::Instant k_known_until = core::Instant(date::sys_days(date::year{2037} / 1 / 1));

} // namespace

std::string zone_mark(const std::string& name) {
  const auto* found = date::locate_zone(name);
  std::string mark = name;
  for (auto at = core::Instant(date::sys_days(date::year{1990} / 1 / 1)); at < k_known_until;) {
    const auto info = found->get_info(at);
    mark += ' ' + std::to_string(info.end.time_since_epoch().count()) + '/' +
            std::to_string(info.offset.count());
    at = info.end;
  }
  return digest(mark);
}

core::Instant now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

core::Zone zone(const std::string& name) {
  const date::time_zone* found = nullptr;
  try {
    found = date::locate_zone(name);
  } catch (const std::exception&) {
    throw core::Error(core::Exit::failed, "unknown-zone", {{"zone", name}});
  }
  const bool european = name.rfind("Europe/", 0) == 0 || name.rfind("Arctic/", 0) == 0;
  return {name, [found, european](core::Instant instant) -> core::Offset {
            if (!european || instant < k_known_until) {
              return found->get_info(instant).offset;
            }
            const auto winter = found->get_info(k_known_until - 24h).offset;
            const auto year = date::year_month_day(date::floor<date::days>(instant)).year();
            const bool summer = instant >= summer_change(year, date::March) &&
                                instant < summer_change(year, date::October);
            return summer ? winter + 1h : winter;
          }};
}

} // namespace sys
