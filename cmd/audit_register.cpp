// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "cmd/audit.hpp"
#include "cmd/figure_cases.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/output.hpp"
#include "cmd/register_pack.hpp"
#include "cmd/register_table.hpp"
#include "cmd/register_words.hpp"
#include "cmd/say.hpp"
#include "letters/markdown.hpp"
#include "system/files.hpp"

namespace cmd {

namespace {

std::string register_title(Env& env, const Selection& selection) {
  return env.say(selection.is_public() ? "register.title_public" : "register.title",
                 {{"name", organisation_name(env)}});
}

// How many cases are shown; where the number of a kind is withheld, none may be told of all.
std::string count_line(Env& env, const Tables& tables) {
  const core::Arguments number = {{"number", std::to_string(tables.cases)}};
  return tables.too_few.empty() ? env.say("register.count", number)
         : tables.cases == 0    ? env.say("register.count_withheld")
                                : env.say("register.count_shown", number);
}

// What a reader must know of the tables: as of when, how many, what is not in them.
std::vector<std::string> lines_for(Env& env, const Selection& selection, const Tables& tables) {
  auto& book = env.book();
  std::vector<std::string> lines = {
      env.say("register.as_committed", {{"commit", selection.commit.id.substr(0, 12)},
                                        {"at", wording_of(env).time(selection.commit.time)},
                                        {"zone", book.zone().name}}),
      count_line(env, tables)};
  if (!selection.is_public()) {
    lines.push_back(env.say("register.as_of", {{"at", wording_of(env).time(book.now())}}));
  }
  if (const auto filters = filters_of(env, selection); !filters.empty()) {
    lines.push_back(
        env.say("register.filtered", {{"what", fmt::format("{}", fmt::join(filters, "; "))}}));
  }
  if (book.is_example()) {
    lines.push_back(env.say("register.example"));
  }
  if (!tables.findings.empty()) {
    lines.push_back(
        env.say(selection.is_public() ? "register.incomplete_public" : "register.incomplete",
                {{"number", std::to_string(tables.findings.size())}}));
  }
  if (selection.is_public()) {
    lines.push_back(
        env.say("register.public", {{"since", wording_of(env).date(selection.published->since)},
                                    {"until", wording_of(env).date(selection.published->until)}}));
    const auto limit = published_limit(book.organisation());
    lines.push_back(env.say("register.all_alike", {{"limit", std::to_string(limit)}}));
    if (!selection.unit.empty()) {
      lines.push_back(env.say("register.unit_rows"));
    }
    for (const auto& kind : tables.too_few) {
      lines.push_back(env.say("register.few_cases", {{"kind", kind_title(env, kind)}}));
    }
    for (const auto& table : tables.kinds) {
      if (table.columns.status == "unconfirmed") {
        lines.push_back(env.say("register.unconfirmed", {{"kind", kind_title(env, table.kind)}}));
      }
    }
  }
  return lines;
}

// Every table in the order in which a reader wants it.
std::vector<exporting::Table> all_of(const Tables& tables) {
  std::vector<exporting::Table> all;
  for (const auto& table : tables.kinds) {
    all.push_back(table.table);
  }
  for (const auto& table : tables.kinds) {
    if (table.facts) {
      all.push_back(*table.facts);
    }
  }
  return all;
}

core::Value cell_value(const exporting::Cell& cell) {
  if (std::holds_alternative<std::monostate>(cell)) {
    return core::Value();
  }
  if (const auto* number = std::get_if<std::int64_t>(&cell)) {
    return core::Value(*number);
  }
  if (const auto* time = std::get_if<core::Timestamp>(&cell)) {
    return core::Value(core::to_text(*time));
  }
  const auto* text = std::get_if<std::string>(&cell);
  return core::Value(text != nullptr ? *text : exporting::text_of(cell));
}

core::Value kind_value(const KindTable& table) {
  core::List columns;
  for (const auto& column : table.table.columns) {
    core::Value entry;
    entry.set("id", core::Value(column.id));
    entry.set("title", core::Value(column.title));
    columns.push_back(std::move(entry));
  }
  core::List cases;
  for (std::size_t at = 0; at < table.table.rows.size(); ++at) {
    core::Value row;
    for (std::size_t column = 0; column < table.table.columns.size(); ++column) {
      row.set(table.table.columns[column].id, cell_value(table.table.rows[at][column]));
    }
    if (table.facts) {
      row.set("facts", table.cases[at].root);
    }
    cases.push_back(std::move(row));
  }
  core::Value value;
  value.set("kind", core::Value(table.kind));
  value.set("title", core::Value(table.table.name));
  value.set("columns", core::Value(std::move(columns)));
  value.set("cases", core::Value(std::move(cases)));
  return value;
}

// Days and times as the language writes them, for people.
std::string said(Env& env, const exporting::Cell& cell) {
  const auto wording = wording_of(env);
  if (const auto* time = std::get_if<core::Timestamp>(&cell)) {
    return wording.time(time->instant);
  }
  if (const auto* day = std::get_if<core::Date>(&cell)) {
    return wording.date(*day);
  }
  if (const auto* month = std::get_if<exporting::Month>(&cell)) {
    return wording.month({month->year, month->month, 1});
  }
  return exporting::text_of(cell);
}

// Its lines behind each other; a sentence has its own end.
std::string in_one_line(std::string text) {
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', end)) {
    text.replace(end, 1, ends_sentence(std::string_view(text).substr(0, end)) ? " " : "; ");
  }
  return text;
}

// Behind its label; below it where that leaves no room.
void say_pair(const std::string& label, const std::string& text, Page::Style style, Page& page) {
  constexpr int k_label = 34;
  const bool fits = columns_of(label) + 2 <= k_label;
  if (!fits) {
    page.line(label, style);
  }
  page.pair(fits ? label : "", text, k_label, style);
}

void say_table(Env& env, const exporting::Table& table, Page& page) {
  page.line().heading(table.name);
  for (const auto& row : table.rows) {
    page.line();
    for (std::size_t at = 0; at < row.size(); ++at) {
      const auto text = in_one_line(said(env, row[at]));
      say_pair("  " + table.columns[at].title, text,
               at == 0 ? Page::Style::heading : Page::Style::plain, page);
    }
  }
}

std::string markdown_row(const std::vector<std::string>& cells) {
  std::string text = "|";
  for (const auto& cell : cells) {
    text += ' ';
    for (std::size_t at = 0; at <= cell.size();) {
      const auto end = std::min(cell.find('\n', at), cell.size());
      text += at > 0 ? "<br>" : "";
      text += letters::escaped_inside(cell.substr(at, end - at));
      at = end + 1;
    }
    text += " |";
  }
  return text + "\n";
}

std::string markdown_of(Env& env, const std::string& title, const std::vector<std::string>& lines,
                        const std::vector<exporting::Table>& tables) {
  auto text = fmt::format("# {}\n\n", letters::escaped_inside(title));
  for (const auto& line : lines) {
    text += fmt::format("{}\n\n", letters::escaped(line));
  }
  for (const auto& table : tables) {
    std::vector<std::string> heads;
    for (const auto& column : table.columns) {
      heads.push_back(column.title);
    }
    text += fmt::format("## {}\n\n{}|", letters::escaped_inside(table.name), markdown_row(heads));
    for (std::size_t at = 0; at < heads.size(); ++at) {
      text += " --- |";
    }
    text += "\n";
    for (const auto& row : table.rows) {
      std::vector<std::string> cells;
      for (const auto& cell : row) {
        cells.push_back(said(env, cell));
      }
      text += markdown_row(cells);
    }
    text += "\n";
  }
  return text;
}

const exporting::Table& shown_of(const KindTable& table) {
  return table.facts ? *table.facts : table.table;
}

// What a column of a kind is called among those of all kinds: lists of facts have the same columns.
std::string key_of(const KindTable& table, std::size_t at) {
  const auto& id = shown_of(table).columns[at].id;
  return table.facts || at < table.common ? id : fmt::format("{}.{}", table.kind, id);
}

// Columns that every kind has stand once, each kind's own behind them. A heading that two kinds
// have says whose it is.
class AllKinds {
public:
  explicit AllKinds(Env& env) : m_env(env) {
    m_one.columns.push_back({"kind", env.say("register.kind"), 12});
  }

