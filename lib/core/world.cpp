// SPDX-License-Identifier: MIT
#include "core/world.hpp"

namespace core {

namespace {

// Whether a search came to its end: a declared unknown on the way ends it earlier.
bool ends_alike(const Path& found, const Path& asked) {
  if (found.steps.empty()) {
    return false;
  }
  const auto& last = asked.steps.back();
  return last.kind == Step::Kind::key ? found.steps.back() == last
                                      : found.steps.back().kind == Step::Kind::index;
}

} // namespace

std::vector<Item> items_of(const Value& root, const Path& path, std::string_view prefix) {
  std::vector<Item> items;
  for (const auto& found : matches(root, path)) {
    Item item;
    item.path = std::string(prefix) + found.path.to_text();
    item.value = found.value;
    item.yet = found.value->is_unknown();
    item.forever = found.value->is_undeterminable();
    item.above = (item.yet || item.forever) && !ends_alike(found.path, path);
    if (item.yet || item.forever) {
      item.causes.push_back({item.path, true, item.forever});
    } else {
      item.possible.push_back(found.value);
    }
    items.push_back(std::move(item));
  }
  return items;
}

Path rest_of(const Path& path) {
  return {{path.steps.begin() + 1, path.steps.end()}};
}

Path joined(const Path& front, const Path& back) {
  Path path = front;
  path.steps.insert(path.steps.end(), back.steps.begin(), back.steps.end());
  return path;
}

World world_of(const Facts& facts) {
  const auto look = [facts](const Path& path) -> Seen {
    const auto& first = path.steps.front().key;
    if (first == "org" && path.steps.size() > 1) {
      return {items_of(facts.organisation, rest_of(path), "org."), path.to_text()};
    }
    if (first == "state" && facts.state != nullptr && path.steps.size() > 1) {
      return {items_of(*facts.state, rest_of(path), "state."), path.to_text()};
    }
    if (first == "entry" && !facts.entry.empty()) {
      const auto full = joined(path_of(facts.entry), rest_of(path));
      return full.steps.front().key == "org"
                 ? Seen{items_of(facts.organisation, rest_of(full), "org."), full.to_text()}
                 : Seen{items_of(facts.document, full), full.to_text()};
    }
    return {items_of(facts.document, path), path.to_text()};
  };
  return {look, facts.now};
}

} // namespace core
