// SPDX-License-Identifier: MIT
#include "audit/anchor.hpp"
#include "cmd/audit.hpp"
#include "core/time.hpp"
#include "system/files.hpp"

namespace cmd {

Result audit_anchor(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto* organisation = book.organisation().find("organisation");
  const auto anchor =
      audit::anchor_of(book.reg(), organisation != nullptr ? organisation->text("name") : "",
                       core::in_zone(book.now(), book.zone()));
  const auto text = audit::to_text(anchor);
  Result result;
  result.value.set("head", core::Value(anchor.head));
  result.value.set("commits", core::Value(anchor.commits));
  result.value.set("time", core::Value(core::to_text(anchor.time)));
  result.value.set("cases", core::Value(anchor.cases));
  result.value.set("text", core::Value(text));
  if (const auto output = arguments.text("--output"); !output.empty()) {
    sys::write_file(output, text);
    result.value.set("file", core::Value(output));
    result.page.line(env.say("audit.written", {{"file", output}}));
  } else if (!env.settings().json) {
    result.output = text;
  }
  return result;
}

} // namespace cmd
