// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/command.hpp"
#include "cmd/env.hpp"

namespace cmd {

// One function for each command; each stands in a file of its name.
Result run_init(Env& env, const Arguments& arguments);
Result run_report(Env& env, const Arguments& arguments);
Result run_assess(Env& env, const Arguments& arguments);
Result run_notify(Env& env, const Arguments& arguments);
Result run_deadline(Env& env, const Arguments& arguments);
Result run_letter(Env& env, const Arguments& arguments);
Result run_audit(Env& env, const Arguments& arguments);
Result run_validate(Env& env, const Arguments& arguments);
Result run_list(Env& env, const Arguments& arguments);
Result run_show(Env& env, const Arguments& arguments);
Result run_next(Env& env, const Arguments& arguments);
Result run_set(Env& env, const Arguments& arguments);
Result run_edit(Env& env, const Arguments& arguments);
Result run_log(Env& env, const Arguments& arguments);
Result run_action(Env& env, const Arguments& arguments);
Result run_close(Env& env, const Arguments& arguments);
Result run_reopen(Env& env, const Arguments& arguments);
Result run_explain(Env& env, const Arguments& arguments);

} // namespace cmd
