// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/condition.hpp"
#include "core/path.hpp"
#include "core/value.hpp"

// What the readers of kind.yaml share. All throw core::Error (bug) for what the grammar does not
// know.
namespace core {

std::optional<Path> path_in(const Value& data, std::string_view key);
std::vector<Path> paths_in(const Value& data, std::string_view key);
std::optional<Condition> condition_in(const Value& data, std::string_view key);
Condition needed_condition(const Value& data, std::string_view key);
std::vector<std::string> texts_in(const Value& data, std::string_view key);

// "bad-rule", with the rule's id or name.
[[noreturn]] void bad_rule(const Value& data, std::string_view why);

} // namespace core
