// SPDX-License-Identifier: MIT
#include "cmd/notify.hpp"

namespace cmd {

Result notify_plan(Env&, const Arguments&) {
  throw core::Error(core::Exit::bug, "not-built");
}

} // namespace cmd
