// SPDX-License-Identifier: MIT
#include <algorithm>

#include "cmd/notify.hpp"
#include "cmd/run.hpp"
#include "core/organisation.hpp"

namespace cmd {

namespace {

struct Part {
  std::string_view what;
  Result (*run)(Env&, const Arguments&);
  std::vector<std::string_view> options;
};

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

// An option that means nothing here was meant to do something.
void refuse_foreign(const Part& part, const Arguments& arguments) {
  const auto& all = commands();
  const auto notify =
      std::find_if(all.begin(), all.end(), [](const Command& one) { return one.name == "notify"; });
  for (const auto& option : notify->options) {
    const bool known =
        std::find(part.options.begin(), part.options.end(), option.name) != part.options.end();
    if (arguments.has(option.name) && !known) {
      throw core::Error(
          core::Exit::usage, "option-not-here",
          {{"option", option.name}, {"what", std::string(part.what)}, {"command", "notify"}});
    }
  }
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
  const auto part = std::find_if(parts().begin(), parts().end(),
                                 [&](const Part& one) { return one.what == what; });
  refuse_foreign(*part, arguments);
  if (what == "plan" && !arguments.text("RECIPIENT").empty()) {
    throw core::Error(core::Exit::usage, "word-too-many", {{"word", arguments.text("RECIPIENT")}});
  }
  refuse_without_roles(env);
  auto result = part->run(env, arguments);
  if (what == "plan" || what == "draft") {
    add_stale(env, arguments.text("CASE"), result);
  }
  return result;
}

} // namespace cmd
