// SPDX-License-Identifier: MIT
#include "cmd/notify.hpp"
#include "cmd/parts.hpp"
#include "cmd/run.hpp"
#include "core/organisation.hpp"

namespace cmd {

namespace {

const std::vector<Part>& parts() {
  static const std::vector<std::string_view> k_record = {
      "--at",          "--by",       "--channel",  "--how",      "--reference",
      "--phase",       "--reason",   "--group",    "--role",     "--number",
      "--not-reached", "--why-late", "--document", "--corrects", "--not-reached-number"};
  static const std::vector<Part> k_parts = {
      {"plan", notify_plan, {}},
      {"draft", notify_draft, {"--form", "--diff", "--phase", "--group", "--text", "--why-late"}},
      {"record", notify_record, k_record},
      {"sent", notify_record, k_record},
      {"received", notify_received, {"--at", "--text", "--reference", "--due"}},
      {"answered", notify_answered, {"--at", "--text", "--reference", "--why-late"}}};
  return k_parts;
}

// Who may decide, who may send and who is informed cannot be read where roles are no roles. Other
// faults of pvtool.yaml are said by 'validate' and stop nobody at hour 60.
void refuse_without_roles(Env& env) {
  if (!core::has_readable_roles(env.book().organisation())) {
    throw core::Error(core::Exit::refused, "organisation-unreadable", {},
                      env.book().judge_organisation());
  }
}

// A plan or a form may rest on a decision that the facts have left behind: that is said with it.
void add_stale(Env& env, const std::string& name, Result& result) {
  auto& book = env.book();
  for (auto& finding : book.judge(book.load(book.find(name)))) {
    if (finding.name == "assessment-stale" || finding.name == "decision-stale") {
      result.findings.push_back(std::move(finding));
    }
  }
  core::sort(result.findings);
}

} // namespace

Result run_notify(Env& env, const Arguments& arguments) {
  const auto what = arguments.text("WHAT").empty() ? "plan" : arguments.text("WHAT");
  const auto& part = part_of(parts(), what);
  refuse_foreign(part, "notify", arguments);
  if (what == "plan" && !arguments.text("RECIPIENT").empty()) {
    throw core::Error(
        core::Exit::usage, "word-too-many",
        {{"word", arguments.text("RECIPIENT")}, {"command", "notify"}, {"what", "plan"}});
  }
  refuse_without_roles(env);
  auto result = part.run(env, arguments);
  if (what == "plan" || what == "draft") {
    add_stale(env, arguments.text("CASE"), result);
  }
  return result;
}

} // namespace cmd
