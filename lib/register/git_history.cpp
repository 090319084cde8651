// SPDX-License-Identifier: MIT
#include <cstring>
#include <unordered_map>

#include "register/git_register.hpp"
#include "register/git_trailers.hpp"

namespace reg {
namespace {

struct HashOfId {
  std::size_t operator()(const git_oid& id) const {
    std::size_t hash = 0;
    std::memcpy(&hash, id.id, sizeof hash);
    return hash;
  }
};

struct SameId {
  bool operator()(const git_oid& a, const git_oid& b) const { return git_oid_equal(&a, &b); }
};

using IdMap = std::unordered_map<git_oid, git_oid, HashOfId, SameId>;

// The entry of a name in a tree as it is stored ("MODE NAME\0" and 20 bytes, repeated), or
// zero. A folder of thousands of cases has a new tree with every commit; making objects of all
// its entries to look at one costs ten times as much.
git_oid entry_in_raw(std::string_view tree, std::string_view name) {
  git_oid id{};
  while (!tree.empty()) {
    const auto blank = tree.find(' ');
    const auto end = tree.find('\0', blank);
    if (end == std::string_view::npos || tree.size() < end + 1 + GIT_OID_RAWSZ)
      return id;
    if (tree.substr(blank + 1, end - blank - 1) == name) {
      std::memcpy(id.id, tree.data() + end + 1, GIT_OID_RAWSZ);
      return id;
    }
    tree.remove_prefix(end + 1 + GIT_OID_RAWSZ);
  }
  return id;
}

// What one path is in many commits.
class PathIn {
public:
  PathIn(git_repository* repository, std::string_view path)
      : m_repository(repository), m_odb(made<Odb>(git_repository_odb, repository)) {
    for (const std::string& folder : folders_of(path))
      m_parts.push_back(folder.substr(folder.rfind('/') + 1));
    m_parts.emplace_back(path.substr(path.rfind('/') + 1));
    m_seen.resize(m_parts.size());
  }

  const git_oid& at(const git_oid& commit_id) {
    if (const auto found = m_commits.find(commit_id); found != m_commits.end())
      return found->second;
    const auto commit = made<Commit>(git_commit_lookup, m_repository, &commit_id);
    git_oid id = *git_commit_tree_id(commit.get());
    for (std::size_t i = 0; i < m_parts.size() && !git_oid_is_zero(&id); ++i)
      id = entry(i, id);
    return m_commits.emplace(commit_id, id).first->second;
  }

private:
  // Neighbouring commits share most of their trees.
  git_oid entry(std::size_t level, const git_oid& tree) {
    if (const auto found = m_seen[level].find(tree); found != m_seen[level].end())
      return found->second;
    git_odb_object* raw = nullptr;
    check(git_odb_read(&raw, m_odb.get(), &tree));
    const OdbObject object(raw);
    git_oid id{};
    if (git_odb_object_type(raw) == GIT_OBJECT_TREE)
      id = entry_in_raw(
          {static_cast<const char*>(git_odb_object_data(raw)), git_odb_object_size(raw)},
          m_parts[level]);
    return m_seen[level].emplace(tree, id).first->second;
  }

  git_repository* m_repository;
  Odb m_odb;
  std::vector<std::string> m_parts;
  std::vector<IdMap> m_seen;
  IdMap m_commits;
};

// A merge counts when it is like none of its parents: then it changed the path itself.
bool changed(PathIn& path, git_commit* commit) {
  const git_oid id = path.at(*git_commit_id(commit));
  for (unsigned i = 0; i < git_commit_parentcount(commit); ++i)
    if (git_oid_equal(&id, &path.at(*git_commit_parent_id(commit, i))))
      return false;
  return git_commit_parentcount(commit) > 0 || !git_oid_is_zero(&id);
}

Entry entry_of(git_commit* commit) {
  const git_signature* author = git_commit_author(commit);
  const char* summary = git_commit_summary(commit);
  std::vector<std::string> parents;
  for (unsigned i = 0; i < git_commit_parentcount(commit); ++i)
    parents.push_back(hex(*git_commit_parent_id(commit, i)));
  return {hex(*git_commit_id(commit)),
          std::string(author->name) + " <" + author->email + '>',
          Instant(std::chrono::seconds(git_commit_committer(commit)->when.time)),
          summary ? summary : "",
          trailers_of(git_commit_message(commit)),
          parents};
}

} // namespace

std::vector<Entry> GitRegister::history(std::string_view path, std::size_t most) const {
  check_folder(path);
  std::vector<Entry> entries;
  if (!m_head.born)
    return entries;
  read_no_graph(m_repository.get());
  const auto walk = made<Revwalk>(git_revwalk_new, m_repository.get());
  git_revwalk_sorting(walk.get(), GIT_SORT_TOPOLOGICAL | GIT_SORT_TIME);
  check(git_revwalk_push(walk.get(), &m_head.commit));
  const WithoutHashing fast;
  PathIn path_in(m_repository.get(), path);
  git_oid id;
  int code = 0;
  while ((most == 0 || entries.size() < most) && (code = git_revwalk_next(&id, walk.get())) == 0) {
    const auto commit = made<Commit>(git_commit_lookup, m_repository.get(), &id);
    if (path.empty() || changed(path_in, commit.get()))
      entries.push_back(entry_of(commit.get()));
  }
  if (code != GIT_ITEROVER)
    check(code);
  return entries;
}

std::string GitRegister::commit_named(const std::string& word) const {
  git_object* raw = nullptr;
  if (git_revparse_single(&raw, m_repository.get(), word.c_str()) < 0)
    return {};
  const Object named(raw);
  if (git_object_peel(&raw, named.get(), GIT_OBJECT_COMMIT) < 0)
    return {};
  const Object commit(raw);
  return hex(*git_object_id(commit.get()));
}

std::vector<Entry> GitRegister::line() const {
  std::vector<Entry> entries;
  const WithoutHashing fast;
  git_oid id = m_head.commit;
  for (bool more = m_head.born; more;) {
    const auto commit = made<Commit>(git_commit_lookup, m_repository.get(), &id);
    entries.push_back(entry_of(commit.get()));
    more = git_commit_parentcount(commit.get()) > 0;
    if (more)
      id = *git_commit_parent_id(commit.get(), 0);
  }
  return entries;
}

} // namespace reg
