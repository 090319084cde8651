// SPDX-License-Identifier: MIT
#include "core/near.hpp"

#include <algorithm>
#include <cstddef>

#include "core/utf8.hpp"

namespace core {

namespace {

// Edits from `a` to `b`: add, drop or change a character, or swap two neighbours.
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    last[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        now[j] = std::min(now[j], before_last[j - 2] + 1);
      }
    }
    before_last = last;
    last = now;
  }
  return last[b.size()];
}

// By characters: one with a ring or a slash is as near to the plain one as any other.
std::u32string characters_of(std::string_view text) {
  std::u32string characters;
  while (!text.empty()) {
    const auto one = first_character(text);
    characters += one.code;
    text.remove_prefix(one.length);
  }
  return characters;
}

constexpr std::size_t k_short = 4; // of a shorter word one edit leaves enough

} // namespace

std::string nearest(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t fewest = 0;
  const auto typed = characters_of(word);
  for (const auto& candidate : candidates) {
    const auto known = characters_of(candidate);
    const auto longer = std::max(typed.size(), known.size());
    const auto shorter = std::min(typed.size(), known.size());
    const auto limit = longer <= k_short ? 1 : std::max<std::size_t>(2, known.size() / 3);
    if (longer - shorter > limit) {
      continue; // also spares the work on a word of a megabyte
    }
    const auto edits = distance(typed, known);
    if (edits <= limit && edits < shorter && (best.empty() || edits < fewest)) {
      best = candidate;
      fewest = edits;
    }
  }
  return best;
}

} // namespace core
