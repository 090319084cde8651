// SPDX-License-Identifier: MIT
#include "casebook/past.hpp"

#include <algorithm>

#include "yaml/document.hpp"

namespace casebook {

namespace {

// Adds what a version says of the fact, when that differs from the version before it.
void add(std::vector<Held>& oldest_first, const std::string& text, const core::Path& fact,
         reg::Entry commit) {
  const auto document = yaml::read(text);
  if (!document.root) {
    return;
  }
  const auto* found = core::at(*document.root, fact);
  auto value = found != nullptr ? *found : core::Value();
  const bool is_new =
      oldest_first.empty() ? found != nullptr : !(oldest_first.back().value == value);
  if (is_new) {
    const auto line = core::place_of(*document.root, fact).line;
    oldest_first.push_back({std::move(value), line, std::move(commit)});
  }
}

} // namespace

std::vector<Held> past_of(const reg::Register& reg, const std::string& path,
                          const core::Path& fact) {
  std::vector<Held> held;
  auto commits = reg.history(path, 0);
  std::reverse(commits.begin(), commits.end());
  for (auto& commit : commits) {
    if (const auto text = reg.content(commit.id, path)) {
      add(held, *text, fact, std::move(commit));
    }
  }
  if (const auto text = reg.working(path); text && text != reg.committed(path)) {
    add(held, *text, fact, {});
  }
  std::reverse(held.begin(), held.end());
  return held;
}

} // namespace casebook
