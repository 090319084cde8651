// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "core/value.hpp"
#include "yaml/emit.hpp"
#include "yaml/lines.hpp"
#include "yaml/place.hpp"

namespace yaml {

// How a change is tried.
struct Manner {
  Style style;
  // Remove the comments and blank lines behind a removed entry too: else they would
  // become content of the text block before it.
  bool with_gap = false;
};

// The changes below return new text and do not check what it means. Each works in
// block and in flow style.

std::string replaced(std::string_view text, const Place& place, const core::Value& value,
                     const Manner& manner, Shape shape);
std::string with_member(std::string_view text, const Place& map, std::string_view key,
                        const core::Value& value, const Manner& manner, Shape shape);
std::string with_item(std::string_view text, const Place& list, const core::Value& value,
                      const Manner& manner);
// Remove an entry of the collection `place`.
std::string without_entry(std::string_view text, const Place& place, std::size_t index,
                          const Manner& manner);

// The same in flow style.
std::string replaced_in_flow(std::string_view text, const Place& place, const core::Value& value);
std::string with_flow_entry(std::string_view text, const Place& place, const std::string& entry);
std::string without_flow_entry(std::string_view text, const Place& place, std::size_t index);

} // namespace yaml
