// SPDX-License-Identifier: MIT
#include "core/error.hpp"

#include <algorithm>
#include <array>

namespace core {

Exit graver(Exit a, Exit b) {
  // Design, section 6: where several apply, the first of these counts.
  constexpr std::array k_order = {
      Exit::interrupted,   Exit::bug,      Exit::failed,    Exit::refused, Exit::broken,
      Exit::cannot_decide, Exit::findings, Exit::not_found, Exit::usage,   Exit::done};
  return *std::find_if(k_order.begin(), k_order.end(),
                       [&](Exit code) { return code == a || code == b; });
}

} // namespace core
