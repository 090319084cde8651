// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/before.hpp"
#include "audit/statistics.hpp"
#include "cmd/env.hpp"
#include "cmd/figures.hpp"

namespace cmd {

// What happened again within the span: the newest case of those that are like each other.
struct Again {
  std::string id;
  audit::Recollection memory;
};

// All that `audit stats` says, before it is said.
struct Stats {
  audit::Figures now;
  std::optional<audit::Figures> before;    // the year before; none: nothing was registered then
  std::optional<audit::Standing> standing; // not for the public
  std::vector<Again> again;
  bool so_far = false;              // the span has not ended yet
  std::int64_t limit = 0;           // numbers below it are hidden; 0: none are
  std::int64_t unread = 0;          // files that cannot be read as cases; k_hidden: not to be told
  bool register_is_younger = false; // it has no year before to compare with
};

FigureReport report_of(Env& env, const Stats& stats);
core::Value value_of(Env& env, const Stats& stats);

} // namespace cmd
