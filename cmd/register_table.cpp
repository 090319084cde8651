// SPDX-License-Identifier: MIT
#include "cmd/register_table.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include <fmt/format.h>

#include "audit/alike.hpp"
#include "audit/changes.hpp"
#include "cmd/figure_cases.hpp"
#include "cmd/register_cell.hpp"
#include "cmd/say.hpp"
#include "cmd/then.hpp"
#include "core/calendar.hpp"
#include "core/state.hpp"

namespace cmd {

namespace {

constexpr int k_wide = 34;

// The category of a case, by the kind's own rule; empty when it has none.
std::string category_of(Env& env, const casebook::Case& one) {
  core::Value state;
  core::add_category(env.kinds().kind(one.kind()), one.root, env.book().organisation(), state);
  return state.text("category");
}

// The category, or what the case says of it: "not settled" is something else than nothing.
exporting::Cell category_cell(Env& env, const casebook::Case& one) {
  const auto category = category_of(env, one);
  const auto& places = env.kinds().kind(one.kind()).category->of;
  for (const auto& path : places) {
    const auto label = env.texts().say_kind(one.kind(), {"values", path.to_field(), category});
    if (!category.empty() && !label.empty()) {
      return label;
    }
  }
  if (!category.empty()) {
    return category_word(env, one.kind(), category);
  }
  for (const auto& path : places) {
    if (const auto* said = core::at(one.root, path); said != nullptr && said->is_string()) {
      return env.value_label(one.kind(), path.to_text(), *said);
    }
  }
  return env.say("register.none");
}

bool is_chosen(Env& env, const casebook::Case& one, const casebook::Columns& columns,
               const Selection& selection) {
  if ((!selection.kind.empty() && one.kind() != selection.kind) ||
      (!selection.status.empty() && one.root.text("status") != selection.status) ||
      (!selection.category.empty() &&
       (!env.kinds().kind(one.kind()).category || category_of(env, one) != selection.category))) {
    return false;
  }
  if (!selection.unit.empty() && !selection.is_public()) { // there by what is shown: keep_alike
    const auto units = units_of(one, columns);
    if (std::find(units.begin(), units.end(), selection.unit) == units.end()) {
      return false;
    }
  }
  // A case without a time is in every span: nobody can say that it is not.
  const auto received = core::parsed_time(one.root.text("received"));
  return !received || ((!selection.since || received->instant >= *selection.since) &&
                       (!selection.until || received->instant <= *selection.until));
}

std::vector<exporting::Column> columns_for(Env& env, const KindTable& table) {
  const auto& start = env.kinds().kind(table.kind).start.to_text();
  std::vector<exporting::Column> columns = {{"id", env.say("register.case"), 12},
                                            {"status", env.field(table.kind, "status"), 10},
                                            {"received", env.field(table.kind, "received"), 17},
                                            {"start", env.field(table.kind, start), 17},
                                            {"unit", env.say("register.unit"), 18},
                                            {"category", env.say("register.category"), 12},
                                            {"title", env.field(table.kind, "title"), k_wide}};
  const auto drop = [&](const char* id) {
    std::erase_if(columns, [&](const exporting::Column& column) { return column.id == id; });
  };
  if (start == "received") {
    drop("start");
  }
  if (!env.kinds().kind(table.kind).category) {
    drop("category");
  }
  for (const auto& question : table.columns.questions) {
    columns.push_back({question.id, question_title(env, table.kind, question), k_wide});
  }
  return columns;
}

exporting::Cell time_cell(Env& env, const casebook::Case& one, const core::Path& path) {
  const auto* value = core::at(one.root, path);
  return value != nullptr ? fact_cell(env, one.kind(), path.to_text(), *value)
                          : exporting::Cell(env.say("register.none"));
}

std::string too_few(Env& env) {
  const auto limit = published_limit(env.book().organisation());
  return env.say("register.too_few", {{"limit", std::to_string(limit)}});
}

// The month of a day or a time, as figures tell it; nothing of what is neither.
std::optional<std::string> month_in(Env& env, const std::string& text) {
  const auto time = core::parsed_time(text);
  const auto day = time ? core::day_of(time->instant, env.book().zone()) : core::parsed_date(text);
  return day ? std::optional(core::to_text(*day).substr(0, 7)) : std::nullopt;
}

// What is not known, without the words that say why and who is asked, for they may name anybody;
// and no days.
core::Value fit_to_show(Env& env, const audit::Telling& telling, const core::Value& value) {
  if (value.find("unknown") != nullptr || value.find("undeterminable") != nullptr) {
    return core::Value(
        env.say(value.find("unknown") != nullptr ? "register.not_known" : "register.never_known"));
  }
  if (const auto month = value.is_string() ? month_in(env, value.as_string()) : std::nullopt) {
    return core::Value(telling.days ? too_few(env) : *month);
  }
  auto copy = value;
  if (copy.is_map()) {
    for (auto& member : copy.as_map()) {
      member.value = fit_to_show(env, telling, member.value);
    }
  } else if (copy.is_list()) {
    for (auto& entry : copy.as_list()) {
      entry = fit_to_show(env, telling, entry);
    }
  }
  return copy;
}

// Those of a case that is not closed, where a question waits for any.
std::vector<core::Clock> clocks_of(Env& env, const casebook::Case& one,
                                   const casebook::Columns& columns) {
  const bool awaited = std::any_of(columns.questions.begin(), columns.questions.end(),
                                   [](const auto& question) { return question.awaited; });
  return awaited && one.root.text("status") != "closed" ? env.book().clocks(one)
                                                        : std::vector<core::Clock>();
}

std::vector<exporting::Cell> row_of(Env& env, const casebook::Case& one, const KindTable& table) {
  const auto& start = env.kinds().kind(table.kind).start;
  std::vector<exporting::Cell> row = {
      one.id, env.value_label(table.kind, "status", core::Value(one.root.text("status"))),
      time_cell(env, one, core::path_of("received"))};
  if (start.to_text() != "received") {
    row.push_back(time_cell(env, one, start));
  }
  row.push_back(unit_cell(env, one, table.columns));
  if (env.kinds().kind(table.kind).category) {
    row.push_back(category_cell(env, one));
  }
  row.push_back(one.root.text("title"));
  const auto clocks = clocks_of(env, one, table.columns);
  for (const auto& question : table.columns.questions) {
    row.push_back(answer_cell(env, one, question, clocks));
  }
  return row;
}

bool tells(const audit::Telling& telling, const std::vector<core::Path>& facts) {
  return std::any_of(facts.begin(), facts.end(),
                     [&](const core::Path& fact) { return telling.tells(fact); });
}

// The same for press and public. The number of a case would tell how many were left out; it is
// numbered anew. A fact that tells of a hidden number is told of no case: who sees of which cases
// it is withheld could count them.
std::vector<exporting::Cell> public_row_of(Env& env, const casebook::Case& one,
                                           const KindTable& table, std::size_t number) {
  const auto& kind = env.kinds().kind(table.kind);
  const auto& telling = table.telling;
  auto shown = one;
  shown.root = fit_to_show(env, telling, one.root);
  const auto cell = [&](const std::vector<core::Path>& facts, const auto& made) {
    return tells(telling, facts) ? exporting::Cell(too_few(env)) : made();
  };
  std::vector<exporting::Cell> row = {static_cast<std::int64_t>(number)};
  row.push_back(cell({core::path_of("status")}, [&]() -> exporting::Cell {
    return env.value_label(table.kind, "status", core::Value(one.root.text("status")));
  }));
  for (const auto& path : {core::path_of("received"), kind.start}) {
    if (row.size() == 2 || path.to_text() != "received") {
      row.push_back(cell({path}, [&] { return time_cell(env, shown, path); }));
    }
  }
  row.push_back(
      cell(table.columns.unit_places(), [&] { return public_unit_cell(env, one, table.columns); }));
  if (kind.category) {
    row.push_back(cell(kind.category->of, [&] { return category_cell(env, one); }));
  }
  const auto& ground = table.columns.title_withheld_under;
  row.emplace_back(
      env.say("register.withheld",
              {{"ground", ground.empty() ? env.say("register.not_cleared") : ground}}));
  for (const auto& question : table.columns.questions) {
    row.push_back(cell(question.facts(), [&] { return public_cell(env, one, shown, question); }));
  }
  return row;
}

exporting::Table facts_of(Env& env, const KindTable& table) {
  exporting::Table facts{env.say("register.facts", {{"kind", kind_title(env, table.kind)}}),
                         {{"id", env.say("register.case"), 12},
                          {"path", env.say("register.path"), 30},
                          {"fact", env.say("audit.fact"), 30},
                          {"value", env.say("register.value"), 60}},
                         {}};
  for (const auto& one : table.cases) {
    for (const auto& fact : audit::changes(core::Value(), one.root)) {
      facts.rows.push_back({one.id, fact.path, env.field(table.kind, fact.path),
                            fact_cell(env, table.kind, fact.path, *fact.after)});
    }
  }
  return facts;
}

// All cells of a row but its number.
std::vector<std::string> texts_of(const std::vector<exporting::Cell>& row) {
  std::vector<std::string> texts;
  std::transform(row.begin() + 1, row.end(), std::back_inserter(texts), exporting::text_of);
  return texts;
}

// So that nobody finds the row of a case: what is alike in too few rows is not shown.
void hide_alone(KindTable& table, std::int64_t limit, const std::string& instead) {
  auto& rows = table.table.rows;
  std::vector<std::vector<std::string>> texts;
  std::transform(rows.begin(), rows.end(), std::back_inserter(texts), texts_of);
  const auto shown = audit::shown_alike(texts, static_cast<std::size_t>(limit));
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < shown[row].size(); ++column) {
      if (!shown[row][column]) {
        rows[row][column + 1] = instead;
      }
    }
  }
}

