// SPDX-License-Identifier: MIT
#include "letters/plain_language.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "letters/casing.hpp"
#include "letters/characters.hpp"

namespace letters {

namespace {

constexpr int k_long_word = 6;              // LIX: more letters than this (Björnsson 1968)
constexpr std::size_t k_excerpt_bytes = 72; // an excerpt ends at the word that passes this

bool is_address(std::string_view word) {
  return word.find('@') != std::string_view::npos || word.find("://") != std::string_view::npos ||
         word.starts_with("www.");
}

// A name in the middle of a sentence is no verb ("Norges").
bool may_be_passive(const Block& words, std::size_t at, const PlainRules& rules) {
  return (at == 0 || !words[at].starts_capital) && rules.passive_form.fits(words[at].lower);
}

// Where the participle of the verb at `at` stands, within its clause.
std::optional<std::size_t> participle_of(const Block& words, std::size_t at,
                                         const PlainRules& rules) {
  const auto last = std::min(words.size(), at + 1 + rules.participle_within);
  for (auto next = at + 1; next < last && !words[next - 1].ends_clause &&
                           !rules.participle_stops.contains(words[next].lower);
       ++next) {
    if (!words[next].starts_capital && rules.participle.fits(words[next].lower)) {
      return next;
    }
  }
  return std::nullopt;
}

std::vector<std::string> passives_of(const Block& words, const PlainRules& rules) {
  std::vector<std::string> found;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (may_be_passive(words, at, rules)) {
      found.emplace_back(words[at].word);
    } else if (rules.passive_verbs.contains(words[at].lower)) {
      if (const auto participle = participle_of(words, at, rules)) {
        found.push_back(std::string(words[at].word) + (*participle == at + 1 ? " " : " ... ") +
                        std::string(words[*participle].word));
        at = *participle;
      }
    }
  }
  return found;
}

// The longest officialese that begins at `at`; the rules name phrases of up to this many words.
constexpr std::size_t k_phrase_words = 8;

std::optional<OfficialWord> official_at(const Block& words, std::size_t at,
                                        const PlainRules& rules) {
  std::optional<OfficialWord> longest;
  std::string lower;
  std::string word;
  const auto last = std::min(words.size(), at + k_phrase_words);
  for (auto next = at; next < last && (next == at || !words[next - 1].ends_clause); ++next) {
    lower += (next == at ? "" : " ") + words[next].lower;
    word += (next == at ? "" : " ") + std::string(words[next].word);
    if (const auto found = rules.instead.find(lower); found != rules.instead.end()) {
      longest = OfficialWord{word, found->second};
    }
  }
  return longest;
}

std::vector<OfficialWord> official_of(const Block& words, const PlainRules& rules) {
  std::vector<OfficialWord> found;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (auto here = official_at(words, at, rules)) {
      at += static_cast<std::size_t>(std::count(here->word.begin(), here->word.end(), ' '));
      found.push_back(std::move(*here));
    }
  }
  return found;
}

Sentence sentence_of(const Block& tokens, const PlainRules& rules) {
  Sentence sentence;
  Block words;
  for (const auto& token : tokens) {
    sentence.text += (sentence.text.empty() ? "" : " ") + std::string(token.all);
    if (!token.word.empty()) {
      words.push_back(token);
      sentence.words.emplace_back(token.word);
      sentence.long_words += token.letters > k_long_word && !is_address(token.word) ? 1 : 0;
    }
  }
  sentence.passives = passives_of(words, rules);
  sentence.official = official_of(words, rules);
  return sentence;
}

std::string excerpt_of(const Sentence& sentence) {
  if (sentence.text.size() <= k_excerpt_bytes) {
    return sentence.text;
  }
  const auto end = std::min(sentence.text.find(' ', k_excerpt_bytes), sentence.text.size());
  return sentence.text.substr(0, end) + (end == sentence.text.size() ? "" : " …");
}

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) {
    all += (all.empty() ? "" : ", ") + text;
  }
  return all;
}

PlainLimits limits_for(const PlainRules& rules, std::string_view reader) {
  for (const auto& name : {std::string(reader), std::string("adult")}) {
    if (const auto found = rules.limits.find(name); found != rules.limits.end()) {
      return found->second;
    }
  }
  return {};
}

void add_official(std::vector<Flag>& flags, const Sentence& sentence) {
  for (const auto& official : sentence.official) {
    const auto known = std::find_if(flags.begin(), flags.end(), [&](const Flag& flag) {
      return flag.kind == Flag::Kind::official_word &&
             in_small_letters(flag.word) == in_small_letters(official.word);
    });
    if (known != flags.end()) {
      known->number += 1;
    } else {
      flags.push_back(
          {Flag::Kind::official_word, excerpt_of(sentence), official.word, official.instead, 1, 0});
    }
  }
}

std::set<std::string> words_in(const core::Value& data, std::string_view key) {
  std::set<std::string> words;
  for (const auto& word : data.list(key)) {
    words.insert(word.to_text());
  }
  return words;
}

