// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/run.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

// The clock with a due moment that presses most: overdue first, then the nearest.
const core::Clock* most_pressing(const std::vector<core::Clock>& clocks) {
  const core::Clock* found = nullptr;
  for (const auto& clock : clocks) {
    const bool open =
        clock.state == core::ClockState::running || clock.state == core::ClockState::overdue;
    if (open && clock.due && (found == nullptr || *clock.due < *found->due)) {
      found = &clock;
    }
  }
  return found;
}

} // namespace

Result run_list(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  Result result;
  core::List list;
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
    if (book.kinds().has(kind)) {
      const auto clocks = book.clocks(one);
      if (const auto* clock = status == "open" ? most_pressing(clocks) : nullptr) {
        row.set("due", core::Value(core::to_text(core::in_zone(*clock->due, book.zone()))));
        due = clock_words(env, *clock, book.now(), book.zone());
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
