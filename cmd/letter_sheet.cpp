// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "casebook/paper.hpp"
#include "casebook/pictures.hpp"
#include "cmd/letter.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/notify_draft_gaps.hpp"
#include "core/checks.hpp"
#include "core/error.hpp"
#include "core/organisation.hpp"
#include "core/world.hpp"
#include "letters/names.hpp"
#include "system/files.hpp"

namespace cmd {

namespace {

constexpr std::size_t k_most_bytes = 2000;
constexpr std::size_t k_most_lines = 8;
constexpr std::size_t k_most_columns = 80;

[[noreturn]] void refuse_recipient(const std::string& name) {
  throw core::Error(
      core::Exit::usage, name,
      {{"lines", std::to_string(k_most_lines)}, {"columns", std::to_string(k_most_columns)}});
}

std::string trimmed(std::string line) {
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ' || line.back() == '\t')) {
    line.pop_back();
  }
  line.erase(0, line.find_first_not_of(" \t"));
  return line;
}

void add_line(std::vector<std::string>& lines, const std::string& line) {
  if (!line.empty()) {
    lines.push_back(line);
  }
}

std::vector<std::string> sender_lines(Env& env, const core::Value& organisation) {
  std::vector<std::string> lines;
  add_line(lines, organisation.text("address"));
  add_line(lines, organisation.text("contact"));
  if (const auto number = organisation.text("number"); !number.empty()) {
    add_line(lines, env.texts().say("letter", "head.organisation_number", {{"number", number}}));
  }
  return lines;
}

// What stands in the head: date, reference, the case where it is another number, the ground for
// keeping it from the public.
void add_details(Env& env, const LetterWish& wish, letters::Sheet& sheet) {
  const auto label = [&](const std::string& id) { return env.texts().say("letter", "head." + id); };
  sheet.details.emplace_back(label("date"), wording_of(env).date(wish.date));
  if (wish.one == nullptr) {
    return;
  }
  const auto* archive = wish.one->root.find("archive");
  const auto number = archive != nullptr ? archive->text("case_no") : "";
  sheet.details.emplace_back(label("reference"), number.empty() ? wish.one->id : number);
  if (!number.empty()) {
    sheet.details.emplace_back(label("case"), wish.one->id);
  }
  if (const auto ground = archive != nullptr ? archive->text("withheld_under") : "";
      !ground.empty()) {
    sheet.details.emplace_back(label("withheld"), ground);
  }
}

void add_closing(Env& env, const letters::Template& one, const LetterWish& wish,
                 const std::string& organisation, letters::Sheet& sheet) {
  if (one.layout != letters::Layout::letter) {
    return;
  }
  sheet.closing.push_back(env.texts().say("letter", "closing"));
  if (const auto signer = signer_of(env, one, wish); !signer.empty()) {
    const auto& role = *core::role_of(env.book().organisation(), signer);
    if (core::is_held(core::Value(role.text("holder")))) {
      sheet.closing.push_back(role.text("holder"));
    }
    sheet.closing.push_back(role_called(env, signer));
  }
  sheet.closing.push_back(organisation);
}

void add_footer(Env& env, const letters::Template& one, const LetterWish& wish,
                letters::Sheet& sheet) {
  const auto say = [&](const std::string& id, const core::Arguments& arguments) {
    return env.texts().say("letter", id, arguments);
  };
  if (one.needs_case) {
    sheet.footer.push_back(wish.code.empty() ? say("draft", {})
                                             : say("code", {{"code", wish.code}}));
  }
  const auto made_from =
      say("made_from", {{"template", one.name}, {"version", std::to_string(one.version)}});
  sheet.footer.push_back(made_from);
  sheet.subject = made_from;
}

} // namespace

