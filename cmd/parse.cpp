// SPDX-License-Identifier: MIT
#include "cmd/parse.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <functional>
#include <map>

#include <CLI/CLI.hpp>
#include <fmt/ranges.h>

#include "cmd/notify_draft_page.hpp"
#include "core/near.hpp"
#include "system/files.hpp"

namespace cmd {

namespace {

constexpr std::array<const char*, 3> k_languages{"nb", "nn", "en"};
constexpr std::array<const char*, 3> k_colours{"auto", "always", "never"};

using Help = std::function<std::string(const std::string& id)>;

// The help page in the user's words: CLI11's own headings are English only.
class Formatter : public CLI::Formatter {
public:
  explicit Formatter(const Help& help) {
    column_width(34);
    for (const auto* word : {"REQUIRED", "SUBCOMMAND", "SUBCOMMANDS", "POSITIONALS", "OPTIONS",
                             "Usage", "TEXT", "Positionals", "Options", "Subcommands"}) {
      label(word, help(std::string("word.") + word));
    }
  }
};

// Stands before a value that is none of the choices, where CLI11 hands on nothing but text.
constexpr const char* k_refused = "\x1f";

// A check that leaves the words to `complaint_of`, without repeating the choices in the help.
CLI::Validator one_of(const std::vector<std::string>& choices) {
  return CLI::Validator(
      [choices](const std::string& value) {
        if (std::find(choices.begin(), choices.end(), value) != choices.end()) {
          return std::string();
        }
        return k_refused + value; // read again by `complaint_of`
      },
      "");
}

void add_settings(CLI::App& app, Settings& settings, const Help& help) {
  app.add_option("--register", settings.register_folders, help("global.--register"))
      ->envname("PVTOOL_REGISTER")
      ->type_name("DIR")
      ->allow_extra_args(false);
  app.add_option("--lang", settings.language, help("global.--lang"))
      ->envname("PVTOOL_LANG")
      ->type_name("nb|nn|en")
      ->check(one_of({k_languages.begin(), k_languages.end()}));
  app.add_option("--now", settings.now, help("global.--now"))
      ->envname("PVTOOL_NOW")
      ->type_name("TIME");
  app.add_flag("--json", settings.json, help("global.--json"));
  app.add_flag("--no-input", settings.no_input, help("global.--no-input"));
  app.add_option("--color", settings.colour, help("global.--color"))
      ->type_name("auto|always|never")
      ->check(one_of({k_colours.begin(), k_colours.end()}));
}

// One option of a command and where its value goes; CLI11 writes into it while parsing.
struct Slot {
  const Option* option;
  CLI::Option* parsed = nullptr;
  std::string value = {};
  std::vector<std::string> values = {};
  bool flag = false;
};

void add_option(CLI::App& app, Slot& slot, const std::string& help) {
  const auto& option = *slot.option;
  switch (option.kind) {
  case Option::Kind::flag:
    slot.parsed = app.add_flag(option.name, slot.flag, help);
    return;
  case Option::Kind::text:
    slot.parsed = app.add_option(option.name, slot.value, help);
    break;
  case Option::Kind::list:
    slot.parsed = app.add_option(option.name, slot.values, help);
    if (option.name.starts_with("-")) {
      // Each use of an option takes one value; a positional takes all that follow.
      slot.parsed->allow_extra_args(false);
    }
    break;
  }
  if (!option.choices.empty()) {
    slot.parsed->check(one_of(option.choices));
  }
  if (!option.value.empty()) {
    slot.parsed->type_name(option.value);
  }
  slot.parsed->required(option.required);
}

struct Prepared {
  const Command* command;
  CLI::App* app;
  std::deque<Slot> slots; // stable addresses
};

void prepare(Prepared& prepared, const Help& help) {
  const std::string name(prepared.command->name);
  for (const auto* options : {&prepared.command->positionals, &prepared.command->options}) {
    for (const auto& option : *options) {
      add_option(*prepared.app, prepared.slots.emplace_back(Slot{&option}),
                 help(name + "." + option.name));
    }
  }
}

Arguments arguments_of(const Prepared& prepared) {
  Arguments arguments;
  for (const auto& slot : prepared.slots) {
    if (slot.parsed->count() > 0) {
      const bool one = slot.option->kind == Option::Kind::text;
      arguments.set(slot.option->name, one ? std::vector{slot.value} : slot.values);
    }
  }
  return arguments;
}

} // namespace

std::string Arguments::text(std::string_view name) const {
  const auto found = m_values.find(name);
  return found == m_values.end() || found->second.empty() ? "" : found->second.front();
}

std::vector<std::string> Arguments::list(std::string_view name) const {
  const auto found = m_values.find(name);
  return found == m_values.end() ? std::vector<std::string>{} : found->second;
}

namespace {

// The value of an option as far as it can be seen before parsing; empty when it is not given.
std::string value_of(std::string_view option, const std::vector<std::string>& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == option && at + 1 < words.size()) {
      return words[at + 1];
    }
    if (words[at].starts_with(option) && words[at].substr(option.size()).starts_with('=')) {
      return words[at].substr(option.size() + 1);
    }
  }
  return "";
}

} // namespace

