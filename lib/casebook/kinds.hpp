// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/calendar.hpp"
#include "core/draft.hpp"
#include "core/kind.hpp"
#include "core/plan.hpp"
#include "core/rules.hpp"
#include "core/value.hpp"
#include "schema/schema.hpp"

namespace casebook {

// The catalogue of kinds: folders of data under the program's schemas/, and under a register's
// own schemas/ (which may add kinds, and never replace one of the program's). Each part of a
// kind is read when it is first asked for.
class Kinds {
public:
  // `own_folder` may be empty or missing.
  Kinds(std::string schemas_folder, std::string own_folder);
  ~Kinds();
  Kinds(Kinds&&) noexcept;
  Kinds& operator=(Kinds&&) noexcept;

  std::vector<std::string> names() const; // sorted
  bool has(std::string_view name) const;
  // The folder that holds the kind's data. Throws core::Error (usage, "unknown-kind", {kind,
  // known}).
  const std::string& folder(std::string_view name) const;

  const core::Kind& kind(std::string_view name) const;
  // A kind from a text of kind.yaml that is none of the files: `path` is what it is called. Throws
  // core::Error (findings, "bad-data-file") when it is not as kind.schema.json says.
  core::Kind kind_from(std::string_view text, const std::string& path) const;
  const std::vector<core::Rule>& rules(std::string_view name) const;
  // What is counted of the kind: its own `statistics` and those of every kind (statistics.yaml).
  const core::StatisticsRules& statistics(std::string_view name) const;
  // Who must be told, from the kind's plan.yaml; none when it has no such file.
  const std::vector<core::PlanRule>& plan(std::string_view name) const;
  const core::Value& precedents(std::string_view name) const; // a map with `precedents`
  // The forms of its drafts/ folder, by name.
  const std::vector<core::Form>& forms(std::string_view name) const;
  // The catalogues of its catalogues/ folder, by name: a map of each file, as
  // catalogue.schema.json says it.
  const std::map<std::string, core::Value, std::less<>>& catalogues(std::string_view name) const;
  const schema::Schema& schema(std::string_view name) const;
  const schema::Schema& organisation_schema() const; // of pvtool.yaml
  const schema::Schema& letter_schema() const;       // of the front matter of templates
  // The text of one of the program's schema files ("common.schema.json"). Throws core::Error
  // (failed, "data-file-missing").
  std::string schema_text(std::string_view file) const;
  // Whether the program has a file or folder of this name in its schemas.
  bool is_programs(std::string_view name) const;
  // A digest of all files, as they are now, that clocks and findings are judged by: all that the
  // parts of kinds and calendars are read from, but for words and plans.
  std::string grounds() const;
  // schemas/calendars/NAME.yaml of the program, else of the register; null when there is none.
  const core::Calendar* calendar(std::string_view name) const;

private:
  struct Loaded;
  std::unique_ptr<Loaded> m_loaded;
};

} // namespace casebook
