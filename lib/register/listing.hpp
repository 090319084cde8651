// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace reg {

// A path as git prints it in lists unless told otherwise (core.quotePath): as it stands, or in
// double quotes with C's escapes where it has a control character, a quote, a backslash or a byte
// above 127.
std::string listed(std::string_view path);

} // namespace reg
