// SPDX-License-Identifier: MIT
#include "register/git_index.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <tuple>
#include <vector>

#include "core/error.hpp"
#include "register/change.hpp"

namespace reg {
namespace {

bool is_before(const git_index_time& a, const struct timespec& b) {
  return std::tuple(std::int64_t{a.seconds}, std::int64_t{a.nanoseconds}) <
         std::tuple(std::int64_t{b.tv_sec}, std::int64_t{b.tv_nsec});
}

git_index_time index_time(const struct timespec& time) {
  return {static_cast<std::int32_t>(time.tv_sec), static_cast<std::uint32_t>(time.tv_nsec)};
}

bool is_same(const git_index_time& a, const git_index_time& b) {
  return a.seconds == b.seconds && a.nanoseconds == b.nanoseconds;
}

git_index_entry entry_for(const std::string& path, const git_oid& id, git_filemode_t mode) {
  git_index_entry entry{};
  entry.path = path.c_str();
  entry.id = id;
  entry.mode = mode;
  return entry;
}

} // namespace

NextIndex::NextIndex(const Workplace& place, std::string git_folder, std::string root)
    : m_next(place.path("index")), m_present(git_folder + "index"), m_root(std::move(root)) {
  remove_file(m_next);
  // A second name is enough: libgit2 replaces the file, it does not write into it.
  if (::link(m_present.c_str(), m_next.c_str()) != 0 && errno != ENOENT)
    if (const auto bytes = read_file(m_present))
      write_file(m_next, *bytes);
  struct stat status {};
  if (::stat(m_present.c_str(), &status) == 0)
    m_time = status.st_mtim;
  git_index* raw = nullptr;
  check(git_index_open(&raw, m_next.c_str()), m_present);
  m_index.reset(raw);
  keep_doubts();
}

// git trusts an entry whose file has the size and time that the entry says, unless the file
// is as young as the index: then it looks into the file. An index that we write is
// younger, and a change made within the same second would vanish from `git status`. So,
// as git does, leave the doubt in the entry: size 0 means look.
void NextIndex::keep_doubts() {
  std::vector<git_index_entry> doubtful;
  for (std::size_t i = 0; i < git_index_entrycount(m_index.get()); ++i) {
    const git_index_entry& entry = *git_index_get_byindex(m_index.get(), i);
    if (std::int64_t{entry.mtime.seconds} < std::int64_t{m_time.tv_sec})
      continue;
    struct stat status {};
    const bool is_sure = is_before(entry.mtime, m_time) &&
                         ::lstat((m_root + '/' + entry.path).c_str(), &status) == 0 &&
                         is_same(entry.mtime, index_time(status.st_mtim)) &&
                         is_same(entry.ctime, index_time(status.st_ctim)) &&
                         entry.file_size == static_cast<std::uint32_t>(status.st_size);
    if (!is_sure && entry.file_size != 0)
      doubtful.push_back(entry);
  }
  for (git_index_entry& entry : doubtful) {
    const std::string path = entry.path; // the old entry goes
    entry.path = path.c_str();
    entry.file_size = 0;
    check(git_index_add(m_index.get(), &entry), path);
  }
}

void NextIndex::refuse_conflicted(const std::string& path) const {
  for (int stage = 1; stage <= 3; ++stage)
    if (git_index_get_bypath(m_index.get(), path.c_str(), stage))
      refuse_path("conflicted", path);
}

std::optional<git_oid> NextIndex::id_of(const std::string& path) const {
  const git_index_entry* entry = git_index_get_bypath(m_index.get(), path.c_str(), 0);
  return entry ? std::optional(entry->id) : std::nullopt;
}

void NextIndex::remove(const std::string& path) {
  const int code = git_index_remove(m_index.get(), path.c_str(), 0);
  if (code != GIT_ENOTFOUND)
    check(code, path);
}

void NextIndex::set(const std::string& path, const git_oid& id, git_filemode_t mode,
                    const struct stat& status) {
  git_index_entry entry = entry_for(path, id, mode);
  entry.ctime = index_time(status.st_ctim);
  entry.mtime = index_time(status.st_mtim);
  entry.dev = static_cast<std::uint32_t>(status.st_dev);
  entry.ino = static_cast<std::uint32_t>(status.st_ino);
  entry.uid = status.st_uid;
  entry.gid = status.st_gid;
  entry.file_size = static_cast<std::uint32_t>(status.st_size);
  check(git_index_add(m_index.get(), &entry), path);
}

void NextIndex::set(const std::string& path, const git_oid& id, git_filemode_t mode) {
  const git_index_entry entry = entry_for(path, id, mode);
  check(git_index_add(m_index.get(), &entry), path);
}

void NextIndex::write() {
  check(git_index_write(m_index.get()), m_present);
}

void NextIndex::place() {
  rename_file(m_next, m_present);
}

} // namespace reg
