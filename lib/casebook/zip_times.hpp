// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace casebook {

// A zip file in which every entry is of 1 January 1980, the first day that the format knows: who
// makes a document twice gets the same bytes twice. What is no such file comes back as it is.
std::string with_fixed_times(std::string zip);

} // namespace casebook
