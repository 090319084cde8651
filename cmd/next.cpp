// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/process.hpp"
#include "cmd/run.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

// The cases in the order in which they press.
std::vector<casebook::Case> in_turn(const casebook::Book& book,
                                    const std::vector<std::string>& asked, bool all) {
  const casebook::MoreUrgent more_urgent(book.now());
  std::vector<std::pair<casebook::Due, casebook::Case>> turns;
  for (const auto& name : asked) {
    auto one = book.load(all ? name : book.find(name));
    casebook::Due first; // what cannot be judged presses as what cannot be decided
    first.path = one.path;
    casebook::Dues dues;
    casebook::add_dues(book, one, dues);
    const auto most = std::min_element(dues.all.begin(), dues.all.end(), more_urgent);
    turns.emplace_back(most != dues.all.end() ? *most : first, std::move(one));
  }
  std::stable_sort(turns.begin(), turns.end(), [&](const auto& one, const auto& other) {
    return more_urgent(one.first, other.first);
  });
  std::vector<casebook::Case> cases;
  for (auto& [due, one] : turns) {
    cases.push_back(std::move(one));
  }
  return cases;
}

// What one case asks for: one step when all cases are asked for, all that is left when it was
// named.
void say_case(Env& env, const casebook::Case& one, bool all, bool card, Result& result) {
  const auto state = env.book().state(one);
  if (card) {
    say_card(env, one, state, result);
    return;
  }
  result.page.line(fmt::format("{}  {}", one.id, one.root.text("title")), Page::Style::heading);
  say_next(env, one, state, result);
  if (!all) {
    say_left(env, one, state, result);
  }
}

} // namespace

Result run_next(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  Result result;
  auto asked = arguments.list("CASE");
  const bool all = asked.empty();
  const bool card = arguments.has("--card");
  if (all && card) {
    throw core::Error(core::Exit::usage, "card-of-what");
  }
  if (all) {
    asked = book.case_paths();
  }
  core::List list;
  if (all) {
    result.findings = book.judge_folder();
    result.exit = exit_of(result.findings);
  }
  for (const auto& one : in_turn(book, asked, all)) {
    auto findings = book.judge(one);
    result.findings.insert(result.findings.end(), findings.begin(), findings.end());
    const auto is_red = [](const core::Finding& finding) {
      return finding.severity == core::Severity::error;
    };
    if (std::any_of(findings.begin(), findings.end(), is_red)) {
      result.exit = core::Exit::findings;
    }
    if (core::has_errors(findings)) {
      continue; // what it asks for cannot be said before it is mended
    }
    if (all && one.root.text("status") == "closed") {
      continue;
    }
    Result of_case;
    say_case(env, one, all, card, of_case);
    if (card && !result.page.empty()) {
      result.page.line();
    }
    result.page.add(of_case.page);
    core::Value row;
    row.set("id", core::Value(one.id));
    for (const auto& member : of_case.value.as_map()) {
      row.set(member.key, member.value);
    }
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
