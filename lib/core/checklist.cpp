// SPDX-License-Identifier: MIT
#include "core/checklist.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/state.hpp"

namespace core {

std::string name_of(ItemState state) {
  switch (state) {
  case ItemState::done:
    return "done";
  case ItemState::due:
    return "due";
  case ItemState::consider:
    return "consider";
  case ItemState::not_needed:
    return "not_needed";
  case ItemState::open:
    break;
  }
  return "open";
}

namespace {

Path tick_of(const ChecklistItem& item) {
  return path_of(fmt::format("steps[step={}]", item.id));
}

// Whether a tick in `steps` makes it done: always where nothing else does, else where its
// condition asks for it.
bool is_ticked_done(const ChecklistItem& item) {
  bool asks = !item.done.has_value();
  const auto tick = tick_of(item);
  if (item.done) {
    item.done->each_fact([&](const Path& path, const Value&) { asks = asks || path == tick; });
  }
  return asks;
}

bool is_done(const ChecklistItem& item, const Value& document, const World& world) {
  return item.done ? item.done->ask(world).truth == Truth::yes
                   : !matches(document, tick_of(item)).empty();
}

// The earliest of the times that stand at its paths and of its ticks.
void set_time(const Value& document, ItemStanding& standing) {
  const auto& item = *standing.item;
  const auto look_at = [&](const Value& value, const std::string& by) {
    const auto time = value.is_string() ? parsed_time(value.as_string()) : std::nullopt;
    if (time && (!standing.at || time->instant < *standing.at)) {
      standing.at = time->instant;
      standing.by = by;
    }
  };
  if (is_ticked_done(item)) {
    for (const auto& tick : matches(document, tick_of(item))) {
      if (const auto* at = tick.value->find("at")) {
        look_at(*at, tick.value->text("by"));
      }
    }
  }
  for (const auto& path : item.at) {
    for (const auto& found : matches(document, path)) {
      look_at(*found.value, "");
    }
  }
}

// What is derived is settled by the facts that it is derived from.
std::vector<Cause> causes_in(const Kind& kind, std::vector<Cause> causes) {
  for (auto& cause : causes) {
    if (kind.category && cause.path.starts_with("state.category")) {
      cause.path = kind.category->of.back().to_text();
    }
  }
  std::sort(causes.begin(), causes.end());
  causes.erase(std::unique(causes.begin(), causes.end()), causes.end());
  return causes;
}

Answer ask(const std::optional<Condition>& condition, Truth otherwise, const World& world) {
  return condition ? condition->ask(world) : Answer{otherwise, {}, {}};
}

} // namespace

std::vector<ItemStanding> standing_of(const Kind& kind, std::string_view checklist,
                                      const Value& whole, const Value& organisation,
                                      const Value& state, Instant now) {
  const auto list = std::find_if(kind.checklists.begin(), kind.checklists.end(),
                                 [&](const Checklist& one) { return one.name == checklist; });
  if (list == kind.checklists.end()) {
    return {};
  }
  const auto document = without_corrected(whole);
  const auto world = world_of({document, organisation, now, &state, ""});
  std::vector<ItemStanding> items;
  for (const auto& item : list->items) {
    ItemStanding standing;
    standing.item = &item;
    const auto needed = ask(item.when, item.consider ? Truth::no : Truth::yes, world);
    const auto considered = ask(item.consider, Truth::no, world);
    if (is_done(item, document, world)) {
      standing.state = ItemState::done;
      set_time(document, standing);
    } else if (needed.truth == Truth::yes) {
      standing.state = ItemState::due;
    } else if (considered.truth == Truth::yes) {
      standing.state = ItemState::consider;
    } else if (needed.truth == Truth::no && considered.truth == Truth::no) {
      standing.state = ItemState::not_needed;
    } else {
      auto causes = needed.causes;
      causes.insert(causes.end(), considered.causes.begin(), considered.causes.end());
      standing.causes = causes_in(kind, std::move(causes));
    }
    items.push_back(std::move(standing));
  }
  return items;
}

std::vector<std::string> tickable(const Kind& kind) {
  std::vector<std::string> ids;
  for (const auto& list : kind.checklists) {
    for (const auto& item : list.items) {
      if (is_ticked_done(item) && std::find(ids.begin(), ids.end(), item.id) == ids.end()) {
        ids.push_back(item.id);
      }
    }
  }
  return ids;
}

const ChecklistItem* item_named(const Kind& kind, std::string_view id) {
  for (const auto& list : kind.checklists) {
    for (const auto& item : list.items) {
      if (item.id == id) {
        return &item;
      }
    }
  }
  return nullptr;
}

} // namespace core
