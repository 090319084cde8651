// SPDX-License-Identifier: MIT
#include "core/counting.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <date/date.h>

namespace core {

namespace {

using Unit = Length::Unit;

struct Named {
  std::string_view name;
  Unit unit;
};

constexpr std::array k_units = {
    Named{"hours", Unit::hours},
    Named{"days", Unit::days},
    Named{"working_days", Unit::working_days},
    Named{"weeks", Unit::weeks},
    Named{"months", Unit::months},
    Named{"years", Unit::years},
};

constexpr int k_most = 9999; // of any unit, and the last year

} // namespace

std::string name_of(Length::Unit unit) {
  for (const auto& one : k_units) {
    if (one.unit == unit) {
      return std::string(one.name);
    }
  }
  throw std::invalid_argument("no such unit");
}

std::optional<Length> length_from(const Value& data) {
  if (!data.is_map() || data.as_map().size() != 1) {
    return std::nullopt;
  }
  const auto& [key, number, span] = data.as_map().front();
  if (!number.is_integer() || number.as_integer() < 1 || number.as_integer() > k_most) {
    return std::nullopt;
  }
  for (const auto& one : k_units) {
    if (one.name == key) {
      return Length{one.unit, static_cast<int>(number.as_integer())};
    }
  }
  return std::nullopt;
}

Instant plus_hours(Instant start, int hours) {
  return start + std::chrono::hours(hours);
}

namespace {

// Reg. 1182/71 art. 3(2)(c): the same date number, or the last day of a month that lacks it.
Date plus_months(const Date& start, int months) {
  const auto month = date::year{start.year} / static_cast<int>(start.month) + date::months{months};
  const auto last = static_cast<unsigned>((month / date::last).day());
  return {static_cast<int>(month.year()), static_cast<unsigned>(month.month()),
          std::min(start.day, last)};
}

std::optional<Date> plus_working_days(Date day, int days, const Calendar& calendar) {
  while (days > 0) {
    day = plus_days(day, 1);
    if (!calendar.covers(day)) {
      return std::nullopt;
    }
    days -= calendar.day_off(day) ? 0 : 1;
  }
  return day;
}

std::optional<Date> plus_length(const Date& start, const Length& length, const Calendar& calendar) {
  switch (length.unit) {
  case Unit::days:
    return plus_days(start, length.number);
  case Unit::working_days:
    return plus_working_days(start, length.number, calendar);
  case Unit::weeks:
    return plus_days(start, 7 * length.number);
  case Unit::months:
    return plus_months(start, length.number);
  case Unit::years:
    return plus_months(start, 12 * length.number);
  case Unit::hours:
    break;
  }
  throw std::invalid_argument("hours have no last day");
}

} // namespace

std::optional<Date> last_day(const Date& start, const Length& length, const Calendar& calendar) {
  const auto day = plus_length(start, length, calendar);
  return day && day->year <= k_most ? day : std::nullopt;
}

std::optional<Rolled> rolled(const Date& day, const Calendar& calendar) {
  Rolled found{day, {}};
  for (; calendar.covers(found.day); found.day = plus_days(found.day, 1)) {
    auto off = calendar.day_off(found.day);
    if (!off) {
      return found;
    }
    found.over.push_back(std::move(*off));
  }
  return std::nullopt;
}

Instant next_full_hour_reading(Instant start, int hours, const Zone& zone) {
  const auto wall = start + zone.offset_at(start);
  const auto into = wall - date::floor<std::chrono::hours>(wall);
  return plus_hours(start - into, hours + 1);
}

std::optional<Instant> two_working_days_reading(Instant start, Instant due,
                                                const Calendar& calendar, const Zone& zone) {
  const auto day = plus_working_days(day_of(start, zone), 2, calendar);
  if (!day) {
    return std::nullopt;
  }
  return std::max(due, end_of(*day, zone) - std::chrono::seconds(1));
}

} // namespace core
