// SPDX-License-Identifier: MIT
#include "register/git_register.hpp"

#include <algorithm>

namespace reg {
namespace {

using Paths = std::vector<std::string>;

// The entries of a tree in git's order, where a folder sorts as if its name ended with a slash.
// That is the bytewise order of whole paths.
class Entries {
public:
  explicit Entries(const git_tree* tree) : m_tree(tree) {}

  const git_tree_entry* now() const {
    return m_tree ? git_tree_entry_byindex(m_tree, m_at) : nullptr;
  }
  void next() { ++m_at; }

private:
  const git_tree* m_tree; // none: no entries
  std::size_t m_at = 0;
};

bool is(const git_tree_entry* entry, git_object_t type) {
  return entry && git_tree_entry_type(entry) == type;
}

bool is_same(const git_tree_entry* a, const git_tree_entry* b) {
  return a && b && git_tree_entry_type(a) == git_tree_entry_type(b) &&
         git_oid_equal(git_tree_entry_id(a), git_tree_entry_id(b));
}

int order(const git_tree_entry* a, const git_tree_entry* b) {
  return !a ? 1 : !b ? -1 : git_tree_entry_cmp(a, b);
}

Tree tree_of(git_repository* repository, const git_tree_entry* entry) {
  return is(entry, GIT_OBJECT_TREE)
             ? made<Tree>(git_tree_lookup, repository, git_tree_entry_id(entry))
             : nullptr;
}

// The paths of the contents that differ; equal folders are not looked into.
void compare(git_repository* repository, const git_tree* older, const git_tree* newer,
             const std::string& prefix, Paths& paths) {
  Entries before(older);
  Entries after(newer);
  while (before.now() || after.now()) {
    const int sign = order(before.now(), after.now());
    const git_tree_entry* a = sign <= 0 ? before.now() : nullptr;
    const git_tree_entry* b = sign >= 0 ? after.now() : nullptr;
    if (!is_same(a, b)) {
      const std::string path = prefix + git_tree_entry_name(a ? a : b);
      if (is(a, GIT_OBJECT_BLOB) || is(b, GIT_OBJECT_BLOB))
        paths.push_back(path);
      if (is(a, GIT_OBJECT_TREE) || is(b, GIT_OBJECT_TREE))
        compare(repository, tree_of(repository, a).get(), tree_of(repository, b).get(), path + '/',
                paths);
    }
    if (a)
      before.next();
    if (b)
      after.next();
  }
}

} // namespace

Paths GitRegister::differing(const git_tree* older, const git_tree* newer,
                             std::string_view folder) const {
  Paths paths;
  const WithoutHashing fast;
  if (folder.empty())
    compare(m_repository.get(), older, newer, "", paths);
  else
    compare(m_repository.get(), tree_of(m_repository.get(), entry_in(older, folder).get()).get(),
            tree_of(m_repository.get(), entry_in(newer, folder).get()).get(),
            std::string(folder) + '/', paths);
  return paths;
}

Paths GitRegister::committed_paths(std::string_view folder) const {
  check_folder(folder);
  return differing(nullptr, m_head.tree.get(), folder);
}

std::optional<Paths> GitRegister::changed_between(const std::string& older_head,
                                                  std::string_view folder) const {
  check_folder(folder);
  if (older_head == head())
    return Paths();
  if (older_head.empty())
    return differing(nullptr, m_head.tree.get(), folder);
  const Commit older = known(older_head);
  if (!older)
    return std::nullopt;
  return differing(made<Tree>(git_commit_tree, older.get()).get(), m_head.tree.get(), folder);
}

Paths GitRegister::touched(const std::string& id, std::string_view folder) const {
  check_folder(folder);
  const Commit commit = known(id);
  if (!commit)
    return {};
  const auto tree = made<Tree>(git_commit_tree, commit.get());
  const unsigned parents = git_commit_parentcount(commit.get());
  Paths paths = parents == 0 ? differing(nullptr, tree.get(), folder) : Paths();
  for (unsigned at = 0; at < parents; ++at) {
    const auto parent = made<Commit>(git_commit_parent, commit.get(), at);
    const Paths own =
        differing(made<Tree>(git_commit_tree, parent.get()).get(), tree.get(), folder);
    if (at == 0)
      paths = own;
    else
      std::erase_if(paths, [&](const auto& path) {
        return !std::binary_search(own.begin(), own.end(), path);
      });
  }
  return paths;
}

} // namespace reg
