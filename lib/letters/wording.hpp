// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace letters {

// The text of an id of templates/text/LANG/letter.yaml with its places filled.
using Say = std::function<std::string(std::string_view id, const core::Arguments& arguments)>;

// How a language writes dates, numbers and lists in running text.
struct Wording {
  Say say;
  const core::Zone& zone;

  std::string date(const core::Date& date) const;    // "5. oktober 2026"
  std::string month(const core::Date& day) const;    // "oktober 2026"
  std::string clock(core::Instant instant) const;    // "14.37"
  std::string time(core::Instant instant) const;     // "5. oktober 2026 kl. 14.37"
  std::string number(std::int64_t number) const;     // "12 500", never broken over two lines
  std::string real(double number) const;             // "1,5"
  std::string count(const core::Value& count) const; // "omtrent 200"
  // "fra ... til ...", of a map with `from`, `to`, `ongoing` and `estimated`; empty when it says
  // no time.
  std::string period(const core::Value& period) const;
  std::string joined(const std::vector<std::string>& words) const; // "a, b og c"
};

// A source of a rule as people read it: "personvernforordningen art. 33 nr. 1; håndboka s. 4" for
// "GDPR art. 33(1); handbook p. 4". `phrases` is what words are called in the language; the longest
// one wins, and what has none stays.
std::string source_words(std::string_view source, const core::Value& phrases, const Say& say);

// The paragraphs of a text: what stands between blank lines, and each item of a list.
std::vector<std::string> paragraphs_of(std::string_view text);

} // namespace letters
