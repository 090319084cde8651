// SPDX-License-Identifier: MIT
#include "core/calendar.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <stdexcept>

#include <date/date.h>

#include "core/grammar.hpp"

namespace core {

namespace {

date::sys_days days_of(const Date& day) {
  return date::year{day.year} / static_cast<int>(day.month) / static_cast<int>(day.day);
}

Date date_of(const date::sys_days& days) {
  const date::year_month_day parts(days);
  return {static_cast<int>(parts.year()), static_cast<unsigned>(parts.month()),
          static_cast<unsigned>(parts.day())};
}

} // namespace

Date plus_days(const Date& day, int days) {
  return date_of(days_of(day) + date::days{days});
}

unsigned weekday_of(const Date& day) {
  return date::weekday(days_of(day)).iso_encoding();
}

int days_between(const Date& from, const Date& to) {
  return static_cast<int>((days_of(to) - days_of(from)).count());
}

// The anonymous Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
Date easter(int year) {
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7;
  const int f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
  return {year, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1)};
}

// The Julian computus of the same chapter, moved to the Gregorian calendar.
Date orthodox_easter(int year) {
  const int d = (19 * (year % 19) + 15) % 30;
  const int e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7;
  const int f = d + e + 114;
  const Date julian{year, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1)};
  return plus_days(julian, year / 100 - year / 400 - 2);
}

namespace {

constexpr std::array<std::string_view, 7> k_weekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

unsigned weekday_from(const Value& data, const Value& name) {
  const auto found = std::find(k_weekdays.begin(), k_weekdays.end(), name.to_text());
  if (found == k_weekdays.end()) {
    bad_rule(data, "a day of the week is monday to sunday");
  }
  return static_cast<unsigned>(found - k_weekdays.begin()) + 1;
}

std::optional<int> number_in(const Value& data, std::string_view key) {
  const auto* number = data.find(key);
  if (number == nullptr) {
    return std::nullopt;
  }
  if (!number->is_integer() || std::abs(number->as_integer()) > 9999) {
    bad_rule(data, std::string(key) + " is a whole number");
  }
  return static_cast<int>(number->as_integer());
}

// "12-25"; 29 February is a day that only some years have.
void set_day(const Value& data, const std::string& text, HolidayRule& rule) {
  const auto day = parsed_date("2001-" + text);
  if (!day) {
    bad_rule(data, "a day is written as month and day, 12-25, and every year has it");
  }
  rule.month = day->month;
  rule.day = day->day;
}

bool set_easter(const Value& data, std::string_view key, HolidayRule::Kind kind,
                HolidayRule& rule) {
  const auto days = number_in(data, key);
  if (days) {
    rule.kind = kind;
    rule.days_after = *days;
  }
  return days.has_value();
}

void set_when(const Value& data, HolidayRule& rule) {
  int ways = 0;
  if (data.find("date") != nullptr) {
    ++ways;
    set_day(data, data.text("date"), rule);
  }
  ways += set_easter(data, "easter", HolidayRule::Kind::easter, rule) ? 1 : 0;
  ways += set_easter(data, "orthodox_easter", HolidayRule::Kind::orthodox_easter, rule) ? 1 : 0;
  if (const auto* weekday = data.find("weekday")) {
    ++ways;
    rule.kind = HolidayRule::Kind::weekday;
    rule.weekday = weekday_from(data, *weekday);
    set_day(data, data.text("on_or_after"), rule);
  }
  if (ways != 1) {
    bad_rule(data, "a holiday is found in one way: date, easter, orthodox_easter or weekday");
  }
}

HolidayRule holiday_from(const Value& data) {
  HolidayRule rule;
  rule.id = data.text("id");
  const auto* names = data.find("names");
  if (rule.id.empty() || names == nullptr || !names->is_map()) {
    bad_rule(data, "a holiday needs an id and names");
  }
  for (const auto& name : names->as_map()) {
    rule.names[name.key] = name.value.to_text();
  }
  set_when(data, rule);
  rule.from_year = number_in(data, "from_year");
  rule.to_year = number_in(data, "to_year");
  rule.substitute = data.find("substitute") != nullptr && *data.find("substitute") == Value(true);
  return rule;
}

Date day_in(const HolidayRule& rule, int year) {
  switch (rule.kind) {
  case HolidayRule::Kind::easter:
    return plus_days(easter(year), rule.days_after);
  case HolidayRule::Kind::orthodox_easter:
    return plus_days(orthodox_easter(year), rule.days_after);
  case HolidayRule::Kind::weekday: {
    const Date first{year, rule.month, rule.day};
    return plus_days(first, static_cast<int>((rule.weekday + 7 - weekday_of(first)) % 7));
  }
  case HolidayRule::Kind::fixed:
    break;
  }
  return {year, rule.month, rule.day};
}

bool holds_in(const HolidayRule& rule, int year) {
  return (!rule.from_year || *rule.from_year <= year) && (!rule.to_year || *rule.to_year >= year);
}

void add(std::vector<DayOff>& days, const Date& day, const HolidayRule& rule) {
  const auto place =
      std::lower_bound(days.begin(), days.end(), day,
                       [](const DayOff& one, const Date& wanted) { return one.day < wanted; });
  if (place != days.end() && place->day == day) {
    place->because.push_back(&rule);
  } else {
    days.insert(place, {day, weekday_of(day), {&rule}});
  }
}

bool holds(const std::vector<DayOff>& days, const Date& day) {
  return std::binary_search(days.begin(), days.end(), DayOff{day, 0, {}},
                            [](const DayOff& a, const DayOff& b) { return a.day < b.day; });
}

} // namespace

