// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "core/time.hpp"

namespace sys {

core::Instant now();

// A time zone of the system's database by its IANA name. From 2037 on, where Debian's copy
// of the database lacks summer time, a European zone follows directive 2000/84/EC (last Sunday of
// March and October, 01:00 UTC). Throws core::Error (failed, "unknown-zone", {zone}) when there is
// none.
core::Zone zone(const std::string& name);
// What differs when the database says something else of such a zone.
std::string zone_mark(const std::string& name);

} // namespace sys
