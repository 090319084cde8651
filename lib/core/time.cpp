// SPDX-License-Identifier: MIT
#include "core/time.hpp"

#include <algorithm>

#include <date/date.h>
#include <fmt/format.h>

namespace core {

namespace {

using namespace std::chrono_literals;

// Reads fixed-width numbers and separators from the front of a text.
class Cursor {
public:
  explicit Cursor(std::string_view text) : m_rest(text) {}
  std::optional<int> digits(std::size_t count) {
    if (m_rest.size() < count) {
      return std::nullopt;
    }
    int number = 0;
    for (const char c : m_rest.substr(0, count)) {
      if (c < '0' || c > '9') {
        return std::nullopt;
      }
      number = number * 10 + (c - '0');
    }
    m_rest.remove_prefix(count);
    return number;
  }
  bool skip(char wanted) {
    if (m_rest.empty() || m_rest.front() != wanted) {
      return false;
    }
    m_rest.remove_prefix(1);
    return true;
  }
  bool at_end() const { return m_rest.empty(); }

private:
  std::string_view m_rest;
};

std::optional<Date> date_from(Cursor& cursor) {
  const auto year = cursor.digits(4);
  if (!year || !cursor.skip('-')) {
    return std::nullopt;
  }
  const auto month = cursor.digits(2);
  if (!month || !cursor.skip('-')) {
    return std::nullopt;
  }
  const auto day = cursor.digits(2);
  if (!day) {
    return std::nullopt;
  }
  const Date date{*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)};
  const auto checked =
      date::year{date.year} / static_cast<int>(date.month) / static_cast<int>(date.day);
  return checked.ok() ? std::optional(date) : std::nullopt;
}

date::sys_days days_of(const Date& date) {
  return date::year{date.year} / static_cast<int>(date.month) / static_cast<int>(date.day);
}

std::optional<std::chrono::local_seconds> local_from(Cursor& cursor) {
  const auto date = date_from(cursor);
  if (!date || !cursor.skip('T')) {
    return std::nullopt;
  }
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.skip(':')) {
    return std::nullopt;
  }
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59) {
    return std::nullopt;
  }
  int second = 0;
  if (cursor.skip(':')) {
    const auto seconds = cursor.digits(2);
    if (!seconds || *seconds > 59) {
      return std::nullopt;
    }
    second = *seconds;
  }
  const auto since = days_of(*date).time_since_epoch() + std::chrono::hours(*hour) +
                     std::chrono::minutes(*minute) + std::chrono::seconds(second);
  return std::chrono::local_seconds(since);
}

std::optional<Offset> offset_from(Cursor& cursor) {
  if (cursor.skip('Z')) {
    return Offset{0};
  }
  const bool west = cursor.skip('-');
  if (!west && !cursor.skip('+')) {
    return std::nullopt;
  }
  const auto hour = cursor.digits(2);
  if (!hour || *hour > 23 || !cursor.skip(':')) {
    return std::nullopt;
  }
  const auto minute = cursor.digits(2);
  if (!minute || *minute > 59) {
    return std::nullopt;
  }
  const Offset offset = std::chrono::hours(*hour) + std::chrono::minutes(*minute);
  return west ? -offset : offset;
}

date::year_month_day day_parts(const Timestamp& time) {
  return date::year_month_day(date::floor<date::days>(time.instant + time.offset));
}

} // namespace

std::optional<Timestamp> parsed_time(std::string_view text) {
  Cursor cursor(text);
  const auto local = local_from(cursor);
  if (!local) {
    return std::nullopt;
  }
  const auto offset = offset_from(cursor);
  if (!offset || !cursor.at_end()) {
    return std::nullopt;
  }
  return Timestamp{Instant(local->time_since_epoch()) - *offset, *offset};
}

std::optional<std::chrono::local_seconds> parsed_local_time(std::string_view text) {
  Cursor cursor(text);
  const auto local = local_from(cursor);
  return cursor.at_end() ? local : std::nullopt;
}

std::optional<Date> parsed_date(std::string_view text) {
  Cursor cursor(text);
  const auto date = date_from(cursor);
  return cursor.at_end() ? date : std::nullopt;
}

std::string to_text(const Timestamp& time) {
  const auto local = time.instant + time.offset;
  const auto day = day_parts(time);
  const date::hh_mm_ss clock{local - date::floor<date::days>(local)};
  const auto offset = std::chrono::abs(time.offset);
  return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}",
                     static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), time.offset < 0s ? '-' : '+',
                     offset / 1h, (offset % 1h) / 1min);
}

std::string to_text(const Date& date) {
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string to_minutes(const Timestamp& time) {
  auto text = to_text(time).substr(0, 16);
  text[10] = ' ';
  return text;
}

Timestamp in_zone(Instant instant, const Zone& zone) {
  return {instant, zone.offset_at(instant)};
}

std::vector<Timestamp> instants_of(std::chrono::local_seconds local, const Zone& zone) {
  const Instant guess(local.time_since_epoch());
  std::vector<Timestamp> found;
  // The offsets in force a day before and after cover every change between them.
  for (const auto offset : {zone.offset_at(guess - 24h), zone.offset_at(guess + 24h)}) {
    const Timestamp candidate{guess - offset, offset};
    if (has_offset(zone, candidate) &&
        std::find(found.begin(), found.end(), candidate) == found.end()) {
      found.push_back(candidate);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const Timestamp& a, const Timestamp& b) { return a.instant < b.instant; });
  return found;
}

Date day_of(Instant instant, const Zone& zone) {
  const auto day = day_parts(in_zone(instant, zone));
  return {static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
          static_cast<unsigned>(day.day())};
}

Instant end_of(const Date& date, const Zone& zone) {
  const auto next = days_of(date) + date::days{1};
  const auto midnight = std::chrono::local_seconds(next.time_since_epoch());
  const auto found = instants_of(midnight, zone);
  // A zone that skips midnight starts the day later; the offset before it gives that moment.
  return found.empty() ? Instant(next) - zone.offset_at(Instant(next) - 24h)
                       : found.front().instant;
}

bool has_offset(const Zone& zone, const Timestamp& time) {
  return zone.offset_at(time.instant) == time.offset;
}

} // namespace core
