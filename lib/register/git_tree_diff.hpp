// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "register/git_handles.hpp"
#include "register/past.hpp"

namespace reg {

// The bytes of an object, held against its name. Throws core::Error (broken, "object-damaged",
// {object, reason}) when it is missing, damaged, or of another type.
std::string object_text(git_odb* odb, const git_oid& id, git_object_t type);

// What differs between two trees, read as they are stored. Of each folder the last tree that was
// asked for is kept: the next commit is compared with it.
class TreeDiff {
public:
  explicit TreeDiff(git_odb* odb) : m_odb(odb) {}

  // A zero id is an empty tree. Sorted as git sorts. Throws as `object_text` does, and with
  // a third argument, {odd}, where `after` is none that git writes: names out of order, twice or
  // impossible, folders too deep, more than a million changes.
  std::vector<Changed> between(const git_oid& before, const git_oid& after);
  // The content at a path, or nothing.
  std::optional<git_oid> entry(const git_oid& tree, std::string_view path);
  // The names in a folder; none when there is no such folder.
  std::vector<std::string> names(const git_oid& tree, std::string_view folder);

private:
  std::string taken(const std::string& folder, const git_oid& id);
  void compare(const std::string& folder, const git_oid& before, const git_oid& after,
               std::vector<Changed>& changed);

  git_odb* m_odb;
  std::unordered_map<std::string, std::pair<git_oid, std::string>> m_kept;
};

} // namespace reg
