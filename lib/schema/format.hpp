// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.hpp"
#include "schema/schema.hpp"

namespace schema {

// The format check that schemas ask for: strict times and dates, and offsets that the zone has. The
// zone must outlive it.
FormatCheck format_check(const core::Zone& zone);

} // namespace schema
