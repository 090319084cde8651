// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>

#include "core/draft.hpp"
#include "core/grammar.hpp"

namespace core {

namespace {

template <typename T, std::size_t Size>
T word_in(const Value& data, std::string_view key,
          const std::array<std::pair<std::string_view, T>, Size>& words) {
  const auto text = data.text(key, words.front().first);
  const auto found = std::find_if(words.begin(), words.end(),
                                  [&](const auto& word) { return word.first == text; });
  if (found == words.end()) {
    bad_rule(data, std::string(key) + " " + text);
  }
  return found->second;
}

constexpr std::array<std::pair<std::string_view, Required>, 4> k_required = {
    {{"yes", Required::yes},
     {"if_visible", Required::if_visible},
     {"if_applicable", Required::if_applicable},
     {"no", Required::no}}};

constexpr std::array<std::pair<std::string_view, Shape>, 6> k_shapes = {
    {{"text", Shape::text},
     {"value", Shape::value},
     {"time", Shape::time},
     {"date", Shape::date},
     {"number", Shape::number},
     {"yes_no", Shape::yes_no}}};

bool flag_in(const Value& data, std::string_view key) {
  const auto* flag = data.find(key);
  return flag != nullptr && flag->is_bool() && flag->as_bool();
}

Value value_in(const Value& data, std::string_view key) {
  const auto* value = data.find(key);
  return value != nullptr ? *value : Value();
}

Choice choice_from(const Value& data) {
  return {value_in(data, "value"), condition_in(data, "when"), data.text("open")};
}

FormField field_from(const Value& data) {
  FormField field;
  field.id = data.text("id");
  field.visible = condition_in(data, "visible");
  field.required = word_in(data, "required", k_required);
  field.shape = word_in(data, "as", k_shapes);
  field.at_once = flag_in(data, "at_once");
  field.of_notice = flag_in(data, "of_notice");
  field.many = flag_in(data, "many");
  field.from = paths_in(data, "from");
  field.joined = flag_in(data, "joined");
  for (const auto& choice : data.list("choices")) {
    field.choices.push_back(choice_from(choice));
  }
  field.of = paths_in(data, "of");
  if (const auto* letters = data.find("letters")) {
    for (const auto& letter : letters->as_map()) {
      field.letters.emplace_back(letter.key, letter.value);
    }
  }
  field.yet = value_in(data, "yet");
  field.forever = value_in(data, "forever");
  field.count = path_in(data, "count");
  field.says = data.text("says");
  field.set = data.text("set");
  field.command = data.text("command");
  return field;
}

} // namespace

Form form_from(const Value& data) {
  Form form;
  form.name = data.text("name");
  form.version = data.text("version");
  form.recipients = texts_in(data, "recipients");
  form.is_default = flag_in(data, "default");
  form.phased = flag_in(data, "phased");
  form.asks_phase = flag_in(data, "asks_phase");
  form.clock = data.text("clock");
  for (const auto& group : data.list("groups")) {
    FormGroup one{group.text("id"), {}};
    for (const auto& field : group.list("fields")) {
      one.fields.push_back(field_from(field));
    }
    form.groups.push_back(std::move(one));
  }
  return form;
}

namespace {

bool is_for(const Form& form, std::string_view recipient) {
  return std::find(form.recipients.begin(), form.recipients.end(), recipient) !=
         form.recipients.end();
}

} // namespace

bool has_form(const std::vector<Form>& forms, std::string_view recipient) {
  return std::any_of(forms.begin(), forms.end(),
                     [&](const Form& form) { return is_for(form, recipient); });
}

bool asks_phase(const std::vector<Form>& forms, std::string_view recipient) {
  return std::any_of(forms.begin(), forms.end(),
                     [&](const Form& form) { return form.asks_phase && is_for(form, recipient); });
}

} // namespace core
