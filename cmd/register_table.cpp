// SPDX-License-Identifier: MIT
#include "cmd/register_table.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "audit/changes.hpp"
#include "cmd/register_cell.hpp"
#include "cmd/say.hpp"
#include "cmd/then.hpp"
#include "core/workflow.hpp"

namespace cmd {

namespace {

constexpr int k_wide = 34;

// The category of a case, by the kind's own rule; empty when it has none.
std::string category_of(Env& env, const casebook::Case& one) {
  core::Value state;
  core::add_category(env.kinds().kind(one.kind()), one.root, env.book().organisation(), state);
  return state.text("category");
}

exporting::Cell category_cell(Env& env, const casebook::Case& one) {
  const auto category = category_of(env, one);
  const auto& assessment = env.kinds().kind(one.kind()).assessment;
  return category.empty() ? env.say("register.none")
         : assessment
             ? env.kind_text(one.kind(), {"results", assessment->category, "values", category})
             : category;
}

bool is_chosen(Env& env, const casebook::Case& one, const casebook::Columns& columns,
               const Selection& selection) {
  if ((!selection.kind.empty() && one.kind() != selection.kind) ||
      (!selection.status.empty() && one.root.text("status") != selection.status) ||
      (!selection.category.empty() && category_of(env, one) != selection.category)) {
    return false;
  }
  if (!selection.unit.empty()) {
    const auto units = units_of(one, columns);
    if (std::find(units.begin(), units.end(), selection.unit) == units.end()) {
      return false;
    }
  }
  // A case without a time is in every span: nobody can say that it is not.
  const auto received = core::parsed_time(one.root.text("received"));
  return !received || ((!selection.since || received->instant >= *selection.since) &&
                       (!selection.until || received->instant < *selection.until));
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

exporting::Cell title_cell(Env& env, const casebook::Case& one, const casebook::Columns& columns,
                           bool is_public) {
  if (!is_public) {
    return one.root.text("title");
  }
  const auto& ground = columns.title_withheld_under;
  return env.say("register.withheld",
                 {{"ground", ground.empty() ? env.say("register.not_cleared") : ground}});
}

// What is not known, without the words that say why and who is asked: they may name anybody.
core::Value without_reasons(Env& env, const core::Value& value) {
  if (value.find("unknown") != nullptr || value.find("undeterminable") != nullptr) {
    return core::Value(
        env.say(value.find("unknown") != nullptr ? "register.not_known" : "register.never_known"));
  }
  auto copy = value;
  if (copy.is_map()) {
    for (auto& member : copy.as_map()) {
      member.value = without_reasons(env, member.value);
    }
  } else if (copy.is_list()) {
    for (auto& entry : copy.as_list()) {
      entry = without_reasons(env, entry);
    }
  }
  return copy;
}

std::vector<exporting::Cell> row_of(Env& env, const casebook::Case& whole, const KindTable& table,
                                    bool is_public) {
  auto one = whole;
  if (is_public) {
    one.root = without_reasons(env, whole.root);
  }
  const auto& start = env.kinds().kind(table.kind).start;
  std::vector<exporting::Cell> row = {
      one.id, env.value_label(table.kind, "status", core::Value(one.root.text("status"))),
      time_cell(env, one, core::path_of("received"))};
  if (start.to_text() != "received") {
    row.push_back(time_cell(env, one, start));
  }
  row.push_back(is_public ? public_unit_cell(env, one, table.columns)
                          : unit_cell(env, one, table.columns));
  if (env.kinds().kind(table.kind).category) {
    row.push_back(category_cell(env, one));
  }
  row.push_back(title_cell(env, one, table.columns, is_public));
  for (const auto& question : table.columns.questions) {
    row.push_back(is_public ? public_cell(env, one, question) : answer_cell(env, one, question));
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

void fill(Env& env, KindTable& table, const Selection& selection) {
  table.table.name = kind_title(env, table.kind);
  table.table.columns = columns_for(env, table);
  for (const auto& one : table.cases) {
    table.table.rows.push_back(row_of(env, one, table, selection.is_public));
  }
  if (selection.is_full) {
    table.facts = facts_of(env, table);
  }
}

// A day on the command line holds all of itself.
core::Instant until_argument(Env& env, const std::string& text) {
  const auto& zone = env.book().zone();
  const auto date = core::parsed_date(text);
  return date ? core::end_of(*date, zone) : time_argument(text, zone, env.book().now()).instant;
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

Selection selection_from(Env& env, const Arguments& arguments) {
  Selection selection;
  const auto now = env.book().now();
  selection.kind = arguments.text("--kind");
  selection.status = arguments.text("--status");
  selection.category = arguments.text("--category");
  selection.unit = arguments.text("--unit");
  selection.is_public = arguments.has("--public");
  selection.is_full = arguments.has("--full");
  if (arguments.has("--since")) {
    selection.since = time_argument(arguments.text("--since"), env.book().zone(), now).instant;
  }
  if (arguments.has("--until")) {
    selection.until = until_argument(env, arguments.text("--until"));
  }
  if (!selection.kind.empty()) {
    env.kinds().folder(selection.kind); // refuses one that there is not
  }
  if (selection.is_public && selection.is_full) {
    throw core::Error(core::Exit::usage, "not-together",
                      {{"one", "--public"}, {"other", "--full"}});
  }
  const auto line = env.book().reg().line();
  if (line.empty()) {
    throw core::Error(core::Exit::refused, "nothing-committed", {});
  }
  selection.commit = line.front();
  return selection;
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

Tables tables_of(Env& env, const Selection& selection) {
  Tables tables;
  tables.findings = env.book().judge_folder();
  std::map<std::string, KindTable> by_kind;
  for (auto& one : cases_in(env, selection.commit, tables.findings)) {
    auto& table = by_kind[one.kind()];
    if (table.kind.empty()) {
      table.kind = one.kind();
      table.columns = casebook::columns_of(env.kinds(), one.kind());
    }
    if (is_chosen(env, one, table.columns, selection)) {
      table.cases.push_back(std::move(one));
    }
  }
  for (auto& [kind, table] : by_kind) {
    if (!table.cases.empty()) {
      fill(env, table, selection);
      tables.cases += table.cases.size();
      tables.kinds.push_back(std::move(table));
    }
  }
  core::sort(tables.findings);
  return tables;
}

} // namespace cmd