std::vector<std::string> recipient_from(Env& env, const std::string& file) {
  const auto text =
      file == "-" ? std::optional(env.outside().input(k_most_bytes)) : sys::read_file(file);
  if (!text) {
    throw core::Error(core::Exit::not_found, "no-such-file", {{"path", file}});
  }
  if (text->size() > k_most_bytes) {
    refuse_recipient("letter-recipient-long");
  }
  std::vector<std::string> lines;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    add_line(lines, trimmed(std::string(rest.substr(0, end))));
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  if (lines.empty()) {
    refuse_recipient("letter-recipient-empty");
  }
  const bool too_wide = std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
    return columns_of(line) > k_most_columns;
  });
  if (lines.size() > k_most_lines || too_wide) {
    refuse_recipient("letter-recipient-long");
  }
  core::List all;
  for (const auto& line : lines) {
    if (harmless(line) != line) {
      refuse_recipient("letter-recipient-odd");
    }
    all.emplace_back(line);
  }
  core::Value document;
  document.set("to", core::Value(std::move(all)));
  if (!core::national_ids(document).empty()) {
    refuse_recipient("letter-recipient-id-number");
  }
  return lines;
}

namespace {

// How what is missing comes about: a fact to set, a place in pvtool.yaml, or another command.
std::string way_to(Env& env, const std::string& name, const casebook::Case* about) {
  const auto id = about != nullptr ? about->id : std::string("CASE");
  const auto below = name.substr(std::min(name.find('.'), name.size() - 1) + 1);
  if (name.starts_with("role.")) {
    // A role that nobody can reach is none: what it lacks is how to reach it.
    const auto role = below.substr(0, below.find('.'));
    return "pvtool.yaml: " + role_place(env.book().organisation(), role + ".contact");
  }
  if (name.starts_with("org.")) {
    return "pvtool.yaml: organisation." + below;
  }
  if (name.starts_with("decision.")) {
    return fmt::format("pvtool assess {} --accept", id);
  }
  if (name.starts_with("told.")) {
    return fmt::format("pvtool notify {} record {}", id, below.substr(0, below.find('.')));
  }
  if (name.starts_with("to.")) {
    return "--to FILE";
  }
  const auto fact = letters::behind_alias(name).value_or(name);
  return fmt::format("pvtool set {} '{}=...'", id, fact);
}

} // namespace

std::vector<core::Finding> gap_findings(Env& env, const letters::Template& one,
                                        const std::vector<letters::Gap>& gaps,
                                        const casebook::Case* about) {
  std::vector<core::Finding> findings;
  for (const auto& gap : gaps) {
    const auto fact = letters::behind_alias(gap.name).value_or(gap.name);
    const auto label = about != nullptr ? env.field(about->kind(), fact) : fact;
    const auto whom = gap.ask + (gap.ask.empty() || gap.by.empty() ? "" : ", ") + gap.by;
    const bool is_missing = gap.kind == letters::Gap::Kind::missing;
    findings.push_back({core::Severity::error,
                        is_missing ? "letter-missing-fact" : "letter-open-fact",
                        one.file,
                        gap.line,
                        1,
                        {{"name", gap.name},
                         {"label", label == fact ? "pvtool.yaml" : label},
                         {"way", way_to(env, gap.name, about)},
                         {"why", gap.why},
                         {"whom", whom.empty() ? "" : " (" + whom + ")"}}});
  }
  return findings;
}

namespace {

// Whether a template asks for what the program derives: it is not counted for the others.
bool asks_state(const letters::Template& one) {
  bool asks = false;
  const auto look = [&](const core::Path& path, const core::Value&) {
    asks = asks || path.steps.front().key == "state";
  };
  if (one.when) {
    one.when->each_fact(look);
  }
  for (const auto& refusal : one.refused) {
    refusal.when.each_fact(look);
  }
  return asks;
}

} // namespace

Fit fit_of(Env& env, const letters::Template& one, const casebook::Case& about) {
  auto& book = env.book();
  core::Value state;
  if (asks_state(one)) {
    state = book.state(about);
    state.set("clocks", clock_states(book.clocks(about)));
  }
  const core::Facts facts{about.root, book.organisation(), book.now(), &state, ""};
  const auto world = core::world_of(facts);
  Fit fit;
  fit.is_true = !one.when || one.when->ask(world).truth != core::Truth::no;
  for (const auto& refusal : one.refused) {
    if (fit.refusal == nullptr && refusal.when.ask(world).truth == core::Truth::yes) {
      fit.refusal = &refusal;
    }
  }
  return fit;
}

