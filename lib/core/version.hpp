// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace core {

inline constexpr std::string_view k_version = PVTOOL_VERSION; // set in CMakeLists.txt

} // namespace core
