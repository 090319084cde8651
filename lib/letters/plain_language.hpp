// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/value.hpp"
#include "letters/sentences.hpp"

namespace letters {

// How hard a text may be for one reader; a text may reach its limits, not pass them.
struct PlainLimits {
  int sentence_words = 0; // words in one sentence
  double lix = 0;         // LIX of the whole text
  int passives = 0;       // passives in one sentence
};

// Words known by their looks, all in small letters: those of `also`, and those at least `shortest`
// letters long with one of `endings`; never those of `except`, nor names with a dot ("data.types").
struct WordPattern {
  std::vector<std::string> endings;
  std::size_t shortest = 0;
  std::set<std::string> also;
  std::set<std::string> except;

  bool fits(std::string_view lower) const;
};

// What is known of one language: templates/language/LANG.yaml.
struct PlainRules {
  std::map<std::string, PlainLimits> limits; // by reader: "adult", "child", "staff"
  Abbreviations abbreviations;               // what does not end a sentence
  WordPattern passive_form;                  // passive in one word: nb "sendes", nn "sendast"
  std::set<std::string> passive_verbs; // nb "blir", en "was": passive with a participle soon after
  std::set<std::string> participle_stops; // ... and not beyond these: "ble et brudd"
  std::size_t participle_within = 0;      // how many words after that verb
  WordPattern participle;
  std::map<std::string, std::string> instead; // officialese, also of several words -> simpler words
};

// Read the rules; what is not there is empty. A file of the program is held against its shape by
// the tests.
PlainRules plain_rules_from(const core::Value& data);

// A word of officialese as it stands, and what to write instead.
struct OfficialWord {
  std::string word;
  std::string instead;
};

// One sentence and what was found in it. `words` are without the marks around them.
struct Sentence {
  std::string text;
  std::vector<std::string> words;
  int long_words = 0;                 // words of more than 6 letters
  std::vector<std::string> passives;  // "sendes", "ble ... sendt"
  std::vector<OfficialWord> official; // in the order of the text
};

// A text in sentences and numbers.
struct Measured {
  std::vector<Sentence> sentences;
  int words = 0;
  int long_words = 0;
  int longest = 0;        // words of the longest sentence
  double mean_length = 0; // words for each sentence
  // Words for each sentence + 100 * long words / words (C. H. Björnsson, Läsbarhet, 1968); 0 for a
  // text without words. Below 30 very easy, 40-50 medium, above 60 very hard.
  double lix = 0;
};

// Measure a plain text.
//
// A word stands between spaces and has a letter or a digit; only letters count for its length, one
// for each character whatever its bytes. Addresses of the net are words and never long.
//
// A sentence ends at . ! ? or ... before anything but a small letter, and at a colon before a
// capital, as Björnsson has it; not after an abbreviation, an initial or an ordinal ("5. oktober").
// Headings, items of lists and cells of tables have no full stop, and count as sentences of their
// own: an empty line, a mark of a list at the start of a line, and two spaces inside a line end
// what stood before. A single line break ends nothing, since text is wrapped.
Measured measured(std::string_view text, const PlainRules& rules);

// Something that makes a text hard for its reader.
struct Flag {
  enum class Kind { long_sentence, hard_text, passive_chain, official_word };
  Kind kind = Kind::long_sentence;
  std::string excerpt; // the beginning of the (first) sentence; hard_text: empty
  std::string word;    // official_word: as it stands; passive_chain: the passives, ", " between
  std::string instead; // official_word: what to write
  double number = 0;   // long_sentence: words; hard_text: LIX; passive_chain: passives;
                       // official_word: how many times
  double limit = 0;    // of the reader; official_word: 0
};
std::string name_of(Flag::Kind kind);

// What is too hard for `reader` ("adult", "child", "staff"; others are taken as adults): the whole
// text first, then sentence by sentence; each word of officialese once, where it first stands.
std::vector<Flag> flags_of(const Measured& text, const PlainRules& rules, std::string_view reader);

} // namespace letters
