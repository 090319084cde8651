// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "register/register.hpp"

namespace reg {

// What both registers ask of a change and of a path, free of any disk.

// Throws path-outside unless `path` names something inside the register: relative, no
// empty, "." or ".." part, no ".git", no control character.
void check_path(std::string_view path);
// The same, where empty means the root.
void check_folder(std::string_view folder);

// Throws path-outside for a bad path, not-a-file when one path of the change is a folder of
// another, std::invalid_argument for a subject or trailer that does not fit on its line.
void check_change(const Change& change);

// Throws std::invalid_argument unless `name` can name a note.
void check_note(std::string_view name);

// Subject, blank line, trailers; ends with a newline.
std::string message_of(const Change& change);

// All folders above a path: "a/b/c" gives "a" and "a/b".
std::vector<std::string> folders_of(std::string_view path);

[[noreturn]] void refuse_path(const char* name, std::string_view path);

} // namespace reg
