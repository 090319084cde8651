// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/command.hpp"
#include "cmd/env.hpp"

// What `pvtool notify CASE` does, by its second word.
namespace cmd {

// plan: who must be told, by when, by whom and how, with what is still missing.
Result notify_plan(Env& env, const Arguments& arguments);
// draft RECIPIENT: the fields of a form, filled from the case, with their gaps.
Result notify_draft(Env& env, const Arguments& arguments);
// record RECIPIENT, or sent RECIPIENT: that somebody was told, as it was done.
Result notify_record(Env& env, const Arguments& arguments);
// received TYPE: what came from the authority; answered NUMBER: that it was answered.
Result notify_received(Env& env, const Arguments& arguments);
Result notify_answered(Env& env, const Arguments& arguments);

} // namespace cmd
