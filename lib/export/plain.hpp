// SPDX-License-Identifier: MIT
// What the formats for machines share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "export/due.hpp"

namespace exporting {

// The text with U+FFFD for what a reader may refuse, drop or obey: control characters but tab and
// line feed, DEL, C1, direction marks, separators, a BOM, code points that are no characters, bytes
// that are no UTF-8. CR LF and a lone CR become a line feed.
std::string plain(std::string_view text);

// Every text of each clock made plain.
std::vector<Due> plain(const std::vector<Due>& all);

struct Group {
  std::string register_name;
  std::vector<Due> all;
};
// The clocks by register, both in the order they came; one empty group for an empty list.
std::vector<Group> by_register(const std::vector<Due>& all);

enum class Level { none, warning, error };
// What a build server should make of it: overdue and cannot decide are errors, soon is a warning.
Level level_of(const Due& due);
// Those of the list that are warnings or errors.
std::vector<Due> reported(const std::vector<Due>& all);

// "running", ..., "cannot_decide"
std::string name_of(Due::State state);
// The case it is about, or else its file.
std::string subject_of(const Due& due);
// The most that may be said: the message, else the title, else the rule.
std::string words_of(const Due& due);
// "2026-0007: two days late (GDPR art. 33(1))"
std::string line_of(const Due& due);

} // namespace exporting
