// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "register/change.hpp"
#include "register/files.hpp"

namespace reg {
namespace {

// Empty when there is nothing, also behind a symlink.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         std::free);
  return real ? real.get() : "";
}

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  return std::string(path.substr(0, slash == std::string_view::npos ? 0 : slash));
}

std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// Beside the target, for when .git is on another file system.
std::string beside(const std::string& target, const std::string& staged) {
  return target.substr(0, target.rfind('/') + 1) + ".pvtool-" + name_of(staged);
}

// A file that others share keeps its group, and a new one gets that of a set-gid folder.
// That fails where the user may not, and then the file is merely the user's own.
void adopt(int file, const std::string& target, bool executable) {
  struct stat status {};
  mode_t mode = 0;
  if (::lstat(target.c_str(), &status) == 0) {
    mode = status.st_mode & 0666;
    [[maybe_unused]] const int kept = ::fchown(file, static_cast<uid_t>(-1), status.st_gid);
  } else {
    if (::stat(folder_of(target).c_str(), &status) == 0 && (status.st_mode & S_ISGID))
        [[maybe_unused]]
      const int kept = ::fchown(file, static_cast<uid_t>(-1), status.st_gid);
    ::fstat(file, &status); // made with the umask applied
    mode = status.st_mode & 0666;
  }
  if (executable)
    mode |= (mode & 0444) >> 2;
  ::fchmod(file, mode);
}

} // namespace

WorkingTree::WorkingTree(const std::string& root, std::string scratch)
    : m_root(real_path(root)), m_scratch(std::move(scratch)) {}

std::string WorkingTree::full(std::string_view path) const {
  return path.empty() ? m_root : m_root + '/' + std::string(path);
}

std::string WorkingTree::scratch(std::size_t number) const {
  return m_scratch + "/new-" + std::to_string(number);
}

bool WorkingTree::contains(const std::string& real) const {
  const std::string git = m_root + "/.git";
  return (real == m_root || real.starts_with(m_root + '/')) && real != git &&
         !real.starts_with(git + '/');
}

// Every folder on the way to `path` that is there leads to a place inside.
void WorkingTree::check_way(std::string_view path) const {
  const std::string folder = folder_of(path);
  if (folder == m_checked)
    return;
  const std::string real = real_path(full(folder));
  if (real.empty()) {
    struct stat status {};
    for (const std::string& part : folders_of(path))
      if (::lstat(full(part).c_str(), &status) == 0 && S_ISLNK(status.st_mode))
        refuse_path("path-outside", path);
    return;
  }
  if (!contains(real))
    refuse_path("path-outside", path);
  m_checked = folder;
}

// A link may lead anywhere inside the register and nowhere else.
Descriptor WorkingTree::open_link(std::string_view path) const {
  const std::string real = real_path(full(path));
  if (real.empty() || !contains(real))
    refuse_path("path-outside", path);
  return Descriptor(::open(real.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
}

std::optional<std::string> WorkingTree::read(std::string_view path) const {
  check_way(path);
  const std::string name = full(path);
  // Without O_NONBLOCK a fifo would hold us for ever.
  Descriptor direct(::open(name.c_str(), O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC));
  const Descriptor file = !direct && errno == ELOOP ? open_link(path) : std::move(direct);
  if (!file && (errno == ENOENT || errno == ENOTDIR))
    return std::nullopt;
  if (!file && errno == ENXIO)
    refuse_path("not-a-file", path);
  if (!file)
    fail_on_disk(path);
  struct stat status {};
  if (::fstat(file.get(), &status) != 0)
    fail_on_disk(path);
  if (!S_ISREG(status.st_mode))
    refuse_path("not-a-file", path);
  return read_all(file, path);
}

std::vector<std::string> WorkingTree::paths(std::string_view folder) const {
  if (!folder.empty())
    check_way(std::string(folder) + "/x");
  return walked(m_root, folder);
}

std::vector<Stamped> WorkingTree::stamps(std::string_view folder, Nanoseconds now) const {
  return stamped(m_root, paths(folder), now);
}

void WorkingTree::check_place(const std::string& path) const {
  struct stat status {};
  for (const std::string& folder : folders_of(path)) {
    if (::lstat(full(folder).c_str(), &status) != 0)
      return;
    // git would not look behind the link, so the file could never be committed there.
    if (S_ISLNK(status.st_mode))
      refuse_path("path-outside", path);
    if (!S_ISDIR(status.st_mode))
      refuse_path("not-a-file", folder);
  }
  if (::lstat(full(path).c_str(), &status) == 0 && !S_ISREG(status.st_mode))
    refuse_path("not-a-file", path);
}

std::string WorkingTree::stage(std::size_t number, const std::string& path, std::string_view bytes,
                               bool executable) const {
  const std::string name = scratch(number);
  remove_file(name);
  write_file(name, bytes);
  const Descriptor file(::open(name.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file)
    fail_on_disk(name);
  adopt(file.get(), full(path), executable);
  return name;
}

void WorkingTree::place(const std::string& staged, const std::string& path) const {
  for (const std::string& folder : folders_of(path))
    if (::mkdir(full(folder).c_str(), 0777) != 0 && errno != EEXIST)
      fail_on_disk(folder);
  const std::string target = full(path);
  if (std::rename(staged.c_str(), target.c_str()) == 0)
    return;
  if (errno != EXDEV)
    fail_on_disk(path);
  struct stat status {};
  const std::string near = beside(target, staged);
  write_file(near, read_file(staged).value_or(""));
  sync_all({near});
  if (::lstat(staged.c_str(), &status) == 0)
    ::chmod(near.c_str(), status.st_mode & 0777);
  rename_file(near, target);
  remove_file(staged);
}

void WorkingTree::remove(const std::string& path) const {
  remove_file(full(path));
  const auto folders = folders_of(path);
  for (auto folder = folders.rbegin(); folder != folders.rend(); ++folder)
    if (::rmdir(full(*folder).c_str()) != 0)
      return;
}

std::vector<std::string> WorkingTree::folders(const std::string& path) const {
  std::vector<std::string> result = {m_root};
  for (const std::string& folder : folders_of(path))
    result.push_back(full(folder));
  return result;
}

struct stat WorkingTree::status(const std::string& path) const {
  struct stat status {};
  if (::lstat(full(path).c_str(), &status) != 0)
    fail_on_disk(path);
  return status;
}

void WorkingTree::clean(std::size_t number, const std::string& path) const {
  remove_file(beside(full(path), scratch(number)));
}

} // namespace reg
