// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>

#include "core/value.hpp"

namespace audit {

// What the short code of a document is made from.
struct Lettered {
  std::string uid;        // of the case
  std::size_t number = 0; // in its documents, from 0
  std::string name;       // of the template
  std::int64_t version = 0;
  std::string language;
  std::string commit; // that the case stood as
};

// The short code of a filed document, "7K2QF-9M4TX", from what is known before it is rendered. It
// stands in the document, so that a copy in someone's hand can be matched to the register: ten
// characters of Crockford's base 32 from the sha256 of "pvtool letter 1", the case's uid, the
// number of the document from 1, TEMPLATE@VERSION, the language and the case's commit, each with a
// line feed.
std::string letter_code(const Lettered& document);

// The same for an entry of a case's documents as it was recorded.
std::string letter_code(const std::string& uid, const core::List& documents, std::size_t index);

} // namespace audit
