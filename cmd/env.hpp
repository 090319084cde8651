// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casebook/book.hpp"
#include "casebook/texts.hpp"
#include "cmd/page.hpp"
#include "core/error.hpp"
#include "core/finding.hpp"
#include "core/value.hpp"
#include "register/register.hpp"
#include "system/clock.hpp"
#include "system/files.hpp"
#include "system/random.hpp"

namespace cmd {

// What a command has to say: to people (page), to programs (value), and what it found.
struct Result {
  core::Exit exit = core::Exit::done;
  Page page;
  core::Value value = core::Value(core::Map{});
  std::vector<core::Finding> findings;
  bool is_public = false;            // it leaves the house, so the register's folder is not named
  bool as_json = false;              // as if --json had been given
  std::string json_file;             // where that is written to; empty: printed
  std::optional<std::string> output; // another format, made by the command: instead of the page
};

// Options that every command takes.
struct Settings {
  std::vector<std::string> register_folders; // none: the current folder; several: see Command
  std::string language;                      // empty: the register's
  std::string now;                           // empty: the clock
  bool json = false;
  bool no_input = false;
  std::string colour = "auto";
};

// What differs between two runs of the same words on the same files: the moment, new uids, what is
// typed, and who commits.
struct Outside {
  std::function<core::Instant()> now = sys::now;
  std::function<std::string()> uid = sys::random_uid;
  std::function<std::string(std::size_t most)> input = sys::read_standard_input;
  std::optional<reg::Author> author = {}; // nothing: as git says
};

// The folder in which a register is looked for, or made.
std::string folder_of(const Settings& settings);

// All that a command may touch. Nothing global stands behind it.
class Env {
public:
  explicit Env(Settings settings, Outside outside = {});

  const Settings& settings() const { return m_settings; }
  const Outside& outside() const { return m_outside; }
  // The register; opened when first asked for.
  casebook::Book& book();
  // Open the register when there is one; say nothing when there is none.
  void try_book();
  bool has_book() const { return m_book != nullptr; }
  // The kinds of the register, or the program's own when there is none.
  const casebook::Kinds& kinds();
  casebook::Texts& texts();
  // Speak this language from now on.
  void use_language(const std::string& language);
  std::string data_folder() const;
  // True when a person can be asked: a terminal on both sides and no --no-input.
  bool may_ask() const;

  // Words of templates/text/LANG/terminal.yaml.
  std::string say(std::string_view id, const core::Arguments& arguments = {});
  // A source of a rule as people read it in the language; JSON keeps the form of the rules.
  std::string source(std::string_view source);
  // Label of a field and of one of its values, from the kind's texts; the key itself when it has
  // none.
  std::string field(const std::string& kind, const std::string& path);
  std::string value_label(const std::string& kind, const std::string& path,
                          const core::Value& value);
  // A text of the kind under a section: reasons, steps, rules, ...; the key when it has none.
  std::string kind_text(const std::string& kind, const std::vector<std::string>& keys);

private:
  std::string chosen_language();

  Settings m_settings;
  Outside m_outside;
  std::string m_data_folder;
  std::unique_ptr<casebook::Book> m_book;
  std::unique_ptr<casebook::Kinds> m_kinds;
  std::unique_ptr<casebook::Texts> m_texts;
};

// The texts of a finding: its message, and its hint (empty when it has none).
std::string message_of(Env& env, const core::Finding& finding);
std::string hint_of(Env& env, const core::Finding& finding);
// A finding as a compiler says it: place, severity, name, message, excerpt, caret, hint.
Page page_of(Env& env, const std::vector<core::Finding>& findings);

// The exit code that findings ask for: 1 for errors and warnings, 0 for notes.
core::Exit exit_of(const std::vector<core::Finding>& findings);

// A time on the command line: with an offset, or local time in the register's zone; refuses
// one that is skipped or ambiguous there. Throws core::Error (usage).
// `now` is what the word "now" means.
core::Timestamp time_argument(const std::string& text, const core::Zone& zone, core::Instant now);
// The same where something is asked "by" a time: a day means its last second, today means now.
core::Timestamp by_argument(const std::string& text, const core::Zone& zone, core::Instant now);

} // namespace cmd