// The rows that show the unit, whatever other cases say.
void keep_unit(KindTable& table, const std::string& unit, const std::string& hidden) {
  const auto& columns = table.table.columns;
  const auto at =
      static_cast<std::size_t>(std::find_if(columns.begin(), columns.end(),
                                            [](const auto& one) { return one.id == "unit"; }) -
                               columns.begin());
  std::vector<std::vector<exporting::Cell>> kept;
  for (std::size_t row = 0; row < table.table.rows.size(); ++row) {
    const auto units = units_of(table.cases[row], table.columns);
    if (exporting::text_of(table.table.rows[row][at]) != hidden &&
        std::find(units.begin(), units.end(), unit) != units.end()) {
      kept.push_back(std::move(table.table.rows[row]));
    }
  }
  table.table.rows = std::move(kept);
}

// In the order of what they show and numbered anew: neither says in which order the cases came.
void sort_rows(exporting::Table& table) {
  auto& rows = table.rows;
  std::sort(rows.begin(), rows.end(),
            [](const auto& one, const auto& other) { return texts_of(one) < texts_of(other); });
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rows[row].front() = static_cast<std::int64_t>(row + 1);
  }
}

// What is hidden does not depend on the unit that is asked for: two answers would tell more than
// one.
void keep_alike(Env& env, KindTable& table, const std::string& unit) {
  const auto limit = published_limit(env.book().organisation());
  const auto instead = env.say("register.alone", {{"limit", std::to_string(limit)}});
  hide_alone(table, limit, instead);
  if (!unit.empty()) {
    keep_unit(table, unit, instead);
  }
  sort_rows(table.table);
}

