// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace core {

using Instant = std::chrono::sys_seconds;
using Offset = std::chrono::seconds; // east of UTC is positive

// A moment as it stands in a file: the instant and the offset it was written with.
struct Timestamp {
  Instant instant;
  Offset offset{0};
  friend bool operator==(const Timestamp&, const Timestamp&) = default;
};

// A day without a time of day.
struct Date {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  friend auto operator<=>(const Date&, const Date&) = default;
};

// Strict RFC 3339 with an offset: "2026-10-05T14:37:00+02:00" or with "Z"; seconds may be
// left out, fractions are not accepted. Impossible dates and hours are refused.
std::optional<Timestamp> parsed_time(std::string_view text);
// "2026-10-05T14:37" with or without seconds, no offset.
std::optional<std::chrono::local_seconds> parsed_local_time(std::string_view text);
// "2026-10-05"
std::optional<Date> parsed_date(std::string_view text);

std::string to_text(const Timestamp& time); // RFC 3339, always with a numeric offset
std::string to_text(const Date& date);
// "2026-10-05 14:37", for people; the caller adds the offset where it matters.
std::string to_minutes(const Timestamp& time);

// A time zone as core sees it: a name, and the offset in force at an instant.
struct Zone {
  std::string name;
  std::function<Offset(Instant)> offset_at;
};

Timestamp in_zone(Instant instant, const Zone& zone);
// Every instant that a wall clock in `zone` shows as `local`: none when the clock is put
// forward over it, two when it is put back.
std::vector<Timestamp> instants_of(std::chrono::local_seconds local, const Zone& zone);
// The day that `instant` falls on in `zone`.
Date day_of(Instant instant, const Zone& zone);
// The first instant of the day after `date` in `zone`: a date deadline is overdue from then.
Instant end_of(const Date& date, const Zone& zone);
// True when the zone really has this offset at this moment.
bool has_offset(const Zone& zone, const Timestamp& time);

} // namespace core
