// SPDX-License-Identifier: MIT
#include "register/files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "core/error.hpp"
#include "register/parallel.hpp"

namespace reg {
namespace {

void write_all(const Descriptor& file, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file.get(), bytes.data(), bytes.size());
    if (count < 0 && errno != EINTR)
      fail_on_disk(path);
    if (count > 0)
      bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void sync_one(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  // Some network file systems have no such call for folders.
  if (file ? ::fsync(file.get()) != 0 && errno != EINVAL : errno != ENOENT)
    fail_on_disk(path);
}

} // namespace

Descriptor::~Descriptor() {
  if (m_fd >= 0)
    ::close(m_fd);
}

void fail_on_disk(std::string_view path) {
  const std::string reason = std::strerror(errno);
  throw core::Error(core::Exit::failed, "disk", {{"path", std::string(path)}, {"reason", reason}});
}

std::string read_all(const Descriptor& file, std::string_view path) {
  struct stat status {};
  if (::fstat(file.get(), &status) != 0)
    fail_on_disk(path);
  std::string bytes;
  std::size_t have = 0;
  // One byte more than the size, so that the end shows without another round.
  bytes.resize(static_cast<std::size_t>(status.st_size) + 1);
  while (true) {
    const ssize_t count = ::read(file.get(), bytes.data() + have, bytes.size() - have);
    if (count < 0 && errno != EINTR)
      fail_on_disk(path);
    if (count == 0)
      break;
    if (count > 0)
      have += static_cast<std::size_t>(count);
    if (have == bytes.size())
      bytes.resize(bytes.size() * 2);
  }
  bytes.resize(have);
  return bytes;
}

std::optional<std::string> read_file(const std::string& path) {
  // Opening a pipe would wait for whoever writes to it.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file && (errno == ENOENT || errno == ENOTDIR))
    return std::nullopt;
  if (!file)
    fail_on_disk(path);
  return read_all(file, path);
}

void write_file(const std::string& path, std::string_view bytes, mode_t mode) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
  if (!file)
    fail_on_disk(path);
  write_all(file, bytes, path);
}

void sync_all(const std::vector<std::string>& paths) {
  in_parallel(paths.size(), 1, 16, [&](std::size_t i) { sync_one(paths[i]); });
}

void remove_file(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
    fail_on_disk(path);
}

void rename_file(const std::string& from, const std::string& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0)
    fail_on_disk(to);
}

bool exists(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0;
}

} // namespace reg
