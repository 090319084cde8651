// SPDX-License-Identifier: MIT
#include <algorithm>

#include "cmd/deadline_formats.hpp"
#include "cmd/deadline_page.hpp"
#include "cmd/deadline_rows.hpp"
#include "cmd/run.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

void refuse_odd(const Arguments& arguments) {
  if (arguments.has("--explain") && arguments.has("--format") &&
      arguments.text("--format") != "text" && arguments.text("--format") != "json") {
    throw core::Error(core::Exit::usage, "explain-is-text",
                      {{"format", arguments.text("--format")}});
  }
}

// What --check asks for; without it the command says and judges nothing.
core::Exit exit_of(const DueRows& rows, const std::vector<core::Finding>& findings) {
  if (rows.undecided) {
    return core::Exit::cannot_decide;
  }
  const bool deed = std::any_of(findings.begin(), findings.end(),
                                [](const core::Finding& finding) { return finding.of_deed; });
  return deed || rows.overdue() || rows.soon() ? core::Exit::findings : core::Exit::done;
}

// What is overdue, where the fact stands that it is counted from.
void find_overdue(const DueRows& rows, bool redacted, Result& result) {
  for (const auto& row : rows.rows) {
    if (row.due.state != core::ClockState::overdue) {
      continue;
    }
    core::Finding finding{core::Severity::error,
                          "deadline-overdue",
                          "",
                          row.due.line,
                          row.due.column,
                          {{"case", row.due.id},
                           {"rule", row.due.versioned()},
                           {"how", due_words(*row.env, row.due)},
                           {"due", due_text(row.due, row.env->book().zone())},
                           {"source", row.due.source}},
                          ""};
    if (!redacted) {
      auto& book = row.env->book();
      finding = book.placed({finding}, book.load(row.due.path)).front();
    }
    finding.file = row.file();
    result.findings.push_back(std::move(finding));
  }
  core::sort(result.findings);
}

} // namespace

Result run_deadline(Env& env, const Arguments& arguments) {
  refuse_odd(arguments);
  auto rows = due_rows(env, arguments);
  auto& speaker = rows.envs.empty() ? env : *rows.envs.front();
  const bool redacted = is_redacted(arguments);
  Result result;
  result.findings = std::move(rows.findings);
  const auto format = arguments.text("--format");
  if (format.empty() || format == "text" || format == "json") {
    say_dues(speaker, rows, arguments, redacted, result);
    result.as_json = format == "json";
    if (arguments.has("--check")) {
      find_overdue(rows, redacted, result);
    }
  } else {
    result.output = formatted(format, speaker, rows, result.findings, redacted);
  }
  if (arguments.has("--check")) {
    result.exit = exit_of(rows, result.findings);
  }
  return result;
}

} // namespace cmd
