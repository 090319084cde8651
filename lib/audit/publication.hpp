// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/statistics.hpp"
#include "core/path.hpp"
#include "core/value.hpp"

// What may be published at all, of figures and of the register alike: periods that do not overlap
// and have ended, no unit in which a role is a name, and no fact from which a hidden number could
// be counted.
namespace audit {

// How many months a period has for which something is published: 12, or what the organisation
// says. Every period is a part of one calendar year. Spans that overlap could be subtracted from
// each other, and so could one that still grows from itself.
int published_months(const core::Value& organisation);
bool is_period(const Span& span, int months);
// The newest one that had ended before `today`.
Span last_period(const core::Date& today, int months);

// Where so few work, or nobody said how many, a role is a name (pvtool.yaml, `units`).
bool is_small_unit(const core::Value& organisation, std::string_view unit);
// Puts other words in the place of such units at these places of a case.
void hide_small_units(core::Value& document, const std::vector<core::Path>& places,
                      const core::Value& organisation, const std::string& instead);

// The facts of cases of one kind from which somebody could count a number that is hidden.
struct Telling {
  std::vector<core::Path> facts;
  bool anything = false; // what they are cannot be told apart: all may be
  bool days = false;     // even the month of a case
  // Whether a fact, what lies below it, or what it is a part of is one of them.
  bool tells(const core::Path& fact) const;
  bool tells(const core::Condition& condition) const;
};
Telling telling(const KindFigures& published);

} // namespace audit
