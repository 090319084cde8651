// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/value.hpp"

namespace yaml {

// Where a scalar is written: in flow collections more characters mean something.
enum class Setting { block, flow };

// Whether a string may stand unquoted: every reader, YAML 1.1 ones included, takes it for
// the same string. Dates and times count as strings here and stay plain.
bool is_plain_text(std::string_view text, Setting setting);

// A scalar on one line, quoted when it must be. Throws core::Error (Exit::refused,
// "not-utf8") for a string that no YAML file can hold.
std::string inline_scalar(const core::Value& scalar, Setting setting);

std::string key_text(std::string_view key);

// Whether a string is best written as a literal block (`|-` or `|`).
bool is_literal_text(std::string_view text);

} // namespace yaml
