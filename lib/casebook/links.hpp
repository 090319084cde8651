// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "core/finding.hpp"

namespace casebook {

// How a case hangs together with another, as one of the two says it.
struct Link {
  std::string id;     // of the other case
  std::string as;     // "caused_by"
  bool other = false; // the other case says it, of this one
  bool found = false; // the other case is in this register
  std::string kind;   // of the other case, as far as it can be read
  std::string title;
  std::string status;
};

// The links of a case: its own in their order, then what other cases say of it, by id. Reads each
// case file whose text names the id.
std::vector<Link> links_of(const Book& book, const Case& one);

// Findings of the links that a case says itself: link-to-nothing (a case that this register does
// not hold), duplicates-in-circle (the case that it repeats comes back to it).
std::vector<core::Finding> judge_links(const Book& book, const Case& one);

} // namespace casebook
