// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "register/past.hpp"

namespace reg {

// Objects that a store (a folder `objects`) holds more than once, of which one copy is not what its
// name says. Which copy is read is chance, and another program may choose another.
std::vector<Damage> damaged_copies(const std::string& store);

} // namespace reg
