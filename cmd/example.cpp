// SPDX-License-Identifier: MIT
#include "cmd/example.hpp"

#include <algorithm>
#include <filesystem>

#include <fmt/format.h>

#include "casebook/data.hpp"
#include "casebook/found.hpp"
#include "casebook/profiles.hpp"
#include "cmd/command.hpp"
#include "cmd/env.hpp"
#include "cmd/parse.hpp"
#include "core/time.hpp"
#include "system/random.hpp"

namespace cmd {

namespace {

// Nobody: the domain is one that never exists (RFC 2606).
reg::Author author_at(const core::Timestamp& time) {
  return {"Example Officer", "officer@example.invalid", time.instant,
          static_cast<int>(time.offset.count() / 60)};
}

// Sixteen characters that a uid may have, and the same for the same case of a profile.
std::string uid_of(const std::string& profile, int number) {
  auto uid = sys::digest(fmt::format("{} {}", profile, number)).substr(0, 16);
  std::transform(uid.begin(), uid.end(), uid.begin(),
                 [](char c) { return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c; });
  return uid;
}

core::Timestamp moment_of(const core::Value& scene, const std::string& profile) {
  const auto time = core::parsed_time(scene.text("at"));
  if (!time) {
    throw casebook::bad_data(profile, {core::Severity::error,
                                       "wrong-time",
                                       "",
                                       scene.span.line,
                                       scene.span.column,
                                       {{"value", scene.text("at")}},
                                       ""});
  }
  return *time;
}

// One scene: the words go the way of any command line, but for the terminal.
void play(const core::Value& scene, const std::string& profile, const Settings& settings,
          const Outside& outside) {
  std::vector<std::string> words;
  for (const auto& word : scene.list("run")) {
    words.push_back(word.to_text());
  }
  const auto command = parsed(
      words, [](const std::string&) { return std::string(); }, "");
  if (command.wish != Parsed::Wish::run) {
    throw casebook::bad_data(profile, {core::Severity::error,
                                       "bad-value",
                                       "",
                                       scene.span.line,
                                       scene.span.column,
                                       {{"wrong", command.text}},
                                       ""});
  }
  Env env(settings, outside); // what the words or the environment say of settings does not count
  command.command->run(env, command.arguments);
}

} // namespace

int make_example(const Sample& sample) {
  const auto& profile = sample.profile;
  std::error_code none;
  if (std::filesystem::exists(sample.folder, none) &&
      !std::filesystem::is_empty(sample.folder, none)) {
    throw core::Error(core::Exit::refused, "folder-not-empty", {{"path", sample.folder}});
  }
  const auto story = casebook::data_from(
      casebook::story_of(sample.data_folder, profile, sample.language), profile);
  const auto made = casebook::make_register({sample.folder, sample.data_folder, sample.organisation,
                                             sample.ci, author_at(moment_of(story, profile))});
  Settings settings;
  settings.register_folders = {made->root()};
  settings.language = sample.language;
  settings.no_input = true;
  int cases = 0;
  for (const auto& scene : story.list("scenes")) {
    const auto time = moment_of(scene, profile);
    Outside outside;
    outside.now = [time] { return time.instant; };
    outside.uid = [&] { return uid_of(profile, ++cases); };
    outside.input = [&](std::size_t) { return scene.text("from"); };
    outside.author = author_at(time);
    play(scene, profile, settings, outside);
  }
  return static_cast<int>(story.list("scenes").size());
}

} // namespace cmd
