// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "audit/statistics.hpp"

namespace audit {

// Replaces by k_hidden what figures may not tell when they are published: numbers from 1 to `limit`
// - 1, and as many others as it takes that none can be computed back (small_cells.hpp). Tables of
// one kind hang together by their cases: where the cases of one number are those of several numbers
// of another table, a reader is taken to know that. Shown numbers may be told beside those of
// another span only if no case is in both.
void hide_small(Figures& figures, std::int64_t limit);

} // namespace audit
