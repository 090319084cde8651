// SPDX-License-Identifier: MIT
// Clocks to write in every format, and a folder for what was written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/due.hpp"

namespace clocks {

inline constexpr std::string_view k_now = "2026-10-08T14:38:00+02:00";

core::Timestamp now();
core::Instant instant(std::string_view text);

// One clock of every state, with a time, with a day and with neither.
std::vector<exporting::Due> usual();
// Texts that would break a format that does not take care.
std::vector<exporting::Due> hostile();
// The clocks of two registers, and one that has no case and no file.
std::vector<exporting::Due> of_two_registers();
// What is left when all words are taken away.
std::vector<exporting::Due> redacted();

// Where PVTOOL_FORMATS names a folder, keep the text there for the readers in tests/readers.
void keep(const std::string& name, const std::string& text);

} // namespace clocks
