// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace audit {

// Which cells of a table to show, so that each row is like at least `least` - 1 others in all that
// it shows and in what it does not: who knows something of a case does not find its row. Columns
// are gone through from the first to the last. Among rows that are alike so far, a value is shown
// where enough rows have it; where the rest of them are fewer than `least`, the rarest value that
// could be shown is not shown either, until the rest are enough. Of fewer than `least` rows nothing
// is shown.
std::vector<std::vector<bool>> shown_alike(const std::vector<std::vector<std::string>>& rows,
                                           std::size_t least);

} // namespace audit
