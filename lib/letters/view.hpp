// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace letters {

// What a template sees under one name: what it prints, whether it holds, and the names below it.
// Everything is already in the words of the letter's language; nothing is escaped yet.
class View {
public:
  // Whether the case says it: absent is said by there being no view at all.
  enum class State { known, unknown, undeterminable };

  std::string text;           // what {{name}} prints
  bool prints = false;        // there is something to print
  bool holds = true;          // what {{#name}} asks
  bool is_list = false;       // {{#name}} repeats for each of `entries`
  State state = State::known; // otherwise {{name}} may not be printed, and {{#name}} does not hold
  std::string why;            // open: why, as the case says it
  std::string ask;            // unknown: who is asked
  std::string by;             // unknown: when to look again
  std::vector<View> entries;
  std::vector<std::pair<std::string, View>> members;

  static View of_text(std::string text);
  static View of_truth(bool holds);

  bool is_open() const { return state != State::known; }
  const View* find(std::string_view key) const;
  View& set(std::string key, View view); // adds or replaces; returns what was set
};

// What stands at a dotted name ("decision.people.is.yes"), or null. Never looks anywhere but below
// `root`; an open view on the way is returned.
const View* at(const View& root, std::string_view name);

} // namespace letters