  void add_column(const KindTable& table, std::size_t at) {
    auto column = shown_of(table).columns[at];
    auto& all = m_one.columns;
    const auto [place, is_new] = m_places.emplace(key_of(table, at), all.size());
    if (!is_new) {
      if (all[place->second].title != column.title) { // the fact that starts the clocks
        all[place->second].title = m_env.say("register.start");
      }
      return;
    }
    if (std::any_of(all.begin(), all.end(),
                    [&](const exporting::Column& other) { return other.title == column.title; })) {
      column.title = fmt::format("{} ({})", column.title, table.table.name);
    }
    column.id = place->first;
    all.push_back(std::move(column));
  }

  void add_row(const KindTable& table, const std::vector<exporting::Cell>& row) {
    std::vector<exporting::Cell> cells(m_one.columns.size());
    cells.front() = kind_title(m_env, table.kind);
    for (std::size_t at = 0; at < row.size(); ++at) {
      cells[m_places.at(key_of(table, at))] = row[at];
    }
    m_one.rows.push_back(std::move(cells));
  }

  exporting::Table& table() { return m_one; }

private:
  Env& m_env;
  exporting::Table m_one;
  std::map<std::string, std::size_t> m_places;
};

// A file holds one table: of several kinds one with the columns of all; in full the list of all
// facts.
exporting::Table as_one(Env& env, const Tables& tables) {
  if (tables.kinds.size() == 1) {
    return shown_of(tables.kinds.front());
  }
  AllKinds all(env);
  const auto add = [&](const KindTable& table, std::size_t from, std::size_t to) {
    for (auto at = from; at < to; ++at) {
      all.add_column(table, at);
    }
  };
  for (const auto& table : tables.kinds) {
    add(table, 0, table.facts ? table.facts->columns.size() : table.common);
  }
  for (const auto& table : tables.kinds) {
    add(table, table.common, table.facts ? 0 : table.table.columns.size());
  }
  for (const auto& table : tables.kinds) {
    for (const auto& row : shown_of(table).rows) {
      all.add_row(table, row);
    }
  }
  return std::move(all.table());
}

// A workbook has no heading: what one says stands on a sheet of its own behind the tables.
exporting::Table about_sheet(Env& env, const std::string& title,
                             const std::vector<std::string>& lines) {
  constexpr int k_page_wide = 100;
  exporting::Table sheet{env.say("register.about"), {{"about", title, k_page_wide}}, {}};
  for (const auto& line : lines) {
    sheet.rows.push_back({line});
  }
  return sheet;
}

std::string xlsx_of(Env& env, const std::string& title, const std::vector<std::string>& lines,
                    const Tables& tables, Result& result) {
  auto& book = env.book();
  auto sheets = all_of(tables);
  sheets.push_back(about_sheet(env, title, lines));
  exporting::Workbook workbook{title, organisation_name(env), core::day_of(book.now(), book.zone()),
                               std::move(sheets), [&](std::size_t lost) {
                                 return env.say("register.cut", {{"number", std::to_string(lost)}});
                               }};
  const auto path = sys::temporary_file("", ".xlsx");
  try {
    for (const auto& cut : exporting::write_xlsx(path, workbook)) {
      result.findings.push_back(
          {core::Severity::warning,
           "register-text-cut",
           "",
           0,
           0,
           {{"table", cut.table}, {"row", std::to_string(cut.row + 2)}, {"column", cut.column}}});
    }
  } catch (...) {
    sys::remove_file(path);
    throw;
  }
  auto bytes = sys::read_file(path).value_or("");
  sys::remove_file(path);
  return bytes;
}

std::string bytes_in(Env& env, const std::string& format, const Selection& selection,
                     const Tables& tables, Result& result) {
  const auto title = register_title(env, selection);
  const auto lines = lines_for(env, selection, tables);
  if (format == "md") {
    return markdown_of(env, title, lines, all_of(tables));
  }
  if (format == "html") {
    const auto in_words = [&](const exporting::Cell& cell) { return said(env, cell); };
    return exporting::html({env.texts().language(), title, lines, all_of(tables), in_words});
  }
  return format == "csv" ? exporting::csv(as_one(env, tables))
                         : xlsx_of(env, title, lines, tables, result);
}

} // namespace

