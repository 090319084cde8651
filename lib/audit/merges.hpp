// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <set>
#include <string>

#include "audit/ledger.hpp"
#include "audit/naming.hpp"
#include "register/past.hpp"

namespace audit {

// The commits on which one of two rests and the other does not.
struct Parted {
  std::set<std::size_t> mine;
  std::set<std::size_t> theirs;
};

Parted parted(const reg::Walk& walk, const Places& places, const std::string& mine,
              const std::string& theirs);

// What merges brought together. Writes the lines that came home into the ledger.
void judge_merges(const reg::Walk& walk, const Places& places, Ledger& ledger, Naming naming);

} // namespace audit
