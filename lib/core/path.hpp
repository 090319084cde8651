// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value.hpp"

namespace core {

// One step of a path into a document.
struct Step {
  enum class Kind { key, index, each, where, append };
  Kind kind = Kind::key;
  std::string key;      // key, or the member that `where` looks at ("about", "result.people")
  std::string wanted;   // where: the text that the member must have
  int index = 0;        // index: from 0; negative counts from the end
  bool differs = false; // where: the member must not have it; one that is absent has not
  friend bool operator==(const Step&, const Step&) = default;
};

// `times.aware`, `subjects[*].count`, `notifications[recipient=authority].at`,
// `assessments[-1].result`, `decisions[about=authority][-1].answer`; `log[+]` names a new last
// entry (edits only). Filters behind each other all hold, an index behind them picks among what
// they left, and a filter behind an index asks the one that was picked: `messages[to=b][-1][read=
// true].at`. A filter may ask what lies deeper: `assessments[result.people=yes].at`, and what must
// not be there: `notifications[phase!=withdrawal].at`.
struct Path {
  std::vector<Step> steps;
  bool is_concrete() const; // keys and non-negative indices only
  std::string to_text() const;
  // The same with every index, filter and `[*]` left out: "subjects.count".
  std::string to_field() const;
  friend bool operator==(const Path&, const Path&) = default;
};

// Return the path that `text` spells, or nothing when it is malformed.
std::optional<Path> parsed_path(std::string_view text);
// The same for paths in the program's own data; throws core::Error (bug) when malformed.
Path path_of(std::string_view text);

// What stands at the end of a path. One entry per match.
struct Found {
  Path path; // concrete
  const Value* value = nullptr;
};

// Every value that `path` names in `root`, in document order; {unknown: ...} and
// {undeterminable: ...} on the way end the search there and are returned.
std::vector<Found> matches(const Value& root, const Path& path);

// The single value at a path, or null.
const Value* at(const Value& root, std::string_view path);
const Value* at(const Value& root, const Path& path);

// Where a path stands in the text, or the nearest place above it that exists.
Span place_of(const Value& root, const Path& path);

// Put a value at a concrete path, making missing maps on the way; an index one beyond the end
// of a list adds an entry. Return false when the path leads through a scalar.
bool put(Value& root, const Path& path, Value value);

} // namespace core
