// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"
#include "core/finding.hpp"
#include "core/value.hpp"

namespace casebook {

// A kind's data from their text. What cases are judged by is read as strictly as the cases
// themselves, and may be a register's own; throws core::Error (findings, "bad-data-file") that
// names file, line and fault.
core::Value data_from(std::string_view text, const std::string& path);

// That error, for a fault that was found in the data.
core::Error bad_data(const std::string& path, const core::Finding& fault);

} // namespace casebook
