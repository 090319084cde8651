// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/path.hpp"
#include "core/time.hpp"
#include "core/value.hpp"
#include "core/world.hpp"

namespace core {

// A time or a day that stands in a case. A day has a first and a last second, a time is both.
struct Moment {
  std::string path;
  Instant first;
  Instant last;
  std::optional<Date> written_day; // when it is a day
  Date day;                        // the day in the zone
};

std::optional<Moment> moment_from(const Value& value, const std::string& path, const Zone& zone);

// The last second of a day.
Instant last_second(const Date& day, const Zone& zone);

// The earliest of all that stands at these paths, by its first or its last second; of what is not
// before `not_before`, when that is given.
std::optional<Moment> earliest(const World& world, const std::vector<Path>& paths, const Zone& zone,
                               Instant Moment::*by,
                               std::optional<Instant> not_before = std::nullopt);

} // namespace core
