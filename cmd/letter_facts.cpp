// SPDX-License-Identifier: MIT
#include "cmd/letter_facts.hpp"

#include <algorithm>

#include "cmd/plan_page.hpp"
#include "cmd/process.hpp"
#include "core/organisation.hpp"
#include "letters/casing.hpp"

namespace cmd {

namespace {

using core::Value;
using letters::View;

// Turns the values of one case into views.
class Facts {
public:
  Facts(Env& env, const std::string& kind) : m_env(env), m_kind(kind), m_words(wording_of(env)) {}

  View of(const std::string& field, const Value& value) const {
    if (value.is_unknown() || value.is_undeterminable()) {
      return open(value);
    }
    if (value.is_list()) {
      return list(field, value.as_list());
    }
    return value.is_map() ? map(field, value) : scalar(field, value);
  }

private:
  View open(const Value& value) const {
    View view;
    view.state = value.is_unknown() ? View::State::unknown : View::State::undeterminable;
    view.holds = false;
    view.why = value.text(value.is_unknown() ? "unknown" : "undeterminable");
    view.ask = value.text("ask").empty() ? "" : role_called(m_env, value.text("ask"));
    view.by = value.text("by");
    for (const auto& [key, text] :
         {std::pair{"why", view.why}, std::pair{"ask", view.ask}, std::pair{"by", time(view.by)}}) {
      if (!text.empty()) {
        view.set(key, text_view(text));
      }
    }
    return view;
  }

  std::string time(const std::string& text) const {
    if (const auto moment = core::parsed_time(text)) {
      return m_words.time(moment->instant);
    }
    const auto day = core::parsed_date(text);
    return day ? m_words.date(*day) : text;
  }

  View scalar(const std::string& field, const Value& value) const {
    if (value.is_bool()) {
      auto view = View::of_text(m_env.say(value.as_bool() ? "word.yes" : "word.no"));
      view.holds = value.as_bool();
      return view;
    }
    if (value.is_number()) {
      return View::of_text(value.is_integer() ? m_words.number(value.as_integer())
                                              : m_words.real(value.as_real()));
    }
    return text(field, value.to_text());
  }

  View text(const std::string& field, const std::string& text) const {
    const auto label = m_env.texts().say_kind(m_kind, {"values", field, text});
    if (!label.empty()) {
      return choice_view(text, label);
    }
    if (const auto moment = core::parsed_time(text)) {
      auto view = View::of_text(m_words.time(moment->instant));
      const auto& zone = m_env.book().zone();
      view.set("date", View::of_text(m_words.date(core::day_of(moment->instant, zone))));
      return view;
    }
    if (core::parsed_date(text)) {
      return View::of_text(time(text));
    }
    return text_view(word_called(m_env, m_kind, field, text));
  }

  View list(const std::string& field, const core::List& list) const {
    std::vector<View> entries;
    std::vector<std::string> words;
    std::vector<std::string> small;
    View has;
    for (const auto& entry : list) {
      entries.push_back(of(field, entry));
      if (entry.is_scalar()) {
        words.push_back(entries.back().text);
        small.push_back(letters::within_sentence(words.back()));
        has.set(entry.to_text(), View::of_truth(true));
      }
    }
    auto view = list_view(m_env, std::move(entries));
    if (!words.empty()) {
      view.text = m_words.joined(words);
      view.prints = true;
      view.set("inline", View::of_text(m_words.joined(small)));
      view.set("has", std::move(has));
    }
    return view;
  }

  View map(const std::string& field, const Value& value) const {
    View view = summary(value);
    for (const auto& member : value.as_map()) {
      view.set(member.key, of(field + "." + member.key, member.value));
    }
    return view;
  }

  // A number of people or a period says something as a whole.
  View summary(const Value& value) const {
    View view;
    auto text = m_words.count(value);
    if (!text.empty()) {
      const auto* exact = value.find("exact");
      const auto* number = exact != nullptr ? exact : value.find("approximate");
      view.set("number", View::of_text(m_words.number(number->as_integer())));
      view.set("is", View{}).set(exact != nullptr ? "exact" : "approximate", View::of_truth(true));
    } else {
      text = m_words.period(value);
    }
    view.text = text;
    view.prints = !text.empty();
    return view;
  }

  Env& m_env;
  const std::string& m_kind;
  letters::Wording m_words;
};

} // namespace

core::Value clock_states(const std::vector<core::Clock>& clocks) {
  core::Value states{core::Map{}};
  for (const auto& clock : clocks) {
    const auto& id = clock.rule->id;
    const auto name = id.substr(id.rfind('.') + 1);
    if (states.find(name) == nullptr) {
      states.set(name, core::Value(core::name_of(clock.state)));
    }
  }
  return states;
}

letters::Wording wording_of(Env& env) {
  return {[&env](std::string_view id, const core::Arguments& arguments) {
            return env.texts().say("letter", id, arguments);
          },
          env.book().zone()};
}

bool names_role(std::string_view field) {
  constexpr std::string_view k_keys[] = {
      "role", "roles", "by", "decided_by", "owner", "executors", "consulted", "conflict", "ask"};
  const auto key = field.substr(field.rfind('.') + 1);
  return std::find(std::begin(k_keys), std::end(k_keys), key) != std::end(k_keys);
}

std::string role_called(Env& env, const std::string& role) {
  const auto common = core::role_of(env.book().organisation(), role) == nullptr
                          ? env.texts().word("letter", "roles", role)
                          : "";
  return common.empty() ? role_title(env, role) : common;
}

std::string word_called(Env& env, const std::string& kind, std::string_view field,
                        const std::string& word) {
  if (field.ends_with(".group") || field == "group") {
    return group_words(env, kind, word);
  }
  if (field.ends_with("steps.step")) {
    return step_label(env, kind, word);
  }
  return names_role(field) ? role_called(env, word) : word;
}

letters::View fact_view(Env& env, const std::string& kind, const std::string& field,
                        const core::Value& value) {
  return Facts(env, kind).of(field, value);
}

letters::View text_view(const std::string& text) {
  auto view = View::of_text(text);
  View paragraphs;
  paragraphs.is_list = true;
  for (const auto& paragraph : letters::paragraphs_of(text)) {
    paragraphs.entries.push_back(View::of_text(paragraph));
  }
  view.set("paragraphs", std::move(paragraphs));
  view.set("inline", View::of_text(letters::within_sentence(text)));
  return view;
}

letters::View choice_view(const std::string& value, const std::string& label) {
  auto view = View::of_text(label);
  view.set("inline", View::of_text(letters::within_sentence(label)));
  view.set("is", View{}).set(value, View::of_truth(true));
  return view;
}

letters::View list_view(Env& env, std::vector<letters::View> entries) {
  View view;
  view.is_list = true;
  view.entries = std::move(entries);
  if (!view.entries.empty()) {
    const auto size = static_cast<std::int64_t>(view.entries.size());
    view.set("size", View::of_text(wording_of(env).number(size)));
  }
  return view;
}

letters::View words_view(Env& env, const std::vector<std::string>& words) {
  std::vector<View> entries;
  for (const auto& word : words) {
    entries.push_back(text_view(word));
  }
  auto view = list_view(env, std::move(entries));
  view.text = wording_of(env).joined(words);
  view.prints = !words.empty();
  return view;
}

} // namespace cmd
