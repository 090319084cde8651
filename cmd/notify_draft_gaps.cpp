// SPDX-License-Identifier: MIT
#include "cmd/notify_draft_gaps.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cmd/notify_draft_words.hpp"
#include "core/organisation.hpp"

namespace cmd {

namespace {

std::string why_words(Env& env, const core::Filled& filled) {
  if (filled.state != core::FieldState::unknown || filled.why.empty()) {
    return env.say("draft.absent");
  }
  auto text = env.say("word.unknown", {{"why", filled.why}});
  for (const auto& [word, more] :
       {std::pair{"word.ask", filled.ask}, std::pair{"word.by", filled.by}}) {
    text += more.empty() ? "" : ", " + env.say(word) + " " + more;
  }
  return text;
}

// What settles a gap: the fact to set, what stands in pvtool.yaml, or another command.
struct Way {
  std::string set;     // a path of the case
  std::string command; // as it can be typed
};

std::string first_path(const core::FormField& field) {
  const auto* path = !field.from.empty() ? &field.from.front()
                     : !field.of.empty() ? &field.of.front()
                     : field.count       ? &*field.count
                                         : nullptr;
  return path != nullptr ? path->to_text() : "";
}

// The fact that a gap waits for: the one that is declared open, else the one that the form names.
std::string awaited_fact(const core::Filled& gap) {
  const auto& field = *gap.field;
  const bool is_own = gap.open_fact.starts_with("notice.") || gap.open_fact.starts_with("group.");
  if (!gap.open_fact.empty() && !is_own) {
    return gap.open_fact;
  }
  return field.set.empty() ? first_path(field) : field.set;
}

Way way_of(Env& env, const casebook::Case& one, const core::Filled& gap) {
  const auto path = awaited_fact(gap);
  if (!gap.field->command.empty() && gap.open_fact.empty()) {
    return {"", casebook::filled(gap.field->command, {{"id", one.id}})};
  }
  if (path.starts_with("org.")) {
    return {"", "pvtool.yaml: " + path.substr(4)};
  }
  if (path.starts_with("role.")) {
    return {"", "pvtool.yaml: " + role_place(env.book().organisation(), path.substr(5))};
  }
  const auto at = path.find("[*]");
  const auto fact = at == std::string::npos ? path : path.substr(0, at);
  if (fact.empty() || fact.starts_with("notice.")) {
    return {};
  }
  return {fact, fmt::format("pvtool set {} '{}=...'", one.id, fact)};
}

} // namespace

std::string role_place(const core::Value& organisation, const std::string& path) {
  const auto dot = path.find('.');
  const auto what = path.substr(0, dot);
  const auto& senders = organisation.list("send_to_authority");
  std::string key = what == "sender" && !senders.empty() ? senders.front().to_text() : "";
  const std::vector<std::string_view> asked(core::k_contact_points.begin(),
                                            core::k_contact_points.end());
  for (const auto one : what == "contact_point" ? asked : std::vector<std::string_view>{what}) {
    const auto* role = key.empty() ? core::first_role(organisation, one) : nullptr;
    key = role != nullptr ? role->key : key;
  }
  if (key.empty()) {
    key = what == "contact_point" ? "dpo" : what;
  }
  return "roles." + key + (dot == std::string::npos ? "" : path.substr(dot));
}

std::string read_command(Env& env, const std::string& command) {
  std::string text;
  for (std::size_t at = 0; at <= command.size();) {
    const auto end = std::min(command.find(' ', at), command.size());
    auto word = command.substr(at, end - at);
    for (const auto& [placeholder, key] :
         {std::pair{"TEXT", "text"}, std::pair{"CHANNEL", "channel"}, std::pair{"ROLE", "role"}}) {
      word = word == placeholder ? env.say(std::string("draft.") + key) : word;
    }
    text += (at == 0 ? "" : " ") + word;
    at = end + 1;
  }
  return text;
}

void add_gap(Env& env, const casebook::Case& one, const core::Draft& draft, const core::Filled& gap,
             Result& result) {
  const auto& form = *draft.form;
  const auto& field = *gap.field;
  const auto way = way_of(env, one, gap);
  auto& page = result.page;
  page.pair("  -", asked(draft_label(env, one.kind(), form, field)) + why_words(env, gap), 4,
            field.at_once ? Page::Style::bad : Page::Style::plain);
  if (form.phased) {
    const auto* key = field.at_once ? "at_once" : "may_follow";
    page.paragraph(notice_text(env, one.kind(), form, key), 4, Page::Style::faint);
  }
  page.line("    " +
            (way.command.empty() ? env.say("draft.by_hand") : read_command(env, way.command)));
}

core::Value gap_value(Env& env, const casebook::Case& one, const core::Filled& gap) {
  const auto way = way_of(env, one, gap);
  core::Value value{core::Map{}};
  value.set("field", core::Value(gap.field->id));
  value.set("state", core::Value(core::name_of(gap.state)));
  for (const auto& [key, text] :
       {std::pair{"why", gap.why}, std::pair{"ask", gap.ask}, std::pair{"by", gap.by},
        std::pair{"set", way.set}, std::pair{"command", way.command}}) {
    if (!text.empty()) {
      value.set(key, core::Value(text));
    }
  }
  value.set("at_once", core::Value(gap.field->at_once));
  return value;
}

} // namespace cmd