std::vector<std::string> texts_in(const core::Value& data, std::string_view key) {
  std::vector<std::string> texts;
  for (const auto& text : data.list(key)) {
    texts.push_back(text.to_text());
  }
  return texts;
}

double number_in(const core::Value& data, std::string_view key) {
  const auto* number = data.find(key);
  return number != nullptr && number->is_number() ? number->as_real() : 0;
}

WordPattern pattern_from(const core::Value& data) {
  return {texts_in(data, "endings"), static_cast<std::size_t>(number_in(data, "shortest")),
          words_in(data, "also"), words_in(data, "except")};
}

void add_instead(std::map<std::string, std::string>& instead, const core::Value& entry) {
  const auto simpler = entry.text("instead");
  for (const auto& form : texts_in(entry, "forms")) {
    instead[form] = simpler;
  }
  for (const auto& ending : texts_in(entry, "endings")) {
    instead[entry.text("stem") + ending] = simpler;
  }
}

// The member, or nothing at all.
const core::Value& part_of(const core::Value& data, std::string_view key) {
  static const core::Value k_none;
  const auto* part = data.find(key);
  return part != nullptr ? *part : k_none;
}

std::size_t letters_in(std::string_view word) {
  return static_cast<std::size_t>(token_of(word).letters);
}

} // namespace

bool WordPattern::fits(std::string_view lower) const {
  const std::string word(lower);
  if (except.contains(word) || word.find('.') != std::string::npos) {
    return false;
  }
  return also.contains(word) ||
         (letters_in(word) >= shortest &&
          std::any_of(endings.begin(), endings.end(),
                      [&](const std::string& ending) { return lower.ends_with(ending); }));
}

PlainRules plain_rules_from(const core::Value& data) {
  PlainRules rules;
  if (const auto& limits = part_of(data, "limits"); limits.is_map()) {
    for (const auto& [reader, limit, span] : limits.as_map()) {
      rules.limits[reader] = {static_cast<int>(number_in(limit, "sentence_words")),
                              number_in(limit, "lix"),
                              static_cast<int>(number_in(limit, "passives"))};
    }
  }
  const auto& abbreviations = part_of(data, "abbreviations");
  rules.abbreviations.never_end = words_in(abbreviations, "never_end");
  rules.abbreviations.may_end = words_in(abbreviations, "may_end");
  const auto& passive = part_of(data, "passive");
  rules.passive_form = pattern_from(part_of(passive, "form"));
  const auto& with = part_of(passive, "with");
  rules.passive_verbs = words_in(with, "verbs");
  rules.participle_within = static_cast<std::size_t>(number_in(with, "within"));
  rules.participle_stops = words_in(with, "stops");
  rules.participle = pattern_from(with);
  for (const auto& entry : data.list("words")) {
    add_instead(rules.instead, entry);
  }
  return rules;
}

Measured measured(std::string_view text, const PlainRules& rules) {
  Measured found;
  for (const auto& tokens : sentences_in(text, rules.abbreviations)) {
    const auto& sentence = found.sentences.emplace_back(sentence_of(tokens, rules));
    const auto words = static_cast<int>(sentence.words.size());
    found.words += words;
    found.long_words += sentence.long_words;
    found.longest = std::max(found.longest, words);
  }
  if (found.words > 0) {
    found.mean_length = found.words / static_cast<double>(found.sentences.size());
    found.lix = found.mean_length + 100.0 * found.long_words / found.words;
  }
  return found;
}

std::string name_of(Flag::Kind kind) {
  switch (kind) {
  case Flag::Kind::long_sentence:
    return "long_sentence";
  case Flag::Kind::hard_text:
    return "hard_text";
  case Flag::Kind::passive_chain:
    return "passive_chain";
  case Flag::Kind::official_word:
    return "official_word";
  }
  return {};
}

std::vector<Flag> flags_of(const Measured& text, const PlainRules& rules, std::string_view reader) {
  const auto limits = limits_for(rules, reader);
  std::vector<Flag> flags;
  if (text.lix > limits.lix) {
    flags.push_back({Flag::Kind::hard_text, "", "", "", text.lix, limits.lix});
  }
  for (const auto& sentence : text.sentences) {
    if (const auto words = static_cast<int>(sentence.words.size()); words > limits.sentence_words) {
      flags.push_back({Flag::Kind::long_sentence, excerpt_of(sentence), "", "",
                       static_cast<double>(words), static_cast<double>(limits.sentence_words)});
    }
    if (const auto passives = static_cast<int>(sentence.passives.size());
        passives > limits.passives) {
      flags.push_back({Flag::Kind::passive_chain, excerpt_of(sentence), joined(sentence.passives),
                       "", static_cast<double>(passives), static_cast<double>(limits.passives)});
    }
    add_official(flags, sentence);
  }
  return flags;
}

} // namespace letters
