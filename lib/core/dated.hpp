// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// What every rule of law, method or house has: a name, a version, the days on which it holds, and
// where it comes from.
struct Dated {
  std::string id;
  int version = 1;
  Date valid_from;
  std::optional<Date> valid_to; // the last day on which it holds
  std::string source;
  std::string status; // confirmed | unconfirmed | ours
  std::string basis;  // law | method | guidance | house

  std::string versioned() const; // "breach.level@1"
  bool in_force(const Date& day) const;
};

// Throws core::Error (bug, "bad-rule") when id, version or the days are missing or wrong.
Dated dated_from(const Value& data);

} // namespace core
