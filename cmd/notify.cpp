// SPDX-License-Identifier: MIT
#include "cmd/notify.hpp"
#include "cmd/run.hpp"

namespace cmd {

Result run_notify(Env& env, const Arguments& arguments) {
  const auto what = arguments.text("WHAT");
  if (what == "draft") {
    return notify_draft(env, arguments);
  }
  if (what == "record" || what == "sent") {
    return notify_record(env, arguments);
  }
  if (what == "received") {
    return notify_received(env, arguments);
  }
  if (what == "answered") {
    return notify_answered(env, arguments);
  }
  return notify_plan(env, arguments);
}

} // namespace cmd
