// SPDX-License-Identifier: MIT
#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "core/workflow.hpp"
#include "yaml/document.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

// The case with what the options say about its closing, still open.
std::string with_closing(const std::string& text, const Arguments& arguments,
                         const std::string& now) {
  const std::pair<const char*, const char*> options[] = {{"--outcome", "outcome"},
                                                         {"--reason", "reason"},
                                                         {"--decided-by", "decided_by"},
                                                         {"--evaluation", "evaluation"},
                                                         {"--lessons", "lessons"}};
  auto changed = yaml::with_value(text, core::path_of("closing.at"), core::Value(now));
  for (const auto& [option, key] : options) {
    if (arguments.has(option)) {
      changed = yaml::with_value(changed, core::path_of(fmt::format("closing.{}", key)),
                                 core::Value(arguments.text(option)));
    }
  }
  return changed;
}

// Everything that stands in the way, as findings with the command that mends each.
std::vector<core::Finding> obstacles(Env& env, const casebook::Case& planned) {
  auto& book = env.book();
  const auto& kind = book.kinds().kind(planned.kind());
  std::vector<core::Finding> findings;
  for (const auto& obstacle :
       core::obstacles(kind, planned.root, book.organisation(), book.state(planned), book.now())) {
    const auto number = core::number_of(obstacle.entry);
    const auto command =
        casebook::filled(obstacle.rule->command,
                         {{"id", planned.id}, {"number", number}, {"entry", obstacle.entry}});
    const auto what = env.kind_text(planned.kind(), {"obstacles", obstacle.rule->id});
    const auto span = obstacle.entry.empty()
                          ? core::Span{}
                          : core::place_of(planned.root, core::path_of(obstacle.entry));
    findings.push_back({core::Severity::error,
                        "close-needs",
                        planned.path,
                        span.line,
                        span.column,
                        {{"what", what + (number.empty() ? "" : " " + number)},
                         {"command", command},
                         {"need", obstacle.rule->id},
                         {"source", obstacle.rule->source}},
                        ""});
  }
  return findings;
}

} // namespace

Result run_close(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto before = book.load_good(arguments.text("CASE"));
  const auto& outcomes = book.kinds().kind(before.kind()).outcomes;
  std::string known;
  for (const auto& outcome : outcomes) {
    known += (known.empty() ? "" : ", ") + outcome;
  }
  if (arguments.has("--outcome") &&
      std::find(outcomes.begin(), outcomes.end(), arguments.text("--outcome")) == outcomes.end()) {
    throw core::Error(core::Exit::usage, "no-such-outcome",
                      {{"outcome", arguments.text("--outcome")}, {"known", known}});
  }
  if (before.root.text("status") == "closed") {
    throw core::Error(core::Exit::refused, "case-closed", {{"id", before.id}});
  }
  if (arguments.has("--decided-by")) {
    refuse_decider(env, arguments.text("--decided-by"));
  }
  const auto planned =
      book.from_text(before.path, with_closing(before.text, arguments, book.now_text()));
  auto findings = obstacles(env, planned);
  for (auto& finding : book.judge(planned)) {
    if (finding.of_deed) {
      findings.push_back(std::move(finding));
    }
  }
  const auto* closing = planned.root.find("closing");
  for (const auto* key : {"outcome", "reason", "decided_by"}) {
    if (closing == nullptr || closing->find(key) == nullptr) {
      const auto option =
          std::string("--") + (std::string(key) == "decided_by" ? "decided-by" : key);
      findings.push_back({core::Severity::error,
                          "close-option-missing",
                          planned.path,
                          0,
                          0,
                          {{"option", option}, {"known", known}},
                          ""});
    }
  }
  if (!findings.empty()) {
    core::sort(findings);
    throw core::Error(core::Exit::refused, "cannot-close", {{"id", before.id}}, findings);
  }
  const auto done =
      book.change(before.path, {"close", arguments.text("--outcome"), {}, false},
                  [&](const casebook::Case& one) {
                    return yaml::with_value(with_closing(one.text, arguments, book.now_text()),
                                            core::path_of("status"), core::Value("closed"));
                  });
  Result result;
  say_done(env, done, result);
  result.page.line(env.say("done.closed", {{"id", done.changed.id}}));
  return result;
}

Result run_reopen(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto before = book.load_good(arguments.text("CASE"));
  if (before.root.text("status") != "closed") {
    throw core::Error(core::Exit::refused, "case-not-closed", {{"id", before.id}});
  }
  core::Value entry;
  entry.set("at", core::Value(book.now_text()));
  const auto closed =
      before.root.find("closing") != nullptr ? before.root.find("closing")->to_text() : "";
  entry.set("text", core::Value("closed before: " + closed));
  entry.set("reopened", core::Value(arguments.text("--reason")));
  const auto done =
      book.change(before.path, {"reopen", "", {}, true}, [&](const casebook::Case& one) {
        // The old closing moves into the log, so that it is still read with the case.
        auto text = yaml::with_appended(one.text, core::path_of("log"), entry);
        text = yaml::without(text, core::path_of("closing"));
        return yaml::with_value(text, core::path_of("status"), core::Value("open"));
      });
  Result result;
  say_done(env, done, result);
  result.page.line(env.say("done.reopened", {{"id", done.changed.id}}));
  say_next(env, done.changed, result);
  return result;
}

} // namespace cmd
