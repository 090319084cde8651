// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/value.hpp"
#include "schema/node.hpp"
#include "schema/schema.hpp"

namespace schema {

// One step from a value to one within it: a key, or an index when there is no key.
struct Crumb {
  const std::string* key = nullptr;
  std::size_t index = 0;
};

// A place of a document that is not as its node says. Points into the document and the tree.
struct Fault {
  enum class Kind {
    unknown_key,
    missing_key,
    wrong_type,
    wrong_value,
    wrong_format,
    out_of_range,
    too_few,
    text_format, // what the format check said
  };
  Kind kind = Kind::wrong_value;
  std::vector<Crumb> place; // of unknown_key and missing_key: the map
  const core::Value* value = nullptr;
  const core::Member* member = nullptr; // unknown_key
  const Node* node = nullptr;
  std::string text;     // missing_key: the key; limits: the limit; text_format: the finding's name
  bool is_ours = false; // by a rule that the validator does not know
};

// Every fault of a document, in its order; of alternatives (anyOf) only the one that was meant.
std::vector<Fault> faults(const Node& node, const core::Value& document, const FormatCheck& format);

} // namespace schema
