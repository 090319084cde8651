// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "casebook/letters.hpp"
#include "cmd/command.hpp"
#include "cmd/env.hpp"
#include "cmd/letter_view.hpp"
#include "letters/sheet.hpp"
#include "letters/template.hpp"

// What `pvtool letter` is made of: list, fill in, give out, file.
namespace cmd {

// The formats, in the order in which lists name them.
const std::vector<std::string>& letter_formats();

// The templates of the register and of the program.
casebook::Letters letters_of(Env& env);

// list, and CASE without a template: what there is, and how far each stands for a case.
Result letter_list(Env& env);
Result letter_list_for(Env& env, const casebook::Case& one);

// A template filled in for a case. Without any group of people, what it needs of one is the groups.
letters::Filled filled_for(Env& env, const letters::Template& one, const LetterWish& wish);

// Whether a document is true of a case, as far as its facts say: only a sure no is none.
bool fits(Env& env, const letters::Template& one, const casebook::Case& about);

// The same, with what the template says against making it; null: nothing.
struct Fit {
  bool is_true = true;
  const letters::Template::Refusal* refusal = nullptr;
};
Fit fit_of(Env& env, const letters::Template& one, const casebook::Case& about);

// Findings about what a document lacks: letter-missing-fact, letter-open-fact; at their lines.
std::vector<core::Finding> gap_findings(Env& env, const letters::Template& one,
                                        const std::vector<letters::Gap>& gaps,
                                        const casebook::Case* about);

// A document in its parts, filled in; throws core::Error (findings, "letter-incomplete") with the
// findings when it would have a hole.
letters::Sheet sheet_of(Env& env, const letters::Template& one, const LetterWish& wish);

// The bytes of a document in a format.
struct Format {
  std::string name;
  bool accessible = false; // pdf: tagged for readers, instead of for archives
};
std::string bytes_of(Env& env, const letters::Sheet& sheet, const Format& format);

// The lines of FILE or of standard input ("-"): name and address. Throws core::Error (usage)
// "letter-recipient" ({reason}).
std::vector<std::string> recipient_from(Env& env, const std::string& file);

// What `--check` finds in a document: plain-language findings (warnings) of its text.
std::vector<core::Finding> language_findings(Env& env, const letters::Template& one,
                                             const letters::Sheet& sheet);

// Puts a document under outbox/ and records that it was made.
struct Filing {
  const letters::Template& one;
  LetterWish wish;
  Format format;
  std::string archive; // the document's number in the archive, or empty
};
Result letter_file(Env& env, const casebook::Case& before, Filing filing);

// Records the archive's number of a document that was filed.
Result letter_archived(Env& env, const casebook::Case& before, const std::string& number,
                       const std::string& archive);

} // namespace cmd
