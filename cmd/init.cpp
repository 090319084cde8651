// SPDX-License-Identifier: MIT
#include "casebook/found.hpp"
#include "cmd/run.hpp"
#include "system/files.hpp"

namespace cmd {

namespace {

// A workflow for a register that stands already.
Result add_workflow(Env& env, const std::string& ci) {
  Result result;
  auto& reg = env.book().reg();
  const auto commit = casebook::add_ci(reg, env.data_folder(), ci);
  result.value.set("path", core::Value(reg.root()));
  result.value.set("commit", core::Value(commit));
  result.page.line(env.say("init.ci", {{"ci", ci}, {"path", reg.root()}}));
  return result;
}

} // namespace

Result run_init(Env& env, const Arguments& arguments) {
  auto folder = arguments.text("DIR");
  if (folder.empty()) {
    folder = folder_of(env.settings());
  }
  const auto ci = arguments.text("--ci");
  if (!ci.empty() && sys::is_file(folder + "/pvtool.yaml")) {
    auto settings = env.settings();
    settings.register_folders = {folder};
    Env there(std::move(settings));
    return add_workflow(there, ci);
  }
  const auto language =
      arguments.has("--language") ? arguments.text("--language") : env.texts().language();
  const auto made =
      casebook::make_register(folder, env.data_folder(), arguments.text("--name"), language, ci);
  env.use_language(language);
  Result result;
  result.value.set("path", core::Value(made->root()));
  result.value.set("commit", core::Value(made->head()));
  result.page.line(env.say("init.done", {{"path", made->root()}}));
  if (!ci.empty()) {
    result.page.line(env.say("init.ci", {{"ci", ci}, {"path", made->root()}}));
  }
  result.page.line(env.say("init.then"));
  return result;
}

} // namespace cmd
