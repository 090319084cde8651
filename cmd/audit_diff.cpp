// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "audit/changes.hpp"
#include "cmd/audit.hpp"
#include "cmd/history_page.hpp"
#include "cmd/say.hpp"
#include "cmd/then.hpp"

namespace cmd {

namespace {

core::Value value_of(Env& env, const reg::Entry& commit) {
  core::Value value;
  value.set("commit", core::Value(commit.id));
  value.set("time", core::Value(core::to_text(core::in_zone(commit.time, env.book().zone()))));
  value.set("subject", core::Value(commit.subject));
  return value;
}

} // namespace

Result audit_diff(Env& env, const Arguments& arguments) {
  const auto words = arguments.list("WORD");
  const auto path = path_of_case(env, words[0]);
  const auto a = commit_of_word(env, words[1]);
  const auto b = commit_of_word(env, words[2]);
  const auto before = case_in(env, path, a);
  const auto after = case_in(env, path, b);
  const auto changed = audit::changes(before.root, after.root);
  Result result;
  result.value.set("case", core::Value(after.id));
  result.value.set("from", value_of(env, a));
  result.value.set("to", value_of(env, b));
  result.value.set("changes", changes_value(env, after.root, changed));
  say_example(env, result);
  result.page.heading(fmt::format("{}  {}", after.id, after.root.text("title")));
  for (const auto& [word, commit] : {std::pair{"audit.from", a}, std::pair{"audit.to", b}}) {
    result.page.pair("  " + env.say(word),
                     fmt::format("{}  {} [{}]", moment(commit.time, env.book().zone()),
                                 commit.subject, commit.id.substr(0, 12)),
                     12, Page::Style::faint);
  }
  say_changes(env, after.root, changed, result.page);
  if (changed.empty()) {
    result.page.line(env.say("audit.no_difference"));
  }
  return result;
}

} // namespace cmd
