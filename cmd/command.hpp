// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cmd {

class Env;
struct Result;

// An option or a positional argument, as data. Its help text has the id
// `COMMAND.NAME` in templates/text/LANG/help.yaml.
struct Option {
  enum class Kind { flag, text, list };
  std::string name; // "--from", or "CASE" for a positional
  Kind kind = Kind::text;
  std::string value; // the word for the value in help: "FILE"
  bool required = false;
  std::vector<std::string> choices; // empty: anything
};

// What the user typed, by option name.
class Arguments {
public:
  bool has(std::string_view name) const { return m_values.contains(name); }
  // The single value, or empty.
  std::string text(std::string_view name) const;
  std::vector<std::string> list(std::string_view name) const;
  void set(std::string name, std::vector<std::string> values) {
    m_values[std::move(name)] = std::move(values);
  }

private:
  std::map<std::string, std::vector<std::string>, std::less<>> m_values;
};

// One command: its options as data and what it does. `run` finds, asks core and says.
struct Command {
  std::string_view name;
  std::vector<Option> positionals;
  std::vector<Option> options;
  Result (*run)(Env&, const Arguments&);
  bool several_registers = false; // --register may be given more than once
};

// Every command, in the order in which help lists them.
const std::vector<Command>& commands();

} // namespace cmd
