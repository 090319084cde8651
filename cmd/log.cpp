// SPDX-License-Identifier: MIT
#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "yaml/edit.hpp"

namespace cmd {

Result run_log(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  core::Value entry;
  entry.set("at", core::Value(book.now_text()));
  if (arguments.has("--by")) {
    entry.set("by", core::Value(arguments.text("--by")));
  }
  entry.set("text", core::Value(arguments.text("TEXT")));
  const auto path = book.find(arguments.text("CASE"));
  const auto done = book.change(path, {"log", "", {}, false}, [&](const casebook::Case& one) {
    return yaml::with_appended(one.text, core::path_of("log"), entry);
  });
  Result result;
  say_done(env, done, result);
  result.page.line(
      env.say("done.log", {{"id", done.changed.id},
                           {"number", std::to_string(done.changed.root.list("log").size())}}));
  return result;
}

} // namespace cmd
