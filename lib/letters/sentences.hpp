// SPDX-License-Identifier: MIT
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace letters {

// What stands between two spaces.
struct Token {
  std::string_view all;  // as it stands
  std::string_view word; // from its first letter or digit to its last; empty when it has none
  std::string lower;     // the same in small letters
  int letters = 0;
  bool starts_small = false;   // the first character that is one is a small letter
  bool starts_capital = false; // ... a capital
  bool ends_clause = false;    // a comma or the like follows
};

Token token_of(std::string_view all);

// A sentence, or text that no sentence goes beyond: a paragraph, a heading, an item, a cell.
using Block = std::vector<Token>;

// Abbreviations in small letters, with their full stop.
struct Abbreviations {
  std::set<std::string> never_end; // "nr."
  std::set<std::string> may_end;   // "osv.": a capital after it begins a new sentence
};

// The sentences of a text, each with at least one word; the tokens point into `text`. Where a
// sentence ends is said at `measured` (plain_language.hpp).
std::vector<Block> sentences_in(std::string_view text, const Abbreviations& abbreviations);

} // namespace letters
