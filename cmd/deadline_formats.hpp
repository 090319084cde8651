// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "cmd/deadline_rows.hpp"

namespace cmd {

// The clocks, and the cases that cannot be judged, for calendars and build servers. Calendars never
// hold more than case ids and the rules' titles.
std::string formatted(const std::string& format, Env& env, const DueRows& rows,
                      const std::vector<core::Finding>& findings, bool redacted);

} // namespace cmd
