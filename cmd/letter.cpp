// SPDX-License-Identifier: MIT
#include "cmd/letter.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cmd/letter_wish.hpp"
#include "cmd/output.hpp"
#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "core/plan.hpp"
#include "system/files.hpp"

namespace cmd {

namespace {

constexpr std::string_view k_binary[] = {"pdf", "docx", "odt"};

bool is_binary(const std::string& format) {
  return std::find(std::begin(k_binary), std::end(k_binary), format) != std::end(k_binary);
}

core::Finding note(core::Severity severity, const std::string& name, const std::string& file,
                   core::Arguments arguments) {
  return {severity, name, file, 0, 0, std::move(arguments)};
}

// Whether the decision that a document belongs to stands as the document says it.
std::optional<core::Finding> undecided(Env& env, const letters::Template& one,
                                       const LetterWish& wish) {
  if (!one.decision || wish.one == nullptr) {
    return std::nullopt;
  }
  const auto view = letter_view(env, one, wish);
  const auto* decision = letters::at(view, "decision." + one.decision->about);
  const bool fits =
      decision != nullptr && letters::at(*decision, "answer.is." + one.decision->answer) != nullptr;
  const auto state = env.book().state(*wish.one);
  const auto* stale = state.find("decision_stale");
  if (fits && stale != nullptr && stale->is_bool() && stale->as_bool()) {
    return note(core::Severity::warning, "letter-decision-stale", wish.one->path,
                {{"case", wish.one->id}, {"template", one.name}});
  }
  if (fits) {
    return std::nullopt;
  }
  return note(core::Severity::warning,
              decision == nullptr ? "letter-not-decided" : "letter-decided-otherwise",
              wish.one->path,
              {{"case", wish.one->id}, {"template", one.name}, {"about", one.decision->about}});
}

void say_letter(const letters::Template& one, const LetterWish& wish, const std::string& format,
                Result& result) {
  auto& value = result.value;
  value.set("case", wish.one != nullptr ? core::Value(wish.one->id) : core::Value());
  value.set("kind", core::Value(one.kind));
  value.set("template", core::Value(one.name));
  value.set("version", core::Value(one.version));
  value.set("language", core::Value(one.language));
  value.set("format", core::Value(format));
  value.set("recipient", one.recipient.empty() ? core::Value() : core::Value(one.recipient));
  core::List basis;
  for (const auto& source : one.basis) {
    basis.emplace_back(source);
  }
  value.set("basis", core::Value(std::move(basis)));
}

// Where a draft of a format that is no text goes when nobody says where.
std::string draft_path(const letters::Template& one, const LetterWish& wish,
                       const std::string& format) {
  const auto folder = wish.one != nullptr ? wish.one->id : std::string("blank");
  const auto group = wish.group ? fmt::format("-{}", *wish.group + 1) : std::string();
  return fmt::format("outbox/{}/{}{}.{}.{}", folder, one.name, group, one.language, format);
}

Result given_out(Env& env, const Arguments& arguments, const letters::Template& one,
                 const LetterWish& wish, const Format& format) {
  Result result;
  say_letter(one, wish, format.name, result);
  const auto bytes = bytes_of(env, sheet_of(env, one, wish), format);
  const auto output = arguments.text("--output");
  if (output.empty() && !is_binary(format.name)) {
    if (env.settings().json) {
      result.value.set("text", core::Value(bytes));
    } else {
      result.output = bytes;
    }
    return result;
  }
  auto path = output;
  if (output.empty()) {
    path = draft_path(one, wish, format.name);
    sys::write_private(env.book().reg().root(), path, bytes);
  } else {
    refuse_output(env, output);
    sys::write_file(output, bytes);
  }
  result.value.set("file", core::Value(path));
  result.page.line(env.say("letter.written", {{"file", path}}));
  if (wish.one != nullptr) {
    result.page.line(env.say("letter.not_filed"), Page::Style::faint);
  }
  return result;
}

std::string format_of(const Arguments& arguments) {
  const auto asked = arguments.text("--format");
  return !asked.empty() ? asked : arguments.has("--file") ? "pdf" : "txt";
}

// What the case says stands as it was written.
void note_language(Env& env, const letters::Template& one, const casebook::Case* about,
                   Result& result) {
  const auto own = env.book().organisation().text("language");
  if (about != nullptr && own != one.language) {
    result.findings.push_back(note(core::Severity::note, "letter-other-language", about->path,
                                   {{"case", about->id}, {"language", own}}));
  }
}

// The page of what was measured, where nothing was found too.
Result checked(Env& env, const letters::Template& one, const LetterWish& wish) {
  Result result;
  say_letter(one, wish, "txt", result);
  result.findings = language_findings(env, one, sheet_of(env, one, wish));
  result.exit = exit_of(result.findings);
  if (result.findings.empty()) {
    result.page.line(env.say("letter.plain"), Page::Style::good);
  }
  note_language(env, one, wish.one, result);
  return result;
}

void refuse_unfit(Env& env, const letters::Template& one, const casebook::Case& about) {
  const auto fit = fit_of(env, one, about);
  if (!fit.is_true) {
    throw core::Error(core::Exit::refused, "letter-does-not-fit",
                      {{"case", about.id}, {"template", one.name}});
  }
  if (fit.refusal != nullptr) {
    throw core::Error(core::Exit::refused, "letter-refused",
                      {{"case", about.id},
                       {"template", one.name},
                       {"why", fit.refusal->why},
                       {"instead", fit.refusal->instead}});
  }
}

Result made(Env& env, const Arguments& arguments, const letters::Template& one,
            const casebook::Case* about) {
  if (about != nullptr) {
    refuse_unfit(env, one, *about);
  }
  if (arguments.has("--to") && one.layout != letters::Layout::letter) {
    throw core::Error(core::Exit::usage, "option-not-here",
                      {{"option", "--to"}, {"what", one.name}, {"command", "letter"}});
  }
  auto wish = wish_of(env, arguments, one, about);
  const bool held_back = hold_back_address(one, wish);
  if (arguments.has("--check")) {
    return checked(env, one, wish);
  }
  const Format format{format_of(arguments), arguments.has("--accessible")};
  const auto open = undecided(env, one, wish);
  Result result;
  if (arguments.has("--file")) {
    if (about == nullptr) {
      throw core::Error(core::Exit::usage, "letter-nothing-to-file", {{"template", one.name}});
    }
    if (open) {
      throw core::Error(core::Exit::refused, open->name, open->arguments);
    }
    result = letter_file(env, *about, {one, wish, format, arguments.text("--archive")});
  } else {
    result = given_out(env, arguments, one, wish, format);
    if (open) {
      result.findings.push_back(*open);
    }
  }
  note_language(env, one, about, result);
  if (is_post_barred(one, wish)) {
    result.findings.push_back(note(core::Severity::warning, "letter-post-barred", about->path,
                                   {{"case", about->id}, {"template", one.name}}));
  }
  if (held_back) {
    result.findings.push_back(
        note(core::Severity::note, "letter-address-held-back", about->path, {{"case", about->id}}));
  }
  result.exit = core::graver(result.exit, exit_of(result.findings));
  return result;
}

// An option that means nothing in this form was meant to do something.
void refuse_options(const Arguments& arguments, const std::vector<std::string>& known,
                    const std::string& what) {
  for (const auto* option : {"--format", "--group", "--to", "--by", "--output", "--file",
                             "--archived", "--archive", "--check", "--accessible"}) {
    if (arguments.has(option) && std::find(known.begin(), known.end(), option) == known.end()) {
      throw core::Error(core::Exit::usage, "option-not-here",
                        {{"option", option}, {"what", what}, {"command", "letter"}});
    }
  }
}

void refuse_together(const Arguments& arguments) {
  const std::pair<const char*, const char*> k_apart[] = {
      {"--file", "--output"}, {"--check", "--file"}, {"--check", "--output"}};
  for (const auto& [one, other] : k_apart) {
    if (arguments.has(one) && arguments.has(other)) {
      throw core::Error(core::Exit::usage, "not-together", {{"one", one}, {"other", other}});
    }
  }
  if (arguments.has("--archive") && !arguments.has("--file") && !arguments.has("--archived")) {
    throw core::Error(core::Exit::usage, "option-not-here",
                      {{"option", "--archive"}, {"what", "letter"}, {"command", "letter"}});
  }
  if (arguments.has("--accessible") && format_of(arguments) != "pdf") {
    throw core::Error(
        core::Exit::usage, "option-not-here",
        {{"option", "--accessible"}, {"what", format_of(arguments)}, {"command", "letter"}});
  }
}

// A template in the place of a case: which case is meant?
void refuse_without_case(Env& env, const std::string& word) {
  const auto letters = letters_of(env);
  const auto& all = letters.all();
  if (std::any_of(all.begin(), all.end(),
                  [&](const casebook::Listed& one) { return one.name == word; })) {
    throw core::Error(core::Exit::usage, "letter-needs-case", {{"template", word}});
  }
}

Result blank(Env& env, const Arguments& arguments, const std::string& name) {
  const auto all = letters_of(env);
  const auto kind = all.kind_of_blank(name);
  const auto one = all.find(kind, name, env.texts().language());
  return made(env, arguments, one, nullptr);
}

} // namespace

casebook::Letters letters_of(Env& env) {
  auto& book = env.book();
  return {env.data_folder(), book.reg().root(), book.kinds()};
}

Result run_letter(Env& env, const Arguments& arguments) {
  const auto first = arguments.text("CASE");
  const auto name = arguments.text("TEMPLATE");
  env.book(); // a register first: its language, its templates
  if (first.empty() || first == "list") {
    refuse_options(arguments, {}, "list");
    return letter_list(env);
  }
  refuse_together(arguments);
  if (name.empty() && !letters_of(env).kind_of_blank(first).empty()) {
    return blank(env, arguments, first);
  }
  refuse_without_case(env, first);
  const auto one = env.book().load_good(first);
  if (arguments.has("--archived")) {
    refuse_options(arguments, {"--archived", "--archive"}, "--archived");
    return letter_archived(env, one, arguments.text("--archived"), arguments.text("--archive"));
  }
  if (name.empty()) {
    refuse_options(arguments, {}, one.id);
    return letter_list_for(env, one);
  }
  refuse_faulty(env, one);
  const auto chosen = letters_of(env).find(one.kind(), name, env.texts().language());
  return made(env, arguments, chosen, chosen.needs_case ? &one : nullptr);
}

} // namespace cmd
