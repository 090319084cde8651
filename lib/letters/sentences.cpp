// SPDX-License-Identifier: MIT
#include "letters/sentences.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "core/utf8.hpp"
#include "letters/casing.hpp"

namespace letters {

namespace {

bool has_word(const Block& block) {
  return std::any_of(block.begin(), block.end(),
                     [](const Token& token) { return !token.word.empty(); });
}

bool is_space(char one) {
  return one == ' ' || one == '\t' || one == '\r';
}

std::string_view trimmed(std::string_view line) {
  while (!line.empty() && is_space(line.front())) {
    line.remove_prefix(1);
  }
  while (!line.empty() && is_space(line.back())) {
    line.remove_suffix(1);
  }
  return line;
}

// How long the mark of a list item is at the start of a line; 0: none. "5. oktober" is none.
std::size_t mark_of(std::string_view line) {
  constexpr std::array<std::string_view, 6> k_marks{"- ", "* ", "• ", "☐ ", "☑ ", "☒ "};
  for (const auto mark : k_marks) {
    if (line.starts_with(mark)) {
      return mark.size();
    }
  }
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const auto after = line.substr(digits);
  if (digits == 0 || digits > 3 || !(after.starts_with(". ") || after.starts_with(") "))) {
    return 0;
  }
  const auto next = trimmed(after.substr(2));
  return token_of(next.substr(0, next.find(' '))).starts_small ? 0 : digits + 2;
}

class Blocks {
public:
  void add_line(std::string_view line) {
    line = trimmed(line);
    while (const auto mark = mark_of(line)) {
      end();
      line = trimmed(line.substr(mark));
    }
    if (token_of(line).word.empty()) {
      end(); // empty, or a rule
      return;
    }
    while (!line.empty()) {
      add_token(line.substr(0, std::min(line.find_first_of(" \t\r"), line.size())));
      line.remove_prefix(m_open.back().all.size());
      const auto spaces = std::min(line.find_first_not_of(" \t\r"), line.size());
      if (spaces > 1 || line.starts_with('\t')) {
        end(); // a cell of a table
      }
      line.remove_prefix(spaces);
    }
  }
  std::vector<Block> all() {
    end();
    return std::move(m_blocks);
  }

private:
  void add_token(std::string_view text) { m_open.push_back(token_of(text)); }
  void end() {
    if (std::any_of(m_open.begin(), m_open.end(),
                    [](const Token& token) { return !token.word.empty(); })) {
      m_blocks.push_back(std::move(m_open));
    }
    m_open.clear();
  }

  std::vector<Block> m_blocks;
  Block m_open;
};

std::vector<Block> blocks_of(std::string_view text) {
  Blocks blocks;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    blocks.add_line(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return blocks.all();
}

// The token without the quotes and brackets around it.
std::string_view without_quotes(std::string_view text) {
  constexpr std::array<std::string_view, 11> k_around{"\"", "'", "(", ")", "[", "]",
                                                      "«",  "»", "“", "”", "’"};
  for (bool found = true; found;) {
    found = false;
    for (const auto mark : k_around) {
      if (text.starts_with(mark)) {
        text.remove_prefix(mark.size());
        found = true;
      } else if (text.ends_with(mark)) {
        text.remove_suffix(mark.size());
        found = true;
      }
    }
  }
  return text;
}

// Whether a full stop belongs to the token and ends no sentence.
bool keeps_stop(const Token& token, std::string_view bare, bool before_capital,
                const Abbreviations& abbreviations) {
  const auto lower = in_small_letters(bare);
  const bool initial = token.letters == 1 && token.starts_capital;
  return initial || abbreviations.never_end.contains(lower) ||
         (!before_capital && abbreviations.may_end.contains(lower));
}

// Whether a sentence ends between two tokens of a block.
bool ends_between(const Token& token, const Token& next, const Abbreviations& abbreviations) {
  const auto bare = without_quotes(token.all);
  if (bare.ends_with(":")) {
    return next.starts_capital;
  }
  if (next.starts_small) {
    return false; // "5. oktober", an abbreviation that no list has
  }
  if (bare.ends_with(".") && !bare.ends_with("..")) {
    return !keeps_stop(token, bare, next.starts_capital, abbreviations);
  }
  return bare.ends_with("!") || bare.ends_with("?") || bare.ends_with("...") || bare.ends_with("…");
}

void add_sentences(std::vector<Block>& sentences, const Block& block,
                   const Abbreviations& abbreviations) {
  Block open;
  for (std::size_t at = 0; at < block.size(); ++at) {
    open.push_back(block[at]);
    if (at + 1 == block.size() || ends_between(block[at], block[at + 1], abbreviations)) {
      if (has_word(open)) {
        sentences.push_back(std::move(open));
      }
      open = {};
    }
  }
}

} // namespace

Token token_of(std::string_view all) {
  Token token;
  token.all = all;
  std::optional<std::size_t> first;
  std::size_t last = 0;
  for (std::size_t at = 0; at < all.size();) {
    const auto here = core::first_character(all.substr(at));
    const bool letter = is_letter(here.code);
    if (letter || is_digit(here.code)) {
      if (!first) {
        first = at;
        token.starts_capital = letter && lower_of(here.code) != here.code;
        token.starts_small = letter && !token.starts_capital;
      }
      last = at + here.length;
      token.letters += letter ? 1 : 0;
    }
    at += here.length;
  }
  if (first) {
    token.word = all.substr(*first, last - *first);
    token.lower = in_small_letters(token.word);
    token.ends_clause = all.find_first_of(",;:()", last) != std::string_view::npos;
  }
  return token;
}

std::vector<Block> sentences_in(std::string_view text, const Abbreviations& abbreviations) {
  std::vector<Block> sentences;
  for (const auto& block : blocks_of(text)) {
    add_sentences(sentences, block, abbreviations);
  }
  return sentences;
}

} // namespace letters
