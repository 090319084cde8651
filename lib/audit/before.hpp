// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "casebook/book.hpp"
#include "core/kind.hpp"
#include "core/statistics.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace audit {

// What stands at one of the places by which cases are compared, of the values of this case those
// that an earlier one has too.
struct Likeness {
  std::string path;
  std::vector<std::string> values;
};

// An earlier case, with the entries of it that are not finished ("actions[1]").
struct Earlier {
  std::string id;
  core::Value document;
  std::vector<std::string> unfinished;
};

// What has happened before that is like one case.
struct Recollection {
  const core::MemoryRule* rule = nullptr; // none: cases of this kind are not compared
  std::vector<std::string> missing;       // places that the case itself says nothing of
  std::vector<Likeness> alike;
  std::vector<Earlier> earlier;       // the oldest first
  std::vector<std::string> not_known; // ids of cases that may be alike, and do not say it
  std::vector<std::string> unread;    // paths of files in which nobody can tell
  bool has_happened() const { return !earlier.empty(); }
};

// A case to compare with.
struct Known {
  std::string id;
  core::Value document;
};

// The cases of `known` that are like `one` and came before it, within the months of the kind's
// rule. `known` are cases of the same kind that are counted.
Recollection memory_of(const core::Kind& kind, const Known& one, const std::vector<Known>& known,
                       const core::Value& organisation, core::Instant now, const core::Zone& zone);

// The same from the register: of the files of those months only those are parsed that hold the
// words in question somewhere.
Recollection memory_in(const casebook::Book& book, const casebook::Case& one);

// Whether a YAML text may hold a value: false only when it surely holds it in no spelling.
bool may_hold(std::string_view text, std::string_view value);

} // namespace audit
