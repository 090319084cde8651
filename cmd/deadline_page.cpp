// SPDX-License-Identifier: MIT
#include "cmd/deadline_page.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cmd/deadline_proof.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

core::Value value_of(const DueRow& row, bool redacted) {
  const auto& due = row.due;
  const auto& zone = row.env->book().zone();
  const auto time = [&](const std::optional<core::Instant>& instant) {
    return instant ? core::Value(core::to_text(core::in_zone(*instant, zone))) : core::Value();
  };
  core::Value value;
  if (!row.register_name.empty()) {
    value.set("register", core::Value(row.register_name));
  }
  value.set("id", core::Value(due.id));
  value.set("kind", core::Value(due.kind));
  value.set("path", core::Value(due.path));
  value.set("line", core::Value(due.line));
  value.set("rule", core::Value(due.versioned()));
  value.set("entry", core::Value(redacted ? public_entry(due) : due.entry));
  if (!redacted) {
    value.set("title", core::Value(due.title));
    value.set("what", core::Value(due_title(row, false)));
    value.set("owner", core::Value(due.owner));
  }
  value.set("state", core::Value(core::name_of(due.state)));
  value.set("at_once", core::Value(due.at_once));
  value.set("own_target", core::Value(due.is_target));
  const bool own = redacted && public_entry(due) != due.entry;
  value.set("from_fact", own ? core::Value() : core::Value(due.from_path));
  value.set("from", time(due.from));
  value.set("provisional", core::Value(due.provisional));
  value.set("due", due.due_day ? core::Value(core::to_text(*due.due_day)) : time(due.due));
  value.set("done", time(due.done));
  value.set("source", core::Value(due.source));
  return value;
}

Page::Style style_of(const DueRow& row) {
  switch (row.due.state) {
  case core::ClockState::overdue:
  case core::ClockState::cannot_decide:
    return Page::Style::bad;
  case core::ClockState::running:
    return row.soon || row.due.at_once ? Page::Style::soon : Page::Style::plain;
  default:
    return Page::Style::faint;
  }
}

struct Columns {
  std::size_t id = 9; // "2026-0007"
  std::size_t words = 0;
  std::size_t due = 0;
};

std::string case_of(const DueRow& row) {
  return row.register_name.empty() ? row.due.id : row.register_name + " " + row.due.id;
}

Columns columns_for(const DueRows& rows) {
  Columns columns;
  for (const auto& row : rows.rows) {
    columns.id = std::max(columns.id, columns_of(case_of(row)));
    columns.words = std::max(columns.words, columns_of(due_words(*row.env, row.due)));
    columns.due = std::max(columns.due, columns_of(due_text(row.due, row.env->book().zone())));
  }
  return columns;
}

void say_row(Env& env, const DueRow& row, const Columns& columns, bool redacted, Result& result) {
  const auto& due = row.due;
  auto what = due_title(row, redacted);
  if (due.is_target) {
    what += " " + env.say("deadline.target");
  }
  if (due.provisional) {
    what += " " + env.say("deadline.provisional");
  }
  if (!redacted && !due.owner.empty() && due.is_open()) {
    what += " - " + due.owner;
  }
  result.page.line(fmt::format("{}  {}  {}  {}", padded(case_of(row), columns.id),
                               padded(due_words(*row.env, due), columns.words),
                               padded(due_text(due, row.env->book().zone()), columns.due), what),
                   style_of(row));
}

// The titles of the cases that are shown, once each: the table has their ids.
void say_titles(const DueRows& rows, Result& result) {
  std::set<std::string> said;
  for (const auto& row : rows.rows) {
    if (said.insert(case_of(row)).second) {
      result.page.heading(fmt::format("{}  {}", case_of(row), row.due.title));
    }
  }
}

} // namespace

std::string public_entry(const casebook::Due& due) {
  const bool own = due.entry.starts_with("x_") || due.entry.find(".x_") != std::string::npos;
  return own ? fmt::format("x_{}", due.line) : due.entry;
}

std::string due_title(const DueRow& row, bool redacted) {
  if (redacted) {
    const auto entry = public_entry(row.due);
    return row.due.versioned() + (entry.empty() ? "" : " " + entry);
  }
  const auto title = row.env->kind_text(row.due.kind, {"periods", row.due.rule, "title"});
  const auto text = title == "title" ? row.due.rule : title;
  if (row.due.what.empty()) {
    return text;
  }
  // What is only known by its place is called by its label.
  const bool is_place = row.due.what == row.due.entry;
  return text + ": " + (is_place ? row.env->field(row.due.kind, row.due.entry) : row.due.what);
}

void say_dues(Env& env, const DueRows& rows, const Arguments& arguments, bool redacted,
              Result& result) {
  const bool named = !arguments.list("CASE").empty();
  if (named && !redacted) {
    say_titles(rows, result);
  }
  const auto columns = columns_for(rows);
  Proofs proofs(redacted);
  core::List list;
  for (const auto& row : rows.rows) {
    say_row(env, row, columns, redacted, result);
    auto value = value_of(row, redacted);
    if (arguments.has("--explain")) {
      value.set("proof", proofs.say(row, result.page));
    }
    list.push_back(std::move(value));
  }
  if (rows.rows.empty()) {
    result.page.line(env.say(rows.undecided ? "deadline.none_known" : "deadline.none"));
  }
  result.value.set("clocks", core::Value(list));
  result.value.set("undecided", core::Value(rows.undecided));
  result.page.line(env.say("deadline.help"), Page::Style::faint);
}

} // namespace cmd
