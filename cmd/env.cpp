// SPDX-License-Identifier: MIT
#include "cmd/env.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "casebook/signer.hpp"
#include "cmd/letter_facts.hpp"
#include "core/path.hpp"
#include "core/utf8.hpp"
#include "letters/wording.hpp"
#include "system/clock.hpp"
#include "system/files.hpp"
#include "system/process.hpp"

namespace cmd {

Env::Env(Settings settings, Outside outside)
    : m_settings(std::move(settings)), m_outside(std::move(outside)),
      m_data_folder(sys::data_folder()) {}

std::string folder_of(const Settings& settings) {
  return settings.register_folders.empty() ? sys::current_folder()
                                           : settings.register_folders.front();
}

std::string Env::data_folder() const {
  return m_data_folder;
}

void Env::use_language(const std::string& language) {
  m_settings.language = language;
  m_texts.reset();
}

bool Env::may_ask() const {
  return !m_settings.no_input && !m_settings.json && sys::is_terminal_input() &&
         sys::is_terminal_error();
}

casebook::Book& Env::book() {
  if (!m_book) {
    auto reg = reg::open(folder_of(m_settings), m_outside.author, casebook::signer());
    casebook::Kinds kinds(m_data_folder + "/schemas", reg->root() + "/schemas");
    m_book = std::make_unique<casebook::Book>(std::move(reg), std::move(kinds), m_outside.now(),
                                              m_outside.uid);
    if (!m_settings.now.empty()) {
      const auto time = time_argument(m_settings.now, m_book->zone(), m_outside.now());
      m_book->judge_by(time.instant, core::to_text(time));
    }
    m_texts.reset(); // the register has a language and kinds of its own
  }
  return *m_book;
}

void Env::try_book() {
  try {
    book();
  } catch (const core::Error& error) {
    if (error.code != core::Exit::not_found) {
      throw;
    }
  }
}

const casebook::Kinds& Env::kinds() {
  if (m_book) {
    return m_book->kinds();
  }
  if (!m_kinds) {
    m_kinds = std::make_unique<casebook::Kinds>(m_data_folder + "/schemas", "");
  }
  return *m_kinds;
}

std::string Env::chosen_language() {
  if (!m_settings.language.empty()) {
    return m_settings.language;
  }
  const auto own = m_book ? m_book->organisation().text("language") : "";
  if (own == "nb" || own == "nn" || own == "en") {
    return own;
  }
  for (const auto* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const auto set = sys::environment(name)) {
      return set->starts_with("nn")                             ? "nn"
             : set->starts_with("nb") || set->starts_with("no") ? "nb"
                                                                : "en";
    }
  }
  return "en";
}

casebook::Texts& Env::texts() {
  if (!m_texts) {
    m_texts =
        std::make_unique<casebook::Texts>(m_data_folder + "/templates/text", chosen_language());
    for (const auto& name : kinds().names()) {
      m_texts->add_kind(name, kinds().folder(name));
    }
    m_texts->add_common(m_data_folder + "/schemas");
  }
  return *m_texts;
}

std::string Env::say(std::string_view id, const core::Arguments& arguments) {
  return texts().say("terminal", id, arguments);
}

std::string Env::source(std::string_view source) {
  return letters::source_words(source, texts().all("letter", "sources"),
                               [this](std::string_view id, const core::Arguments& arguments) {
                                 return texts().say("letter", id, arguments);
                               });
}

std::string Env::kind_text(const std::string& kind, const std::vector<std::string>& keys) {
  auto text = texts().say_kind(kind, keys);
  return text.empty() ? keys.back() : text;
}

namespace {

// Where the words of a fact stand. A result of the rules has words of its own ("category" of
// "assessments.result.category"); what an assessment went by is called what it is called where the
// case says it.
struct Worded {
  std::string field;
  std::string result; // empty: no result
};

Worded worded_at(const std::string& path) {
  const auto parsed = core::parsed_path(path); // a key of the user's own may be no path
  const auto field = parsed ? parsed->to_field() : path;
  for (const std::string_view went_by : {"assessments.inputs.", "assessments.assumed."}) {
    if (field.starts_with(went_by)) {
      return {field.substr(went_by.size()), ""};
    }
  }
  constexpr std::string_view k_results = "assessments.result.";
  return {field, field.starts_with(k_results) ? field.substr(k_results.size()) : std::string()};
}

} // namespace

std::string Env::field(const std::string& kind, const std::string& path) {
  const auto at = worded_at(path);
  const auto title =
      at.result.empty() ? "" : texts().say_kind(kind, {"results", at.result, "title"});
  return title.empty() ? kind_text(kind, {"fields", at.field}) : title;
}

