// SPDX-License-Identifier: MIT
#include <algorithm>

#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "core/checklist.hpp"
#include "core/near.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

// Refuses a step that the kind does not know, or that the facts of the case say by themselves.
void refuse_step(const core::Kind& kind, const std::string& id, const std::string& step) {
  const auto known = core::tickable(kind);
  if (std::find(known.begin(), known.end(), step) != known.end()) {
    return;
  }
  if (const auto* item = core::item_named(kind, step)) {
    throw core::Error(core::Exit::usage, "step-from-facts",
                      {{"step", step}, {"command", casebook::filled(item->command, {{"id", id}})}});
  }
  std::string names;
  for (const auto& name : known) {
    names += (names.empty() ? "" : ", ") + name;
  }
  core::Arguments arguments{{"step", step}, {"known", names}};
  if (const auto near = core::nearest(step, known); !near.empty()) {
    arguments.emplace_back("near", near);
  }
  throw core::Error(core::Exit::usage, "no-such-step", arguments);
}

core::Value entry_from(const Arguments& arguments, const casebook::Book& book) {
  core::Value entry;
  if (arguments.has("--done")) {
    entry.set("step", core::Value(arguments.text("--done")));
  }
  entry.set("at", core::Value(arguments.has("--at") ? time_text(arguments.text("--at"), book)
                                                    : book.now_text()));
  if (arguments.has("--by")) {
    entry.set("by", core::Value(arguments.text("--by")));
  }
  if (arguments.has("TEXT")) {
    entry.set(arguments.has("--done") ? "note" : "text", core::Value(arguments.text("TEXT")));
  }
  return entry;
}

// When it was ticked before, as the case says it; empty when it was not.
std::string ticked_before(const casebook::Case& one, const std::string& step) {
  std::string at;
  for (const auto& entry : one.root.list("steps")) {
    at = entry.text("step") == step ? entry.text("at") : at;
  }
  return at;
}

Result tick(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto step = arguments.text("--done");
  const auto before = book.load_good(arguments.text("CASE"));
  refuse_step(book.kinds().kind(before.kind()), before.id, step);
  const auto entry = entry_from(arguments, book);
  const auto done =
      book.change(before.path, {"log", "done " + step, {}, false}, [&](const casebook::Case& one) {
        return yaml::with_appended(one.text, core::path_of("steps"), entry);
      });
  Result result;
  say_done(env, done, result);
  result.page.line(env.say("process.ticked",
                           {{"id", done.changed.id}, {"step", step}, {"at", entry.text("at")}}));
  if (const auto at = ticked_before(before, step); !at.empty()) {
    result.value.set("ticked_before", core::Value(at));
    result.page.line(env.say("process.ticked_again", {{"step", step}, {"at", at}}));
  }
  return result;
}

} // namespace

Result run_log(Env& env, const Arguments& arguments) {
  if (arguments.has("--done")) {
    return tick(env, arguments);
  }
  if (!arguments.has("TEXT")) {
    throw core::Error(core::Exit::usage, "log-without-text");
  }
  auto& book = env.book();
  const auto entry = entry_from(arguments, book);
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
