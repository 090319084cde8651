// SPDX-License-Identifier: MIT
#include "audit/alike.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace audit {

namespace {

using Rows = std::vector<std::size_t>; // by their places

struct Split {
  std::vector<Rows> shown; // by their value
  Rows rest;
};

// Rows that are alike so far, by what they say in one column.
Split split(const std::map<std::string, Rows>& by_value, std::size_t least) {
  Split split;
  for (const auto& [value, places] : by_value) {
    split.shown.push_back(places);
  }
  std::stable_sort(split.shown.begin(), split.shown.end(),
                   [](const Rows& one, const Rows& other) { return one.size() > other.size(); });
  const auto is_enough = [&] { return split.rest.empty() || split.rest.size() >= least; };
  while (!split.shown.empty() && (split.shown.back().size() < least || !is_enough())) {
    const auto& rarest = split.shown.back();
    split.rest.insert(split.rest.end(), rarest.begin(), rarest.end());
    split.shown.pop_back();
  }
  return split;
}

} // namespace

std::vector<std::vector<bool>> shown_alike(const std::vector<std::vector<std::string>>& rows,
                                           std::size_t least) {
  std::vector<std::vector<bool>> shown;
  Rows all;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    shown.emplace_back(rows[row].size(), false);
    all.push_back(row);
  }
  std::vector<Rows> alike = {std::move(all)};
  const auto columns = rows.empty() || rows.size() < least ? 0 : rows.front().size();
  for (std::size_t column = 0; column < columns; ++column) {
    std::vector<Rows> next;
    for (const auto& group : alike) {
      std::map<std::string, Rows> by_value;
      for (const auto row : group) {
        by_value[rows[row][column]].push_back(row);
      }
      auto parts = split(by_value, least);
      for (auto& part : parts.shown) {
        for (const auto row : part) {
          shown[row][column] = true;
        }
        next.push_back(std::move(part));
      }
      if (!parts.rest.empty()) {
        next.push_back(std::move(parts.rest));
      }
    }
    alike = std::move(next);
  }
  return shown;
}

} // namespace audit
