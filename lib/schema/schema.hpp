// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/path.hpp"
#include "core/value.hpp"

namespace schema {

struct Tree;

// What a schema says of one place: enough for prompts, for `set`, for labels and
// for checking that the paths in rule files exist.
struct Shape {
  enum class Kind { text, integer, number, boolean, choice, list, map, any };
  Kind kind = Kind::any;
  std::vector<std::string> choices; // of a choice, in the order of the schema
  std::string format;               // "date-time", "date" or empty
  bool may_be_open = false;         // {unknown: ...} and {undeterminable: ...} are allowed
  std::vector<std::string> members; // keys of a map, in the order of the schema
  std::vector<std::string> needed;  // those that it may not lack
};

// Text of a schema file by its name relative to the schemas folder
// ("common.schema.json", "breach/case.schema.json"); throws core::Error when it cannot be read.
using Loader = std::function<std::string(std::string_view name)>;

// Given a format ("date-time", "date") and a text: the name of the finding, or nothing
// when the text is right.
using FormatCheck =
    std::function<std::optional<std::string>(std::string_view format, std::string_view text)>;

// One compiled JSON Schema (draft-07; cross-file $ref relative to the file that has it).
class Schema {
public:
  // Throws core::Error (Exit::bug, "bad-data-file") for a schema that is broken.
  static Schema compile(std::string_view name, const Loader& load);
  // The same for single members of the root: none need be there. For a schema that judges members
  // apart; throws as `compile` does.
  static Schema compile_members(std::string_view name, const Loader& load);

  // Hold a document against the schema. At most one finding for each place: the deepest, in
  // our own names, at the line and column of the value (unknown-key: of the key; missing-key: of
  // the map). Keys that begin with `x_` pass everywhere. Findings are errors; `file` is empty.
  //
  // Names and arguments ({path} is the place in our path syntax):
  //   unknown-key    path key near       (near: the closest allowed key, or empty)
  //   missing-key    path key
  //   wrong-type     path expected found (expected, found: text integer number boolean list map
  //   null) wrong-value    path value allowed near  (allowed: comma-joined; near: the closest, or
  //   empty) wrong-format   path value expected (the schema's "title" of the pattern, or the
  //   pattern) out-of-range   path value limit too-few        path least and whatever `format`
  //   returns: path value
  std::vector<core::Finding> check(const core::Value& document, const FormatCheck& format) const;

  // The shape at a path (indices and filters are ignored); nothing when the schema has no such
  // place.
  std::optional<Shape> shape(const core::Path& path) const;

  // Every place of the schema, as fields ("times.aware", "subjects.count.exact"), in the schema's
  // order.
  std::vector<std::string> fields() const;

  // Whether a document is right when each of its members is right alone and none is missing: the
  // root says nothing that holds two members against each other.
  bool judges_members_apart() const;
  // Whether the list `key` at the root is right when each of its entries is right alone.
  bool judges_entries_apart(std::string_view key) const;

private:
  struct Compiled;
  static Schema compiled(std::string_view name, Tree tree);
  explicit Schema(std::shared_ptr<const Compiled> compiled) : m_compiled(std::move(compiled)) {}
  std::shared_ptr<const Compiled> m_compiled;
};

} // namespace schema
