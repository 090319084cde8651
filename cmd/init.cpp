// SPDX-License-Identifier: MIT
#include "casebook/found.hpp"
#include "cmd/run.hpp"
#include "system/files.hpp"

namespace cmd {

Result run_init(Env& env, const Arguments& arguments) {
  auto folder = arguments.text("DIR");
  if (folder.empty()) {
    folder = env.settings().register_folder.empty() ? sys::current_folder()
                                                    : env.settings().register_folder;
  }
  const auto language =
      arguments.has("--language") ? arguments.text("--language") : env.texts().language();
  const auto made =
      casebook::make_register(folder, env.data_folder(), arguments.text("--name"), language);
  env.use_language(language);
  Result result;
  result.value.set("path", core::Value(made->root()));
  result.value.set("commit", core::Value(made->head()));
  result.page.line(env.say("init.done", {{"path", made->root()}}));
  result.page.line(env.say("init.then"));
  return result;
}

} // namespace cmd
