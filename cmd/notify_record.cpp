// SPDX-License-Identifier: MIT
#include "cmd/notify.hpp"

namespace cmd {

Result notify_record(Env&, const Arguments&) {
  throw core::Error(core::Exit::bug, "not-built");
}

Result notify_received(Env&, const Arguments&) {
  throw core::Error(core::Exit::bug, "not-built");
}

Result notify_answered(Env&, const Arguments&) {
  throw core::Error(core::Exit::bug, "not-built");
}

} // namespace cmd
