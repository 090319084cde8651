// SPDX-License-Identifier: MIT
#include "system/clock.hpp"

#include <map>

#include <date/tz.h>

#include "core/error.hpp"
#include "system/files.hpp"
#include "system/random.hpp"

namespace sys {

namespace {

using namespace std::chrono_literals;

core::Instant summer_change(date::year year, date::month month) {
  return core::Instant(date::sys_days(year / month / date::Sunday[date::last])) + 1h;
}

// What the database says for certain ends here.
const core::Instant k_known_until = core::Instant(date::sys_days(date::year{2037} / 1 / 1));

// The database's own folder leads nowhere else, and the copies of it beside that count leap seconds
// are none of our zones.
bool is_zone_name(std::string_view name) {
  constexpr std::string_view k_letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  return !name.empty() && name.front() != '/' && !name.starts_with("posix") &&
         !name.starts_with("right") && name != "Factory" &&
         name.find_first_not_of(k_letters) == std::string_view::npos;
}

// The file of a zone by its IANA name (RFC 8536); nothing when there is none of that name.
std::optional<std::string> zone_bytes(const std::string& name) {
  const auto path = "/usr/share/zoneinfo/" + name;
  auto bytes = is_zone_name(name) && is_file(path) ? read_file(path) : std::nullopt;
  return bytes && bytes->starts_with("TZif") ? std::move(bytes) : std::nullopt;
}

// One zone, as the library reads it; it lives as long as the program, as those of the library's own
// list do. Its own way there, `locate_zone`, first looks at every file of the database: a tenth of
// the time of most commands.
const date::time_zone* zone_called(const std::string& name) {
  static std::map<std::string, const date::time_zone*> zones;
  const auto [place, is_new] = zones.try_emplace(name, nullptr);
  if (is_new && zone_bytes(name)) {
    try {
      const auto* zone = new date::time_zone(name, date::detail::undocumented{});
      zone->get_info(core::Instant()); // which is when it reads the file
      place->second = zone;
    } catch (const std::exception&) {
      return nullptr; // no zone file after all
    }
  }
  return place->second;
}

} // namespace

std::string zone_mark(const std::string& name) {
  return digest(name + zone_bytes(name).value_or(""));
}

core::Instant now() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

core::Zone zone(const std::string& name) {
  const auto* found = zone_called(name);
  if (!found) {
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
