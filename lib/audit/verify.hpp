// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "audit/anchor.hpp"
#include "audit/report.hpp"
#include "audit/signers.hpp"
#include "casebook/book.hpp"

namespace audit {

struct Wish {
  std::optional<Anchor> anchor;
  bool from_scratch = false; // believe nothing that an earlier run found
  Progress progress = {};
};

// Verify the whole history of a register. `program` holds the program's kinds and no register's.
// What was verified once is remembered in a note of the clone; see memory.hpp for when it is
// believed. Throws core::Error (refused, "nothing-committed") before the first commit.
Report verified(casebook::Book& book, const casebook::Kinds& program, const Wish& wish);

} // namespace audit