namespace {

// "unit_leader": a place that may hold a role may hold words of a person as well.
bool is_role_word(std::string_view text) {
  const auto fits = [](char one) {
    return (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '_';
  };
  return !text.empty() && text.front() >= 'a' && std::all_of(text.begin(), text.end(), fits);
}

} // namespace

std::string Env::value_label(const std::string& kind, const std::string& path,
                             const core::Value& value) {
  if (value.is_list()) {
    std::string text;
    for (const auto& entry : value.as_list()) {
      text += (text.empty() ? "" : ", ") + value_label(kind, path, entry);
    }
    return text;
  }
  if (value.is_bool()) {
    return say(value.as_bool() ? "word.yes" : "word.no");
  }
  if (value.is_unknown() || value.is_undeterminable()) {
    const bool yet = value.is_unknown();
    auto text = say(yet ? "word.unknown" : "word.undeterminable",
                    {{"why", value.text(yet ? "unknown" : "undeterminable")}});
    for (const auto* key : {"ask", "by"}) {
      if (const auto more = value.text(key); !more.empty()) {
        text += ", " + say(fmt::format("word.{}", key)) + " " + more;
      }
    }
    return text;
  }
  const auto text = value.to_text();
  const auto at = worded_at(path);
  auto label = texts().say_kind(kind, {"values", at.field, text});
  if (label.empty() && !at.result.empty()) {
    label = text == core::k_not_certain
                ? say("word.not_certain")
                : texts().say_kind(kind, {"results", at.result, "values", text});
  }
  if (!label.empty()) {
    return label;
  }
  // A role is called what the organisation calls it.
  return has_book() && names_role(at.field) && is_role_word(text) ? role_called(*this, text) : text;
}

namespace {

// Arguments as people read them.
core::Arguments worded(Env& env, core::Arguments arguments) {
  for (auto& [name, value] : arguments) {
    value = name == "source" ? env.source(value) : value;
  }
  return arguments;
}

} // namespace

std::string message_of(Env& env, const core::Finding& finding) {
  auto text = env.texts().finding(finding.name, "message", worded(env, finding.arguments));
  return text.empty() ? finding.name : text;
}

std::string hint_of(Env& env, const core::Finding& finding) {
  return env.texts().finding(finding.name, "hint", worded(env, finding.arguments));
}

namespace {

// The line and a caret below the column; of a long line only the part around it.
void add_excerpt(Page& page, const core::Finding& finding) {
  constexpr std::size_t k_shown = 100;
  const auto number = std::to_string(finding.line);
  const auto column = static_cast<std::size_t>(std::max(finding.column, 1));
  const auto first = column > k_shown - 20 ? column - (k_shown - 40) : 1;
  std::string shown;
  std::string pad;
  std::size_t at = 0;
  for (const char c : finding.excerpt) {
    const bool starts = core::begins_character(c);
    at += starts ? 1 : 0;
    if (at < first || at >= first + k_shown) {
      continue;
    }
    shown += c;
    if (starts && at < column) {
      pad += c == '\t' ? '\t' : ' '; // so that the caret stands under its place
    }
  }
  const std::string before = first > 1 ? "..." : "";
  page.line(fmt::format("  {} | {}{}{}", number, before, shown, at >= first + k_shown ? "..." : ""),
            Page::Style::faint);
  page.line(fmt::format("  {} | {}{}^", std::string(number.size(), ' '),
                        std::string(before.size(), ' '), pad),
            Page::Style::faint);
}

} // namespace

Page page_of(Env& env, const std::vector<core::Finding>& findings) {
  Page page;
  for (const auto& finding : findings) {
    std::string place = finding.file;
    if (finding.line > 0) {
      place += fmt::format(":{}:{}", finding.line, finding.column);
    }
    const auto style =
        finding.severity == core::Severity::error ? Page::Style::bad : Page::Style::plain;
    page.line(fmt::format("{}{}{}: {}: {}", place, place.empty() ? "" : ": ",
                          env.say("severity." + core::name_of(finding.severity)), finding.name,
                          message_of(env, finding)),
              style);
    if (!finding.excerpt.empty() && finding.line > 0) {
      add_excerpt(page, finding);
    }
    if (const auto hint = hint_of(env, finding); !hint.empty()) {
      page.pair("  " + env.say("word.hint") + ":", hint,
                static_cast<int>(columns_of(env.say("word.hint"))) + 4);
    }
  }
  return page;
}

core::Exit exit_of(const std::vector<core::Finding>& findings) {
  const bool some = std::any_of(findings.begin(), findings.end(), [](const core::Finding& finding) {
    return finding.severity != core::Severity::note;
  });
  return some ? core::Exit::findings : core::Exit::done;
}

core::Timestamp time_argument(const std::string& text, const core::Zone& zone, core::Instant now) {
  if (text == "now") {
    return core::in_zone(now, zone);
  }
  if (const auto time = core::parsed_time(text)) {
    if (!text.ends_with('Z') && !core::has_offset(zone, *time)) {
      throw core::Error(core::Exit::usage, "time-wrong-offset",
                        {{"time", text}, {"zone", zone.name}});
    }
    return *time;
  }
  const auto day = core::parsed_date(text);
  const auto local = core::parsed_local_time(day ? text + "T00:00" : text);
  if (!local) {
    throw core::Error(core::Exit::usage, "time-not-understood", {{"time", text}});
  }
  const auto found = core::instants_of(*local, zone);
  if (found.size() != 1) {
    throw core::Error(core::Exit::usage, found.empty() ? "time-skipped" : "time-ambiguous",
                      {{"time", text}, {"zone", zone.name}});
  }
  return found.front();
}

core::Timestamp by_argument(const std::string& text, const core::Zone& zone, core::Instant now) {
  const auto day = core::parsed_date(text);
  if (!day) {
    return time_argument(text, zone, now);
  }
  const auto last = core::end_of(*day, zone) - std::chrono::seconds(1);
  return core::in_zone(*day == core::day_of(now, zone) ? now : last, zone);
}

} // namespace cmd