Result audit_register(Env& env, const Arguments& arguments) {
  const auto format =
      chosen_format(arguments, {"text", "json", "md", "html", "csv", "xlsx"}, "audit", "register");
  if (arguments.has("--pack")) {
    return register_pack(env, arguments);
  }
  if (arguments.has("--case")) {
    throw core::Error(core::Exit::usage, "option-not-here",
                      {{"option", "--case"}, {"what", "register"}, {"command", "audit"}});
  }
  const auto selection = selection_from(env, arguments);
  const auto tables = tables_of(env, selection);
  Result result;
  result.findings = tables.findings;
  if (selection.is_public()) {
    result.is_public = true;
    result.findings.clear(); // they name cases
  }
  result.value.set("commit", core::Value(selection.commit.id));
  result.value.set("public", core::Value(selection.is_public()));
  core::List filters;
  for (const auto& filter : filters_of(env, selection)) {
    filters.emplace_back(filter);
  }
  result.value.set("filters", core::Value(std::move(filters)));
  core::List kinds;
  for (const auto& table : tables.kinds) {
    kinds.push_back(kind_value(table));
  }
  result.value.set("kinds", core::Value(std::move(kinds)));
  if (selection.is_public()) {
    result.value.set("not_shown",
                     core::Value(core::List(tables.too_few.begin(), tables.too_few.end())));
  }
  result.page.heading(register_title(env, selection));
  for (const auto& line : lines_for(env, selection, tables)) {
    result.page.paragraph(line, 0, Page::Style::faint);
  }
  for (const auto& table : all_of(tables)) {
    say_table(env, table, result.page);
  }
  if (format == "json") {
    give_json(env, arguments, result);
  } else if (format != "text") {
    give_out(env, arguments, format, bytes_in(env, format, selection, tables, result), result);
  } else if (arguments.has("--output")) {
    give_out(env, arguments, format, result.page.to_text(false), result);
  }
  result.exit = core::graver(exit_of(result.findings), exit_of(tables.findings));
  return result;
}

} // namespace cmd
