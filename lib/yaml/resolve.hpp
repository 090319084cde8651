// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/value.hpp"

namespace yaml {

// What a plain (unquoted) scalar means under YAML 1.2's core schema. A number that
// fits neither 64 bits nor a double stays text: digits are never lost in silence.
core::Value resolved(std::string_view plain);

} // namespace yaml
