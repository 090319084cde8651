// SPDX-License-Identifier: MIT
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/walk.hpp"

namespace reg {

// A file descriptor that closes itself.
class Descriptor {
public:
  explicit Descriptor(int fd) : m_fd(fd) {}
  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : m_fd(other.m_fd) { other.m_fd = -1; }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  Descriptor& operator=(Descriptor&&) = delete;
  int get() const { return m_fd; }
  explicit operator bool() const { return m_fd >= 0; }

private:
  int m_fd;
};

// Throws disk with {path} and the reason that errno gives.
[[noreturn]] void fail_on_disk(std::string_view path);

// The whole file, or nothing when there is none.
std::optional<std::string> read_file(const std::string& path);
// All bytes from an open file; `path` is for the error.
std::string read_all(const Descriptor& file, std::string_view path);
// Write a new file; an old one is replaced. It may be lost with the power until it is synced.
void write_file(const std::string& path, std::string_view bytes, mode_t mode = 0666);
// Have these files and folders on the disk; one that does not exist is fine. All at once: the
// file system puts what waits together into one transaction, and waiting for each in turn takes
// ten times as long.
void sync_all(const std::vector<std::string>& paths);
// Remove a file; one that is not there is fine.
void remove_file(const std::string& path);
void rename_file(const std::string& from, const std::string& to);
bool exists(const std::string& path);

// The files of the register as the user sees them. Paths are relative to the root and have
// passed check_path.
class WorkingTree {
public:
  // `scratch` is a folder of ours inside .git, where files are written before they
  // are moved into place, so that no half-written or temporary file shows up.
  WorkingTree(const std::string& root, std::string scratch);

  const std::string& root() const { return m_root; }

  // Throws path-outside, not-a-file or disk.
  std::optional<std::string> read(std::string_view path) const;
  // All that is no folder below `folder`, without following symlinks, sorted bytewise.
  std::vector<std::string> paths(std::string_view folder) const;
  // The same with what the file system says of each; `now` is the time since 1970.
  std::vector<Stamped> stamps(std::string_view folder, Nanoseconds now) const;

  // Throws unless a regular file could be put at `path`: no symlink on the way or there,
  // no folder there, no file on the way.
  void check_place(const std::string& path) const;
  // Write the bytes to a scratch file that looks like the file it will replace. Returns the
  // scratch file's name.
  std::string stage(std::size_t number, const std::string& path, std::string_view bytes,
                    bool executable) const;
  // Move a staged file to its place, making folders as needed.
  void place(const std::string& staged, const std::string& path) const;
  // Remove a file and the folders that this leaves empty.
  void remove(const std::string& path) const;
  // The folders to sync after a change of `path`.
  std::vector<std::string> folders(const std::string& path) const;
  struct stat status(const std::string& path) const;
  // Remove what `place` may have left beside `path` where .git is on another file system.
  void clean(std::size_t number, const std::string& path) const;

private:
  std::string full(std::string_view path) const;
  std::string scratch(std::size_t number) const;
  bool contains(const std::string& real) const;
  void check_way(std::string_view path) const;
  Descriptor open_link(std::string_view path) const;

  std::string m_root; // no symlink in it
  std::string m_scratch;
  mutable std::string m_checked; // the folder that check_way found to be inside
};

} // namespace reg
