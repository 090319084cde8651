// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "audit/cases.hpp"
#include "audit/ledger.hpp"
#include "audit/naming.hpp"
#include "casebook/kinds.hpp"
#include "register/past.hpp"

namespace audit {

// Times and names of the commits, and how they follow each other. Goes on with the time that the
// ledger's head had reached.
void judge_order(const reg::Walk& walk, const Places& places, Ledger& ledger, Naming naming);
// Each commit touches only what its command may touch. `program` tells what of schemas/ is the
// program's own. Writes into the ledger which acknowledgements do not count.
void judge_paths(const reg::Past& past, const reg::Walk& walk, const casebook::Kinds& program,
                 Ledger& ledger, Naming naming);
// Cases that came and went: numbers without gaps, no case deleted or renumbered. Goes on with the
// ledger's numbers and uids.
void judge_moves(const reg::Walk& walk, const std::vector<Move>& moves, Ledger& ledger,
                 Naming naming);

} // namespace audit
