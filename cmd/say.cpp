// SPDX-License-Identifier: MIT
#include "cmd/say.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/organisation.hpp"
#include "core/workflow.hpp"
#include "yaml/document.hpp"
#include "yaml/edit.hpp"

namespace cmd {

std::string moment(const core::Instant& instant, const core::Zone& zone) {
  const auto time = core::in_zone(instant, zone);
  return core::to_minutes(time) + " " + core::to_text(time).substr(19);
}

void say_example(Env& env, Result& result) {
  if (env.book().is_example()) {
    result.page.heading(env.say("init.sample")).line();
  }
}

void say_mended(Env& env, Result& result) {
  if (const auto mended = env.book().reg().mended()) {
    result.findings.push_back({core::Severity::note, "mended", "", 0, 0, {{"what", *mended}}, ""});
  }
}

void say_done(Env& env, const casebook::Done& done, Result& result) {
  say_mended(env, result);
  if (done.edit_commit) {
    result.page.line(env.say("done.edit_first",
                             {{"id", done.changed.id}, {"commit", done.edit_commit->substr(0, 7)}}),
                     Page::Style::faint);
    result.value.set("edit_commit", core::Value(*done.edit_commit));
  }
  result.value.set("id", core::Value(done.changed.id));
  result.value.set("path", core::Value(done.changed.path));
  result.value.set("commit", core::Value(done.commit));
}

std::string span_words(Env& env, std::chrono::seconds length) {
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(std::chrono::abs(length)).count();
  constexpr int k_day = 24 * 60;
  if (minutes >= 4 * k_day) {
    return env.say("clock.days", {{"days", std::to_string(minutes / k_day)}});
  }
  if (minutes < 60) {
    return env.say("clock.minutes", {{"minutes", std::to_string(minutes)}});
  }
  return env.say("clock.hours", {{"hours", std::to_string(minutes / 60)},
                                 {"minutes", std::to_string(minutes % 60)}});
}

namespace {

// Where a day is the limit, whole days are what counts.
std::string day_words(Env& env, int days, const std::string& id) {
  const std::string number = std::to_string(std::abs(days));
  return env.say(days == 0             ? id + "_today"
                 : std::abs(days) == 1 ? id + "_day"
                                       : id + "_days",
                 {{"days", number}});
}

std::string running_words(Env& env, const casebook::Due& due) {
  const auto& book = env.book();
  if (due.not_counted) {
    return env.say("clock.not_counted");
  }
  if (!due.due) {
    return due.from && *due.from <= book.now()
               ? env.say("clock.without_number",
                         {{"since", span_words(env, book.now() - *due.from)}})
               : env.say("clock.without_delay");
  }
  const auto left =
      due.due_day
          ? day_words(env, core::days_between(core::day_of(book.now(), book.zone()), *due.due_day),
                      "clock.left")
          : env.say("clock.running", {{"left", span_words(env, *due.due - book.now())}});
  return due.at_once ? env.say("clock.at_once", {{"left", left}}) : left;
}

} // namespace

std::string due_words(Env& env, const casebook::Due& due) {
  using State = core::ClockState;
  const auto& zone = env.book().zone();
  switch (due.state) {
  case State::running:
    return running_words(env, due);
  case State::overdue:
    return due.due_day
               ? day_words(env,
                           core::days_between(*due.due_day, core::day_of(env.book().now(), zone)),
                           "clock.overdue")
               : env.say("clock.overdue", {{"late", span_words(env, env.book().now() - *due.due)}});
  case State::met:
    return env.say(due.due ? "clock.met" : "clock.done",
                   {{"at", due.done ? moment(*due.done, zone) : ""}});
  case State::late:
    return env.say("clock.late", {{"at", moment(*due.done, zone)},
                                  {"late", span_words(env, *due.done - *due.due)}});
  case State::stopped:
    return env.say("clock.stopped");
  case State::cannot_decide:
    break;
  }
  return due.from ? env.say("clock.cannot_decide_yet")
                  : env.say("clock.cannot_decide", {{"fact", due.from_path}});
}

std::string due_text(const casebook::Due& due, const core::Zone& zone) {
  return due.due_day ? core::to_text(*due.due_day) : due.due ? moment(*due.due, zone) : "-";
}

void say_next(Env& env, const casebook::Case& one, Result& result) {
  say_next(env, one, env.book().state(one), result);
}

void say_next(Env& env, const casebook::Case& one, const core::Value& state, Result& result) {
  auto& book = env.book();
  const auto& kind = book.kinds().kind(one.kind());
  const auto found = core::next_step(kind, one.root, book.organisation(), state, book.now());
  core::Value next;
  if (!found) {
    result.value.set("next", core::Value());
    return;
  }
  const auto* step = found->rule;
  const auto command = casebook::filled(
      step->command,
      {{"id", one.id}, {"number", core::number_of(found->entry)}, {"entry", found->entry}});
  const auto what = env.kind_text(one.kind(), {"steps", step->id, "do"});
  next.set("step", core::Value(step->id));
  next.set("do", core::Value(what));
  next.set("command", core::Value(command));
  next.set("source", core::Value(step->source));
  result.value.set("next", std::move(next));
  const auto label = env.say("word.next") + ":";
  result.page.pair(
      label, what + (step->source.empty() ? "" : fmt::format(" ({})", env.source(step->source))),
      static_cast<int>(columns_of(label)) + 1, Page::Style::heading);
  result.page.line("  " + command);
}

std::string time_text(const std::string& argument, const casebook::Book& book) {
  return core::to_text(time_argument(argument, book.zone(), book.now()));
}

namespace {

// Times inside a value as a person types them, at the places where the schema wants a time.
core::Value with_times(core::Value value, const schema::Schema& schema, const core::Path& path,
                       const casebook::Book& book) {
  if (value.is_map()) {
    for (auto& member : value.as_map()) {
      auto below = path;
      below.steps.push_back({core::Step::Kind::key, member.key, "", 0});
      member.value = with_times(std::move(member.value), schema, below, book);
    }
  } else if (value.is_list()) {
    for (auto& entry : value.as_list()) {
      entry = with_times(std::move(entry), schema, path, book);
    }
  } else if (value.is_string()) {
    const auto shape = schema.shape(path);
    const auto& text = value.as_string();
    const bool local = core::parsed_local_time(text).has_value() || text == "now";
    if (shape &&
        (shape->format == "date-time" || (shape->format == "date-or-time" && text != "now")) &&
        local) {
      return core::Value(time_text(text, book));
    }
    if (shape && shape->format.starts_with("date") && shape->format != "date-time" &&
        text == "now") {
      return core::Value(time_text("now", book).substr(0, 10));
    }
  }
  return value;
}

core::Value value_from(const std::string& text, const schema::Shape& shape) {
  if (text.empty()) {
    return core::Value(); // nothing behind the equals sign takes the fact out
  }
  if (shape.kind == schema::Shape::Kind::text && !text.starts_with("{")) {
    return core::Value(text);
  }
  const auto document = yaml::read("v: " + text + "\n");
  if (!document.root) {
    throw core::Error(core::Exit::usage, "bad-value", {{"value", text}});
  }
  // All that was typed is the value: a comment or a second line would be lost in silence.
  const auto* found = document.root->find("v");
  const auto typed = text.find_last_not_of(' ') + 1;
  if (found == nullptr || document.root->as_map().size() != 1 || found->span.end != 3 + typed) {
    if (shape.kind == schema::Shape::Kind::any && !text.starts_with("{") &&
        !text.starts_with("[")) {
      return core::Value(text);
    }
    throw core::Error(core::Exit::usage, "bad-value", {{"value", text}});
  }
  auto value = *found;
  // One word where a list of words belongs is a list of one.
  if (shape.kind == schema::Shape::Kind::list && value.is_scalar() && !value.is_null()) {
    return core::Value(core::List{value});
  }
  return value;
}

} // namespace

Setting setting_from(Env& env, const std::string& kind, const std::string& text) {
  // The first '=' outside brackets: a filter may hold one too.
  std::size_t equals = std::string::npos;
  int depth = 0;
  for (std::size_t at = 0; at < text.size() && equals == std::string::npos; ++at) {
    depth += text[at] == '[' ? 1 : text[at] == ']' ? -1 : 0;
    equals = text[at] == '=' && depth == 0 ? at : equals;
  }
  if (equals == std::string::npos) {
    throw core::Error(core::Exit::usage, "set-without-equals", {{"text", text}});
  }
  auto path = core::parsed_path(text.substr(0, equals));
  if (!path) {
    throw core::Error(core::Exit::usage, "bad-path", {{"path", text.substr(0, equals)}});
  }
  Setting setting;
  setting.append = path->steps.back().kind == core::Step::Kind::append;
  if (setting.append) {
    path->steps.pop_back();
  }
  if (!path->is_concrete()) {
    throw core::Error(core::Exit::usage, "bad-path", {{"path", text.substr(0, equals)}});
  }
  setting.path = std::move(*path);
  const auto& schema = env.book().kinds().schema(kind);
  const bool own = setting.path.steps.front().key.starts_with("x_");
  auto shape = schema.shape(setting.path);
  if (!shape && !own) {
    throw core::Error(core::Exit::usage, "no-such-fact", {{"path", setting.path.to_text()}});
  }
  const auto given = text.substr(equals + 1);
  auto used = shape.value_or(schema::Shape{});
  if (setting.append) {
    used.kind = schema::Shape::Kind::any;
  }
  setting.value = with_times(value_from(given, used), schema, setting.path, env.book());
  return setting;
}

std::string with_settings(const std::string& text, const std::vector<Setting>& settings) {
  auto changed = text;
  for (const auto& setting : settings) {
    if (setting.append) {
      changed = yaml::with_appended(changed, setting.path, setting.value);
    } else if (setting.value.is_null()) {
      // Taking out what is not there leaves the text as it is.
      const auto root = yaml::read(changed).root;
      changed = root && core::at(*root, setting.path) != nullptr
                    ? yaml::without(changed, setting.path)
                    : changed;
    } else {
      changed = yaml::with_value(changed, setting.path, setting.value);
    }
  }
  return changed;
}

void refuse_decider(Env& env, const std::string& role) {
  if (core::is_dpo(env.book().organisation(), role)) {
    throw core::Error(core::Exit::refused, "dpo-decides",
                      {{"path", "--decided-by"}, {"value", role}});
  }
  const auto faults = env.book().judge_organisation();
  if (core::has_errors(faults)) {
    // Who may decide cannot be read from a broken file.
    throw core::Error(core::Exit::refused, "organisation-unreadable", {}, faults);
  }
  const auto& organisation = env.book().organisation();
  if (!core::may_decide(organisation, role)) {
    throw core::Error(core::Exit::refused, "may-not-decide",
                      {{"role", role},
                       {"known", core::Value(core::List(organisation.list("decide"))).to_text()}});
  }
}

void refuse_faulty(Env& env, const casebook::Case& one) {
  auto findings = env.book().judge(one);
  const bool names_somebody =
      std::any_of(findings.begin(), findings.end(), [](const core::Finding& finding) {
        return finding.name == "national-id-number";
      });
  if (names_somebody || core::has_errors(findings)) {
    throw core::Error(core::Exit::findings, "draft-of-faulty-case", {{"case", one.id}},
                      std::move(findings));
  }
}

} // namespace cmd
