// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/path.hpp"
#include "schema/node.hpp"
#include "schema/schema.hpp"

namespace schema {

std::optional<Shape> shape_at(const Node& root, const core::Path& path);
std::vector<std::string> fields_of(const Node& root);

} // namespace schema
