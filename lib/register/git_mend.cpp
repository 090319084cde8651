// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "register/git_register.hpp"

namespace reg {
namespace {

constexpr std::chrono::seconds k_limit(5);
constexpr std::chrono::seconds k_index_limit(1);

bool is(const std::optional<git_oid>& id, const std::string& text) {
  return text.empty() ? !id : id && hex(*id) == text;
}

git_oid id_from(const std::string& text) {
  git_oid id;
  check(git_oid_fromstr(&id, text.c_str()), text);
  return id;
}

void sync_staged(const std::vector<Write>& writes) {
  std::vector<std::string> files;
  for (const Write& write : writes)
    if (!write.staged.empty())
      files.push_back(write.staged);
  sync_all(files);
}

git_filemode_t mode_of(const JournalFile& file) {
  return file.executable ? GIT_FILEMODE_BLOB_EXECUTABLE : GIT_FILEMODE_BLOB;
}

} // namespace

// Called before anything is read. A write that is going on is waited for, so that nobody
// reads the half of it. What cannot be mended now stays for the next run: reading
// must work on a read-only disk and in the midst of a merge too.
void GitRegister::mend_if_left() {
  if (!m_place.is_left_over())
    return;
  try {
    const auto lock = Lock::locked(m_place, k_limit);
    if (lock && m_place.is_left_over())
      mend();
  } catch (const core::Error& error) {
    if (error.code != core::Exit::failed)
      throw;
  }
}

// Returns whether anything in sight of the user was mended.
bool GitRegister::mend() {
  const auto journal = m_place.journal();
  if (journal) {
    const bool is_busy = git_repository_state(m_repository.get()) != GIT_REPOSITORY_STATE_NONE;
    if (is_busy)
      throw core::Error(core::Exit::failed, "locked", {{"path", m_place.path("journal")}});
    const IndexLock index_lock(m_place, m_git_folder, k_index_limit);
    m_step("mending");
    mend_from(*journal);
    settle(*journal);
    m_place.drop_journal();
    m_step("journal dropped");
  } else if (IndexLock::is_ours(m_place, m_git_folder)) {
    remove_file(m_git_folder + "index.lock");
  }
  m_place.clean();
  remove_file(m_place.path("writing"));
  m_step("mended");
  return journal.has_value();
}

void GitRegister::mend_from(const Journal& journal) {
  const bool on_branch = branch() == journal.branch;
  const std::string now = tip(journal.branch);
  const git_oid commit = id_from(journal.commit);
  const bool is_in = now == journal.commit || (!now.empty() && [&, tip_id = id_from(now)] {
                       return git_graph_descendant_of(m_repository.get(), &tip_id, &commit) == 1;
                     }());
  const bool is_done = !m_place.is_undo() && (is_in || (on_branch && now == journal.expected));
  if (is_done && on_branch)
    finish(journal);
  else if (!is_done)
    undo(journal);
  for (std::size_t i = 0; i < journal.files.size(); ++i)
    m_files.clean(i, journal.files[i].path);
  m_mended = (is_done ? "completed: " : "undone: ") + journal.subject;
}

// Zero, which is like no content, where there is something else than a file of ours.
std::optional<git_oid> GitRegister::working_id(const std::string& path) const {
  git_oid id{};
  try {
    const auto bytes = m_files.read(path);
    if (!bytes)
      return std::nullopt;
    check(git_odb_hash(&id, bytes->data(), bytes->size(), GIT_OBJECT_BLOB), path);
  } catch (const core::Error& error) {
    if (error.code != core::Exit::refused)
      throw;
  }
  return id;
}

void GitRegister::finish(const Journal& journal) {
  const bool has_moved = tip(journal.branch) != journal.expected;
  std::vector<Write> writes;
  for (const JournalFile& file : journal.files) {
    Write write{.path = file.path, .before = working_id(file.path), .mode = mode_of(file)};
    // A file that is neither as before nor as after was edited since, and is left alone.
    // Files go before the branch: once that has moved, every difference is an edit.
    if (has_moved || !is(write.before, file.before) || is(write.before, file.after))
      continue;
    if (!file.after.empty()) {
      write.after = id_from(file.after);
      write.staged =
          m_files.stage(writes.size(), file.path, content_of(*write.after), file.executable);
    }
    writes.push_back(write);
  }
  sync_staged(writes);
  place(writes);
  NextIndex index(m_place, m_git_folder, root());
  finish_index(journal, index);
  index.write();
  if (!has_moved)
    move_branch(journal);
  m_step("branch moved");
  index.place();
  m_step("index placed");
}

// Entries that the user has staged since the crash are left alone.
void GitRegister::finish_index(const Journal& journal, NextIndex& index) const {
  Tree old;
  if (!journal.expected.empty()) {
    const git_oid expected = id_from(journal.expected);
    const auto commit = made<Commit>(git_commit_lookup, m_repository.get(), &expected);
    old = made<Tree>(git_commit_tree, commit.get());
  }
  for (const JournalFile& file : journal.files) {
    const bool is_placed = is(working_id(file.path), file.after);
    const auto staged = index.id_of(file.path);
    const TreeEntry entry = entry_in(old.get(), file.path);
    const bool is_old =
        entry ? staged && git_oid_equal(&*staged, git_tree_entry_id(entry.get())) : !staged;
    if (!is_placed && !is_old)
      continue;
    if (file.after.empty())
      index.remove(file.path);
    else if (is_placed)
      index.set(file.path, id_from(file.after), mode_of(file), m_files.status(file.path));
    else
      index.set(file.path, id_from(file.after), mode_of(file));
  }
}

// Put back what was there, where our content still is.
void GitRegister::undo(const Journal& journal) const {
  std::vector<Write> writes;
  for (const JournalFile& file : journal.files) {
    Write write{.path = file.path, .before = working_id(file.path), .mode = mode_of(file)};
    if (!is(write.before, file.after) || is(write.before, file.before))
      continue;
    if (!file.before.empty()) {
      write.after = id_from(file.before);
      write.staged =
          m_files.stage(writes.size(), file.path, content_of(*write.after), file.executable);
    }
    writes.push_back(write);
  }
  sync_staged(writes);
  place(writes);
}

} // namespace reg
