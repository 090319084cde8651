// SPDX-License-Identifier: MIT
#include "register/git_register.hpp"

namespace reg {

TreeEntry GitRegister::entry_in(const git_tree* tree, std::string_view path) const {
  git_tree_entry* raw = nullptr;
  const int code =
      tree ? git_tree_entry_bypath(&raw, tree, std::string(path).c_str()) : GIT_ENOTFOUND;
  if (code != GIT_ENOTFOUND)
    check(code, path);
  return TreeEntry(raw);
}

const git_tree_entry* GitRegister::head_entry(std::string_view path) const {
  const auto slash = path.rfind('/');
  const std::string name(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
  const git_tree* tree = m_head.tree.get();
  if (slash != std::string_view::npos) {
    const std::string folder(path.substr(0, slash));
    auto found = m_head.folders.find(folder);
    if (found == m_head.folders.end()) {
      const git_tree_entry* entry = head_entry(folder);
      const bool is_folder = entry && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
      Tree below = is_folder
                       ? made<Tree>(git_tree_lookup, m_repository.get(), git_tree_entry_id(entry))
                       : nullptr;
      found = m_head.folders.emplace(folder, std::move(below)).first;
    }
    tree = found->second.get();
  }
  return tree ? git_tree_entry_byname(tree, name.c_str()) : nullptr;
}

std::optional<std::string> GitRegister::content_of(const git_tree_entry* entry) const {
  if (!entry || git_tree_entry_type(entry) != GIT_OBJECT_BLOB)
    return std::nullopt;
  return content_of(*git_tree_entry_id(entry));
}

std::string GitRegister::content_of(const git_oid& id) const {
  const auto blob = made<Blob>(git_blob_lookup, m_repository.get(), &id);
  return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                     static_cast<std::size_t>(git_blob_rawsize(blob.get())));
}

std::optional<std::string> GitRegister::committed(std::string_view path) const {
  check_path(path);
  return content_of(head_entry(path));
}

std::optional<std::string> GitRegister::working(std::string_view path) const {
  check_path(path);
  return m_files.read(path);
}

State GitRegister::state(std::string_view path) const {
  const auto bytes = working(path);
  const git_tree_entry* entry = head_entry(path);
  const bool committed = entry && git_tree_entry_type(entry) == GIT_OBJECT_BLOB;
  if (!bytes)
    return committed ? State::deleted : State::absent;
  if (!committed)
    return State::untracked;
  git_oid id;
  check(git_odb_hash(&id, bytes->data(), bytes->size(), GIT_OBJECT_BLOB), path);
  return git_oid_equal(&id, git_tree_entry_id(entry)) ? State::same : State::changed;
}

std::vector<std::string> GitRegister::working_paths(std::string_view folder) const {
  check_folder(folder);
  return m_files.paths(folder);
}

std::vector<Stamped> GitRegister::stamps(std::string_view folder) const {
  check_folder(folder);
  return m_files.stamps(folder, std::chrono::system_clock::now().time_since_epoch());
}

std::optional<std::string> GitRegister::note(std::string_view name) const {
  check_note(name);
  return m_place.note(name);
}

void GitRegister::keep_note(std::string_view name, const std::string& bytes) {
  check_note(name);
  m_place.keep_note(name, bytes);
}

std::string GitRegister::setting(const std::string& key) const {
  const auto config = made<Config>(git_repository_config_snapshot, m_repository.get());
  return reg::setting(config.get(), key.c_str());
}

std::string GitRegister::head() const {
  return m_head.born ? hex(m_head.commit) : "";
}

// None when this clone has no such commit.
Commit GitRegister::known(const std::string& id) const {
  git_oid oid;
  if (id.size() != GIT_OID_HEXSZ || git_oid_fromstr(&oid, id.c_str()) != 0)
    return nullptr;
  git_commit* raw = nullptr;
  const int code = git_commit_lookup(&raw, m_repository.get(), &oid);
  if (code != GIT_ENOTFOUND)
    check(code, id);
  return Commit(raw);
}

std::optional<std::string> GitRegister::content(const std::string& id,
                                                std::string_view path) const {
  check_path(path);
  const Commit commit = known(id);
  if (!commit)
    return std::nullopt;
  return content_of(entry_in(made<Tree>(git_commit_tree, commit.get()).get(), path).get());
}

} // namespace reg
