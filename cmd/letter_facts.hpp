// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "cmd/env.hpp"
#include "core/value.hpp"
#include "letters/view.hpp"
#include "letters/wording.hpp"

namespace cmd {

// How each clock of a case stands, by the last part of its name ("answer"); of several, the first.
core::Value clock_states(const std::vector<core::Clock>& clocks);

// The wording of the language that the program speaks: that of its letters.
letters::Wording wording_of(Env& env);

// What a role is called: its title in pvtool.yaml, else a common word for it, else its key.
// Whether a role stands at a place, or a text that may name one.
bool names_role(std::string_view field);
std::string role_called(Env& env, const std::string& role);

// A word of a case as a reader knows it: the name of a group, of a step or of a role, by what
// stands at such a place; else the word itself.
std::string word_called(Env& env, const std::string& kind, std::string_view field,
                        const std::string& word);

// What a fact says, in words: `field` is its place without indices ("subjects.count"). What a label
// stands for is a choice; times, numbers of people and periods are known by their shape.
letters::View fact_view(Env& env, const std::string& kind, const std::string& field,
                        const core::Value& value);

// A text as a view: what it prints, and its paragraphs.
letters::View text_view(const std::string& text);
// One of several words, with its label.
letters::View choice_view(const std::string& value, const std::string& label);
// A list of entries, with its size.
letters::View list_view(Env& env, std::vector<letters::View> entries);
// A list of words.
letters::View words_view(Env& env, const std::vector<std::string>& words);

} // namespace cmd
