// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/run.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

// The clock of a case that presses most, if any is open.
std::optional<casebook::Due> most_pressing(const casebook::Book& book, const casebook::Case& one) {
  const casebook::MoreUrgent more_urgent(book.now());
  std::optional<casebook::Due> found;
  for (const auto& clock : book.clocks(one)) {
    auto due = casebook::due_of(one, clock);
    if (due.is_open() && (!found || more_urgent(due, *found))) {
      found = std::move(due);
    }
  }
  return found;
}

} // namespace

Result run_list(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  Result result;
  core::List list;
  say_example(env, result);
  result.findings = book.judge_folder();
  for (const auto& path : book.case_paths()) {
    const auto one = book.load(path);
    if (!one.root.is_map()) {
      auto faults = book.judge(one);
      result.findings.insert(result.findings.end(), faults.begin(), faults.end());
      continue;
    }
    const auto status = one.root.text("status");
    const auto kind = one.kind();
    if ((arguments.has("--status") && arguments.text("--status") != status) ||
        (arguments.has("--kind") && arguments.text("--kind") != kind)) {
      continue;
    }
    core::Value row;
    row.set("id", core::Value(one.id));
    row.set("kind", core::Value(kind));
    row.set("status", core::Value(status));
    row.set("received", core::Value(one.root.text("received")));
    row.set("title", core::Value(one.root.text("title")));
    std::string due;
    if (book.kinds().has(kind) && status == "open") {
      if (const auto clock = most_pressing(book, one)) {
        row.set("due", clock->due
                           ? core::Value(core::to_text(core::in_zone(*clock->due, book.zone())))
                           : core::Value());
        due = due_words(env, *clock);
      }
    }
    const auto shown = one.root.text("received").substr(0, 10);
    result.page.line(fmt::format("{}  {}  {}  {}{}", padded(one.id, 10),
                                 padded(env.kind_text(kind, {"values", "status", status}), 9),
                                 shown, one.root.text("title"),
                                 due.empty() ? "" : "  [" + due + "]"));
    list.push_back(std::move(row));
  }
  if (list.empty() && result.findings.empty()) {
    result.page.line(env.say("list.empty"));
  }
  result.value.set("cases", core::Value(list));
  result.exit = exit_of(result.findings);
  return result;
}

} // namespace cmd
