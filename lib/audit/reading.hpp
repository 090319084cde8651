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
  struct Version {
    bool is_read = false;              // else nothing is known of it but its faults
    bool only_grew = false;            // it is right, and the one before with entries more
    std::vector<core::Finding> faults; // with the lines of the version
  };
  Version next(const std::string& text, const Law& law);

  // The last version that could be read; null when there was none.
  const core::Value& root() const { return m_root; }
  // The one before it; not kept for a version that only grew.
  const core::Value& before() const { return m_before; }
  // Begin anew: what comes next has no version before it.
  void forget();

private:
  struct Part {
    std::string text;
    std::string key;
  };
  // What became of a part: entries behind those that it had, or another value.
  struct Change {
    std::size_t part = 0;
    bool is_more = false;
    core::Value value;
  };

  Version whole(const std::string& text, const Law& law);
  std::optional<Version> in_parts(const std::string& text, const Law& law);
  std::optional<std::vector<Change>> changes(const std::vector<std::string_view>& pieces,
                                             const Statute& statute) const;
  bool fits(const std::vector<Change>& changes, const schema::Schema& of_members) const;
  void keep(const std::string& text);

  const Law* m_law = nullptr;
  std::string m_front;       // comments before the first key
  std::vector<Part> m_parts; // of the last version; none when it does not fall into parts
  core::Value m_root;
  core::Value m_before;
};

} // namespace audit
