// SPDX-License-Identifier: MIT
#include <set>
#include <thread>

#include "core/error.hpp"
#include "register/git_register.hpp"

namespace reg {
namespace {

constexpr std::chrono::seconds k_limit(10);

std::optional<git_oid> id_from(const std::string& text) {
  git_oid id;
  if (text.empty())
    return std::nullopt;
  check(git_oid_fromstr(&id, text.c_str()), text);
  return id;
}

} // namespace

std::string GitRegister::branch() const {
  const auto symbolic = made<Reference>(git_reference_lookup, m_repository.get(), "HEAD");
  const char* target = git_reference_symbolic_target(symbolic.get());
  return target ? target : "";
}

std::string GitRegister::tip(const std::string& branch) const {
  git_oid id;
  const int code = git_reference_name_to_id(&id, m_repository.get(), branch.c_str());
  if (code == GIT_ENOTFOUND)
    return "";
  check(code, branch);
  return hex(id);
}

void GitRegister::place(const std::vector<Write>& writes) const {
  for (const Write& write : writes) {
    if (!write.staged.empty())
      m_files.place(write.staged, write.path);
    else if (!write.after && write.before)
      m_files.remove(write.path);
    m_step("placed a file");
  }
}

// Everything new that the commit stands on.
std::vector<std::string> GitRegister::files_of(const git_oid& commit_id,
                                               const std::vector<Write>& writes) const {
  const auto commit = made<Commit>(git_commit_lookup, m_repository.get(), &commit_id);
  const auto tree = made<Tree>(git_commit_tree, commit.get());
  std::set<std::string> ids = {hex(commit_id), hex(*git_tree_id(tree.get()))};
  std::set<std::string> files;
  for (const Write& write : writes) {
    for (const std::string& folder : folders_of(write.path))
      if (const TreeEntry entry = entry_in(tree.get(), folder))
        ids.insert(hex(*git_tree_entry_id(entry.get())));
    for (const auto& blob : {write.before, write.after})
      if (blob)
        ids.insert(hex(*blob));
    files.insert(write.staged);
  }
  files.erase("");
  const std::string objects =
      git_repository_commondir(m_repository.get()) + std::string("objects/");
  for (const std::string& id : ids) {
    files.insert(objects + id.substr(0, 2));
    files.insert(objects + id.substr(0, 2) + '/' + id.substr(2));
  }
  return {files.begin(), files.end()};
}

// The journal may go when what it vouches for is on the disk.
void GitRegister::settle(const Journal& journal) const {
  const std::string ref = git_repository_commondir(m_repository.get()) + journal.branch;
  std::set<std::string> files = {ref, ref.substr(0, ref.rfind('/')), m_git_folder + "index"};
  for (const JournalFile& file : journal.files)
    files.merge([folders = m_files.folders(file.path)] {
      return std::set<std::string>(folders.begin(), folders.end());
    }());
  sync_all({files.begin(), files.end()});
}

void GitRegister::move_branch(const Journal& journal) const {
  const git_oid id = *id_from(journal.commit);
  const git_oid expected = id_from(journal.expected).value_or(git_oid{}); // zero: no branch yet
  const std::string log =
      (journal.expected.empty() ? "commit (initial): " : "commit: ") + journal.subject;
  const auto end = std::chrono::steady_clock::now() + k_limit;
  while (true) {
    git_reference* raw = nullptr;
    const int code = git_reference_create_matching(&raw, m_repository.get(), journal.branch.c_str(),
                                                   &id, 1, &expected, log.c_str());
    const Reference moved(raw);
    if (code == 0)
      return;
    // libgit2 also says "modified" when it met another writer's lock half-way.
    const bool may_pass = code == GIT_ELOCKED || code == GIT_EMODIFIED || code == GIT_EEXISTS;
    const std::string now = may_pass ? tip(journal.branch) : "";
    if (may_pass && now != journal.expected)
      throw core::Error(core::Exit::refused, "moved-meanwhile",
                        {{"expected", journal.expected}, {"head", now}});
    if (!may_pass || std::chrono::steady_clock::now() >= end)
      fail(code, journal.branch);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

} // namespace reg
