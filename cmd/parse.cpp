// SPDX-License-Identifier: MIT
#include "cmd/parse.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>

#include <CLI/CLI.hpp>

#include "system/files.hpp"

namespace cmd {

namespace {

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

// A check that says what is allowed, without repeating it in the help.
CLI::Validator one_of(const std::vector<std::string>& choices) {
  return CLI::Validator(
      [choices](const std::string& value) {
        if (std::find(choices.begin(), choices.end(), value) != choices.end()) {
          return std::string();
        }
        std::string allowed;
        for (const auto& choice : choices) {
          allowed += (allowed.empty() ? "" : "|") + choice;
        }
        return "'" + value + "' is not one of " + allowed;
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
      ->check(one_of({"nb", "nn", "en"}));
  app.add_option("--now", settings.now, help("global.--now"))
      ->envname("PVTOOL_NOW")
      ->type_name("TIME");
  app.add_flag("--json", settings.json, help("global.--json"));
  app.add_flag("--no-input", settings.no_input, help("global.--no-input"));
  app.add_option("--color", settings.colour, help("global.--color"))
      ->type_name("auto|always|never")
      ->check(one_of({"auto", "always", "never"}));
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

std::string language_asked_for(const std::vector<std::string>& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (words[at] == "--lang" && at + 1 < words.size()) {
      return words[at + 1];
    }
    if (words[at].starts_with("--lang=")) {
      return words[at].substr(7);
    }
  }
  return sys::environment("PVTOOL_LANG").value_or("");
}

namespace {

// The first word that stands where a command should, and is none; empty when there is no such word.
std::string unknown_command(const std::vector<std::string>& words) {
  for (std::size_t at = 0; at < words.size(); ++at) {
    const auto& word = words[at];
    if (word == "--register" || word == "--lang" || word == "--now" || word == "--color") {
      ++at; // its value
    } else if (!word.starts_with("-")) {
      const bool known = std::any_of(commands().begin(), commands().end(),
                                     [&](const Command& command) { return command.name == word; });
      return known ? "" : word;
    }
  }
  return "";
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
    const auto word = app.get_subcommands().empty() ? unknown_command(words) : "";
    result.text = word.empty() ? error.what() : "'" + word + "'";
    result.unknown_command = !word.empty();
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
