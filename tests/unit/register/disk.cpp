// SPDX-License-Identifier: MIT
// A disk that does not take what is written loses nothing.
#include <doctest/doctest.h>

#include <sys/resource.h>

#include <csignal>

#include "support.hpp"

using namespace support;

namespace {

reg::Change big_change() {
  return change("big", {{k_case, std::string(3000, 'a')},
                        {"cases/2026/2026-0002.yaml", std::string(9000, 'b')}});
}

// 0 when the change went through, 1 for a disk error, 2 for anything else.
int outcome(const Folder& folder) {
  const std::string name = error_of([&] {
    const auto reg = reg::open(folder.path());
    reg->commit(big_change(), reg->head());
  });
  return name.empty() ? 0 : name == "disk" ? 1 : 2;
}

} // namespace

TEST_CASE("a disk that fills at any point of a commit leaves everything as it was") {
  const RegisterFolder at;
  const std::string head = at.folder.run("git rev-parse HEAD");
  for (const rlim_t limit : {0, 10, 40, 100, 200, 300, 500, 1000, 2999, 3000, 5000, 8999}) {
    CAPTURE(limit);
    const int code = in_child([&] {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit size{limit, limit};
      ::setrlimit(RLIMIT_FSIZE, &size);
      return outcome(at.folder);
    });
    CHECK(code == 1);
    CHECK(at.folder.run("git rev-parse HEAD") == head);
    CHECK(at.folder.run("git status --porcelain") == "");
    CHECK(at.folder.run("git fsck --strict --no-dangling") == "");
    CHECK(at.folder.run("ls .git/pvtool") == "lock");
  }
  CHECK(outcome(at.folder) == 0);
}

TEST_CASE("a folder that may not be written leaves everything as it was") {
  for (const std::string folder : {".git", ".git/refs/heads", ".git/objects", "cases/2026"}) {
    CAPTURE(folder);
    const RegisterFolder at;
    const std::string before = at.folder.run("cat " + std::string(k_case));
    at.folder.run("find " + folder + " -type d -exec chmod a-w {} +");
    const int code = as_nobody(at.folder, [&] { return outcome(at.folder); });
    at.folder.run("find " + folder + " -type d -exec chmod u+w {} +");
    CHECK(code == 1);
    CHECK(at.folder.run("cat " + std::string(k_case)) == before);
    CHECK(at.folder.run("git log --format=%s") == "init: register");
    CHECK(outcome(at.folder) == 0);
    CHECK(at.folder.run("git status --porcelain") == "");
  }
}
