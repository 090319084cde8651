// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "casebook/book.hpp"
#include "casebook/dues.hpp"
#include "cmd/env.hpp"

// Sentences that several commands say.
namespace cmd {

// "2026-0007: log: committed as 1a2b3c4", with the hand edit that went first.
void say_done(Env& env, const casebook::Done& done, Result& result);

// What was mended after an unfinished write, if anything: a note on the page.
void say_mended(Env& env, Result& result);

// On top of a page: that this is a sample register, when it is one.
void say_example(Env& env, Result& result);

// "2026-10-08 14:37 +02:00" in the register's zone.
std::string moment(const core::Instant& instant, const core::Zone& zone);

// "12 h 5 min", "3 days".
std::string span_words(Env& env, std::chrono::seconds length);

// "12 h 5 min left", "OVERDUE by 3 days", "done within the limit", ...: how a clock stands now.
std::string due_words(Env& env, const casebook::Due& due);

// "2026-10-08 14:37 +02:00", or the day; "-" when there is no number.
std::string due_text(const casebook::Due& due, const core::Zone& zone);

// The one thing to do now, for people and as a value.
void say_next(Env& env, const casebook::Case& one, const core::Value& state, Result& result);
void say_next(Env& env, const casebook::Case& one, Result& result);

// The absolute time of an argument as a file holds it, in the register's zone.
std::string time_text(const std::string& argument, const casebook::Book& book);

// PATH=VALUE of --set: the path and the value it means in the kind's schema. Throws core::Error
// (usage) "set-without-equals", "bad-path", "no-such-fact" ({path}, {near}).
struct Setting {
  core::Path path;
  bool append = false; // the path ended in [+]
  core::Value value;
};
Setting setting_from(Env& env, const std::string& kind, const std::string& text);

// A text with settings applied, one after the other; TIME words ("now", local times) at times are
// resolved by the register's zone.
std::string with_settings(const std::string& text, const std::vector<Setting>& settings);

// What goes out is what the case says reliably, and no national id number goes with it: refuses
// (findings, "draft-of-faulty-case") a case with errors or with such a number.
void refuse_faulty(Env& env, const casebook::Case& one);

// Refuses a role that may not decide for the controller: pvtool.yaml names those that may, and the
// data protection officer never is one (art. 38(6)).
void refuse_decider(Env& env, const std::string& role);

} // namespace cmd
