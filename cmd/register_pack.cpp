// SPDX-License-Identifier: MIT
#include "cmd/register_pack.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "audit/anchor.hpp"
#include "audit/changes.hpp"
#include "cmd/audit.hpp"
#include "cmd/history_page.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/output.hpp"
#include "cmd/register_cell.hpp"
#include "cmd/register_table.hpp"
#include "cmd/register_words.hpp"
#include "cmd/say.hpp"
#include "core/checks.hpp"
#include "export/json.hpp"
#include "export/zip.hpp"
#include "system/files.hpp"
#include "system/random.hpp"

namespace cmd {

namespace {

using Files = std::map<std::string, std::string>; // by path in the pack

// A case or a document, as a journal wants to know it.
struct Entry {
  std::string case_id;
  std::string entry; // "case", or the number of the document from 1
  std::string title;
  std::string shielded_title;
  std::string parties; // roles, never names
  core::Value date;
  std::string archive; // system and numbers, as far as they are known
  std::string ground;  // for withholding
  std::string sha256;
  std::string file; // in the pack; empty: it is no longer in the outbox
};

// Who took part: the reporter, the owner, and wherever the kind names roles.
std::string parties_of(Env& env, const casebook::Case& one) {
  auto paths = env.kinds().kind(one.kind()).roles;
  paths.insert(paths.begin(), {core::path_of("reporter.role"), core::path_of("owner")});
  std::vector<std::string> roles;
  for (const auto& path : paths) {
    for (const auto& found : core::matches(one.root, path)) {
      const auto role = found.value->is_string() ? found.value->as_string() : std::string();
      if (!role.empty() && std::find(roles.begin(), roles.end(), role) == roles.end()) {
        roles.push_back(role);
      }
    }
  }
  std::string text;
  for (const auto& role : roles) {
    add_part(text, role_called(env, role), "; ");
  }
  return text;
}

std::string archive_words(const core::Value* archive) {
  std::string text;
  for (const auto* key : {"system", "case_no", "document_no"}) {
    add_part(text, archive != nullptr ? archive->text(key) : "", " ");
  }
  return text;
}

std::string ground_of(Env& env, const casebook::Case& one) {
  const auto* archive = one.root.find("archive");
  const auto own = archive != nullptr ? archive->text("withheld_under") : "";
  const auto columns = casebook::columns_of(env.kinds(), one.kind());
  return !own.empty() ? own : columns.title_withheld_under;
}

Entry case_entry(Env& env, const casebook::Case& one) {
  const auto* received = one.root.find("received");
  return {one.id,
          "case",
          one.root.text("title"),
          fmt::format("{} {}", kind_title(env, one.kind()), one.id),
          parties_of(env, one),
          received != nullptr ? *received : core::Value(),
          archive_words(one.root.find("archive")),
          ground_of(env, one),
          "",
          one.path};
}

// What is in the outbox is private to this place, and may be gone, changed or led elsewhere.
std::optional<std::string> in_outbox(Env& env, const std::string& file) {
  try {
    return file.starts_with("outbox/") ? env.book().reg().working(file) : std::nullopt;
  } catch (const core::Error&) {
    return std::nullopt;
  }
}

// Whom a document went to: in the kind's words, else by the name of the role.
std::string recipient_words(Env& env, const std::string& kind, const std::string& recipient) {
  const auto label = env.texts().say_kind(kind, {"values", "notifications.recipient", recipient});
  return recipient.empty() ? "" : label.empty() ? role_called(env, recipient) : label;
}

// The documents that count, with those that are still there; a file that is not what was recorded
// is named and stays out.
void add_documents(Env& env, const casebook::Case& one, Files& files, std::vector<Entry>& journal,
                   Result& result) {
  const auto& documents = one.root.list("documents");
  for (std::size_t at = 0; at < documents.size(); ++at) {
    if (core::is_corrected(one.root, core::path_of(fmt::format("documents[{}]", at)))) {
      continue; // the later entry says the same and more
    }
    const auto& document = documents[at];
    const auto name = document.text("file");
    const auto bytes = in_outbox(env, name);
    const bool is_same = bytes && sys::sha256(*bytes) == document.text("sha256");
    if (is_same) {
      files[name] = *bytes;
    } else if (bytes) {
      result.findings.push_back({core::Severity::error,
                                 "outbox-differs",
                                 one.path,
                                 0,
                                 0,
                                 {{"file", name}, {"case", one.id}}});
    }
    const auto* date = document.find("at");
    const auto what =
        fmt::format("{} {} ({})", env.say("register.document"), at + 1, document.text("template"));
    journal.push_back(
        {one.id, std::to_string(at + 1), fmt::format("{}: {}", one.root.text("title"), what),
         fmt::format("{} {}, {}", kind_title(env, one.kind()), one.id, what),
         recipient_words(env, one.kind(), document.text("recipient")),
         date != nullptr ? *date : core::Value(), archive_words(document.find("archive")),
         ground_of(env, one), document.text("sha256"), is_same ? name : ""});
  }
}

exporting::Table journal_table(Env& env, const std::vector<Entry>& journal) {
  exporting::Table table{env.say("register.journal"), {}, {}};
  for (const auto* id : {"case", "entry", "title", "shielded_title", "parties", "date", "archive",
                         "ground", "sha256", "file"}) {
    table.columns.push_back({id, env.say(fmt::format("register.journal_{}", id)), 20});
  }
  for (const auto& entry : journal) {
    table.rows.push_back({entry.case_id, entry.entry, entry.title, entry.shielded_title,
                          entry.parties, fact_cell(env, "", "", entry.date), entry.archive,
                          entry.ground, entry.sha256, entry.file});
  }
  return table;
}

core::Value journal_value(const std::vector<Entry>& journal) {
  core::List list;
  for (const auto& entry : journal) {
    core::Value row;
    row.set("case", core::Value(entry.case_id));
    row.set("entry", core::Value(entry.entry));
    row.set("title", core::Value(entry.title));
    row.set("shielded_title", core::Value(entry.shielded_title));
    row.set("parties", core::Value(entry.parties));
    row.set("date", entry.date);
    row.set("archive", core::Value(entry.archive));
    row.set("ground", core::Value(entry.ground));
    row.set("sha256", core::Value(entry.sha256));
    row.set("file", core::Value(entry.file));
    list.push_back(std::move(row));
  }
  return core::Value(std::move(list));
}

std::string sums_of(const Files& files) {
  std::string text;
  for (const auto& [path, bytes] : files) {
    text += fmt::format("{}  {}\n", sys::sha256(bytes), path);
  }
  return text;
}

bool is_packed(const casebook::Case& one, const Arguments& arguments) {
  const auto id = arguments.text("--case");
  const auto year = arguments.text("--year");
  return (id.empty() || one.id == id) && (year.empty() || one.id.starts_with(year + "-"));
}

void add_case(Env& env, const casebook::Case& one, Files& files) {
  auto steps = audit::steps_of(env.book().reg(), one.path);
  // What is not committed is in no register yet.
  std::erase_if(steps, [](const audit::Step& step) { return step.commit.id.empty(); });
  files[one.path] = one.text;
  const auto title = env.say("audit.log_title", {{"what", one.id}});
  auto& page = files[fmt::format("log/{}.md", one.id)];
  page = log_heading_markdown(title);
  core::List rows;
  for (const auto& step : steps) {
    page += step_markdown(env, step);
    rows.push_back(step_value(env, step));
  }
  core::Value log;
  log.set("case", core::Value(one.id));
  log.set("log", core::Value(std::move(rows)));
  files[fmt::format("log/{}.json", one.id)] = exporting::json(log) + "\n";
}

void write(Env& env, const std::string& output, const Files& files) {
  refuse_output(env, output);
  if (output.ends_with(".zip")) {
    sys::write_file(output, exporting::zip({files.begin(), files.end()}));
    return;
  }
  // The folder itself is made with its files, for their owner only.
  const auto whole = output.substr(0, output.find_last_not_of('/') + 1);
  const auto slash = whole.rfind('/');
  const auto above = slash == std::string::npos ? "." : slash == 0 ? "/" : whole.substr(0, slash);
  for (const auto& [path, bytes] : files) {
    sys::write_private(above, fmt::format("{}/{}", whole.substr(slash + 1), path), bytes);
  }
}

void refuse_options(const Arguments& arguments) {
  for (const auto* option : {"--format", "--output", "--kind", "--since", "--until", "--category",
                             "--unit", "--status", "--public", "--full"}) {
    if (arguments.has(option)) {
      throw core::Error(core::Exit::usage, "not-together", {{"one", "--pack"}, {"other", option}});
    }
  }
  if (arguments.has("--case") && arguments.has("--year")) {
    throw core::Error(core::Exit::usage, "not-together", {{"one", "--case"}, {"other", "--year"}});
  }
}

} // namespace

Result register_pack(Env& env, const Arguments& arguments) {
  refuse_options(arguments);
  auto& book = env.book();
  const auto selection = selection_from(env, arguments);
  const auto name = organisation_name(env);
  Result result;
  result.findings = book.judge_folder();
  Files files;
  std::vector<Entry> journal;
  std::size_t count = 0;
  for (const auto& one : cases_in(env, selection.commit, result.findings)) {
    if (is_packed(one, arguments)) {
      ++count;
      add_case(env, one, files);
      journal.push_back(case_entry(env, one));
      add_documents(env, one, files, journal, result);
    }
  }
  if (count == 0) {
    if (const auto id = arguments.text("--case"); !id.empty()) {
      book.find(id); // says which there are
    }
    throw core::Error(core::Exit::not_found, "nothing-to-pack", {}, result.findings);
  }
  files["journal.csv"] = exporting::csv(journal_table(env, journal));
  files["journal.json"] = exporting::json(journal_value(journal)) + "\n";
  files["anchor.txt"] =
      audit::to_text(audit::anchor_of(book.reg(), name, core::in_zone(book.now(), book.zone())));
  files["README.txt"] = env.say("register.pack_readme", {{"name", name}}) + "\n";
  files["SHA256SUMS"] = sums_of(files);
  const auto output = arguments.text("--pack");
  write(env, output, files);
  result.value.set("pack", core::Value(output));
  result.value.set("cases", core::Value(static_cast<std::int64_t>(count)));
  result.value.set("journal", journal_value(journal));
  result.page.line(env.say("register.packed", {{"pack", output},
                                               {"number", std::to_string(count)},
                                               {"files", std::to_string(files.size())}}));
  core::sort(result.findings);
  result.exit = exit_of(result.findings);
  return result;
}

} // namespace cmd
