// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "casebook/book.hpp"
#include "cmd/env.hpp"
#include "register/register.hpp"

// The register as it was.
namespace cmd {

// The newest commit of the main line that was recorded by a moment. Throws core::Error (not found,
// "nothing-known-then", {time}) before the first one.
reg::Entry commit_by(Env& env, core::Instant moment);

// What a word means: a time, as time_argument takes it, a commit by at least four of its first
// hexadecimal digits, or what git calls it ("HEAD~2", a tag). Throws core::Error (not found,
// "no-such-commit", {commit}; usage, "commit-ambiguous", {commit}).
reg::Entry commit_of_word(Env& env, const std::string& word);

// The path of a case by its id or path, also when it is there no more.
std::string path_of_case(Env& env, const std::string& word);

// A case as it stood in a commit. Throws core::Error (not found, "no-such-case-then", {case,
// commit, at}) and (findings, "case-unreadable").
casebook::Case case_in(Env& env, const std::string& path, const reg::Entry& commit);

} // namespace cmd
