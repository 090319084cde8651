// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// How long a period is: {hours: 72}, {months: 1}.
struct Length {
  enum class Unit { hours, days, working_days, weeks, months, years };
  Unit unit = Unit::hours;
  int number = 0;
  friend bool operator==(const Length&, const Length&) = default;
};

std::string name_of(Length::Unit unit); // "working_days"
// From {months: 1}; nothing when it is no such map with one known unit and a number from 1 to 9999.
std::optional<Length> length_from(const Value& data);

// Counting as in reference: Regulation (EEC, Euratom) No 1182/71 art. 3, and domstolloven §§
// 148-149, which agree for days and longer.

// Hours are real hours of UTC, whatever clocks and holidays do.
Instant plus_hours(Instant start, int hours);

// The last day of a period in days, weeks, months or years from `start`, before any roll. The day
// of the event is not counted; months and years end on the same date number, or on the last day of
// a shorter month, counted in one step. Working days skip days off. Nothing when that needs a day
// that the calendar does not cover, or one after the year 9999. `length` must not be in hours
// (std::invalid_argument).
std::optional<Date> last_day(const Date& start, const Length& length, const Calendar& calendar);

// A day, or the next working day, with the days off that it was moved over.
struct Rolled {
  Date day;
  std::vector<DayOff> over;
};
// Nothing when a day is not covered.
std::optional<Rolled> rolled(const Date& day, const Calendar& calendar);

// Other ways to read a period in hours, for information only (Regulation 1182/71):
// the hour of the event is not counted, so it runs from the next full hour on the wall clock of
// `zone` (a start on the full hour counts as that hour: art. 3(1)) ...
Instant next_full_hour_reading(Instant start, int hours, const Zone& zone);
// ... and a period of two days or more includes at least two working days (art. 3(5)): the end of
// the second working day after the start when that is later than `due`, else `due`. Nothing
// when a day is not covered.
std::optional<Instant> two_working_days_reading(Instant start, Instant due,
                                                const Calendar& calendar, const Zone& zone);

} // namespace core