std::string language_asked_for(const std::vector<std::string>& words) {
  const auto asked = value_of("--lang", words);
  return asked.empty() ? sys::environment("PVTOOL_LANG").value_or("") : asked;
}

std::string folder_asked_for(const std::vector<std::string>& words) {
  const auto asked = value_of("--register", words);
  return asked.empty() ? sys::environment("PVTOOL_REGISTER").value_or("") : asked;
}

namespace {

using Words = std::vector<std::string>;

bool has(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

Words command_names() {
  Words names;
  for (const auto& command : commands()) {
    names.emplace_back(command.name);
  }
  return names;
}

// The first word that stands where a command should; the number of words when there is none.
std::size_t place_of_command(const Words& words) {
  std::size_t at = 0;
  while (at < words.size() && words[at].starts_with("-")) {
    const bool takes_value = has({"--register", "--lang", "--now", "--color"}, words[at]);
    at += takes_value ? 2 : 1;
  }
  return std::min(at, words.size());
}

// What to type instead: a word further on that may stand at this place comes first, else the word
// that is nearest to what stands there, else what may stand there.
void add_hint(const Words& words, std::size_t at, const Words& allowed, Complaint& complaint) {
  const auto later = std::find_if(words.begin() + static_cast<std::ptrdiff_t>(at) + 1, words.end(),
                                  [&](const std::string& word) { return has(allowed, word); });
  if (later != words.end()) {
    auto turned = words;
    std::rotate(turned.begin() + static_cast<std::ptrdiff_t>(at),
                turned.begin() + (later - words.begin()),
                turned.begin() + (later - words.begin()) + 1);
    std::string line = "pvtool";
    for (const auto& word : turned) {
      line += " " + quoted_word(word);
    }
    complaint.hint = "usage.turned";
    complaint.hint_arguments = {{"line", line}};
    return;
  }
  if (const auto near = core::nearest(words[at], allowed); !near.empty()) {
    complaint.hint = "usage.near";
    complaint.hint_arguments = {{"near", near}};
  } else if (!allowed.empty()) {
    complaint.hint = "usage.allowed";
    complaint.hint_arguments = {{"allowed", fmt::format("{}", fmt::join(allowed, ", "))}};
  }
}

Complaint no_command(const Words& words) {
  const auto at = place_of_command(words);
  if (at == words.size()) {
    return {"usage.command_missing", {}, "", {}};
  }
  Complaint complaint{"usage.no_command", {{"word", words[at]}}, "", {}};
  add_hint(words, at, command_names(), complaint);
  if (complaint.hint == "usage.allowed") {
    complaint.hint = ""; // there are many: the help lists them
  }
  return complaint;
}

// What may stand for an option of a command, or for a setting.
Words choices_of(const Prepared* chosen, const std::string& name) {
  if (chosen != nullptr) {
    for (const auto& slot : chosen->slots) {
      if (slot.option->name == name) {
        return slot.option->choices;
      }
    }
  }
  return name == "--lang"    ? Words{k_languages.begin(), k_languages.end()}
         : name == "--color" ? Words{k_colours.begin(), k_colours.end()}
                             : Words{};
}

Complaint not_allowed(const Prepared* chosen, const Words& words, const std::string& what) {
  const auto mark = what.find(k_refused);
  const auto name = what.substr(0, what.find(':'));
  const auto value = what.substr(mark + 1);
  const auto allowed = choices_of(chosen, name);
  Complaint complaint{"usage.not_allowed", {{"value", value}, {"name", name}}, "", {}};
  const auto at = std::find(words.begin(), words.end(), value);
  if (at != words.end() && !name.starts_with("-")) {
    add_hint(words, static_cast<std::size_t>(at - words.begin()), allowed, complaint);
  } else {
    add_hint({value}, 0, allowed, complaint);
  }
  return complaint;
}

Complaint not_expected(const Prepared& chosen, const std::string& word) {
  Complaint complaint{"usage.not_expected",
                      {{"word", word}, {"command", std::string(chosen.command->name)}},
                      "",
                      {}};
  Words known{"--register", "--lang", "--now", "--json", "--no-input", "--color", "--help"};
  for (const auto& option : chosen.command->options) {
    known.push_back(option.name);
  }
  const auto near = core::nearest(word.substr(0, word.find('=')), known);
  if (word.starts_with("-") && !near.empty()) {
    complaint.hint = "usage.near";
    complaint.hint_arguments = {{"near", near}};
  }
  return complaint;
}

// CLI11 says what is wrong in English alone: its kind of error, and the name at its front, are
// what can be said in every language.
Complaint complaint_of(const CLI::ParseError& error, const CLI::App& app,
                       const std::deque<Prepared>& all, const Words& words) {
  const auto found = std::find_if(all.begin(), all.end(), [&](const Prepared& prepared) {
    return !app.get_subcommands().empty() && prepared.app == app.get_subcommands().front();
  });
  const auto* chosen = found == all.end() ? nullptr : &*found;
  const std::string what = error.what();
  if (what.find(k_refused) != std::string::npos) {
    return not_allowed(chosen, words, what);
  }
  const auto left = app.remaining(true);
  const auto option = std::find_if(left.begin(), left.end(),
                                   [](const std::string& word) { return word.starts_with("-"); });
  if (chosen != nullptr && option != left.end()) {
    return not_expected(*chosen, *option);
  }
  const auto at = place_of_command(words);
  if (chosen == nullptr || (at < words.size() && !has(command_names(), words[at]))) {
    return no_command(words);
  }
  const std::string command(chosen->command->name);
  if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
    const auto name = what.substr(0, what.find(" is required"));
    const auto allowed = choices_of(chosen, name);
    Complaint complaint{"usage.missing", {{"name", name}, {"command", command}}, "", {}};
    if (!allowed.empty()) {
      complaint.hint = "usage.allowed";
      complaint.hint_arguments = {{"allowed", fmt::format("{}", fmt::join(allowed, ", "))}};
    }
    return complaint;
  }
  if (dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
    return {"usage.no_value", {{"name", what.substr(0, what.find(':'))}}, "", {}};
  }
  return left.empty() ? Complaint{"usage.not_understood", {{"what", what}}, "", {}}
                      : not_expected(*chosen, left.front());
}

} // namespace

