// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "audit/anchor.hpp"
#include "audit/verify.hpp"
#include "cmd/audit.hpp"
#include "cmd/say.hpp"
#include "system/files.hpp"
#include "system/process.hpp"

namespace cmd {

namespace {

constexpr std::size_t k_short = 12;

// Signatures take milliseconds each: who waits sees how far it is.
audit::Progress progress_of(Env& env) {
  if (!sys::is_terminal_error() || env.settings().json) {
    return {};
  }
  return [&env](std::size_t done, std::size_t all) {
    const auto text = env.say("audit_verify.progress",
                              {{"done", std::to_string(done + 1)}, {"all", std::to_string(all)}});
    fmt::print(stderr, "\r{}{}", text, done + 1 == all ? "\n" : "");
    std::fflush(stderr);
  };
}

audit::Anchor anchor_in(const std::string& path) {
  const auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::not_found, "no-such-file", {{"path", path}});
  }
  return audit::anchor_from(*text);
}

std::string counted(std::int64_t number) {
  return std::to_string(number);
}

core::Arguments figures(const audit::Report& report) {
  return {{"commits", counted(report.commits)},       {"cases", counted(report.cases)},
          {"versions", counted(report.versions)},     {"signed", counted(report.signed_good)},
          {"before", counted(report.before_signers)}, {"remembered", counted(report.remembered)}};
}

std::int64_t acknowledged(const audit::Report& report, audit::Question question) {
  return std::count_if(report.named.begin(), report.named.end(), [&](const audit::Named& one) {
    return one.question == question && one.acknowledged.has_value();
  });
}

// What is said to an answer; for a no with the names of what broke it, each once.
std::string because(Env& env, const audit::Report& report, const audit::Answer& answer) {
  const bool open =
      answer.verdict == audit::Verdict::no || answer.verdict == audit::Verdict::cannot_tell;
  const bool none_since = answer.question == audit::Question::who &&
                          answer.verdict == audit::Verdict::not_asked && report.has_signers;
  const auto text =
      env.say(none_since ? "audit_verify.who_none_since"
                         : fmt::format("audit_verify.{}_{}", audit::name_of(answer.question),
                                       audit::name_of(answer.verdict)),
              figures(report));
  if (!open) {
    const auto answered = acknowledged(report, answer.question);
    return answered == 0 ? text
                         : fmt::format("{}; {}", text,
                                       env.say("audit_verify.but_acknowledged",
                                               {{"count", counted(answered)}}));
  }
  std::vector<std::string> names;
  for (const auto& one : report.named) {
    if (one.question == answer.question && one.finding.severity != core::Severity::note &&
        std::find(names.begin(), names.end(), one.finding.name) == names.end()) {
      names.push_back(one.finding.name);
    }
  }
  return fmt::format("{} ({})", text, fmt::join(names, ", "));
}

Page::Style style_of(audit::Verdict verdict) {
  return verdict == audit::Verdict::yes           ? Page::Style::good
         : verdict == audit::Verdict::no          ? Page::Style::bad
         : verdict == audit::Verdict::cannot_tell ? Page::Style::soon
                                                  : Page::Style::faint;
}

// The findings as they are printed: each names its commit.
std::vector<core::Finding> findings_of(Env& env, const audit::Report& report) {
  std::vector<core::Finding> findings;
  for (const auto& one : report.named) {
    auto finding = one.finding;
    if (!one.commit.empty()) {
      finding.arguments.emplace_back("commit", one.commit.substr(0, k_short));
    }
    finding.arguments.emplace_back(
        "in_commit", one.commit.empty() ? ""
                                        : env.say("audit_verify.in_commit",
                                                  {{"commit", one.commit.substr(0, k_short)}}));
    finding.arguments.emplace_back(
        "acknowledged", one.acknowledged ? env.say("audit_verify.acknowledged",
                                                   {{"by", one.acknowledged->decided_by},
                                                    {"reason", one.acknowledged->reason}})
                                         : "");
    findings.push_back(std::move(finding));
  }
  return findings;
}

const audit::Named* first_bad(const audit::Report& report) {
  const auto found =
      std::find_if(report.named.begin(), report.named.end(), [](const audit::Named& one) {
        return one.finding.severity == core::Severity::error && !one.commit.empty();
      });
  return found == report.named.end() ? nullptr : &*found;
}

