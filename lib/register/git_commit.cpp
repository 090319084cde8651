// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "register/git_register.hpp"

namespace reg {
namespace {

// Long enough for a crowd of writers, short enough for a person who waits.
constexpr std::chrono::seconds k_limit(10);
// git holds its lock for a moment, or for as long as an editor is open.
constexpr std::chrono::seconds k_index_limit(3);

const char* operation(int state) {
  switch (state) {
  case GIT_REPOSITORY_STATE_MERGE:
    return "merge";
  case GIT_REPOSITORY_STATE_REVERT:
  case GIT_REPOSITORY_STATE_REVERT_SEQUENCE:
    return "revert";
  case GIT_REPOSITORY_STATE_CHERRYPICK:
  case GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE:
    return "cherry-pick";
  case GIT_REPOSITORY_STATE_BISECT:
    return "bisect";
  case GIT_REPOSITORY_STATE_REBASE:
  case GIT_REPOSITORY_STATE_REBASE_INTERACTIVE:
  case GIT_REPOSITORY_STATE_REBASE_MERGE:
    return "rebase";
  case GIT_REPOSITORY_STATE_APPLY_MAILBOX:
  case GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE:
    return "am";
  default:
    return nullptr;
  }
}

std::string hex_or_empty(const std::optional<git_oid>& id) {
  return id ? hex(*id) : "";
}

} // namespace

Identity GitRegister::refuse_unwritable() const {
  if (const char* name = operation(git_repository_state(m_repository.get())))
    throw core::Error(core::Exit::refused, "merge-in-progress", {{"operation", name}});
  if (git_repository_head_detached(m_repository.get()) == 1)
    throw core::Error(core::Exit::refused, "detached-head", {{"path", root()}});
  if (m_author)
    return identity(*m_author);
  const auto config = made<Config>(git_repository_config_snapshot, m_repository.get());
  signing(); // refuses what cannot be signed before anything is done
  return identity(config.get());
}

std::string GitRegister::commit(const Change& change, const std::string& expected) {
  check_change(change);
  const Identity who = refuse_unwritable();
  const auto lock = Lock::locked(m_place, k_limit);
  if (!lock)
    throw core::Error(core::Exit::failed, "locked", {{"path", m_place.path("lock")}});
  // What the caller has read may be half of somebody's write.
  const bool was_left = m_place.is_left_over() && mend();
  const Mark mark(m_place);
  m_step("marked");
  const IndexLock index_lock(m_place, m_git_folder, k_index_limit);
  m_step("index locked");
  read_head();
  if (was_left || head() != expected)
    throw core::Error(core::Exit::refused, "moved-meanwhile",
                      {{"expected", expected}, {"head", head()}});

  NextIndex index(m_place, m_git_folder, root());
  for (const auto& [path, bytes] : change.files)
    index.refuse_conflicted(path);
  try {
    std::vector<Write> writes;
    for (const auto& [path, bytes] : change.files) {
      if (const auto read = change.read.find(path);
          read != change.read.end() && m_files.read(path) != read->second)
        throw core::Error(core::Exit::refused, "moved-meanwhile",
                          {{"expected", expected}, {"head", head()}});
      writes.push_back(prepared(writes.size(), path, bytes));
    }
    m_step("staged");
    const git_oid id = new_commit(change, who, new_tree(writes));
    m_step("committed to the object store");
    const Journal journal = journal_for(change, id, writes);
    m_place.save(journal, files_of(id, writes));
    m_step("journal saved");
    carry_out(journal, writes, index);
  } catch (...) {
    m_place.clean();
    throw;
  }
  read_head();
  return head();
}

Write GitRegister::prepared(std::size_t number, const std::string& path,
                            const std::optional<std::string>& bytes) const {
  m_files.check_place(path);
  git_tree* tree = m_head.tree.get();
  for (const std::string& folder : folders_of(path))
    if (const auto entry = entry_in(tree, folder);
        entry && git_tree_entry_type(entry.get()) != GIT_OBJECT_TREE)
      refuse_path("not-a-file", folder);
  const TreeEntry entry = entry_in(tree, path);
  if (entry && git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB)
    refuse_path("not-a-file", path);

  Write write{.path = path, .committed = entry != nullptr};
  const bool executable =
      entry && git_tree_entry_filemode(entry.get()) == GIT_FILEMODE_BLOB_EXECUTABLE;
  write.mode = executable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
  // The old content must be in the store too, so that it can be put back.
  git_oid id;
  if (const auto old = m_files.read(path)) {
    check(git_odb_hash(&id, old->data(), old->size(), GIT_OBJECT_BLOB), path);
    // One that is committed is there: writing it again would give its file a new time.
    if (!entry || !git_oid_equal(&id, git_tree_entry_id(entry.get())))
      check(git_blob_create_from_buffer(&id, m_repository.get(), old->data(), old->size()), path);
    write.before = id;
  }
  if (!bytes)
    return write;
  check(git_blob_create_from_buffer(&id, m_repository.get(), bytes->data(), bytes->size()), path);
  write.after = id;
  if (!write.before || !git_oid_equal(&*write.before, &id))
    write.staged = m_files.stage(number, path, *bytes, executable);
  return write;
}

git_oid GitRegister::new_tree(const std::vector<Write>& writes) const {
  std::vector<git_tree_update> updates;
  for (const Write& write : writes) {
    if (write.after)
      updates.push_back({GIT_TREE_UPDATE_UPSERT, *write.after, write.mode, write.path.c_str()});
    else if (write.committed)
      updates.push_back({GIT_TREE_UPDATE_REMOVE, {}, write.mode, write.path.c_str()});
  }
  git_oid id;
  if (updates.empty() && m_head.tree)
    return *git_tree_id(m_head.tree.get());
  check(git_tree_create_updated(&id, m_repository.get(), m_head.tree.get(), updates.size(),
                                updates.data()));
  return id;
}

git_oid GitRegister::new_commit(const Change& change, const Identity& who,
                                const git_oid& tree_id) const {
  const auto tree = made<Tree>(git_tree_lookup, m_repository.get(), &tree_id);
  Commit parent;
  if (m_head.born)
    parent = made<Commit>(git_commit_lookup, m_repository.get(), &m_head.commit);
  const git_commit* parents[] = {parent.get()};
  const std::size_t count = m_head.born ? 1 : 0;
  git_buf text = GIT_BUF_INIT;
  check(git_commit_create_buffer(&text, m_repository.get(), who.author.get(), who.committer.get(),
                                 nullptr, message_of(change).c_str(), tree.get(), count, parents));
  const std::string content(text.ptr, text.size);
  git_buf_dispose(&text);
  const auto wanted = signing();
  const auto signature = wanted ? m_signer(*wanted, content) : std::string();
  git_oid id;
  check(git_commit_create_with_signature(&id, m_repository.get(), content.c_str(),
                                         wanted ? signature.c_str() : nullptr, nullptr));
  // The reflog names whom the commit names, not whom libgit2 would guess.
  check(git_repository_set_ident(m_repository.get(), who.committer->name, who.committer->email));
  return id;
}

Journal GitRegister::journal_for(const Change& change, const git_oid& commit,
                                 const std::vector<Write>& writes) const {
  Journal journal{branch(), head(), hex(commit), change.subject, {}};
  for (const Write& write : writes)
    journal.files.push_back({write.path, hex_or_empty(write.before), hex_or_empty(write.after),
                             write.mode == GIT_FILEMODE_BLOB_EXECUTABLE});
  return journal;
}

// From the journal on a crash no longer loses the change: the next run completes it.
void GitRegister::carry_out(const Journal& journal, const std::vector<Write>& writes,
                            NextIndex& index) {
  try {
    place(writes);
    for (const Write& write : writes)
      if (write.after)
        index.set(write.path, *write.after, write.mode, m_files.status(write.path));
      else
        index.remove(write.path);
    index.write();
    m_step("index written");
    move_branch(journal);
  } catch (...) {
    if (tip(journal.branch) == journal.commit)
      throw;
    m_place.turn_to_undo();
    m_step("turned to undo");
    undo(journal);
    settle(journal);
    m_place.drop_journal();
    throw;
  }
  m_step("branch moved");
  index.place();
  m_step("index placed");
  settle(journal);
  m_place.drop_journal();
  m_step("journal dropped");
}

} // namespace reg