Parsed parsed(const std::vector<std::string>& words, const Help& help, const std::string& version) {
  Parsed result;
  CLI::App app(help("program"), "pvtool");
  // CLI11 hides what has no group, and then cannot name it in an error.
  const auto group = [&](const std::string& id, const std::string& otherwise) {
    const auto text = help(id);
    return text.empty() ? otherwise : text;
  };
  app.option_defaults()->group(group("word.Options", "Options"));
  app.set_help_flag("--help,-h", help("global.--help"));
  app.set_version_flag("--version", version, help("global.--version"));
  app.formatter(std::make_shared<Formatter>(help));
  app.require_subcommand(1);
  app.fallthrough(); // the settings may stand behind the command too
  app.footer(help("footer"));
  add_settings(app, result.settings, help);
  std::deque<Prepared> all;
  for (const auto& command : commands()) {
    const std::string name(command.name);
    auto& prepared =
        all.emplace_back(Prepared{&command, app.add_subcommand(name, help("command." + name)), {}});
    prepared.app->group(group("word.Subcommands", "Commands"));
    prepared.app->footer(help("more." + name));
    prepare(prepared, help);
  }
  auto reversed = std::vector<std::string>(words.rbegin(), words.rend()); // as CLI11 wants them
  try {
    app.parse(reversed);
  } catch (const CLI::CallForHelp&) {
    result.wish = Parsed::Wish::help;
    result.text = app.help();
    return result;
  } catch (const CLI::CallForVersion&) {
    result.wish = Parsed::Wish::version;
    result.text = version + "\n";
    return result;
  } catch (const CLI::ParseError& error) {
    result.wish = Parsed::Wish::wrong;
    result.wrong = complaint_of(error, app, all, words);
    return result;
  }
  for (const auto& prepared : all) {
    if (prepared.app->parsed()) {
      result.command = prepared.command;
      result.arguments = arguments_of(prepared);
    }
  }
  return result;
}

} // namespace cmd
