// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace core {

// The candidate that a person most likely meant by `word`, or "" when none is close: at most two
// edits away or a third of its length, one of a word of up to four characters, and never a wholly
// different word.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

} // namespace core
