// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "audit/law.hpp"
#include "core/finding.hpp"
#include "core/value.hpp"
#include "schema/schema.hpp"

namespace audit {

// Reads the versions of one case, one after the other, and holds each against the schema. Most
// versions are the one before with a few lines more: what was read and judged as the same bytes is
// not read again. Only a version that is right is ever taken for right in parts; whatever is not,
// is read as a whole.
class Reading {
public:
  explicit Reading(schema::FormatCheck format) : m_format(std::move(format)) {}

  struct Version {
    core::Value root;                  // null when it cannot be read
    std::vector<core::Finding> faults; // with the lines of the version
  };
  Version next(const std::string& text, const Law& law);

private:
  struct Part {
    std::string text;
    std::string key;
  };

  Version whole(const std::string& text, const Law& law);
  std::optional<core::Value> in_parts(const std::string& text, const Law& law);
  void keep(const std::string& text, const core::Value& root);

  schema::FormatCheck m_format;
  const Law* m_law = nullptr;
  std::string m_front;       // comments before the first key
  std::vector<Part> m_parts; // of the last version; none when it does not fall into parts
  core::Value m_root;
};

} // namespace audit
