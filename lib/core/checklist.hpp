// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/condition.hpp"
#include "core/kind.hpp"
#include "core/time.hpp"
#include "core/value.hpp"
#include "core/world.hpp"

namespace core {

// done: it is done, needed or not. due: needed, and not surely done. consider: somebody is to say
// whether it is needed. not_needed: surely not. open: what says whether it is needed is missing.
enum class ItemState { done, due, consider, not_needed, open };
std::string name_of(ItemState state);

// One item of one case. Whether it is done comes from the facts, or from a tick in `steps`; what
// a later entry corrects counts no more.
struct ItemStanding {
  const ChecklistItem* item = nullptr;
  ItemState state = ItemState::open;
  std::optional<Instant> at; // done: the earliest time that says so
  std::string by;            // done by a tick: the role that the entry names
  std::vector<Cause> causes; // open: what would settle it
};

// The items of a checklist in the order of the kind; none when it has no such list. The order is
// a guide and nothing asks for it to be kept.
std::vector<ItemStanding> standing_of(const Kind& kind, std::string_view checklist,
                                      const Value& document, const Value& organisation,
                                      const Value& state, Instant now);

// The ids that may be ticked in `steps`: those of items that a tick makes done.
std::vector<std::string> tickable(const Kind& kind);

// The item of this id, in any of the lists; null when there is none.
const ChecklistItem* item_named(const Kind& kind, std::string_view id);

} // namespace core
