// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>

#include "core/error.hpp"
#include "system/files.hpp"

namespace fs = std::filesystem;

namespace {

// An empty folder of its own, removed with all that is in it.
class Folder {
public:
  Folder() {
    auto path = (fs::temp_directory_path() / "pvtool-files-XXXXXX").string();
    REQUIRE(::mkdtemp(path.data()) != nullptr);
    m_path = path;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(m_path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  std::string operator/(const std::string& name) const { return m_path + "/" + name; }
  const std::string& path() const { return m_path; }
  // How many entries there are, at every depth.
  std::size_t size() const {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : fs::recursive_directory_iterator(m_path)) {
      ++count;
    }
    return count;
  }

private:
  std::string m_path;
};

unsigned mode_of(const std::string& path) {
  struct stat status {};
  REQUIRE(::lstat(path.c_str(), &status) == 0);
  return status.st_mode & 07777U;
}

std::string error_of(const std::string& root, const std::string& path) {
  try {
    sys::write_private(root, path, "x");
  } catch (const core::Error& error) {
    return error.name;
  }
  return "";
}

} // namespace

TEST_CASE("a private file and the folders made for it are the user's alone") {
  const Folder there;
  const auto before = ::umask(0);
  sys::write_private(there.path(), "letters/2026/a.md", "blåbær");
  ::umask(before);
  CHECK(sys::read_file(there / "letters/2026/a.md") == "blåbær");
  CHECK(mode_of(there / "letters/2026/a.md") == 0600);
  CHECK(mode_of(there / "letters/2026") == 0700);
  CHECK(mode_of(there / "letters") == 0700);
  CHECK(there.size() == 3); // nothing else is left behind
}

TEST_CASE("a private file is overwritten as a whole, and a folder that is there stays as it is") {
  const Folder there;
  fs::create_directory(there / "letters");
  fs::permissions(there / "letters", fs::perms(0755));
  sys::write_file(there / "letters/a.md", "long and of before");
  fs::permissions(there / "letters/a.md", fs::perms(0644));
  sys::write_private(there.path(), "letters/a.md", std::string("s\0t", 3));
  CHECK(sys::read_file(there / "letters/a.md") == std::string("s\0t", 3));
  CHECK(mode_of(there / "letters/a.md") == 0600);
  CHECK(mode_of(there / "letters") == 0755);
  sys::write_private(there.path(), "letters/a.md", "");
  CHECK(sys::read_file(there / "letters/a.md") == "");
  sys::write_private(there.path(), "top.md", "x");
  CHECK(mode_of(there / "top.md") == 0600);
}

TEST_CASE("no link leads a private file out of its folder") {
  const Folder there;
  const Folder outside;
  fs::create_directory(there / "a");
  fs::create_directory_symlink(outside.path(), there / "a/link");
  fs::create_directory_symlink(there / "a", there / "inner");
  CHECK(error_of(there.path(), "a/link/x.md") == "path-outside");
  CHECK(error_of(there.path(), "a/link/b/x.md") == "path-outside");
  CHECK(error_of(there.path(), "inner/x.md") == "path-outside");
  CHECK(error_of(there.path(), "a/../x.md") == "path-outside");
  CHECK(error_of(there.path(), "../x.md") == "path-outside");
  CHECK(error_of(there.path(), outside / "x.md") == "path-outside");
  CHECK(outside.size() == 0);
  CHECK(there.size() == 3);
  // A link in the place of the file is replaced; what it led to stays.
  sys::write_file(outside / "kept.md", "kept");
  fs::create_symlink(outside / "kept.md", there / "a/x.md");
  CHECK(error_of(there.path(), "a/x.md").empty());
  CHECK(sys::read_file(outside / "kept.md") == "kept");
  CHECK_FALSE(fs::is_symlink(there / "a/x.md"));
  CHECK(sys::read_file(there / "a/x.md") == "x");
}

TEST_CASE("a private file that cannot be written leaves nothing behind") {
  const Folder there;
  sys::write_file(there / "file", "x");
  fs::create_directory(there / "folder");
  CHECK(error_of(there.path(), "file/a.md") == "disk");
  CHECK(error_of(there.path(), "folder") == "disk");
  CHECK(error_of(there / "missing", "a.md") == "disk");
  CHECK(there.size() == 2);
  CHECK(sys::read_file(there / "file") == "x");
}

TEST_CASE("the files of a folder are named in order, without what lies deeper") {
  const Folder there;
  for (const std::string name : {"b", "a.md", ".c"}) {
    sys::write_file(there / name, "x");
  }
  fs::create_directory(there / "folder");
  sys::write_file(there / "folder/d", "x");
  fs::create_directory_symlink(there / "folder", there / "link");
  fs::create_symlink("b", there / "e");
  CHECK(sys::files_in(there.path()) == std::vector<std::string>{".c", "a.md", "b", "e"});
  CHECK(sys::files_in(there / "none").empty());
  CHECK(sys::files_in(there / "b").empty());
  CHECK(sys::is_link(there / "e"));
  CHECK(sys::is_link(there / "link"));
  CHECK_FALSE(sys::is_link(there / "b"));
  CHECK_FALSE(sys::is_link(there / "none"));
}
