// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/run.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

core::Value value_of(const core::Clock& clock, const casebook::Case& one, const core::Zone& zone) {
  const auto time = [&](const std::optional<core::Instant>& instant) {
    return instant ? core::Value(core::to_text(core::in_zone(*instant, zone))) : core::Value();
  };
  core::Value value;
  value.set("id", core::Value(one.id));
  value.set("rule", core::Value(clock.rule->versioned()));
  value.set("entry", core::Value(clock.subject));
  value.set("state", core::Value(core::name_of(clock.state)));
  value.set("from_fact", core::Value(clock.from_path));
  value.set("from", time(clock.from));
  value.set("provisional", core::Value(clock.provisional));
  value.set("due", clock.due_day ? core::Value(core::to_text(*clock.due_day)) : time(clock.due));
  value.set("done", time(clock.done));
  value.set("source", core::Value(clock.rule->source));
  return value;
}

void explain(Env& env, const core::Clock& clock, const casebook::Case& one, Page& page) {
  const auto& zone = env.book().zone();
  if (clock.from && clock.due && clock.length && clock.length->unit == core::Length::Unit::hours) {
    const auto span = core::place_of(one.root, core::path_of(clock.from_path));
    page.pair(
        "      ",
        env.say("deadline.arithmetic", {{"from", moment(*clock.from, zone)},
                                        {"hours", std::to_string(clock.length->number)},
                                        {"due", moment(*clock.due, zone)},
                                        {"fact", clock.from_path},
                                        {"place", fmt::format("{}:{}", one.path, span.line)}}),
        6, Page::Style::faint);
  }
  page.pair(
      "      ",
      env.say("deadline.rule", {{"rule", clock.rule->versioned()}, {"source", clock.rule->source}}),
      6, Page::Style::faint);
}

bool is_later(const casebook::Case& one, core::Instant now) {
  const auto received = core::parsed_time(one.root.text("received"));
  return received && received->instant > now;
}

struct Tally {
  bool overdue = false;
  bool undecided = false;
};

void say_clock(Env& env, const core::Clock& clock, const casebook::Case& one, bool with_proof,
               Result& result) {
  auto& book = env.book();
  const auto title = env.kind_text(one.kind(), {"periods", clock.rule->id, "title"});
  const auto* entry = clock.subject.empty() ? nullptr : core::at(one.root, clock.subject);
  const auto text = entry != nullptr ? entry->text("text", clock.subject) : "";
  const auto what = text.empty() ? title : fmt::format("{}: {}", title, text);
  const auto due = clock.due_day ? core::to_text(*clock.due_day)
                   : clock.due   ? moment(*clock.due, book.zone())
                                 : "-";
  const auto style =
      clock.state == core::ClockState::overdue ? Page::Style::bad : Page::Style::plain;
  result.page.line(fmt::format("  {}  {}", padded(due, 24), what), style);
  result.page.line(std::string(28, ' ') + clock_words(env, clock, book.now(), book.zone()), style);
  if (clock.provisional) {
    result.page.pair(std::string(28, ' '), env.say("deadline.provisional"), 28);
  }
  if (with_proof) {
    explain(env, clock, one, result.page);
  }
}

} // namespace

Result run_deadline(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  Result result;
  Tally tally;
  auto asked = arguments.list("CASE");
  const bool all = asked.empty();
  if (all) {
    asked = book.case_paths();
  }
  core::List list;
  if (all) {
    // What cannot be seen may be late: that is never "nothing due".
    result.findings = book.judge_folder();
    tally.undecided = !result.findings.empty();
  }
  for (const auto& name : asked) {
    const auto one = book.load(all ? name : book.find(name));
    if (all && is_later(one, book.now())) {
      continue; // judged by a moment at which this case was not yet known
    }
    const auto findings = book.judge(one);
    if (core::has_errors(findings)) {
      // A case that cannot be read may hide a clock: that is never "nothing due".
      tally.undecided = true;
      result.findings.insert(result.findings.end(), findings.begin(), findings.end());
      continue;
    }
    if (all && one.root.text("status") == "closed") {
      continue;
    }
    result.page.heading(fmt::format("{}  {}", one.id, one.root.text("title")));
    for (auto& clock : book.clocks(one)) {
      for (auto& finding : clock.findings) {
        finding.file = one.path;
        result.findings.push_back(finding);
      }
      tally.overdue = tally.overdue || clock.state == core::ClockState::overdue;
      tally.undecided = tally.undecided || clock.state == core::ClockState::cannot_decide;
      say_clock(env, clock, one, arguments.has("--explain"), result);
      list.push_back(value_of(clock, one, book.zone()));
    }
  }
  result.value.set("clocks", core::Value(list));
  result.page.line(env.say("deadline.help"), Page::Style::faint);
  if (arguments.has("--check")) {
    result.exit = tally.undecided ? core::Exit::cannot_decide
                  : tally.overdue ? core::Exit::findings
                                  : core::Exit::done;
  }
  return result;
}

} // namespace cmd
