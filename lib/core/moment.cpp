// SPDX-License-Identifier: MIT
#include "core/moment.hpp"

#include "core/calendar.hpp"

namespace core {

Instant last_second(const Date& day, const Zone& zone) {
  return end_of(day, zone) - std::chrono::seconds(1);
}

std::optional<Moment> moment_from(const Value& value, const std::string& path, const Zone& zone) {
  if (!value.is_string()) {
    return std::nullopt;
  }
  if (const auto time = parsed_time(value.as_string())) {
    return Moment{path, time->instant, time->instant, std::nullopt, day_of(time->instant, zone)};
  }
  if (const auto day = parsed_date(value.as_string())) {
    return Moment{path, end_of(plus_days(*day, -1), zone), last_second(*day, zone), day, *day};
  }
  return std::nullopt;
}

std::optional<Moment> earliest(const World& world, const std::vector<Path>& paths, const Zone& zone,
                               Instant Moment::*by, std::optional<Instant> not_before) {
  std::optional<Moment> found;
  for (const auto& path : paths) {
    for (const auto& item : world.look(path).items) {
      auto moment = item.possible.size() == 1 ? moment_from(*item.possible.front(), item.path, zone)
                                              : std::nullopt;
      const bool counts = moment && (!not_before || (*moment).*by >= *not_before);
      if (counts && (!found || (*moment).*by < (*found).*by)) {
        found = std::move(moment);
      }
    }
  }
  return found;
}

} // namespace core