void fill(Env& env, KindTable& table, const Selection& selection) {
  table.table.name = kind_title(env, table.kind);
  table.table.columns = columns_for(env, table);
  table.common = table.table.columns.size() - table.columns.questions.size();
  if (selection.is_public()) {
    table.table.columns.front().title = env.say("register.number");
  }
  for (const auto& one : table.cases) {
    auto& rows = table.table.rows;
    rows.push_back(selection.is_public() ? public_row_of(env, one, table, rows.size() + 1)
                                         : row_of(env, one, table));
  }
  if (selection.is_public()) {
    keep_alike(env, table, selection.unit);
  }
  if (selection.is_full) {
    table.facts = facts_of(env, table);
  }
}

} // namespace

std::string kind_title(Env& env, const std::string& kind) {
  const auto title = env.kind_text(kind, {"title"});
  return title == "title" ? kind : title;
}

std::string question_title(Env& env, const std::string& kind, const casebook::Question& question) {
  const auto title = env.kind_text(kind, {"register", question.id});
  return title != question.id ? title : env.field(kind, question.at.front().to_text());
}

std::vector<casebook::Case> cases_in(Env& env, const reg::Entry& commit,
                                     std::vector<core::Finding>& findings) {
  auto& book = env.book();
  std::vector<casebook::Case> cases;
  for (const auto& path : book.reg().committed_paths("cases")) {
    const auto id = casebook::id_from(path);
    if (id.empty() || casebook::path_from(id) != path) {
      continue; // judge_folder names it
    }
    auto one = book.from_text(path, book.reg().content(commit.id, path).value_or(""));
    if (one.root.is_map() && env.kinds().has(one.kind())) {
      cases.push_back(std::move(one));
    } else {
      findings.push_back(
          {core::Severity::error, "not-in-the-register", path, 0, 0, {{"path", path}}});
    }
  }
  return cases;
}

