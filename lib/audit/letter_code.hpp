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

// "7K2QF-9M4TX": whoever has the case can compute it again.
std::string letter_code(const Lettered& document);

// The same for an entry of a case's documents as it was recorded.
std::string letter_code(const std::string& uid, const core::List& documents, std::size_t index);

} // namespace audit
