// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casebook/book.hpp"
#include "casebook/columns.hpp"
#include "cmd/env.hpp"

// What a case says to a question of the register, in words.
namespace cmd {

// What counts at a path: not what is empty, nor what a later entry corrects.
std::vector<core::Found> found_at(const core::Value& root, const core::Path& path);

// "Began: 5 October 2026 at 09:00, Ended: ..."
std::string words_of(Env& env, const std::string& kind, const std::string& path,
                     const core::Value& value);

// A line for each path that leads to something, with its label where there are several paths and
// the title of the question says something else. Paths into one list give a line for each entry,
// its fields together: "System: E-mail, Found: nothing". What is a deed is told with its own day,
// and as not recorded where it has none: "Train everybody (not recorded as done; due 1 May 2027)".
std::string lines_of(Env& env, const casebook::Case& one, const casebook::Question& question,
                     const std::vector<core::Path>& paths);

// The first day of a month that stands there instead of a day ("2026-10").
std::optional<core::Date> month_of(std::string_view text);

// Whether nothing need stand behind it before what follows.
bool ends_sentence(std::string_view text);

// Puts a part behind a text, with something between where both are there.
void add_part(std::string& text, const std::string& more, const std::string& between);

} // namespace cmd
