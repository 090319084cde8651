// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/path.hpp"
#include "core/value.hpp"

namespace yaml {

// Edits of a YAML text that touch only the lines they must: comments, order,
// quoting, line ends, BOM and a missing final newline of every other line stay byte
// for byte. `text` must be a document that `read` accepts. A path here is concrete:
// keys and list indices only (no `[*]`, no filters).
//
// Each function returns the new text, which has been read again and compared with
// the meaning that the edit should have; throws core::Error (Exit::bug,
// "edit-went-wrong") when it differs, and core::Error (Exit::refused,
// "no-such-place") when the path does not fit the document (through a scalar, an index
// beyond the list, a key to remove that is not there), or "not-utf8", "too-large" or
// "too-deep" when no file can hold the value.

// Give the value at `path` a new value; missing maps on the way are made.
// A new key is placed last in its map, with that map's indentation and style.
// A scalar keeps its trailing comment. A map or list that takes the place of another one
// is changed entry by entry as far as the order allows; the same value changes nothing.
std::string with_value(std::string_view text, const core::Path& path, const core::Value& value);

// Add `value` to the end of the list at `path`; a missing, empty or null list becomes a
// block list in the style of the file.
std::string with_appended(std::string_view text, const core::Path& path, const core::Value& value);

// Remove the key or the list entry at `path` with its own comment lines' trailing
// part; a map or list that becomes empty is left as {} or [].
std::string without(std::string_view text, const core::Path& path);

// A value as new YAML text: block style for maps and lists of maps, flow style for
// short lists of scalars, for small maps inside lists and for {unknown: ...} and
// {undeterminable: ...}; strings are quoted
// exactly when they would otherwise be read as something else; multi-line strings
// are literal blocks. `indent` spaces stand before each line; no final newline.
std::string emitted(const core::Value& value, int indent = 0);

} // namespace yaml
