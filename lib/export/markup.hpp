// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace exporting {

// A text as XML and HTML hold it, in elements and attributes alike; a line feed or tab in an
// attribute would be read as a blank.
std::string escaped(std::string_view text);

} // namespace exporting
