// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cmd/figure_cases.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/register_table.hpp"
#include "cmd/then.hpp"
#include "core/calendar.hpp"
#include "core/near.hpp"
#include "letters/casing.hpp"

namespace cmd {

namespace {

// What is published is the whole table of a kind, so that nobody chooses rows by what is withheld.
void refuse_beside_public(const Arguments& arguments) {
  for (const auto* other : {"--full", "--category", "--status"}) {
    if (arguments.has(other)) {
      throw core::Error(core::Exit::usage, "not-together", {{"one", "--public"}, {"other", other}});
    }
  }
}

// --since and --until; a day in --until holds all of itself.
void choose_times(Env& env, const Arguments& arguments, Selection& selection) {
  auto& book = env.book();
  const auto since = arguments.text("--since");
  const auto until = arguments.text("--until");
  if (!since.empty()) {
    selection.since = time_argument(since, book.zone(), book.now()).instant;
  }
  if (!until.empty()) {
    selection.until = by_argument(until, book.zone(), book.now()).instant;
  }
  for (const auto& [time, text] :
       {std::pair{selection.since, since}, std::pair{selection.until, until}}) {
    if (time && *time > book.now()) {
      refuse_to_come(book, text);
    }
  }
  if (selection.since && selection.until && *selection.until < *selection.since) {
    throw core::Error(core::Exit::usage, "span-ends-before-it-begins",
                      {{"since", since}, {"until", until}});
  }
  if (selection.until) {
    refuse_before_register(book, core::day_of(*selection.until, book.zone()));
  }
}

core::Instant last_of(const core::Date& day, const core::Zone& zone) {
  return core::end_of(day, zone) - std::chrono::seconds(1);
}

// What the kind's categories are called, by their own words.
std::vector<std::pair<std::string, std::string>> categories_of(Env& env, const std::string& kind) {
  std::vector<std::pair<std::string, std::string>> all;
  const auto& rule = env.kinds().kind(kind).category;
  for (const auto& member :
       rule && rule->otherwise.is_map() ? rule->otherwise.as_map() : core::Map()) {
    all.emplace_back(member.key, category_word(env, kind, member.key));
  }
  return all;
}

std::string listed(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

// The category that is meant by its own word or by what it is called in the register's language.
std::string category_from(Env& env, const std::string& kind, const std::string& asked) {
  if (asked.empty()) {
    return "";
  }
  std::vector<std::string> words;
  std::vector<std::string> known;
  const auto meant = letters::in_small_letters(asked);
  for (const auto& name : kind.empty() ? env.kinds().names() : std::vector<std::string>{kind}) {
    for (const auto& [category, word] : categories_of(env, name)) {
      const auto small = letters::in_small_letters(word);
      if (meant == category || meant == small) {
        return category;
      }
      const auto both = category == small ? category : fmt::format("{} ({})", category, small);
      if (std::find(known.begin(), known.end(), both) == known.end()) {
        known.push_back(both);
        words.insert(words.end(), {category, small});
      }
    }
  }
  throw core::Error(core::Exit::usage, known.empty() ? "no-categories" : "unknown-category",
                    {{"category", asked},
                     {"known", listed(known)},
                     {"kind", kind},
                     {"near", core::nearest(meant, words)}});
}

// The day where the moment is its first or its last, else the time.
std::string since_words(Env& env, const core::Instant& instant) {
  const auto& zone = env.book().zone();
  const auto day = core::day_of(instant, zone);
  const auto wording = wording_of(env);
  return core::end_of(core::plus_days(day, -1), zone) == instant ? wording.date(day)
                                                                 : wording.time(instant);
}
std::string until_words(Env& env, const core::Instant& instant) {
  const auto& zone = env.book().zone();
  const auto day = core::day_of(instant, zone);
  const auto wording = wording_of(env);
  return last_of(day, zone) == instant ? wording.date(day) : wording.time(instant);
}

} // namespace

std::string category_word(Env& env, const std::string& kind, const std::string& category) {
  const auto& assessment = env.kinds().kind(kind).assessment;
  return assessment ? env.kind_text(kind, {"results", assessment->category, "values", category})
                    : category;
}

void refuse_unknown_unit(Env& env, const std::string& unit, std::set<std::string> known) {
  if (const auto* own = env.book().organisation().find("units"); own != nullptr && own->is_map()) {
    for (const auto& member : own->as_map()) {
      known.insert(member.key);
    }
  }
  if (unit.empty() || known.contains(unit)) {
    return;
  }
  const std::vector<std::string> words(known.begin(), known.end());
  throw core::Error(
      core::Exit::usage, known.empty() ? "no-units" : "unknown-unit",
      {{"unit", unit}, {"known", listed(words)}, {"near", core::nearest(unit, words)}});
}

std::vector<std::string> filters_of(Env& env, const Selection& selection) {
  std::vector<std::string> filters;
  const auto add = [&](const char* id, const std::string& what) {
    filters.push_back(env.say(fmt::format("register.filter.{}", id), {{"what", what}}));
  };
  if (!selection.kind.empty()) {
    add("kind", kind_title(env, selection.kind));
  }
  if (selection.since) {
    add("since", since_words(env, *selection.since));
  }
  if (selection.until) {
    add("until", until_words(env, *selection.until));
  }
  if (!selection.category.empty()) {
    const auto names = env.kinds().names();
    const auto has = std::find_if(names.begin(), names.end(), [&](const std::string& kind) {
      const auto& rule = env.kinds().kind(kind).category;
      return (selection.kind.empty() || selection.kind == kind) && rule &&
             rule->otherwise.find(selection.category) != nullptr;
    });
    add("category", category_word(env, *has, selection.category));
  }
  if (!selection.unit.empty()) {
    add("unit", selection.unit);
  }
  if (!selection.status.empty()) {
    add("status",
        env.value_label(env.kinds().names().front(), "status", core::Value(selection.status)));
  }
  return filters;
}

Selection selection_from(Env& env, const Arguments& arguments) {
  Selection selection;
  selection.kind = arguments.text("--kind");
  selection.status = arguments.text("--status");
  selection.unit = arguments.text("--unit");
  selection.is_full = arguments.has("--full");
  if (arguments.has("--public")) {
    refuse_beside_public(arguments);
    selection.published = published_span(env, arguments);
  } else if (arguments.has("--year")) {
    const auto year = span_from(env, arguments);
    selection.since = core::end_of(core::plus_days(year.since, -1), env.book().zone());
    selection.until = last_of(year.until, env.book().zone());
  } else {
    choose_times(env, arguments, selection);
  }
  if (!selection.kind.empty()) {
    env.kinds().folder(selection.kind); // refuses one that there is not
  }
  selection.category = category_from(env, selection.kind, arguments.text("--category"));
  const auto line = env.book().reg().line();
  if (line.empty()) {
    throw core::Error(core::Exit::refused, "nothing-committed", {});
  }
  selection.commit = line.front();
  return selection;
}

} // namespace cmd
