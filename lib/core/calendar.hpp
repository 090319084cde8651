// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// One rule of a calendar: how to find a public holiday in any year.
struct HolidayRule {
  std::string id;                           // "maundy_thursday"
  std::map<std::string, std::string> names; // by language: nb, nn, en
  std::optional<int> from_year;             // the first and the last year in which it is one
  std::optional<int> to_year;
  enum class Kind { fixed, easter, orthodox_easter, weekday } kind = Kind::fixed;
  unsigned month = 0; // fixed; weekday: on or after this day
  unsigned day = 0;
  int days_after = 0;      // easter, orthodox_easter: negative is before
  unsigned weekday = 0;    // 1 is Monday, 7 is Sunday
  bool substitute = false; // on a weekend it is kept on the next working day too
};

// Why a day is not a working day: a day of the weekend, or a holiday (several may fall on one day).
struct DayOff {
  Date day;
  unsigned weekday = 0;                    // 1 is Monday, 7 is Sunday
  std::vector<const HolidayRule*> because; // empty: the weekend alone
};

// Working days and public holidays of a country, from a calendar data file (schemas/calendars).
// Holidays are computed for any year that the file covers; of other years nothing can be said. Days
// off point into the calendar, which must outlive them.
class Calendar {
public:
  std::string id; // "no"
  int version = 1;
  std::string source;
  int first_year = 1; // by itself it covers no year
  int last_year = 0;
  std::vector<unsigned> weekend; // 6, 7
  std::vector<HolidayRule> rules;

  // Throws core::Error (bug, "bad-rule") when the data do not fit the grammar.
  static Calendar from(const Value& data);

  bool covers(const Date& day) const;
  // Nothing for a working day. Throws std::out_of_range for a day that is not covered.
  std::optional<DayOff> day_off(const Date& day) const;
  // The holidays of a year, by date.
  std::vector<DayOff> holidays(int year) const;

private:
  bool is_weekend(unsigned weekday) const;
  std::vector<DayOff> given_by(int year) const;
};

// Easter Sunday of a year in the Gregorian calendar, western and orthodox reckoning.
Date easter(int year);
Date orthodox_easter(int year);

// Days: arithmetic, weekday (1 is Monday), and the number of days from one to another.
Date plus_days(const Date& day, int days);
unsigned weekday_of(const Date& day);
int days_between(const Date& from, const Date& to);

} // namespace core
