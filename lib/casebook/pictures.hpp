// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace casebook {

// A picture of the register's templates/ folder as a data: URI: a PNG or JPEG by its plain name, of
// at most a megabyte; nothing for anything else, so that no other file finds its way into a
// document.
std::optional<std::string> picture_in(const std::string& root, std::string_view name);

} // namespace casebook
