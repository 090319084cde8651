// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "core/path.hpp"
#include "core/value.hpp"
#include "yaml/emit.hpp"

namespace yaml {

// A value of a document that has been read, with what it hangs on.
struct Place {
  const core::Value* value = nullptr;
  const core::Value* parent = nullptr; // null for the root
  std::size_t index = 0;               // of the member or item in its parent
  bool is_in_flow = false;             // a collection around it is in flow style
};

// The places along `path`, root first, as far as the document has them.
std::vector<Place> places_along(std::string_view text, const core::Value& root,
                                const core::Path& path);

bool is_flow_collection(std::string_view text, const core::Value& value);
bool is_block_collection(std::string_view text, const Place& place);
bool is_block_scalar(std::string_view text, const Place& place);

// After the colon or the dash that the value of a block place stands behind.
std::size_t anchor_of(std::string_view text, const Place& place);

// Where entry `index` of a block collection begins: its key, its `?` or its dash.
std::size_t entry_begin(std::string_view text, const core::Value& collection, std::size_t index);
std::size_t entry_end(const core::Value& collection, std::size_t index);
std::size_t size_of(const core::Value& collection);

// The key or dash that a block place hangs on.
Owner owner_of(std::string_view text, const Place& place);

// How the file is laid out, by its first map and first list inside a map.
Style style_of(std::string_view text, const core::Value& root);

// The last scalar of a document.
Place last_leaf(std::string_view text, const core::Value& root);

} // namespace yaml
