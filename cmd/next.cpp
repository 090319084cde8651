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
  for (const auto& name : asked) {
    const auto one = all ? book.load(name) : book.load_good(name);
    if (all && (!one.root.is_map() || !book.kinds().has(one.kind()) ||
                one.root.text("status") == "closed")) {
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
    for (auto& finding : book.judge(one)) {
      result.findings.push_back(std::move(finding));
    }
  }
  if (list.empty()) {
    result.page.line(env.say("next.nothing"));
  }
  result.value.set("cases", core::Value(list));
  core::sort(result.findings);
  return result;
}

} // namespace cmd
