// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace core {

// Text as it stands in HTML and XML, between tags or in an attribute with double quotes. A line
// feed and a tab come as references, for in an attribute XML reads them as blanks. Other control
// characters stay, and XML allows none: who writes XML takes them out first.
std::string in_markup(std::string_view text);

} // namespace core
