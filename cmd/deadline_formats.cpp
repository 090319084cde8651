// SPDX-License-Identifier: MIT
#include "cmd/deadline_formats.hpp"

#include <fmt/format.h>

#include "cmd/deadline_page.hpp"
#include "cmd/say.hpp"
#include "core/version.hpp"
#include "export/due.hpp"

namespace cmd {

namespace {

exporting::Due::State state_of(const DueRow& row) {
  using State = exporting::Due::State;
  switch (row.due.state) {
  case core::ClockState::running:
    return row.soon || row.due.at_once || !row.due.due ? State::soon : State::running;
  case core::ClockState::overdue:
    return State::overdue;
  case core::ClockState::met:
    return State::met;
  case core::ClockState::late:
    return State::late;
  case core::ClockState::stopped:
    return State::stopped;
  case core::ClockState::cannot_decide:
    break;
  }
  return State::cannot_decide;
}

exporting::Due exported(const DueRow& row, bool redacted, bool without_entry) {
  const auto& from = row.due;
  exporting::Due due;
  // Registers that were copied from each other share uids.
  const auto entry = public_entry(from);
  due.uid = fmt::format("{}{}.{}{}", row.register_name.empty() ? "" : row.register_name + ".",
                        from.uid, from.rule, entry.empty() ? "" : "." + entry);
  due.register_name = row.register_name;
  due.id = from.id;
  due.rule = from.versioned();
  if (!redacted) {
    // What an action says is free text and stays out of calendars.
    auto plain = row;
    plain.due.what = without_entry ? "" : from.what;
    due.title = due_title(plain, false);
    due.message = fmt::format("{}: {}", due.title, due_words(*row.env, from));
    due.source = row.env->source(from.source);
  }
  due.file = row.file();
  due.line = from.line;
  due.column = from.column;
  due.state = state_of(row);
  due.due = from.due;
  due.due_day = from.due_day;
  due.done = from.done;
  return due;
}

// A case that cannot be judged, as build servers see it.
exporting::Due exported(Env& env, const core::Finding& finding) {
  exporting::Due due;
  due.uid = fmt::format("{}:{}:{}", finding.file, finding.line, finding.name);
  due.id = finding.file;
  due.rule = finding.name;
  due.title = finding.name;
  due.message = message_of(env, finding);
  due.file = finding.file;
  due.line = finding.line;
  due.column = finding.column;
  due.state = exporting::Due::State::cannot_decide;
  return due;
}

} // namespace

std::string formatted(const std::string& format, Env& env, const DueRows& rows,
                      const std::vector<core::Finding>& findings, bool redacted) {
  const bool calendar = format == "ics";
  std::vector<exporting::Due> all;
  for (const auto& row : rows.rows) {
    all.push_back(exported(row, redacted, calendar));
  }
  for (const auto& finding : findings) {
    if (finding.severity == core::Severity::error) {
      all.push_back(exported(env, finding));
    }
  }
  const auto now = core::in_zone(env.book().now(), env.book().zone());
  return format == "ics"      ? exporting::icalendar(all, now)
         : format == "junit"  ? exporting::junit(all, now)
         : format == "sarif"  ? exporting::sarif(all, std::string(core::k_version))
         : format == "github" ? exporting::github(all)
                              : exporting::gitlab(all);
}

} // namespace cmd
