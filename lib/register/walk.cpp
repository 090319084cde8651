// SPDX-License-Identifier: MIT
#include "register/walk.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <memory>

#include "register/files.hpp"
#include "register/parallel.hpp"

namespace reg {
namespace {

using Paths = std::vector<std::string>;

// More than there are processors help where the files are far away.
constexpr std::size_t k_threads = 4;

struct Closed {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

bool is_folder(const std::string& full, const dirent& entry) {
  struct stat status {};
  return entry.d_type == DT_DIR ||
         (entry.d_type == DT_UNKNOWN && ::lstat((full + entry.d_name).c_str(), &status) == 0 &&
          S_ISDIR(status.st_mode));
}

// Sorted; the name of a folder ends with a slash. So they come in the order of whole paths.
Paths names_in(const std::string& full) {
  Paths names;
  const std::unique_ptr<DIR, Closed> folder(::opendir(full.c_str()));
  if (!folder && errno != ENOENT && errno != ENOTDIR)
    fail_on_disk(full);
  if (!folder)
    return names;
  errno = 0;
  while (const dirent* entry = ::readdir(folder.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == ".." || name == ".git")
      continue;
    names.emplace_back(name);
    if (is_folder(full, *entry))
      names.back() += '/';
    errno = 0;
  }
  if (errno != 0)
    fail_on_disk(full);
  std::sort(names.begin(), names.end());
  return names;
}

void append(Paths& paths, Paths more) {
  if (paths.empty())
    paths = std::move(more);
  else
    paths.insert(paths.end(), std::move_iterator(more.begin()), std::move_iterator(more.end()));
}

// A folder with fewer files is read sooner than a thread begins.
constexpr std::size_t k_worth_a_thread = 500;

// Both end with a slash, or `prefix` is empty. The folders of the first level with several of them
// are read in threads once one was large.
Paths walk(const std::string& full, const std::string& prefix, std::size_t threads) {
  Paths names = names_in(full);
  std::vector<std::size_t> folders;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i].back() == '/')
      folders.push_back(i);
  std::vector<Paths> below(folders.size());
  const auto read = [&](std::size_t i) {
    const std::string& name = names[folders[i]];
    below[i] = walk(full + name, prefix + name, folders.size() > 1 ? 1 : threads);
  };
  std::size_t done = 0;
  for (bool is_large = false; done < folders.size() && !is_large; ++done) {
    read(done);
    is_large = below[done].size() >= k_worth_a_thread;
  }
  in_parallel(folders.size() - done, 1, threads, [&](std::size_t i) { read(done + i); });
  Paths paths;
  paths.reserve(names.size());
  std::size_t next = 0;
  for (const std::string& name : names)
    if (name.back() != '/')
      paths.push_back(prefix + name);
    else
      append(paths, std::move(below[next++]));
  return paths;
}

Nanoseconds since_1970(const struct timespec& time) {
  return std::chrono::seconds(time.tv_sec) + Nanoseconds(time.tv_nsec);
}

std::uint64_t word(Nanoseconds time) {
  return static_cast<std::uint64_t>(time.count());
}

// What is written from `now` on gets a later time than a file has that was last written this much
// earlier: the coarsest file systems count in two seconds, and the clock of the kernel lags.
constexpr std::chrono::seconds k_grain(3);

Stamped stamp(std::string path, const struct stat& status, Nanoseconds now) {
  const Nanoseconds written = since_1970(status.st_mtim);
  const Nanoseconds changed = since_1970(status.st_ctim);
  return {std::move(path),
          {word(written), word(changed), static_cast<std::uint64_t>(status.st_size), status.st_ino,
           status.st_mode},
          S_ISREG(status.st_mode) && std::max(written, changed) + k_grain < now};
}

} // namespace

std::vector<std::string> walked(const std::string& root, std::string_view folder) {
  const std::string prefix = folder.empty() ? "" : std::string(folder) + '/';
  return walk(root + '/' + prefix, prefix, k_threads);
}

std::vector<Stamped> stamped(const std::string& root, std::vector<std::string> paths,
                             Nanoseconds now) {
  const Descriptor top(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!top)
    fail_on_disk(root);
  std::vector<Stamped> files(paths.size());
  in_parallel(paths.size(), 500, k_threads, [&](std::size_t i) {
    struct stat status {};
    if (::fstatat(top.get(), paths[i].c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0)
      files[i] = stamp(std::move(paths[i]), status, now);
    else if (errno != ENOENT && errno != ENOTDIR)
      fail_on_disk(paths[i]);
  });
  std::erase_if(files, [](const Stamped& file) { return file.path.empty(); });
  return files;
}

} // namespace reg
