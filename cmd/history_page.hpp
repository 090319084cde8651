// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "audit/changes.hpp"
#include "cmd/env.hpp"

// What commits did to cases, fact by fact, for people and for programs.
namespace cmd {

// A fact by its label, with its path beside it: "Title (title)".
std::string fact_words(Env& env, const std::string& kind, const std::string& path);

// Facts as lines of a page, "Title (title)  new (was: old)", with the reason that the case gives
// for a change of a guarded fact. `root` is the version after it.
void say_changes(Env& env, const core::Value& root, const std::vector<audit::Changed>& changed,
                 Page& page);
// The same as a value: path, label, before, after, reason.
core::Value changes_value(Env& env, const core::Value& root,
                          const std::vector<audit::Changed>& changed);

// What one commit did to one case, for a page and as a value.
void say_step(Env& env, const audit::Step& step, Page& page);
core::Value step_value(Env& env, const audit::Step& step);
// As Markdown: a heading for the whole, and one section for each commit, its facts as a table.
std::string log_heading_markdown(const std::string& title);
std::string step_markdown(Env& env, const audit::Step& step);

} // namespace cmd
