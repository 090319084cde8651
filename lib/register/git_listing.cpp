// SPDX-License-Identifier: MIT
#include <cstdio>

#include "register/git_register.hpp"
#include "register/listing.hpp"

namespace reg {

namespace {

void add_line(const git_tree_entry* entry, const std::string& path, std::string& lines) {
  char mode[8];
  std::snprintf(mode, sizeof mode, "%06o",
                static_cast<unsigned>(git_tree_entry_filemode_raw(entry)));
  lines += std::string(mode) + ' ' + git_object_type2string(git_tree_entry_type(entry)) + ' ' +
           hex(*git_tree_entry_id(entry)) + '\t' + listed(path) + '\n';
}

void add_tree(git_repository* repository, const git_oid* id, const std::string& prefix,
              std::string& lines) {
  const auto tree = made<Tree>(git_tree_lookup, repository, id);
  for (std::size_t at = 0; at < git_tree_entrycount(tree.get()); ++at) {
    const git_tree_entry* entry = git_tree_entry_byindex(tree.get(), at);
    const std::string path = prefix + git_tree_entry_name(entry);
    if (git_tree_entry_type(entry) == GIT_OBJECT_TREE)
      add_tree(repository, git_tree_entry_id(entry), path + '/', lines);
    else
      add_line(entry, path, lines);
  }
}

} // namespace

std::string GitRegister::listing(const std::string& id, std::string_view folder) const {
  check_folder(folder);
  std::string lines;
  const Commit commit = known(id);
  if (!commit)
    return lines;
  const WithoutHashing fast;
  if (folder.empty()) {
    add_tree(m_repository.get(), git_commit_tree_id(commit.get()), "", lines);
    return lines;
  }
  const auto root = made<Tree>(git_commit_tree, commit.get());
  const TreeEntry entry = entry_in(root.get(), folder);
  if (entry && git_tree_entry_type(entry.get()) == GIT_OBJECT_TREE)
    add_tree(m_repository.get(), git_tree_entry_id(entry.get()), std::string(folder) + '/', lines);
  else if (entry)
    add_line(entry.get(), std::string(folder), lines);
  return lines;
}

} // namespace reg