Calendar Calendar::from(const Value& data) {
  Calendar calendar;
  calendar.id = data.text("id");
  calendar.source = data.text("source");
  calendar.version = number_in(data, "version").value_or(0);
  const auto* years = data.find("years");
  if (years != nullptr) {
    calendar.first_year = number_in(*years, "from").value_or(0);
    calendar.last_year = number_in(*years, "to").value_or(0);
  }
  if (calendar.id.empty() || calendar.version < 1 || calendar.first_year < 1 ||
      calendar.last_year < calendar.first_year) {
    bad_rule(data, "a calendar needs id, version and the years that it covers");
  }
  for (const auto& day : data.list("weekend")) {
    calendar.weekend.push_back(weekday_from(data, day));
  }
  if (calendar.weekend.size() > 6) {
    bad_rule(data, "a week without a working day");
  }
  for (const auto& holiday : data.list("holidays")) {
    calendar.rules.push_back(holiday_from(holiday));
  }
  return calendar;
}

bool Calendar::covers(const Date& day) const {
  return day.year >= first_year && day.year <= last_year;
}

bool Calendar::is_weekend(unsigned weekday) const {
  return std::find(weekend.begin(), weekend.end(), weekday) != weekend.end();
}

// The holidays that the rules give in a year, those kept later in its stead included: the next day
// that is no day off, in the order of the days (Christmas Day before Boxing Day).
std::vector<DayOff> Calendar::given_by(int year) const {
  std::vector<DayOff> days;
  for (const auto& rule : rules) {
    if (holds_in(rule, year)) {
      add(days, day_in(rule, year), rule);
    }
  }
  for (const auto& own : std::vector(days)) {
    for (const auto* rule : own.because) {
      if (!rule->substitute || !is_weekend(own.weekday)) {
        continue;
      }
      auto instead = plus_days(own.day, 1);
      while (is_weekend(weekday_of(instead)) || holds(days, instead)) {
        instead = plus_days(instead, 1);
      }
      add(days, instead, *rule);
    }
  }
  return days;
}

std::vector<DayOff> Calendar::holidays(int year) const {
  auto days = given_by(year);
  std::erase_if(days, [&](const DayOff& day) { return day.day.year != year; });
  const bool may_spill = std::any_of(rules.begin(), rules.end(), [](const HolidayRule& rule) {
    return rule.substitute && rule.month == 12;
  });
  for (const auto& day : may_spill ? given_by(year - 1) : std::vector<DayOff>{}) {
    for (const auto* rule : day.because) {
      if (day.day.year == year) {
        add(days, day.day, *rule);
      }
    }
  }
  return days;
}

std::optional<DayOff> Calendar::day_off(const Date& day) const {
  if (!covers(day)) {
    throw std::out_of_range("the calendar does not cover " + to_text(day));
  }
  auto days = holidays(day.year);
  const auto found =
      std::find_if(days.begin(), days.end(), [&](const DayOff& one) { return one.day == day; });
  if (found != days.end()) {
    return std::move(*found);
  }
  const auto weekday = weekday_of(day);
  return is_weekend(weekday) ? std::optional(DayOff{day, weekday, {}}) : std::nullopt;
}

} // namespace core
