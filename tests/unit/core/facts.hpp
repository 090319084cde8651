// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "core/calendar.hpp"
#include "core/condition.hpp"
#include "core/finding.hpp"
#include "core/kind.hpp"
#include "core/rules.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

// Core is pure, and so are its tests: facts are written here in the notation of the files
// ({times: {aware: ...}}, flow style only), and Europe/Oslo is a rule, not a database.
namespace test {

// A value with the line and column at which each part stands. Plain words are texts but for true,
// false, null and whole or decimal numbers; a path with brackets needs quotes.
core::Value read(std::string_view text);

core::Condition condition(std::string_view text);
core::Rule rule(std::string_view text);
std::vector<core::Rule> rules(std::string_view list);
// kind.yaml with `kind`, `format` and `start` filled in where they are left out.
core::Kind kind(std::string_view text);

core::Instant instant(std::string_view text);
// Directive 2000/84/EC: summer time from the last Sunday of March to that of October, 01:00 UTC.
core::Zone oslo();
// schemas/calendars/no.yaml in short; tests/unit/casebook/calendar_test.cpp holds the two together.
const core::Calendar& norway();
core::Date date(std::string_view text);

std::string names(const std::vector<core::Finding>& findings); // "late, time-order"
std::string argument(const core::Finding& finding, std::string_view name);
std::string places(const std::vector<core::Finding>& findings); // the argument "path" of each
std::string joined(const std::vector<std::string>& texts);      // "a, b"
// "times.aware" for a fact that is absent, "times.aware (declared)" for one that is unknown.
std::string told(const std::vector<core::Cause>& causes);
std::string name_of(core::Truth truth);

// The name of the core::Error that is thrown; empty for none.
template <typename Function> std::string error_of(const Function& function);

} // namespace test

#include "core/error.hpp"

namespace test {

template <typename Function> std::string error_of(const Function& function) {
  try {
    function();
  } catch (const core::Error& error) {
    return error.name;
  }
  return "";
}

} // namespace test
