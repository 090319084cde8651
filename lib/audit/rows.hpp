// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>

namespace audit {

// "2026-" or "2026-B" of an id, and its number.
inline std::pair<std::string, int> row_of(const std::string& id) {
  const std::size_t digits = id[5] >= 'A' && id[5] <= 'Z' ? 6 : 5;
  return {id.substr(0, digits), std::stoi(id.substr(digits))};
}

} // namespace audit
