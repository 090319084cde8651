// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/plan_page.hpp"
#include "cmd/process.hpp"
#include "cmd/say.hpp"
#include "core/checklist.hpp"
#include "core/checks.hpp"

namespace cmd {

namespace {

// Sentences follow each other, words are set apart.
void add(std::string& text, const std::string& more, const std::string& between = ", ") {
  const bool ended = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
  text += (text.empty() || more.empty() ? "" : ended ? " " : between) + more;
}

// What an entry says of itself, in one line.
std::string words_of(Env& env, const casebook::Case& one, const std::string& list,
                     const core::Value& entry) {
  const auto label = [&](const std::string& key) {
    const auto* value = entry.find(key);
    if (key == "roles" && value != nullptr && value->is_list()) {
      std::string titles;
      for (const auto& role : value->as_list()) {
        add(titles, role_title(env, role.to_text()));
      }
      return titles;
    }
    if (key == "group" && value != nullptr) {
      return group_words(env, one.kind(), value->to_text());
    }
    return value != nullptr ? env.value_label(one.kind(), list + "." + key, *value) : std::string();
  };
  if (list == "log") {
    auto text = entry.text("text");
    add(text, entry.text("reopened"), "; " + env.field(one.kind(), "log.reopened") + ": ");
    return text;
  }
  if (list == "steps") {
    auto text = step_label(env, one.kind(), entry.text("step"));
    add(text, entry.text("note"), ": ");
    return text;
  }
  std::string text;
  const std::vector<std::string> keys =
      list == "meetings"        ? std::vector<std::string>{"decided", "roles", "minutes"}
      : list == "notifications" ? std::vector<std::string>{"recipient", "group", "phase", "channel"}
                                : std::vector<std::string>{"about", "group", "answer"};
  for (const auto& key : keys) {
    add(text, label(key));
  }
  return text;
}

} // namespace

std::string group_words(Env& env, const std::string& kind, const std::string& key) {
  const auto slash = key.find('/');
  const auto name = env.value_label(kind, "subjects.group", core::Value(key.substr(0, slash)));
  return slash == std::string::npos ? name : name + ", " + key.substr(slash + 1);
}

std::string step_label(Env& env, const std::string& kind, const std::string& id) {
  for (const auto& list : env.book().kinds().kind(kind).checklists) {
    for (const auto& item : list.items) {
      if (item.id == id) {
        return env.kind_text(kind, {"checklists", list.name, id});
      }
    }
  }
  return id;
}

std::vector<Happened> happened(Env& env, const casebook::Case& one) {
  const std::tuple<const char*, const char*, const char*> lists[] = {
      {"log", "at", "by"},
      {"steps", "at", "by"},
      {"meetings", "at", ""},
      {"notifications", "at", "by"},
      {"decisions", "decided_at", "decided_by"}};
  std::vector<Happened> all;
  for (const auto& [list, at, by] : lists) {
    std::size_t number = 0;
    for (const auto& entry : one.root.list(list)) {
      const auto place = fmt::format("{}[{}]", list, number++);
      if (const auto time = core::parsed_time(entry.text(at))) {
        all.push_back({time->instant, list, number, words_of(env, one, list, entry), entry.text(by),
                       core::is_corrected(one.root, core::path_of(place))});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Happened& a, const Happened& b) { return a.at < b.at; });
  return all;
}

void say_timeline(Env& env, const casebook::Case& one, Result& result) {
  const auto all = happened(env, one);
  core::List list;
  if (!all.empty()) {
    result.page.heading(env.say("process.timeline"));
  }
  for (const auto& event : all) {
    core::Value row;
    row.set("at", core::Value(core::to_text(core::in_zone(event.at, env.book().zone()))));
    row.set("list", core::Value(event.list));
    row.set("number", core::Value(static_cast<int>(event.number)));
    row.set("text", core::Value(event.what));
    row.set("corrected", core::Value(event.is_corrected));
    list.push_back(std::move(row));
    auto text =
        fmt::format("{} {}: {}", env.field(one.kind(), event.list), event.number, event.what);
    text += event.by.empty() ? "" : " (" + event.by + ")";
    text += event.is_corrected ? " " + env.say("process.corrected") : "";
    result.page.pair("  " + moment(event.at, env.book().zone()), text, 27);
  }
  result.value.set("timeline", core::Value(list));
}

} // namespace cmd
