// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "register/files.hpp"

namespace reg {

// One file of an unfinished write. The contents are blobs in the object store, in full
// hexadecimal; empty where the file is absent.
struct JournalFile {
  std::string path;
  std::string before; // in the working tree, which may differ from the head
  std::string after;
  bool executable = false;
};

// What a write is about to do, on the disk before its first visible step, so that the
// next run can finish or undo it whatever stopped it.
struct Journal {
  std::string branch;
  std::string expected; // the head below; empty before the first commit
  std::string commit;   // an object that already exists
  std::string subject;
  std::vector<JournalFile> files;
};

std::string text_of(const Journal& journal);
// Nothing when the text is not a whole journal.
std::optional<Journal> journal_from(const std::string& text);

// The folder of ours inside .git (or inside .git/worktrees/NAME):
//   lock      held while a process writes; the kernel lets go of it when the process dies
//   writing   there from before the first step until after the last: a write is going on
//             or was cut short; its content is also that of our index.lock
//   journal   what the write does; "undo" instead when it failed and is being taken back
//   new-N     the next content of a file
//   index     the next index
//   note-X    a note: what a command has found and can find again
class Workplace {
public:
  explicit Workplace(const std::string& git_folder); // ends with a slash

  std::string path(const char* name) const { return m_folder + name; }
  const std::string& folder() const { return m_folder; }
  bool is_left_over() const { return exists(path("writing")); }

  // On the disk when this returns, after the files that it needs.
  void save(const Journal& journal, std::vector<std::string> what_it_needs) const;
  // Throws journal-unreadable for one that is not ours to read.
  std::optional<Journal> journal() const;
  bool is_undo() const { return exists(path("undo")); }
  void turn_to_undo() const;
  void drop_journal() const;
  // What cannot be read or kept does without.
  std::optional<std::string> note(std::string_view name) const;
  void keep_note(std::string_view name, std::string_view bytes) const;

  // Remove what a write makes here besides the lock, the mark and the journal.
  void clean() const;

private:
  std::string m_folder;
};

// The right to write: one process at a time. Made by `locked`.
class Lock {
public:
  // Waits for at most `limit`; nothing when another process holds it that long.
  static std::optional<Lock> locked(const Workplace& place, std::chrono::milliseconds limit);

private:
  explicit Lock(Descriptor file) : m_file(std::move(file)) {}
  Descriptor m_file;
};

// The file `writing`. It stays when a journal does: then there is something to mend.
class Mark {
public:
  explicit Mark(const Workplace& place);
  ~Mark();
  Mark(const Mark&) = delete;
  Mark& operator=(const Mark&) = delete;

private:
  const Workplace& m_place;
};

// git's own index.lock, so that plain git and we never write the index at once. It has
// our mark in it: a later run knows that it was ours and may remove it.
class IndexLock {
public:
  // Takes the lock, or keeps the one that an earlier run of ours left behind.
  // Throws locked after `limit`.
  IndexLock(const Workplace& place, const std::string& git_folder, std::chrono::milliseconds limit);
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

  static bool is_ours(const Workplace& place, const std::string& git_folder);

private:
  std::string m_path;
};

} // namespace reg
