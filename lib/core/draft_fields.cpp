// SPDX-License-Identifier: MIT
#include "core/draft_fields.hpp"

#include <algorithm>

namespace core {

namespace {

void note_place(Filled& filled, const std::string& path) {
  if (std::find(filled.facts.begin(), filled.facts.end(), path) == filled.facts.end()) {
    filled.facts.push_back(path);
  }
}

// What the case declares about a fact that it does not know: the first reason counts, and what is
// not yet known counts for more than what never will be.
void note_open(Filled& filled, const Item& item) {
  note_place(filled, item.path);
  const bool first = filled.state != FieldState::unknown &&
                     (item.yet || filled.state != FieldState::undeterminable);
  if (!first || item.value == nullptr) {
    return;
  }
  filled.state = item.yet ? FieldState::unknown : FieldState::undeterminable;
  filled.why = item.value->text(item.yet ? "unknown" : "undeterminable");
  filled.ask = item.value->text("ask");
  filled.by = item.value->text("by");
  filled.open_fact = item.path;
}

void note_value(Filled& filled, const Value& value, const std::string& path) {
  if (value.is_null() || (value.is_list() && value.as_list().empty())) {
    return;
  }
  note_place(filled, path);
  if (!value.is_list()) {
    filled.said.push_back({value, path});
    return;
  }
  for (const auto& entry : value.as_list()) {
    filled.said.push_back({entry, path});
  }
}

// Every value that stands at a path. Return false when nothing does.
bool gather(Filled& filled, const Path& path, const World& world) {
  const auto seen = world.look(path);
  for (const auto& item : seen.items) {
    if (item.yet || item.forever) {
      note_open(filled, item);
    } else if (!item.possible.empty()) {
      note_value(filled, *item.possible.front(), item.path);
    }
  }
  return !seen.items.empty();
}

// What stands at every path, or at the first where anything does.
void gather_all(Filled& filled, const std::vector<Path>& paths, bool joined, const World& world) {
  for (const auto& path : paths) {
    if (gather(filled, path, world) && !joined) {
      return;
    }
  }
}

// Sentences follow each other, phrases are set apart.
std::string run_together(const std::vector<Said>& said) {
  std::string text;
  for (const auto& one : said) {
    const auto more = one.value.to_text();
    if (!text.empty()) {
      const bool ended = text.ends_with('.') || text.ends_with('!') || text.ends_with('?');
      text += ended ? " " : "; ";
    }
    text += more;
  }
  return text;
}

Value time_value(const Value& value) {
  const auto time = value.is_string() ? parsed_time(value.as_string()) : std::nullopt;
  return time ? Value(to_text(*time)) : Value();
}

Value date_value(const Value& value, const Zone& zone) {
  if (!value.is_string()) {
    return {};
  }
  if (const auto time = parsed_time(value.as_string())) {
    return Value(to_text(day_of(time->instant, zone)));
  }
  return parsed_date(value.as_string()) ? value : Value();
}

Value shaped(const FormField& field, const std::vector<Said>& said, const Zone& zone) {
  const auto& first = said.front().value;
  switch (field.shape) {
  case Shape::time:
    return time_value(first);
  case Shape::date:
    return date_value(first, zone);
  case Shape::number:
    return first.is_integer() ? first : Value();
  case Shape::yes_no:
    return first.is_bool() ? first : Value();
  case Shape::value: {
    List all;
    for (const auto& one : said) {
      if (std::find(all.begin(), all.end(), one.value) == all.end()) {
        all.push_back(one.value);
      }
    }
    return all.size() == 1 && !field.many ? all.front() : Value(all);
  }
  case Shape::text:
    break;
  }
  return Value(run_together(said));
}

void settle(Filled& filled) {
  if (filled.state == FieldState::missing && !filled.value.is_null()) {
    filled.state = FieldState::known;
  }
}

void fill_from(Filled& filled, const FormField& field, const Filling& by) {
  gather_all(filled, field.from, field.joined, by.world);
  if (!filled.said.empty()) {
    filled.value = shaped(field, filled.said, by.zone);
  } else if (filled.state == FieldState::undeterminable && field.shape == Shape::text) {
    filled.value = Value(filled.why); // that it cannot be found out, and why, is the answer
  }
  settle(filled);
}

void answer(Filled& filled, const FormField& field, const Value& letter) {
  if (!field.many) {
    filled.value = letter;
    return;
  }
  if (filled.value.is_null()) {
    filled.value = Value(List{});
  }
  auto& all = filled.value.as_list();
  if (std::find(all.begin(), all.end(), letter) == all.end()) {
    all.push_back(letter);
  }
}

void fill_letters(Filled& filled, const FormField& field, const Filling& by) {
  gather_all(filled, field.of, field.joined, by.world);
  for (const auto& said : filled.said) {
    const auto found =
        std::find_if(field.letters.begin(), field.letters.end(),
                     [&](const auto& one) { return one.first == said.value.to_text(); });
    if (found != field.letters.end() && (field.many || filled.value.is_null())) {
      answer(filled, field, found->second);
    }
  }
  const bool yet = filled.state == FieldState::unknown;
  const auto& letter = yet ? field.yet : field.forever;
  const bool open = yet || filled.state == FieldState::undeterminable;
  if (open && !letter.is_null() && (!yet || by.may_wait) && (field.many || filled.said.empty())) {
    answer(filled, field, letter);
  }
}

// Why no choice is certain, where the case declares that it does not know.
void note_causes(Filled& filled, const std::vector<Cause>& causes, const World& world) {
  for (const auto& cause : causes) {
    const auto path = parsed_path(cause.path);
    if (!cause.declared || !path) {
      continue;
    }
    for (const auto& item : world.look(*path).items) {
      if (item.yet || item.forever) {
        note_open(filled, item);
      }
    }
  }
}

// Take a choice. One that stands for what is not yet known is no answer: it leaves the field open.
void choose(Filled& filled, const FormField& field, const Choice& choice, const Answer& found,
            const Filling& by) {
  for (const auto& fact : found.facts) {
    const auto path = parsed_path(fact);
    const auto seen = path ? by.world.look(*path) : Seen{};
    for (const auto& item : seen.items) {
      note_place(filled, item.path);
      if (!choice.open.empty() && (item.yet || item.forever)) {
        note_open(filled, item);
      }
    }
  }
  if (choice.open == "yet" && !by.may_wait) {
    return;
  }
  answer(filled, field, choice.value);
  if (choice.open.empty() && filled.state == FieldState::missing) {
    filled.state = FieldState::known;
  }
}

void fill_choices(Filled& filled, const FormField& field, const Filling& by) {
  std::vector<Cause> causes;
  for (const auto& choice : field.choices) {
    if (!choice.when && !causes.empty()) {
      break; // an answer above may yet be the right one
    }
    const auto found = choice.when ? choice.when->ask(by.world) : Answer{Truth::yes, {}, {}};
    causes.insert(causes.end(), found.causes.begin(), found.causes.end());
    if (found.truth == Truth::yes) {
      choose(filled, field, choice, found, by);
      if (!field.many) {
        return;
      }
    }
  }
  if (filled.value.is_null()) {
    note_causes(filled, causes, by.world);
  }
}

// Numbers of groups, added up: exact when all are.
struct Total {
  std::int64_t number = 0;
  bool approximate = false;
  bool any = false;
  bool absent = false;
};

void add_to(Total& total, const Value& value) {
  for (const auto* key : {"exact", "approximate"}) {
    if (const auto* number = value.find(key); number != nullptr && number->is_integer()) {
      total.number += number->as_integer();
      total.approximate = total.approximate || std::string_view(key) == "approximate";
      total.any = true;
      return;
    }
  }
  total.absent = true;
}

Total total_of(Filled& filled, const Path& path, const World& world) {
  Total total;
  for (const auto& item : world.look(path).items) {
    if (item.yet || item.forever) {
      note_open(filled, item);
    } else if (!item.possible.empty()) {
      note_place(filled, item.path);
      add_to(total, *item.possible.front());
    }
  }
  return total;
}

// Entries of the list that have no number at all.
bool some_lack(const Path& path, const Filled& filled, const World& world) {
  Path entries = path;
  entries.steps.pop_back();
  const bool each = !entries.steps.empty() && entries.steps.back().kind == Step::Kind::each;
  return each && world.look(entries).items.size() > filled.facts.size();
}

void fill_count(Filled& filled, const FormField& field, const Filling& by) {
  const auto total = total_of(filled, *field.count, by.world);
  if (!field.letters.empty()) {
    const bool open = filled.state != FieldState::missing;
    const bool yet = filled.state == FieldState::unknown;
    if (open && (!yet || by.may_wait)) {
      filled.value = yet ? field.yet : field.forever;
    }
  }
  if (filled.state != FieldState::missing || !total.any || total.absent ||
      some_lack(*field.count, filled, by.world)) {
    return;
  }
  const std::string exactly = total.approximate ? "approximate" : "exact";
  filled.said.push_back({Value(Map{{exactly, Value(total.number), {}}}), ""});
  filled.value = Value(total.number);
  for (const auto& [word, letter] : field.letters) {
    if (word == exactly) {
      filled.value = letter;
    }
  }
  filled.state = FieldState::known;
}

} // namespace

Filled filled_field(const FormField& field, const Filling& by) {
  Filled filled;
  filled.field = &field;
  if (!field.says.empty()) {
    filled.state = FieldState::known;
    filled.value = Value(field.says);
  } else if (field.count) {
    fill_count(filled, field, by);
  } else if (!field.of.empty() || !field.choices.empty()) {
    if (!field.of.empty()) {
      fill_letters(filled, field, by);
    }
    if (field.many || filled.value.is_null()) {
      fill_choices(filled, field, by);
    }
    settle(filled);
  } else {
    fill_from(filled, field, by);
  }
  return filled;
}

} // namespace core
