// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <vector>

#include "audit/anchor.hpp"
#include "audit/ledger.hpp"
#include "casebook/book.hpp"
#include "register/past.hpp"

namespace audit {

// What is asked anew each time, since it does not lie in the commits: whether the clone is whole
// and shows its own history, whether the outbox holds what was recorded, whether an anchor fits,
// whether a commit lies in the future.
void add_outside(const casebook::Book& book, const reg::Past& past, const Ledger& ledger,
                 const std::optional<Anchor>& anchor, std::vector<Named>& named);

} // namespace audit
