// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/clock.hpp"
#include "core/world.hpp"

namespace core {

// What one clock is made from. `entry` is the entry of a list that it is of ("actions[1]").
struct Asked {
  const PeriodRule& rule;
  const Value& document;
  const Reckoning& by;
  std::string entry;
  World world; // without entries that a later one corrects
};
Asked asked(const PeriodRule& rule, const Value& document, const Reckoning& by,
            const std::string& entry);

// From start to end: length, raw day, extension, pauses, roll, readings. Returns whether the end
// could be counted; if not, a finding of the clock says why.
bool set_due(const Asked& asked, Clock& clock);

// A finding about a clock at a place of its case, with its rule and source.
Finding clock_finding(const Asked& asked, Severity severity, std::string name,
                      const std::string& path, const Arguments& more = {});

} // namespace core
