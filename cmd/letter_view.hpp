// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "cmd/env.hpp"
#include "core/draft.hpp"
#include "core/time.hpp"
#include "letters/template.hpp"
#include "letters/view.hpp"

namespace cmd {

// What is wished of one document, besides case and template.
struct LetterWish {
  const casebook::Case* one = nullptr; // none: a document that needs no case
  std::optional<std::size_t> group;    // the entry of `subjects` it is for
  std::vector<std::string> to;         // lines: name, address
  core::Date date;                     // that stands on it
  std::optional<std::size_t> number;   // filed: its number in the case
  std::string code;                    // filed: the short code
  std::string by;                      // the role that signs, where it was said
};

// The letter view of a case for one template: the contract of pvtool-template(5).
letters::View letter_view(Env& env, const letters::Template& one, const LetterWish& wish);

// The key of the role that signs, or empty: the first of the template's that pvtool.yaml has.
std::string signer_of(Env& env, const letters::Template& one, const LetterWish& wish);

} // namespace cmd
