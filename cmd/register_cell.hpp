// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "casebook/book.hpp"
#include "casebook/columns.hpp"
#include "cmd/env.hpp"
#include "export/table.hpp"

// One cell of the register's table.
namespace cmd {

// What a case answers to a question: what stands there, never what should. A single time, day or
// number is one; anything else is text, a line for each fact. What a later entry corrects does not
// count. While one of `clocks`, those of the case, is overdue that the question waits for, it says
// since when.
exporting::Cell answer_cell(Env& env, const casebook::Case& one, const casebook::Question& question,
                            const std::vector<core::Clock>& clocks);

// The same for press and public: what may be shown, and the ground for the rest. `shown` is the
// case as it may be shown.
exporting::Cell public_cell(Env& env, const casebook::Case& one, const casebook::Case& shown,
                            const casebook::Question& question);

// The value at a fact as it is: a time, a day, a number, else its words.
exporting::Cell fact_cell(Env& env, const std::string& kind, const std::string& path,
                          const core::Value& value);

// Units of a case; for the public without those in which so few work that a role is a name, or of
// which nobody said how many (pvtool.yaml, `units`).
std::vector<std::string> units_of(const casebook::Case& one, const casebook::Columns& columns);
exporting::Cell unit_cell(Env& env, const casebook::Case& one, const casebook::Columns& columns);
exporting::Cell public_unit_cell(Env& env, const casebook::Case& one,
                                 const casebook::Columns& columns);

} // namespace cmd
