// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/value.hpp"

namespace exporting {

// A value as JSON, keys in their order, two spaces of indentation, UTF-8; no final newline.
std::string json(const core::Value& value);

// A finding as a value: severity, name, file, line, column, message, hint, arguments.
core::Value value_of(const core::Finding& finding, const std::string& message,
                     const std::string& hint);

} // namespace exporting
