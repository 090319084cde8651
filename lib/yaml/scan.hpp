// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/finding.hpp"

namespace yaml {

inline constexpr std::string_view k_bom = "\xEF\xBB\xBF";

// Whether a character may stand in a file. Besides the control characters these may not:
// the line ends of YAML 1.1 that YAML 1.2 dropped (U+0085, U+2028, U+2029) and a BOM
// inside the text, because readers disagree about them.
bool is_printable(char32_t code);

// Everything about the bytes that makes a text unreadable: too-large, utf16, not-utf8,
// nul-byte, control-character (a lone CR counts), conflict-marker. At most one finding of
// a name on a line, and at most k_max_findings in all.
inline constexpr std::size_t k_max_findings = 100;
std::vector<core::Finding> scanned(std::string_view text);

// Tabs in a text that is otherwise right, one finding a line: every tab outside `content`
// (the byte ranges of quoted and block scalars, in order) that is not in a comment.
using Range = std::pair<std::size_t, std::size_t>;
std::vector<core::Finding> misplaced_tabs(std::string_view text, const std::vector<Range>& content);

} // namespace yaml
