// SPDX-License-Identifier: MIT
#include "cmd/deadline_rows.hpp"

#include <algorithm>

#include "cmd/progress.hpp"
#include "core/error.hpp"
#include "system/files.hpp"

namespace cmd {

bool DueRows::overdue() const {
  return std::any_of(rows.begin(), rows.end(),
                     [](const DueRow& row) { return row.due.state == core::ClockState::overdue; });
}

bool DueRows::soon() const {
  return std::any_of(rows.begin(), rows.end(), [](const DueRow& row) { return row.soon; });
}

std::chrono::seconds span_from(const std::string& text) {
  const auto digits = text.find_first_not_of("0123456789");
  const bool fits = digits > 0 && digits <= 5 && digits + 1 == text.size();
  const auto unit = fits ? text.back() : ' ';
  if (unit != 'h' && unit != 'd' && unit != 'w') {
    throw core::Error(core::Exit::usage, "bad-span", {{"span", text}});
  }
  const int hours = unit == 'h' ? 1 : unit == 'd' ? 24 : 7 * 24;
  return std::chrono::hours(std::stoi(text) * hours);
}

bool is_redacted(const Arguments& arguments) {
  const auto server = sys::environment("CI").value_or("");
  return !server.empty() && server != "false" && server != "0" && !arguments.has("--details");
}

namespace {

casebook::Dues dues_of(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto asked = arguments.list("CASE");
  if (asked.empty()) {
    Progress progress(env, book.reg().root());
    return casebook::all_dues(book, arguments.has("--all"),
                              [&](std::size_t done, std::size_t of) { progress.show(done, of); });
  }
  casebook::Dues dues;
  for (const auto& name : asked) {
    casebook::add_dues(book, book.load(book.find(name)), dues);
  }
  return dues;
}

bool is_wanted(const DueRow& row, const Arguments& arguments, bool over_too) {
  const auto& due = row.due;
  if (arguments.has("--kind") && due.kind != arguments.text("--kind")) {
    return false;
  }
  if (arguments.has("--owner") && due.owner != arguments.text("--owner")) {
    return false;
  }
  if (!due.is_open()) {
    return over_too && !arguments.has("--within");
  }
  return !arguments.has("--within") || row.soon || due.at_once ||
         due.state != core::ClockState::running;
}

// What a build server may show of a finding: its name and place.
core::Finding bare(const core::Finding& finding) {
  return {finding.severity,
          "details-withheld",
          finding.file,
          finding.line,
          finding.column,
          {{"finding", finding.name}},
          ""};
}

void add(Env& env, const std::string& name, const Arguments& arguments, DueRows& rows) {
  auto dues = dues_of(env, arguments);
  rows.undecided = rows.undecided || dues.undecided;
  const bool redacted = is_redacted(arguments);
  for (auto& finding : dues.findings) {
    if (!name.empty()) {
      finding.file = env.book().reg().root() + "/" + finding.file;
    }
    rows.findings.push_back(redacted ? bare(finding) : std::move(finding));
  }
  const bool over_too = arguments.has("--all") || !arguments.list("CASE").empty();
  // Without --within nothing is soon.
  const auto until = arguments.has("--within")
                         ? env.book().now() + span_from(arguments.text("--within"))
                         : core::Instant::min();
  for (auto& due : dues.all) {
    DueRow row{&env, name, std::move(due), false};
    row.soon = row.due.state == core::ClockState::running && row.due.due.has_value() &&
               *row.due.due <= until;
    if (is_wanted(row, arguments, over_too)) {
      rows.rows.push_back(std::move(row));
    }
  }
}

} // namespace

DueRows due_rows(Env& env, const Arguments& arguments) {
  DueRows rows;
  const auto& folders = env.settings().register_folders;
  if (folders.size() < 2) {
    add(env, "", arguments, rows);
  } else {
    for (const auto& folder : folders) {
      auto settings = env.settings();
      settings.register_folders = {folder};
      rows.envs.push_back(std::make_unique<Env>(std::move(settings)));
      auto& book = rows.envs.back()->book();
      const auto* organisation = book.organisation().find("organisation");
      add(*rows.envs.back(), organisation != nullptr ? organisation->text("name", folder) : folder,
          arguments, rows);
    }
  }
  std::stable_sort(rows.rows.begin(), rows.rows.end(), [](const DueRow& one, const DueRow& other) {
    return casebook::more_urgent(one.due, other.due);
  });
  core::sort(rows.findings);
  return rows;
}

} // namespace cmd