bool fits(Env& env, const letters::Template& one, const casebook::Case& about) {
  const auto fit = fit_of(env, one, about);
  return fit.is_true && fit.refusal == nullptr;
}

letters::Filled filled_for(Env& env, const letters::Template& one, const LetterWish& wish) {
  auto filled = letters::filled(one, letter_view(env, one, wish));
  const auto of_group = [](const letters::Gap& gap) { return gap.name.starts_with("group."); };
  const auto first = std::find_if(filled.gaps.begin(), filled.gaps.end(), of_group);
  if (one.per.empty() || wish.group || first == filled.gaps.end()) {
    return filled;
  }
  first->name = one.per;
  filled.gaps.erase(std::remove_if(first + 1, filled.gaps.end(), of_group), filled.gaps.end());
  return filled;
}

letters::Sheet sheet_of(Env& env, const letters::Template& one, const LetterWish& wish) {
  auto filled = filled_for(env, one, wish);
  if (!filled.gaps.empty()) {
    throw core::Error(core::Exit::findings, "letter-incomplete", {{"template", one.name}},
                      gap_findings(env, one, filled.gaps, wish.one));
  }
  const auto* organisation = env.book().organisation().find("organisation");
  const auto& own = organisation != nullptr ? *organisation : core::Value();
  letters::Sheet sheet;
  sheet.layout = one.layout;
  sheet.language = one.language;
  sheet.sender = own.text("name");
  if (one.layout == letters::Layout::letter || one.layout == letters::Layout::notice) {
    sheet.sender_lines = sender_lines(env, own);
  }
  sheet.recipient = wish.to;
  if (wish.to.empty() && !filled.addressed.empty()) {
    sheet.recipient = {trimmed(letters::plain_of(filled.addressed, 1000))};
    while (sheet.recipient.front().ends_with('\n')) {
      sheet.recipient.front().pop_back();
    }
  }
  add_details(env, wish, sheet);
  sheet.title = std::move(filled.title);
  sheet.body = std::move(filled.body);
  add_closing(env, one, wish, sheet.sender, sheet);
  add_footer(env, one, wish, sheet);
  for (const auto* name : {"logo.png", "logo.jpg"}) {
    if (!sheet.logo) {
      sheet.logo = casebook::picture_in(env.book().reg().root(), name);
    }
  }
  sheet.page_words = env.texts().say("letter", "pages");
  sheet.date = core::to_text(wish.date);
  return sheet;
}

namespace {

std::string data_file(Env& env, const std::string& name) {
  const auto path = env.data_folder() + "/templates/letter/" + name;
  auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", path}});
  }
  return std::move(*text);
}

std::string page_of(Env& env, const letters::Sheet& sheet) {
  const auto root = env.book().reg().root();
  return letters::html_of(sheet, {data_file(env, "page.html"), data_file(env, "style.css")},
                          [&](std::string_view name) { return casebook::picture_in(root, name); });
}

} // namespace

std::string bytes_of(Env& env, const letters::Sheet& sheet, const Format& format) {
  if (format.name == "md") {
    return letters::markdown_of(sheet);
  }
  if (format.name == "txt") {
    return letters::plain_of(sheet);
  }
  const auto page = page_of(env, sheet);
  casebook::PaperOptions options;
  options.data_folder = env.data_folder();
  options.date = sheet.date;
  options.accessible = format.accessible;
  return format.name == "pdf"    ? casebook::pdf_of(page, options)
         : format.name == "docx" ? casebook::docx_of(page, options)
         : format.name == "odt"  ? casebook::odt_of(page, options)
                                 : page;
}

} // namespace cmd
