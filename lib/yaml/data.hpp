// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "core/value.hpp"

namespace yaml {

// Read one of the program's own files of words (templates/text): plain YAML
// without anchors, aliases, tags and duplicate keys, scalars resolved as in `read`.
// Spans have line, column and beginning; their end is not known. An empty file is null.
// Throws core::Error (Exit::bug, "bad-data-file") with file and reason when the text is
// not such YAML.
core::Value read_data(std::string_view text, const std::string& name);

} // namespace yaml