namespace {

// The cases of each kind that its published number is about, and what must not be told of them.
// Kinds whose number is hidden have none.
struct Published {
  std::set<std::string> ids;
  audit::Telling telling;
};

std::map<std::string, Published> published_in(Env& env, const audit::Span& span) {
  Result aside;
  std::int64_t unread = 0;
  const auto matters = matters_of(env, aside, unread);
  std::map<std::string, Published> all;
  for (const auto& kind : published_figures(env, matters, span).kinds) {
    auto& one = all[kind.kind->name];
    if (kind.cases.count != audit::k_hidden) {
      one.telling = audit::telling(kind);
      for (const auto place : kind.cases.cases) {
        one.ids.insert(matters[place].id);
      }
    }
  }
  return all;
}

// By its unit a case is chosen only where the unit is told.
[[noreturn]] void refuse_unit(const std::string& unit) {
  throw core::Error(core::Exit::refused, "unit-not-public", {{"unit", unit}});
}

void keep_published(Env& env, const Selection& selection,
                    const std::map<std::string, Published>& published, KindTable& table,
                    Tables& tables) {
  const auto found = published.find(table.kind);
  if (found == published.end() || (!selection.kind.empty() && selection.kind != table.kind)) {
    table.cases.clear();
    return;
  }
  if (found->second.ids.empty()) {
    tables.too_few.push_back(table.kind);
  }
  std::erase_if(table.cases,
                [&](const casebook::Case& one) { return !found->second.ids.contains(one.id); });
  table.telling = found->second.telling;
  if (!selection.unit.empty() && (audit::is_small_unit(env.book().organisation(), selection.unit) ||
                                  tells(table.telling, table.columns.unit_places()))) {
    refuse_unit(selection.unit);
  }
}

} // namespace

Tables tables_of(Env& env, const Selection& selection) {
  Tables tables;
  tables.findings = env.book().judge_folder();
  std::map<std::string, KindTable> by_kind;
  std::set<std::string> units;
  for (auto& one : cases_in(env, selection.commit, tables.findings)) {
    auto& table = by_kind[one.kind()];
    if (table.kind.empty()) {
      table.kind = one.kind();
      table.columns = casebook::columns_of(env.kinds(), one.kind());
    }
    for (const auto& unit : units_of(one, table.columns)) {
      units.insert(unit);
    }
    if (is_chosen(env, one, table.columns, selection)) {
      table.cases.push_back(std::move(one));
    }
  }
  refuse_unknown_unit(env, selection.unit, units);
  const auto published = selection.is_public() ? published_in(env, *selection.published)
                                               : std::map<std::string, Published>();
  for (auto& [kind, table] : by_kind) {
    if (selection.is_public()) {
      keep_published(env, selection, published, table, tables);
    }
    if (!table.cases.empty()) {
      fill(env, table, selection);
    }
    if (!table.table.rows.empty()) {
      tables.cases += table.table.rows.size();
      tables.kinds.push_back(std::move(table));
    }
  }
  if (selection.is_public() && !selection.unit.empty() && tables.cases == 0) {
    refuse_unit(selection.unit);
  }
  core::sort(tables.findings);
  return tables;
}

} // namespace cmd
