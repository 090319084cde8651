// SPDX-License-Identifier: MIT
#include "core/diff.hpp"

#include <fmt/format.h>

namespace core {

namespace {

void compare(const Value& before, const Value& after, const std::string& path,
             std::vector<Difference>& places);

void compare_maps(const Value& before, const Value& after, const std::string& path,
                  std::vector<Difference>& places) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "." + key; };
  for (const auto& member : after.as_map()) {
    if (const auto* old = before.find(member.key)) {
      compare(*old, member.value, below(member.key), places);
    } else {
      places.push_back({below(member.key), nullptr, &member.value});
    }
  }
  for (const auto& member : before.as_map()) {
    if (after.find(member.key) == nullptr) {
      places.push_back({below(member.key), &member.value, nullptr});
    }
  }
}

void compare_lists(const Value& before, const Value& after, const std::string& path,
                   std::vector<Difference>& places) {
  const auto& old_list = before.as_list();
  const auto& new_list = after.as_list();
  for (std::size_t index = 0; index < std::max(old_list.size(), new_list.size()); ++index) {
    const auto place = fmt::format("{}[{}]", path, index);
    if (index < old_list.size() && index < new_list.size()) {
      compare(old_list[index], new_list[index], place, places);
    } else {
      places.push_back({place, index < old_list.size() ? &old_list[index] : nullptr,
                        index < new_list.size() ? &new_list[index] : nullptr});
    }
  }
}

bool of_maps(const Value& list) {
  return !list.as_list().empty() && list.as_list().front().is_map();
}

void compare(const Value& before, const Value& after, const std::string& path,
             std::vector<Difference>& places) {
  if (before == after) {
    return;
  }
  if (before.is_map() && after.is_map()) {
    compare_maps(before, after, path, places);
  } else if (before.is_list() && after.is_list() && (of_maps(before) || of_maps(after))) {
    compare_lists(before, after, path, places);
  } else {
    places.push_back({path, &before, &after});
  }
}

} // namespace

std::vector<Difference> compared(const Value& before, const Value& after) {
  std::vector<Difference> places;
  compare(before, after, "", places);
  return places;
}

std::vector<std::string> differences(const Value& before, const Value& after) {
  std::vector<std::string> paths;
  for (const auto& place : compared(before, after)) {
    paths.push_back(place.path);
  }
  return paths;
}

} // namespace core
