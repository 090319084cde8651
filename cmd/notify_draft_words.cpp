// SPDX-License-Identifier: MIT
#include "cmd/notify_draft_words.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cmd/say.hpp"

namespace cmd {

namespace {

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

} // namespace

std::string draft_text(Env& env, const std::string& kind, const core::Form& form,
                       std::vector<std::string> keys) {
  std::vector<std::string> path = {"drafts", form.name};
  path.insert(path.end(), keys.begin(), keys.end());
  return env.texts().say_kind(kind, path);
}

std::string notice_text(Env& env, const std::string& kind, const core::Form& form,
                        const std::string& key, const core::Arguments& arguments) {
  const auto own = draft_text(env, kind, form, {"notice", key});
  return own.empty() ? env.say("draft." + key, arguments) : casebook::filled(own, arguments);
}

std::string asked(const std::string& label) {
  return label + (label.ends_with('?') ? " " : ": ");
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

} // namespace cmd
