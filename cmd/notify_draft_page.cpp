// SPDX-License-Identifier: MIT
#include "cmd/notify_draft_page.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cmd/say.hpp"
#include "core/organisation.hpp"

namespace cmd {

namespace {

std::string draft_text(Env& env, const std::string& kind, const core::Form& form,
                       std::vector<std::string> keys) {
  std::vector<std::string> path = {"drafts", form.name};
  path.insert(path.end(), keys.begin(), keys.end());
  return env.texts().say_kind(kind, path);
}

// What is said of the notice: in words of the form's own, where its rule is another (a processor's
// message to the controller rests on art. 33(2), not on art. 33(4)).
std::string notice_text(Env& env, const std::string& kind, const core::Form& form,
                        const std::string& key, const core::Arguments& arguments = {}) {
  const auto own = draft_text(env, kind, form, {"notice", key});
  return own.empty() ? env.say("draft." + key, arguments) : casebook::filled(own, arguments);
}

// The path under which the kind has the labels of a value that a form took.
std::string labelled_path(const std::string& path) {
  for (const auto& [front, list] :
       {std::pair{"notice.decisions", "decisions"}, std::pair{"group.", "subjects."},
        std::pair{"notice.safe_channels", "subjects.address_cleared.channels"}}) {
    if (path.starts_with(front)) {
      return list + path.substr(std::string_view(front).size());
    }
  }
  return path;
}

std::string time_words(Env& env, const core::Value& value, const TimeWords& words) {
  const auto time = value.is_string() ? core::parsed_time(value.as_string()) : std::nullopt;
  return !time   ? value.to_text()
         : words ? words(time->instant)
                 : moment(time->instant, env.book().zone());
}

std::string count_words(Env& env, const core::Value& value) {
  if (const auto* about = value.find("approximate")) {
    return env.say("draft.about", {{"number", about->to_text()}});
  }
  const auto* exact = value.find("exact");
  return exact != nullptr ? exact->to_text() : value.to_text();
}

// "a) on a specific day"; without words of its own the letter means what the case says.
std::string letter_words(Env& env, const std::string& kind, const core::Form& form,
                         const core::Filled& filled, const core::Value& letter) {
  const auto text = letter.to_text();
  const auto& field = *filled.field;
  auto meaning = draft_text(env, kind, form, {"values", field.id, text});
  for (const auto& [value, its] : field.letters) {
    for (const auto& said : filled.said) {
      if (meaning.empty() && its == letter && said.value.to_text() == value) {
        meaning = env.value_label(kind, labelled_path(said.path), said.value);
      }
    }
  }
  if (meaning.empty() && letter == field.yet) {
    meaning = env.say("draft.letter_yet");
  }
  if (meaning.empty() && letter == field.forever) {
    meaning = env.say("draft.letter_forever");
  }
  if (meaning.empty() && letter.is_bool()) {
    return env.value_label(kind, "", letter);
  }
  const bool is_word = text.size() > 2;
  return is_word && !meaning.empty() ? meaning
         : meaning.empty()           ? text
                                     : fmt::format("{}) {}", text, meaning);
}

std::string said_words(Env& env, const std::string& kind, const core::Form& form,
                       const core::FormField& field, const core::Said& said,
                       const TimeWords& time) {
  if (field.count) {
    return count_words(env, said.value);
  }
  if (field.shape == core::Shape::time) {
    return time_words(env, said.value, time);
  }
  if (const auto* country = said.value.find("country")) {
    const auto* number = said.value.find("number");
    return country->to_text() + ": " + (number != nullptr ? number->to_text() : "");
  }
  const auto own = draft_text(env, kind, form, {"values", field.id, said.value.to_text()});
  return own.empty() ? env.value_label(kind, labelled_path(said.path), said.value) : own;
}

// Sentences follow each other, phrases are set apart, choices are listed; none is said twice.
std::string joined_words(Env& env, const std::string& kind, const core::Form& form,
                         const core::Filled& filled, const TimeWords& time) {
  std::string text;
  std::vector<std::string> before;
  for (const auto& said : filled.said) {
    const auto words = said_words(env, kind, form, *filled.field, said, time);
    if (std::find(before.begin(), before.end(), words) != before.end()) {
      continue;
    }
    before.push_back(words);
    const bool ended = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
    text += text.empty() ? "" : ended ? " " : "; ";
    text += words;
  }
  return text;
}

bool has_letters(const core::FormField& field) {
  return !field.choices.empty() || !field.letters.empty();
}

// A label before what it asks for: "Data: ", "All told? ".
std::string asked(const std::string& label) {
  return label + (label.ends_with('?') ? " " : ": ");
}

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

// The key under `roles` of the first role that is what is asked for; empty when none is.
std::string role_key(const core::Value& organisation, const std::string& what) {
  for (const auto& role : core::roles_of(organisation).as_map()) {
    if (role.value.text("is", role.key) == what) {
      return role.key;
    }
  }
  return "";
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

// A command as people read it: what they have to fill in is named in their language.
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

core::Value field_value(const core::Filled& filled) {
  core::Value value{core::Map{}};
  value.set("id", core::Value(filled.field->id));
  value.set("state", core::Value(core::name_of(filled.state)));
  value.set("needed", core::Value(filled.needed));
  if (!filled.value.is_null()) {
    value.set("value", filled.value);
  }
  core::List facts;
  for (const auto& fact : filled.facts) {
    facts.emplace_back(fact);
  }
  value.set("facts", core::Value(std::move(facts)));
  return value;
}

void say_value(Env& env, const casebook::Case& one, const core::Draft& draft,
               const std::string& recipient, core::Value& value) {
  core::Value fields{core::Map{}};
  core::List groups;
  std::size_t at = 0;
  for (const auto& group : draft.form->groups) {
    core::List rows;
    for (std::size_t end = at + group.fields.size(); at < end; ++at) {
      const auto& filled = draft.fields[at];
      rows.push_back(field_value(filled));
      if (!filled.value.is_null()) {
        fields.set(filled.field->id, filled.value);
      }
    }
    core::Value one_group{core::Map{}};
    one_group.set("id", core::Value(group.id));
    one_group.set("fields", core::Value(std::move(rows)));
    groups.push_back(std::move(one_group));
  }
  core::List gaps;
  for (const auto* gap : draft.gaps()) {
    gaps.push_back(gap_value(env, one, *gap));
  }
  value.set("case", core::Value(one.id));
  value.set("recipient", core::Value(recipient));
  value.set("form", core::Value(draft.form->version));
  value.set("notice", core::Value(draft.kind));
  value.set("phase", core::Value(draft.phase));
  value.set("fields", std::move(fields));
  value.set("groups", core::Value(std::move(groups)));
  value.set("gaps", core::Value(std::move(gaps)));
}

// How the notice stands, in one sentence.
std::string standing_words(Env& env, const std::string& kind, const core::Draft& draft) {
  const auto gaps = draft.gaps().size();
  const core::Arguments arguments = {{"number", std::to_string(gaps)}};
  const auto words = [&](const char* key) {
    return notice_text(env, kind, *draft.form, key, arguments);
  };
  if (!draft.form->phased) {
    return words(gaps == 0 ? "whole" : "lacks");
  }
  if (draft.phase == "withdrawal") {
    return words("withdrawal");
  }
  if (draft.phase == "complete") {
    return words(gaps == 0 ? "complete" : "not_complete");
  }
  return words(draft.kind == "new" ? "incomplete" : "incomplete_again");
}

// One field; lines that a long text brings along stand further in, so that none passes for ours.
void add_field(Env& env, const std::string& kind, const core::Draft& draft,
               const core::Filled& filled, Page& page) {
  const auto label = draft_label(env, kind, *draft.form, *filled.field);
  auto words = draft_words(env, kind, *draft.form, filled);
  if (words.empty()) {
    if (filled.is_gap()) {
      page.line(fmt::format("  {}[{}]", asked(label), env.say("draft.gap")), Page::Style::soon);
    }
    return;
  }
  std::string_view rest = words;
  bool first = true;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto part = rest.substr(0, end);
    page.line(first ? fmt::format("  {}{}", asked(label), part) : fmt::format("      {}", part));
    first = false;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

// How it is recorded that it was sent; of a notice to the authority, whether more will follow.
std::string record_command(const casebook::Case& one, const core::Draft& draft,
                           const core::Occasion& by) {
  auto command = fmt::format("pvtool notify {} record {}", one.id, by.recipient);
  if (by.recipient == "authority") {
    const bool is_open = draft.phase != "withdrawal" && !draft.gaps().empty();
    command += fmt::format(" --phase {} --channel altinn --reference TEXT",
                           is_open ? "incomplete" : draft.phase);
  } else if (!by.group.empty()) {
    command += " --group " + quoted_word(by.group);
  }
  return command;
}

bool has_something(const core::Filled& filled) {
  return filled.visible() && (!filled.value.is_null() || filled.is_gap());
}

void add_groups(Env& env, const std::string& kind, const core::Draft& draft, Page& page) {
  std::size_t at = 0;
  for (const auto& group : draft.form->groups) {
    const auto begin = draft.fields.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = begin + static_cast<std::ptrdiff_t>(group.fields.size());
    at += group.fields.size();
    if (std::none_of(begin, end, has_something)) {
      continue;
    }
    page.line();
    page.heading(draft_text(env, kind, *draft.form, {"groups", group.id}));
    for (auto filled = begin; filled != end; ++filled) {
      if (has_something(*filled)) {
        add_field(env, kind, draft, *filled, page);
      }
    }
  }
}

} // namespace

std::string role_place(const core::Value& organisation, const std::string& path) {
  const auto dot = path.find('.');
  const auto what = path.substr(0, dot);
  const auto& senders = organisation.list("send_to_authority");
  std::string key = what == "sender" && !senders.empty() ? senders.front().to_text() : "";
  for (const auto& one : what == "contact_point"
                             ? std::vector<std::string>{"dpo", "privacy_adviser", "controller"}
                             : std::vector<std::string>{what}) {
    key = key.empty() ? role_key(organisation, one) : key;
  }
  if (key.empty()) {
    key = what == "contact_point" ? "dpo" : what;
  }
  return "roles." + key + (dot == std::string::npos ? "" : path.substr(dot));
}

std::string quoted_word(const std::string& word) {
  const bool is_plain = std::all_of(word.begin(), word.end(), [](unsigned char one) {
    return std::isalnum(one) != 0 || one == '_' || one == '-' || one == '/' || one == '.';
  });
  return is_plain ? word : "'" + word + "'";
}

std::string draft_label(Env& env, const std::string& kind, const core::Form& form,
                        const core::FormField& field) {
  const auto label = draft_text(env, kind, form, {"fields", field.id});
  const bool is_numbered = field.id.front() >= '0' && field.id.front() <= '9';
  return label.empty() ? field.id : is_numbered ? fmt::format("{} {}", field.id, label) : label;
}

std::string draft_words(Env& env, const std::string& kind, const core::Form& form,
                        const core::Filled& filled, const TimeWords& time) {
  const auto& field = *filled.field;
  if (filled.value.is_null()) {
    return "";
  }
  if (!field.says.empty()) {
    return draft_text(env, kind, form, {"says", field.says});
  }
  if (has_letters(field)) {
    std::string text;
    const auto& value = filled.value;
    for (const auto& letter : value.is_list() ? value.as_list() : core::List{value}) {
      text += (text.empty() ? "" : ", ") + letter_words(env, kind, form, filled, letter);
    }
    return text;
  }
  return filled.said.empty() ? filled.value.to_text() : joined_words(env, kind, form, filled, time);
}

void say_draft(Env& env, const casebook::Case& one, const core::Draft& draft,
               const core::Occasion& by, const std::vector<std::string>& letters, Result& result) {
  const auto kind = one.kind();
  auto& page = result.page;
  page.heading(fmt::format("{}: {}", one.id, draft_text(env, kind, *draft.form, {"title"})));
  const auto gaps = draft.gaps();
  page.paragraph(standing_words(env, kind, draft), 0,
                 gaps.empty() ? Page::Style::good : Page::Style::soon);
  add_groups(env, kind, draft, page);
  if (!gaps.empty()) {
    page.line();
    page.heading(env.say("draft.gaps", {{"number", std::to_string(gaps.size())}}));
    for (const auto* gap : gaps) {
      add_gap(env, one, draft, *gap, result);
    }
  }
  page.line();
  core::List documents;
  for (const auto& letter : letters) {
    if (documents.empty()) {
      page.line(env.say("draft.as_letter"), Page::Style::faint);
    }
    page.line("  " + letter, Page::Style::faint);
    documents.emplace_back(letter);
  }
  result.value.set("letters", core::Value(std::move(documents)));
  const auto command = record_command(one, draft, by);
  page.paragraph(env.say("draft.sends_nothing"), 0, Page::Style::faint);
  page.line("  " + read_command(env, command), Page::Style::faint);
  result.value.set("record", core::Value(command));
  say_value(env, one, draft, by.recipient, result.value);
}

} // namespace cmd
