// SPDX-License-Identifier: MIT
#include "cmd/deadline_rows.hpp"

#include <algorithm>
#include <set>

#include "cmd/progress.hpp"
#include "core/error.hpp"
#include "core/organisation.hpp"
#include "system/files.hpp"

namespace cmd {

std::string DueRow::file() const {
  return register_name.empty() ? due.path : register_name + "/" + due.path;
}

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
    const bool over_too = arguments.has("--all") || arguments.text("--format") == "ics";
    return casebook::all_dues(book, over_too,
                              [&](std::size_t done, std::size_t of) { progress.show(done, of); });
  }
  casebook::Dues dues;
  for (const auto& name : asked) {
    casebook::add_dues(book, book.load(book.find(name)), dues);
  }
  return dues;
}

// A clock without a number runs without undue delay: it is wanted whatever time is asked for.
bool presses(const casebook::Due& due) {
  return due.state == core::ClockState::running && (due.at_once || !due.due);
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
  return !arguments.has("--within") || row.soon || presses(due) ||
         due.state != core::ClockState::running;
}

// What a build server may show of a finding: its name and place. A file that is no case may have
// any name.
core::Finding bare(const core::Finding& finding) {
  const bool known =
      finding.file == casebook::k_organisation_file || !casebook::id_from(finding.file).empty();
  return {finding.severity,
          "details-withheld",
          known ? finding.file : "cases/?",
          known ? finding.line : 0,
          known ? finding.column : 0,
          {{"finding", finding.name}},
          ""};
}

// A kind or an owner that no one has is a typing error, and must not look like nothing due.
void refuse_unknown(Env& env, const Arguments& arguments, const casebook::Dues& dues) {
  if (arguments.has("--kind")) {
    env.book().kinds().folder(arguments.text("--kind")); // throws
  }
  const auto owner = arguments.text("--owner");
  const bool known = owner.empty() || core::role_of(env.book().organisation(), owner) != nullptr ||
                     std::any_of(dues.all.begin(), dues.all.end(),
                                 [&](const casebook::Due& due) { return due.owner == owner; });
  if (!known) {
    throw core::Error(core::Exit::usage, "no-such-owner", {{"owner", owner}});
  }
}

void add(Env& env, const std::string& name, const Arguments& arguments, DueRows& rows) {
  auto dues = dues_of(env, arguments);
  refuse_unknown(env, arguments, dues);
  rows.undecided = rows.undecided || dues.undecided;
  const bool redacted = is_redacted(arguments);
  for (auto& finding : dues.findings) {
    if (redacted) {
      finding = bare(finding);
    }
    if (!name.empty()) {
      finding.file = name + "/" + finding.file;
    }
    rows.findings.push_back(std::move(finding));
  }
  // A calendar marks what is done.
  const bool over_too = arguments.has("--all") || !arguments.list("CASE").empty() ||
                        arguments.text("--format") == "ics";
  // Without --within nothing is soon.
  const auto until = arguments.has("--within")
                         ? env.book().now() + span_from(arguments.text("--within"))
                         : core::Instant::min();
  for (auto& due : dues.all) {
    DueRow row{&env, name, std::move(due), false};
    row.soon = row.due.state == core::ClockState::running && row.due.due.has_value() &&
               (*row.due.due <= until || (row.due.at_once && arguments.has("--within")));
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
    std::set<std::string> seen; // one register by two names is one
    for (const auto& folder : folders) {
      auto settings = env.settings();
      settings.register_folders = {folder};
      if (!rows.envs.empty()) {
        settings.language = rows.envs.front()->texts().language();
      }
      auto one = std::make_unique<Env>(std::move(settings));
      if (seen.insert(one->book().reg().root()).second) {
        rows.envs.push_back(std::move(one));
        add(*rows.envs.back(), folder, arguments, rows);
      }
    }
  }
  const casebook::MoreUrgent more_urgent(
      (rows.envs.empty() ? env : *rows.envs.front()).book().now());
  std::stable_sort(rows.rows.begin(), rows.rows.end(), [&](const DueRow& one, const DueRow& other) {
    return more_urgent(one.due, other.due);
  });
  core::sort(rows.findings);
  return rows;
}

} // namespace cmd
