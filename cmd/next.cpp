// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cmd/run.hpp"
#include "cmd/say.hpp"

namespace cmd {

Result run_next(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  Result result;
  auto asked = arguments.list("CASE");
  const bool all = asked.empty();
  if (all) {
    asked = book.case_paths();
  }
  core::List list;
  if (all) {
    result.findings = book.judge_folder();
    result.exit = exit_of(result.findings);
  }
  for (const auto& name : asked) {
    const auto one = book.load(all ? name : book.find(name));
    auto findings = book.judge(one);
    result.findings.insert(result.findings.end(), findings.begin(), findings.end());
    if (core::has_errors(findings)) {
      result.exit = core::Exit::findings; // what it asks for cannot be said before it is mended
      continue;
    }
    if (all && one.root.text("status") == "closed") {
      continue;
    }
    result.page.line(fmt::format("{}  {}", one.id, one.root.text("title")), Page::Style::heading);
    Result of_case;
    say_next(env, one, of_case);
    result.page.add(of_case.page);
    const auto* next = of_case.value.find("next");
    core::Value row;
    row.set("id", core::Value(one.id));
    row.set("next", next != nullptr ? *next : core::Value());
    list.push_back(std::move(row));
  }
  if (list.empty() && result.exit == core::Exit::done) {
    result.page.line(env.say("next.nothing"));
  }
  result.value.set("cases", core::Value(list));
  core::sort(result.findings);
  return result;
}

} // namespace cmd