core::Value value_of(Env& env, const audit::Report& report) {
  core::Value value;
  value.set("head", core::Value(report.head));
  for (const auto& [name, number] : figures(report)) {
    value.set(name, core::Value(std::int64_t{std::stoll(number)}));
  }
  core::List answers;
  for (const auto& answer : report.answers) {
    core::Value one;
    one.set("question", core::Value(audit::name_of(answer.question)));
    one.set("answer", core::Value(audit::name_of(answer.verdict)));
    one.set("acknowledged", core::Value(acknowledged(report, answer.question)));
    one.set("because", core::Value(because(env, report, answer)));
    answers.push_back(std::move(one));
  }
  value.set("answers", core::Value(std::move(answers)));
  core::List named;
  for (const auto& one : report.named) {
    core::Value entry;
    entry.set("name", core::Value(one.finding.name));
    entry.set("question", core::Value(audit::name_of(one.question)));
    entry.set("commit", one.commit.empty() ? core::Value() : core::Value(one.commit));
    entry.set("severity", core::Value(core::name_of(one.finding.severity)));
    entry.set("acknowledged", core::Value(one.acknowledged.has_value()));
    named.push_back(std::move(entry));
  }
  value.set("named", core::Value(std::move(named)));
  const auto* bad = first_bad(report);
  value.set("first_bad", bad != nullptr ? core::Value(bad->commit) : core::Value());
  return value;
}

Page page_of_report(Env& env, const audit::Report& report) {
  auto& book = env.book();
  Page page;
  auto head = figures(report);
  head.emplace_back("head", report.head.substr(0, k_short));
  head.emplace_back("first", moment(report.first, book.zone()));
  head.emplace_back("last", moment(report.last, book.zone()));
  page.paragraph(env.say("audit_verify.head", head));
  if (report.remembered > 0) {
    page.paragraph(env.say("audit_verify.remembered", head), 0, Page::Style::faint);
  }
  page.line();
  for (const auto& answer : report.answers) {
    const auto asked = env.say(fmt::format("audit_verify.{}", audit::name_of(answer.question)));
    const auto word = env.say(fmt::format("audit_verify.{}", audit::name_of(answer.verdict)));
    page.pair(fmt::format("{}{}", padded(asked, 14), word), because(env, report, answer), 28,
              style_of(answer.verdict));
  }
  if (const auto* bad = first_bad(report)) {
    page.line();
    page.paragraph(env.say("audit_verify.first_bad", {{"commit", bad->commit.substr(0, k_short)}}));
    page.paragraph(env.say("audit_verify.what_to_do", {{"commit", bad->commit.substr(0, k_short)},
                                                       {"name", bad->finding.name}}),
                   2);
  }
  page.line();
  page.paragraph(env.say("audit_verify.proves_not"), 0, Page::Style::faint);
  return page;
}

core::Exit exit_for(const audit::Report& report) {
  auto exit = core::Exit::done;
  for (const auto& answer : report.answers) {
    if (answer.verdict == audit::Verdict::no) {
      exit = core::graver(exit, core::Exit::broken);
    } else if (answer.verdict == audit::Verdict::cannot_tell) {
      exit = core::graver(exit, core::Exit::cannot_decide);
    }
  }
  return exit;
}

} // namespace

audit::Report audited(Env& env, const audit::Wish& wish) {
  const casebook::Kinds program(env.data_folder() + "/schemas", "");
  return audit::verified(env.book(), program, wish);
}

audit::Wish wish_of(const Arguments& arguments) {
  audit::Wish wish;
  if (const auto file = arguments.text("--anchor"); !file.empty()) {
    wish.anchor = anchor_in(file);
  }
  return wish;
}

Result audit_verify(Env& env, const Arguments& arguments) {
  auto wish = wish_of(arguments);
  wish.from_scratch = arguments.has("--from-scratch");
  wish.progress = progress_of(env);
  const auto report = audited(env, wish);
  Result result;
  result.exit = exit_for(report);
  result.findings = findings_of(env, report);
  result.value = value_of(env, report);
  say_example(env, result);
  result.page.add(page_of_report(env, report));
  return result;
}

} // namespace cmd
