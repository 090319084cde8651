// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "audit/publication.hpp"
#include "casebook/book.hpp"
#include "casebook/columns.hpp"
#include "cmd/command.hpp"
#include "cmd/env.hpp"
#include "export/table.hpp"
#include "register/register.hpp"

// The register as tables: one for each kind, a row for each case, a column for each question.
namespace cmd {

// Which cases, and how much of them.
struct Selection {
  reg::Entry commit; // as it was committed there
  std::string kind;
  std::string status;
  std::string category;
  std::string unit;
  std::optional<core::Instant> since;   // received then or later
  std::optional<core::Instant> until;   // received by then
  bool is_full = false;                 // every fact besides
  std::optional<audit::Span> published; // the version for press and public, of these days
  bool is_public() const { return published.has_value(); }
};
// Refuses a kind, a category ("unknown-category", "no-categories") and days that there are not.
Selection selection_from(Env& env, const Arguments& arguments);
// What the tables are limited to, in words: "unit: Post room".
std::vector<std::string> filters_of(Env& env, const Selection& selection);
// Refuses a unit that neither a case nor pvtool.yaml has ("unknown-unit", "no-units").
void refuse_unknown_unit(Env& env, const std::string& unit, std::set<std::string> known);
// What a category is called.
std::string category_word(Env& env, const std::string& kind, const std::string& category);

// The cases of one kind, in the order of their ids.
struct KindTable {
  std::string kind;
  casebook::Columns columns;
  std::vector<casebook::Case> cases;
  exporting::Table table;
  std::size_t common = 0; // so many of its columns, the first, are asked of every kind
  std::optional<exporting::Table> facts; // where all is asked for
  audit::Telling telling;                // of what is published: the facts that tell hidden numbers
};

struct Tables {
  std::vector<KindTable> kinds;        // in the order of their names
  std::vector<core::Finding> findings; // files that are no readable case: they are in no table
  std::size_t cases = 0;
  // Kinds of which what is published does not tell how many cases were received.
  std::vector<std::string> too_few;
};
Tables tables_of(Env& env, const Selection& selection);

// A committed case that can be read as one of a kind that is known; findings go to `findings`.
std::vector<casebook::Case> cases_in(Env& env, const reg::Entry& commit,
                                     std::vector<core::Finding>& findings);

// What a kind calls its cases, and a question of it.
std::string kind_title(Env& env, const std::string& kind);
std::string question_title(Env& env, const std::string& kind, const casebook::Question& question);

} // namespace cmd
