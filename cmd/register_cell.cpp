// SPDX-License-Identifier: MIT
#include "cmd/register_cell.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "audit/publication.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/register_table.hpp"
#include "cmd/register_words.hpp"
#include "cmd/say.hpp"
#include "core/calendar.hpp"
#include "core/checks.hpp"
#include "core/state.hpp"
#include "core/world.hpp"

namespace cmd {

namespace {

bool is_asked(Env& env, const casebook::Case& one, const casebook::Question& question) {
  if (!question.when) {
    return true;
  }
  const core::Facts facts{one.root, env.book().organisation(), env.book().now(), nullptr, ""};
  return question.when->ask(core::world_of(facts)).truth != core::Truth::no;
}

// Whether there is nothing to explain: it was done, and no decision says that some were left out.
bool is_done(const casebook::Case& one, const casebook::NotDone& asked) {
  const auto left = core::without_done(one.root, asked.about, asked.recipient);
  const auto& notices = left.list("notifications");
  return left.list("decisions").empty() &&
         std::any_of(notices.begin(), notices.end(), [&](const core::Value& notice) {
           return notice.text("recipient") == asked.recipient;
         });
}

std::string nothing(Env& env, const casebook::Case& one, const casebook::Question& question) {
  const bool asked =
      is_asked(env, one, question) && !(question.not_done && is_done(one, *question.not_done));
  return env.say(asked ? "register.none" : "register.not_asked");
}

// The decisions of a question why something was not done, apart: a reason for doing it is none.
struct Parted {
  casebook::Case one;              // with those alone that do not say yes
  std::vector<core::Value> undone; // that say yes
};

Parted parted(const casebook::Case& one, const casebook::Question& question) {
  Parted parts{one, {}};
  if (!question.not_done) {
    return parts;
  }
  const auto& asked = *question.not_done;
  parts.one.root = core::without_done(one.root, asked.about, asked.recipient);
  core::List others;
  for (const auto& decision : parts.one.root.list("decisions")) {
    if (decision.text("answer") == "yes") {
      parts.undone.push_back(decision);
    } else {
      others.push_back(decision);
    }
  }
  parts.one.root.set("decisions", core::Value(std::move(others)));
  return parts;
}

// "Patients: decided on 6 October 2026 to tell the people affected; not recorded as done"
std::string undone_line(Env& env, const casebook::Case& one, const casebook::Question& question,
                        const core::Value& decision, const std::string& day) {
  const auto what = env.kind_text(one.kind(), {"register", question.id + "_decided"});
  const auto line = day.empty() ? env.say("register.decided", {{"what", what}})
                                : env.say("register.decided_on", {{"day", day}, {"what", what}});
  const auto group = decision.text("group");
  return group.empty() ? line
                       : fmt::format("{}: {}", word_called(env, one.kind(), "group", group), line);
}

// What its places say, and which decisions are not recorded as done: without a day where the case
// does not show one.
std::string said(Env& env, const Parted& parts, const casebook::Question& question,
                 const std::vector<core::Path>& paths) {
  auto text = lines_of(env, parts.one, question, paths);
  for (const auto& decision : parts.undone) {
    const auto at = core::parsed_time(decision.text("decided_at"));
    const auto day =
        at ? wording_of(env).date(core::day_of(at->instant, env.book().zone())) : std::string();
    add_part(text, undone_line(env, parts.one, question, decision, day), "\n");
  }
  return text;
}

// Of the clocks that a question waits for the one that was over first.
const core::Clock* first_overdue(const std::vector<core::Clock>& clocks,
                                 const casebook::Question& question) {
  const core::Clock* first = nullptr;
  const auto& awaited = question.awaited->clocks;
  for (const auto& clock : clocks) {
    const bool is_awaited =
        std::find(awaited.begin(), awaited.end(), clock.rule->id) != awaited.end();
    if (is_awaited && clock.state == core::ClockState::overdue && clock.due &&
        (first == nullptr || *clock.due < *first->due)) {
      first = &clock;
    }
  }
  return first;
}

// "not decided; the deadline passed 10 October 2026 at 08:30"; nothing where nothing is overdue.
// Behind what the answer says already, `before`.
std::string overdue_line(Env& env, const casebook::Case& one, const casebook::Question& question,
                         const std::vector<core::Clock>& clocks, const std::string& before) {
  const auto* clock = question.awaited ? first_overdue(clocks, question) : nullptr;
  if (clock == nullptr) {
    return "";
  }
  const auto& about = question.awaited->about;
  const auto kept = core::without_corrected(one.root);
  const bool undecided = !about.empty() && core::newest_decisions(kept, about).empty();
  if (question.awaited->only_undecided && !undecided) {
    return "";
  }
  const auto wording = wording_of(env);
  const auto when = clock->due_day ? wording.date(*clock->due_day) : wording.time(*clock->due);
  std::string text = undecided        ? env.say("register.undecided")
                     : before.empty() ? env.say("register.none")
                                      : "";
  add_part(text,
           env.say(clock->provisional ? "register.may_be_overdue" : "register.deed.overdue",
                   {{"when", when}}),
           "; ");
  return text;
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
    if (const auto month = month_of(value.as_string())) {
      return exporting::Month{month->year, month->month};
    }
  }
  return words_of(env, kind, path, value);
}

exporting::Cell answer_cell(Env& env, const casebook::Case& one, const casebook::Question& question,
                            const std::vector<core::Clock>& clocks) {
  const auto parts = parted(one, question);
  if (question.at.size() == 1 && !question.not_done) {
    const auto found = found_at(one.root, question.at.front());
    if (found.size() == 1) {
      return fact_cell(env, one.kind(), found.front().path.to_text(), *found.front().value);
    }
  }
  std::string text;
  if (is_asked(env, one, question)) {
    text = said(env, parts, question, question.at);
    add_part(text, overdue_line(env, one, question, clocks, text), "\n");
  }
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
  auto text = said(env, parted(shown, question), question, question.shown);
  if (!lines_of(env, parted(one, question).one, question, withheld).empty()) {
    add_part(text,
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
    add_part(text, unit, "; ");
  }
  return text.empty() ? env.say("register.none") : text;
}

exporting::Cell public_unit_cell(Env& env, const casebook::Case& one,
                                 const casebook::Columns& columns) {
  std::string text;
  const auto units = units_of(one, columns);
  for (const auto& unit : units) {
    const bool is_small = audit::is_small_unit(env.book().organisation(), unit);
    add_part(text, is_small ? env.say("register.small_unit") : unit, "; ");
  }
  return text.empty() ? env.say("register.none") : text;
}

} // namespace cmd
