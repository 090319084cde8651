// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/value.hpp"

namespace core {

// One place at which two documents differ, and what stands there; null where nothing does. The
// values live as long as the documents.
struct Difference {
  std::string path;
  const Value* before = nullptr;
  const Value* after = nullptr;
};

// The places at which two documents differ, as paths, in document order of `after` and then of
// what is gone. A scalar or a whole new or lost entry is one place; lists are compared entry by
// entry.
std::vector<Difference> compared(const Value& before, const Value& after);
// Only their paths.
std::vector<std::string> differences(const Value& before, const Value& after);

} // namespace core
