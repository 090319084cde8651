// SPDX-License-Identifier: MIT
#include <algorithm>

#include "audit/changes.hpp"
#include "cmd/audit.hpp"
#include "cmd/history_page.hpp"
#include "cmd/output.hpp"
#include "cmd/say.hpp"
#include "cmd/then.hpp"

namespace cmd {

namespace {

// The fact that a word names; one that no version of the case ever had and no kind knows is a
// mistake in typing.
core::Path fact_of(Env& env, const std::string& word, const std::vector<audit::Step>& steps) {
  const auto path = core::parsed_path(word);
  if (!path) {
    throw core::Error(core::Exit::usage, "bad-path", {{"path", word}});
  }
  const bool known = std::any_of(steps.begin(), steps.end(), [&](const audit::Step& step) {
    const auto kind = step.root.is_map() ? step.root.text("kind") : "";
    return (env.kinds().has(kind) && env.kinds().schema(kind).shape(*path)) ||
           std::any_of(step.changed.begin(), step.changed.end(),
                       [&](const auto& one) { return audit::is_within(*path, one.path); });
  });
  if (!known) {
    throw core::Error(core::Exit::usage, "no-such-fact", {{"path", word}});
  }
  return *path;
}

void keep_only(const core::Path& fact, std::vector<audit::Step>& steps) {
  for (auto& step : steps) {
    std::erase_if(step.changed,
                  [&](const audit::Changed& one) { return !audit::is_within(fact, one.path); });
  }
  std::erase_if(steps, [](const audit::Step& step) {
    return step.changed.empty() && step.what != audit::Step::What::removed &&
           step.what != audit::Step::What::unreadable;
  });
}

} // namespace

Result audit_log(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto words = arguments.list("WORD");
  const auto format = chosen_format(arguments, {"text", "md"}, "audit", "log");
  Result result;
  const auto path = words.empty() ? "" : path_of_case(env, words[0]);
  auto steps = words.empty() ? audit::steps_of_all(book.reg()) : audit::steps_of(book.reg(), path);
  if (words.size() > 1) {
    keep_only(fact_of(env, words[1], steps), steps);
  }
  result.value.set("case", path.empty() ? core::Value() : core::Value(casebook::id_from(path)));
  result.value.set("field", words.size() > 1 ? core::Value(words[1]) : core::Value());
  result.value.set("log", steps_value(env, steps));
  if (format == "md") {
    const auto title =
        env.say("audit.log_title",
                {{"what", words.empty() ? book.organisation().find("organisation")->text("name")
                                        : casebook::id_from(path)}});
    give_out(env, arguments, format, steps_markdown(env, title, steps), result);
    return result;
  }
  say_example(env, result);
  say_steps(env, steps, result.page);
  if (steps.empty()) {
    result.page.line(env.say("audit.nothing_changed"));
  }
  if (arguments.has("--output")) {
    give_out(env, arguments, format, result.page.to_text(false), result);
  }
  return result;
}

} // namespace cmd
