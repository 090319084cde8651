// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "audit/verify.hpp"
#include "cmd/command.hpp"
#include "cmd/env.hpp"
#include "cmd/parts.hpp"

// What `pvtool audit` does, by its second word; one file each.
namespace cmd {

// What there is, in the order in which help lists it. A new part is a row here, its options in
// commands.cpp, its words in help.yaml and a section in the manual.
const std::vector<Part>& audit_parts();

// What the organisation calls itself; empty where pvtool.yaml cannot say.
std::string organisation_name(Env& env);

// log [CASE] [FIELD]: who changed which fact when, from what to what, and why.
Result audit_log(Env& env, const Arguments& arguments);
// diff CASE A B: the facts that differ between two commits or times.
Result audit_diff(Env& env, const Arguments& arguments);
// anchor: a short statement about the register, to be kept elsewhere.
Result audit_anchor(Env& env, const Arguments& arguments);
// register: the whole register as a table of questions, or as a pack for the archive.
Result audit_register(Env& env, const Arguments& arguments);

// verify: the five questions. acknowledge: somebody answers for a commit that it names.
Result audit_verify(Env& env, const Arguments& arguments);
Result audit_acknowledge(Env& env, const Arguments& arguments);
// What verifying the register finds, by the program's own kinds.
audit::Report audited(Env& env, const audit::Wish& wish);
// What the command line asks of it: --anchor.
audit::Wish wish_of(const Arguments& arguments);
// stats: figures for director and board.
Result audit_stats(Env& env, const Arguments& arguments);
// control [CASE...]: what an inspector would find missing.
Result audit_control(Env& env, const Arguments& arguments);

} // namespace cmd
