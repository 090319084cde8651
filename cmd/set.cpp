// SPDX-License-Identifier: MIT
#include "cmd/run.hpp"
#include "cmd/say.hpp"

namespace cmd {

Result run_set(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto before = book.load_good(arguments.text("CASE"));
  std::vector<Setting> settings;
  std::string what;
  for (const auto& text : arguments.list("PATH=VALUE")) {
    settings.push_back(setting_from(env, before.kind(), text));
    what += (what.empty() ? "" : ", ") + settings.back().path.to_text();
  }
  const auto done =
      book.change(before.path, {"set", what, {}, false},
                  [&](const casebook::Case& one) { return with_settings(one.text, settings); });
  Result result;
  say_done(env, done, result);
  result.findings = book.judge(done.changed);
  result.page.line(env.say("done.set", {{"id", done.changed.id}, {"paths", what}}));
  say_next(env, done.changed, result);
  return result;
}

} // namespace cmd
