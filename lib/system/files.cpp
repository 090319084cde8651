// SPDX-License-Identifier: MIT
#include "system/files.hpp"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/error.hpp"

namespace sys {

namespace fs = std::filesystem;

bool is_file(const std::string& path) {
  std::error_code error;
  return fs::is_regular_file(path, error);
}

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_private(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & 077U) == 0;
}

bool is_link(const std::string& path) {
  std::error_code error;
  return fs::is_symlink(fs::symlink_status(path, error));
}

namespace {

struct Descriptor {
  int number;
  explicit Descriptor(int opened) : number(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) {
      ::close(number);
    }
  }
};

} // namespace

std::optional<std::string> read_file(const std::string& path) {
  // Not to wait for whoever may write into what is no regular file.
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
  struct stat about {};
  if (file.number < 0 || ::fstat(file.number, &about) != 0 || !S_ISREG(about.st_mode)) {
    return std::nullopt;
  }
  // One byte more than there should be, so that the end is seen without growing.
  std::string text(static_cast<std::size_t>(about.st_size) + 1, '\0');
  for (std::size_t size = 0;;) {
    const auto count = ::read(file.number, text.data() + size, text.size() - size);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      text.resize(size);
      return count == 0 ? std::optional(std::move(text)) : std::nullopt;
    }
    size += static_cast<std::size_t>(count);
    if (size == text.size()) {
      text.resize(2 * size);
    }
  }
}

std::string read_standard_input(std::size_t most) {
  std::string text;
  char block[65536];
  while (text.size() <= most) {
    const auto count = ::read(STDIN_FILENO, block, sizeof block);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      break;
    }
    text.append(block, static_cast<std::size_t>(count));
  }
  return text;
}

std::vector<std::string> folders_in(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (entry.is_directory(error)) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> files_in(const std::string& path) {
  std::vector<std::string> names;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(path, error)) {
    if (!entry.is_directory(error)) {
      names.push_back(entry.path().filename().string());
    }
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> files_below(const std::string& path) {
  std::vector<std::string> paths;
  std::error_code error;
  constexpr auto k_options = fs::directory_options::follow_directory_symlink;
  fs::recursive_directory_iterator entry(path, k_options, error);
  for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    std::error_code ignored;
    if (!entry->is_directory(ignored)) {
      paths.push_back(entry->path().string());
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string program_mark() {
  struct stat status {};
  if (::stat("/proc/self/exe", &status) != 0) {
    return "";
  }
  std::string mark;
  for (const auto number :
       {static_cast<long long>(status.st_size), static_cast<long long>(status.st_mtim.tv_sec),
        static_cast<long long>(status.st_mtim.tv_nsec)}) {
    mark += std::to_string(number) + ' ';
  }
  return mark;
}

void write_file(const std::string& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << text;
  file.flush();
  if (!file) {
    throw core::Error(core::Exit::failed, "disk",
                      {{"path", path}, {"reason", std::strerror(errno)}});
  }
}

namespace {

[[noreturn]] void throw_disk(const std::string& path, const std::string& reason) {
  throw core::Error(core::Exit::failed, "disk", {{"path", path}, {"reason", reason}});
}

// The folders on the way to a file, made where they are missing; none of them may lead elsewhere.
void make_private_folders(const fs::path& root, const fs::path& below) {
  if (below.is_absolute()) {
    throw core::Error(core::Exit::refused, "path-outside", {{"path", below.string()}});
  }
  auto folder = root;
  for (const auto& part : below.parent_path()) {
    folder /= part;
    std::error_code error;
    if (part == ".." || fs::is_symlink(fs::symlink_status(folder, error))) {
      throw core::Error(core::Exit::refused, "path-outside", {{"path", folder.string()}});
    }
    if (fs::create_directory(folder, error)) {
      fs::permissions(folder, fs::perms::owner_all, error);
    }
    if (!fs::is_directory(folder, error)) {
      throw_disk(folder.string(), error ? error.message() : std::strerror(ENOTDIR));
    }
  }
}

} // namespace

void write_private(const std::string& root, const std::string& path, const std::string& bytes) {
  make_private_folders(root, path);
  const auto target = fs::path(root) / path;
  auto name = target.string() + ".XXXXXX";
  const int file = ::mkstemp(name.data()); // readable by the user alone
  if (file < 0) {
    throw_disk(target.string(), std::strerror(errno));
  }
  std::size_t written = 0;
  while (written < bytes.size()) {
    const auto count = ::write(file, bytes.data() + written, bytes.size() - written);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count < 0) {
      break;
    }
    written += static_cast<std::size_t>(count);
  }
  const bool whole = written == bytes.size() && ::fsync(file) == 0;
  const auto reason = std::string(std::strerror(errno));
  ::close(file);
  if (!whole || ::rename(name.c_str(), target.c_str()) != 0) {
    const auto why = whole ? std::string(std::strerror(errno)) : reason;
    ::unlink(name.c_str());
    throw_disk(target.string(), why);
  }
}

std::string temporary_file(const std::string& text, const std::string& ending) {
  auto path = fs::temp_directory_path().string() + "/pvtool-XXXXXX" + ending;
  const int descriptor = ::mkstemps(path.data(), static_cast<int>(ending.size()));
  if (descriptor < 0) {
    throw core::Error(core::Exit::failed, "disk",
                      {{"path", path}, {"reason", std::strerror(errno)}});
  }
  ::close(descriptor);
  write_file(path, text);
  return path;
}

void remove_file(const std::string& path) {
  std::error_code error;
  fs::remove(path, error);
}

std::string data_folder() {
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error);
  const auto folder = program.parent_path().parent_path() / "share" / "pvtool";
  if (error || !is_folder(folder.string() + "/schemas")) {
    throw core::Error(core::Exit::failed, "data-folder-missing", {{"path", folder.string()}});
  }
  return folder.string();
}

std::string current_folder() {
  std::error_code error;
  return fs::current_path(error).string();
}

std::string path_below(const std::string& root, const std::string& path) {
  std::error_code error;
  const auto whole = fs::absolute(path, error).lexically_normal();
  const auto relative =
      whole.lexically_relative(fs::absolute(root, error).lexically_normal()).generic_string();
  return error || relative.empty() || relative == "." || relative.starts_with("..") ? "" : relative;
}

std::optional<std::string> environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value != nullptr && *value != '\0' ? std::optional<std::string>(value) : std::nullopt;
}

} // namespace sys
