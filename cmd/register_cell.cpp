// SPDX-License-Identifier: MIT
#include "cmd/register_cell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "audit/publication.hpp"
#include "cmd/register_table.hpp"
#include "cmd/say.hpp"
#include "core/checks.hpp"
#include "core/world.hpp"

namespace cmd {

namespace {

void add(std::string& text, const std::string& more, const std::string& between) {
  text += (text.empty() || more.empty() ? "" : between) + more;
}

// What counts at a path.
std::vector<core::Found> found_at(const core::Value& root, const core::Path& path) {
  auto found = core::matches(root, path);
  std::erase_if(found, [&](const core::Found& one) {
    return one.value->is_null() || core::is_corrected(root, one.path);
  });
  return found;
}

// "Began 2026-10-05 09:00 +02:00, ended ..."
std::string words_of(Env& env, const std::string& kind, const std::string& path,
                     const core::Value& value) {
  if (value.is_map() && !value.is_unknown() && !value.is_undeterminable()) {
    std::string text;
    for (const auto& member : value.as_map()) {
      const auto below = path + "." + member.key;
      add(text,
          fmt::format("{}: {}", env.field(kind, below), words_of(env, kind, below, member.value)),
          ", ");
    }
    return text;
  }
  const bool has_maps =
      value.is_list() && !value.as_list().empty() && value.as_list().front().is_map();
  if (has_maps) {
    std::string text;
    for (const auto& entry : value.as_list()) {
      add(text, words_of(env, kind, fmt::format("{}[*]", path), entry), "; ");
    }
    return text;
  }
  const auto time =
      value.is_string() ? core::parsed_time(value.as_string()) : std::optional<core::Timestamp>();
  return time ? moment(time->instant, env.book().zone()) : env.value_label(kind, path, value);
}

// One line for each path that leads to something, with its label where there are several paths and
// the title of the question says something else.
std::string lines_of(Env& env, const casebook::Case& one, const casebook::Question& question,
                     const std::vector<core::Path>& paths) {
  const auto title = question_title(env, one.kind(), question);
  std::string text;
  for (const auto& path : paths) {
    std::string line;
    for (const auto& found : found_at(one.root, path)) {
      add(line, words_of(env, one.kind(), found.path.to_text(), *found.value), "; ");
    }
    if (!line.empty()) {
      const auto label = env.field(one.kind(), path.to_text());
      const bool labelled = question.at.size() > 1 && label != title;
      add(text, labelled ? fmt::format("{}: {}", label, line) : line, "\n");
    }
  }
  return text;
}

bool is_asked(Env& env, const casebook::Case& one, const casebook::Question& question) {
  if (!question.when) {
    return true;
  }
  const core::Facts facts{one.root, env.book().organisation(), env.book().now(), nullptr, ""};
  return question.when->ask(core::world_of(facts)).truth != core::Truth::no;
}

std::string nothing(Env& env, const casebook::Case& one, const casebook::Question& question) {
  return env.say(is_asked(env, one, question) ? "register.none" : "register.not_asked");
}

} // namespace

exporting::Cell fact_cell(Env& env, const std::string& kind, const std::string& path,
                          const core::Value& value) {
  if (value.is_integer()) {
    return value.as_integer();
  }
  if (value.is_string()) {
    if (const auto time = core::parsed_time(value.as_string())) {
      return core::in_zone(time->instant, env.book().zone());
    }
    if (const auto date = core::parsed_date(value.as_string())) {
      return *date;
    }
  }
  return words_of(env, kind, path, value);
}

exporting::Cell answer_cell(Env& env, const casebook::Case& one,
                            const casebook::Question& question) {
  if (question.at.size() == 1) {
    const auto found = found_at(one.root, question.at.front());
    if (found.size() == 1) {
      return fact_cell(env, one.kind(), found.front().path.to_text(), *found.front().value);
    }
  }
  const auto text =
      is_asked(env, one, question) ? lines_of(env, one, question, question.at) : std::string();
  return text.empty() ? nothing(env, one, question) : text;
}

exporting::Cell public_cell(Env& env, const casebook::Case& one, const casebook::Case& shown,
                            const casebook::Question& question) {
  if (!is_asked(env, one, question)) {
    return nothing(env, one, question);
  }
  auto withheld = question.at;
  std::erase_if(withheld, [&](const core::Path& path) {
    return std::find(question.shown.begin(), question.shown.end(), path) != question.shown.end();
  });
  auto text = lines_of(env, shown, question, question.shown);
  if (!lines_of(env, one, question, withheld).empty()) {
    add(text,
        env.say("register.withheld",
                {{"ground", question.withheld_under.empty() ? env.say("register.not_cleared")
                                                            : question.withheld_under}}),
        "\n");
  }
  return text.empty() ? nothing(env, one, question) : text;
}

std::vector<std::string> units_of(const casebook::Case& one, const casebook::Columns& columns) {
  std::vector<std::string> units;
  for (const auto& path : columns.unit) {
    for (const auto& found : found_at(one.root, path)) {
      const auto unit = found.value->is_string() ? found.value->as_string() : std::string();
      if (!unit.empty() && std::find(units.begin(), units.end(), unit) == units.end()) {
        units.push_back(unit);
      }
    }
  }
  return units;
}

exporting::Cell unit_cell(Env& env, const casebook::Case& one, const casebook::Columns& columns) {
  std::string text;
  for (const auto& unit : units_of(one, columns)) {
    add(text, unit, "; ");
  }
  return text.empty() ? env.say("register.none") : text;
}

exporting::Cell public_unit_cell(Env& env, const casebook::Case& one,
                                 const casebook::Columns& columns) {
  std::string text;
  const auto units = units_of(one, columns);
  for (const auto& unit : units) {
    const bool is_small = audit::is_small_unit(env.book().organisation(), unit);
    add(text, is_small ? env.say("register.small_unit") : unit, "; ");
  }
  return text.empty() ? env.say("register.none") : text;
}

} // namespace cmd
