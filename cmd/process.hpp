// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "cmd/env.hpp"

// What the checklists of a kind say of a case, and what happened when.
namespace cmd {

// The steps of the process and of the handling, each with how it stands: for `show`.
void say_process(Env& env, const casebook::Case& one, const core::Value& state, Result& result);

// What is left of the process in a line or two, and at the start of a case what is left of the
// first hour: for `next` of one case.
void say_left(Env& env, const casebook::Case& one, const core::Value& state, Result& result);

// The first hour as a page to print.
void say_card(Env& env, const casebook::Case& one, const core::Value& state, Result& result);

// "Patients, Home care" for "patients/Home care".
std::string group_words(Env& env, const std::string& kind, const std::string& key);
// What a step of any checklist is called; its id when none has it.
std::string step_label(Env& env, const std::string& kind, const std::string& id);

// An entry of the log, a ticked step, a meeting, a notification or a decision.
struct Happened {
  core::Instant at;
  std::string list; // "log", with the number of the entry from 1
  std::size_t number = 0;
  std::string what;
  std::string by;
  bool is_corrected = false;
};
// All of them in the order of time.
std::vector<Happened> happened(Env& env, const casebook::Case& one);
void say_timeline(Env& env, const casebook::Case& one, Result& result);

} // namespace cmd
