// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/notify.hpp"
#include "cmd/plan_page.hpp"
#include "cmd/say.hpp"
#include "core/plan.hpp"

namespace cmd {

namespace {

void say_head(const PlanView& view, Result& result) {
  auto& env = view.env;
  result.page.line(fmt::format("{}  {}", view.one.id, view.one.root.text("title")),
                   Page::Style::heading);
  const auto& category = view.plan.category;
  result.page.paragraph(
      env.say(!category                  ? "plan.head_open"
              : view.plan.is_preliminary ? "plan.head_preliminary"
                                         : "plan.head",
              {{"at", moment(env.book().now(), env.book().zone())},
               {"category", category ? env.say("plan.category_" + *category) : ""}}));
  result.value.set("id", core::Value(view.one.id));
  result.value.set("category", category ? core::Value(*category) : core::Value());
  result.value.set("category_is_preliminary", core::Value(view.plan.is_preliminary));
}

} // namespace

Result notify_plan(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto one = book.load_good(arguments.text("CASE"));
  const auto& kind = book.kinds().kind(one.kind());
  const auto state = book.state(one);
  const auto today = kind.assessment ? book.assess(one) : core::Assessment{};
  const core::Now now(book.now());
  const auto day = core::judged_on(kind, one.root, now, book.zone());
  const auto plan = core::plan_of(book.kinds().plan(one.kind()),
                                  {kind, one.root, book.organisation(), state, today, now}, day);
  PlanView view{env, one, plan, {}};
  for (const auto& clock : book.clocks(one)) {
    view.dues.push_back(casebook::due_of(one, clock));
  }
  Result result;
  say_head(view, result);
  say_conflict(view, result);
  say_recipients(view, result);
  say_routine(view, result);
  result.exit = plan.is_decided() ? core::Exit::done : core::Exit::cannot_decide;
  return result;
}

} // namespace cmd
