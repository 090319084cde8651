// SPDX-License-Identifier: MIT
#include <charconv>

#include <fmt/format.h>

#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

core::Value new_action(Env& env, const Arguments& arguments) {
  core::Value action;
  action.set("text", core::Value(arguments.text("TEXT|NUMBER")));
  for (const auto* name : {"as", "owner"}) {
    const auto option = fmt::format("--{}", name);
    if (arguments.has(option)) {
      action.set(name, core::Value(arguments.text(option)));
    }
  }
  if (arguments.has("--due")) {
    const auto due = arguments.text("--due");
    action.set("due", core::Value(core::parsed_date(due) ? due : time_text(due, env.book())));
  }
  return action;
}

// The index of the action that a person calls 1, 2, 3.
std::size_t index_of(const std::string& text, const casebook::Case& one) {
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const auto count = one.root.list("actions").size();
  if (error != std::errc{} || end != text.data() + text.size() || number < 1 || number > count) {
    throw core::Error(core::Exit::usage, "no-such-action",
                      {{"number", text}, {"count", std::to_string(count)}});
  }
  return number - 1;
}

} // namespace

Result run_action(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto before = book.load_good(arguments.text("CASE"));
  const bool adds = arguments.text("add|done") == "add";
  const auto index =
      adds ? before.root.list("actions").size() : index_of(arguments.text("TEXT|NUMBER"), before);
  if (!adds && before.root.text("status") == "open" &&
      before.root.list("actions")[index].find("done") != nullptr) {
    throw core::Error(core::Exit::refused, "action-already-done",
                      {{"number", std::to_string(index + 1)}});
  }
  const auto what = fmt::format("{} {}", adds ? "add" : "done", index + 1);
  const auto done =
      book.change(before.path, {"action", what, {}, false}, [&](const casebook::Case& one) {
        return adds ? yaml::with_appended(one.text, core::path_of("actions"),
                                          new_action(env, arguments))
                    : yaml::with_value(one.text,
                                       core::path_of(fmt::format("actions[{}].done", index)),
                                       core::Value(book.now_text()));
      });
  Result result;
  say_done(env, done, result);
  result.value.set("number", core::Value(static_cast<int>(index + 1)));
  result.page.line(env.say(adds ? "done.action_added" : "done.action_done",
                           {{"id", done.changed.id}, {"number", std::to_string(index + 1)}}));
  say_next(env, done.changed, result);
  return result;
}

} // namespace cmd
