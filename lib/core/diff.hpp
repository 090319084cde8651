// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/value.hpp"

namespace core {

// The places at which two documents differ, as paths, in document order of `after` and then of
// what is gone. A scalar or a whole new or lost entry is one place; lists are compared entry by
// entry.
std::vector<std::string> differences(const Value& before, const Value& after);

} // namespace core
