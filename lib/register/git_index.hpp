// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "register/git_handles.hpp"
#include "register/journal.hpp"

namespace reg {

// The next index, made beside the present one while the index.lock is held. All entries
// but those that are set keep what they say.
class NextIndex {
public:
  // Throws unsupported-repository for a split or sparse index.
  NextIndex(const Workplace& place, std::string git_folder, std::string root);

  // Throws conflicted when a merge left more than one version of the path.
  void refuse_conflicted(const std::string& path) const;
  std::optional<git_oid> id_of(const std::string& path) const;

  void remove(const std::string& path);
  // The file in the working tree holds what is set; `status` comes from there.
  void set(const std::string& path, const git_oid& id, git_filemode_t mode,
           const struct stat& status);
  // The file in the working tree holds something else.
  void set(const std::string& path, const git_oid& id, git_filemode_t mode);

  void write();
  // Make it the index.
  void place();

private:
  void keep_doubts();

  std::string m_next;
  std::string m_present;
  std::string m_root;
  struct timespec m_time {}; // of the present index
  Index m_index;
};

} // namespace reg
