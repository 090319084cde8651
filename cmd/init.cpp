// SPDX-License-Identifier: MIT
#include <string_view>

#include "casebook/found.hpp"
#include "casebook/profiles.hpp"
#include "cmd/example.hpp"
#include "cmd/run.hpp"
#include "core/path.hpp"
#include "system/files.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

constexpr std::string_view k_example_profile = "kommune";

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

std::string profile_of(const Arguments& arguments) {
  if (arguments.has("--profile")) {
    return arguments.text("--profile");
  }
  return std::string(arguments.has("--example") ? k_example_profile : casebook::k_plain_profile);
}

// What was asked for, else the profile's own, else what the user speaks; a sample register is the
// same for all of them.
std::string language_of(Env& env, const Arguments& arguments, const std::string& profile) {
  if (arguments.has("--language")) {
    return arguments.text("--language");
  }
  const auto own = casebook::language_of_profile(env.data_folder(), profile);
  if (!own.empty()) {
    return own;
  }
  return arguments.has("--example") ? "en" : env.texts().language();
}

Result made_example(Env& env, const Sample& sample) {
  const int scenes = make_example(sample);
  auto settings = env.settings();
  settings.register_folders = {sample.folder};
  settings.language = sample.language;
  Env there(std::move(settings));
  const auto& book = there.book();
  env.use_language(sample.language);
  Result result;
  result.value.set("path", core::Value(book.reg().root()));
  result.value.set("commit", core::Value(book.reg().head()));
  result.value.set("cases", core::Value(static_cast<int>(book.case_paths().size())));
  result.value.set("commands", core::Value(scenes));
  result.page.line(env.say("init.example", {{"path", book.reg().root()},
                                            {"cases", std::to_string(book.case_paths().size())}}));
  return result;
}

} // namespace

Result run_init(Env& env, const Arguments& arguments) {
  auto folder = arguments.text("DIR");
  if (folder.empty()) {
    folder = folder_of(env.settings());
  }
  const auto ci = arguments.text("--ci");
  const bool anew = arguments.has("--profile") || arguments.has("--example");
  if (!ci.empty() && !anew && sys::is_file(folder + "/pvtool.yaml")) {
    auto settings = env.settings();
    settings.register_folders = {folder};
    Env there(std::move(settings));
    return add_workflow(there, ci);
  }
  const bool example = arguments.has("--example");
  const auto profile = profile_of(arguments);
  casebook::check_profile(env.data_folder(), profile);
  const auto language = language_of(env, arguments, profile);
  auto organisation = casebook::organisation_of(env.data_folder(), profile, language, example);
  if (arguments.has("--name")) {
    organisation = yaml::with_value(organisation, core::path_of("organisation.name"),
                                    core::Value(arguments.text("--name")));
  }
  if (example) {
    return made_example(env, {folder, env.data_folder(), profile, organisation, language, ci});
  }
  const auto made =
      casebook::make_register({folder, env.data_folder(), organisation, ci, env.outside().author});
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
