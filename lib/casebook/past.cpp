// SPDX-License-Identifier: MIT
#include "casebook/past.hpp"

#include <algorithm>

#include "yaml/document.hpp"

namespace casebook {

Past::Past(const reg::Register& reg, const std::string& path) {
  const auto add = [&](const std::string& text, reg::Entry commit) {
    if (auto document = yaml::read(text); document.root) {
      m_versions.push_back({std::move(*document.root), std::move(commit)});
    }
  };
  auto commits = reg.history(path, 0);
  for (auto commit = commits.rbegin(); commit != commits.rend(); ++commit) {
    if (const auto text = reg.content(commit->id, path)) {
      add(*text, std::move(*commit));
    }
  }
  if (const auto text = reg.working(path); text && text != reg.committed(path)) {
    add(*text, {});
  }
}

std::vector<Held> Past::of(const core::Path& fact) const {
  std::vector<Held> held;
  for (const auto& version : m_versions) {
    const auto* found = core::at(version.root, fact);
    auto value = found != nullptr ? *found : core::Value();
    if (held.empty() ? found != nullptr : !(held.back().value == value)) {
      held.push_back({std::move(value), core::place_of(version.root, fact).line, version.commit});
    }
  }
  std::reverse(held.begin(), held.end());
  return held;
}

const Past::Version*
Past::newest_with_more(const std::function<std::size_t(const core::Value&)>& count) const {
  const Version* newest = nullptr;
  std::size_t before = 0;
  for (const auto& version : m_versions) {
    const auto now = count(version.root);
    newest = now > before ? &version : newest;
    before = now;
  }
  return newest;
}

} // namespace casebook
