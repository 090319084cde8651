// SPDX-License-Identifier: MIT
#pragma once

#include "core/path.hpp"
#include "core/value.hpp"

namespace yaml {

// What edits mean, on values alone. Each returns false, and leaves `root` in an undefined
// state, when the path does not fit the document.

bool set_at(core::Value& root, const core::Path& path, const core::Value& value);
bool append_at(core::Value& root, const core::Path& path, const core::Value& value);
bool erase_at(core::Value& root, const core::Path& path);

// The value at a concrete path, or null. Unlike core::at it looks into {unknown: ...}.
const core::Value* value_at(const core::Value& root, const core::Path& path);

// Equality that takes .nan for the same as .nan.
bool is_same(const core::Value& a, const core::Value& b);

} // namespace yaml
