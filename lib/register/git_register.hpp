// SPDX-License-Identifier: MIT
#pragma once

#include <map>

#include "register/change.hpp"
#include "register/files.hpp"
#include "register/git_handles.hpp"
#include "register/git_identity.hpp"
#include "register/git_index.hpp"
#include "register/git_testing.hpp"
#include "register/journal.hpp"
#include "register/register.hpp"

namespace reg {

// The commit that all answers come from.
struct Head {
  bool born = false;
  git_oid commit{};
  Tree tree; // none before the first commit
  // The trees below that were asked for; none where there is no folder. libgit2 keeps
  // only small ones, and reads one of a thousand cases anew for each of them.
  std::map<std::string, Tree, std::less<>> folders{};
};

// One file of a change, prepared.
struct Write {
  std::string path;
  std::optional<git_oid> before{}; // in the working tree
  std::optional<git_oid> after{};
  git_filemode_t mode = GIT_FILEMODE_BLOB;
  bool committed = false; // the head has the path
  std::string staged{};   // the scratch file, when the working tree must change
};

// A register in a git repository.
//   git_open.cpp     open, init, what kind of repository it is
//   git_read.cpp     committed and working content
//   git_compare.cpp  the paths of a commit, and what differs between two
//   git_history.cpp  commits
//   git_commit.cpp   one change
//   git_signing.cpp  how commits are to be signed
//   git_place.cpp    its steps: files, branch, disk
//   git_mend.cpp     what a crash left behind
class GitRegister final : public Register {
public:
  GitRegister(Repository repository, Step step, std::optional<Author> author = std::nullopt,
              Signer signer = {});

  std::string root() const override { return m_files.root(); }
  std::optional<std::string> committed(std::string_view path) const override;
  std::optional<std::string> working(std::string_view path) const override;
  State state(std::string_view path) const override;
  std::vector<std::string> working_paths(std::string_view folder) const override;
  std::vector<std::string> committed_paths(std::string_view folder) const override;
  std::vector<Stamped> stamps(std::string_view folder) const override;
  std::optional<std::vector<std::string>> changed_between(const std::string& older_head,
                                                          std::string_view folder) const override;
  std::string head() const override;
  std::string setting(const std::string& key) const override;
  std::optional<std::string> note(std::string_view name) const override;
  void keep_note(std::string_view name, const std::string& bytes) override;
  std::string commit(const Change& change, const std::string& expected) override;
  std::vector<Entry> history(std::string_view path, std::size_t most) const override;
  std::vector<Entry> line() const override;
  std::vector<std::string> touched(const std::string& id, std::string_view folder) const override;
  std::string commit_named(const std::string& word) const override;
  std::string listing(const std::string& id, std::string_view folder) const override;
  std::optional<std::string> content(const std::string& id, std::string_view path) const override;
  std::optional<std::string> mended() const override { return m_mended; }

private:
  void read_head();
  Commit known(const std::string& id) const;
  std::optional<std::string> content_of(const git_tree_entry* entry) const;
  std::vector<std::string> differing(const git_tree* older, const git_tree* newer,
                                     std::string_view folder) const;
  TreeEntry entry_in(const git_tree* tree, std::string_view path) const;
  const git_tree_entry* head_entry(std::string_view path) const;
  std::string content_of(const git_oid& blob) const;

  Identity refuse_unwritable() const;
  std::optional<Signing> signing() const;
  std::string branch() const;
  Write prepared(std::size_t number, const std::string& path,
                 const std::optional<std::string>& bytes) const;
  git_oid new_tree(const std::vector<Write>& writes) const;
  git_oid new_commit(const Change& change, const Identity& who, const git_oid& tree) const;
  Journal journal_for(const Change& change, const git_oid& commit,
                      const std::vector<Write>& writes) const;
  void carry_out(const Journal& journal, const std::vector<Write>& writes, NextIndex& index);
  void place(const std::vector<Write>& writes) const;
  void move_branch(const Journal& journal) const;
  std::vector<std::string> files_of(const git_oid& commit, const std::vector<Write>& writes) const;
  void settle(const Journal& journal) const;
  std::string tip(const std::string& branch) const;

  void mend_if_left();
  bool mend();
  void mend_from(const Journal& journal);
  void finish(const Journal& journal);
  void finish_index(const Journal& journal, NextIndex& index) const;
  void undo(const Journal& journal) const;
  std::optional<git_oid> working_id(const std::string& path) const;

  Library m_library; // first, so that it goes last
  Repository m_repository;
  std::string m_git_folder; // of this working tree; ends with a slash
  WorkingTree m_files;
  Workplace m_place;
  mutable Head m_head;
  Step m_step;
  std::optional<Author> m_author; // nothing: as git says
  Signer m_signer;
  std::optional<std::string> m_mended;
};

} // namespace reg
