// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <set>

#include "support.hpp"

using namespace support;

namespace {

// As a caller does it: read, change what was read, try again when somebody was faster.
void append(const RegisterFolder& at, const std::string& path, const std::string& line) {
  while (true) {
    const auto reg = at.open();
    const auto bytes = reg->working(path).value_or("");
    if (error_of([&] {
          reg->commit(change(line, {{path, bytes + line + '\n'}}), reg->head());
        }).empty())
      return;
  }
}

} // namespace

TEST_CASE("writers at the same time lose nothing and make one line of commits") {
  const RegisterFolder at;
  std::vector<pid_t> children;
  for (int writer = 0; writer < 4; ++writer) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (int i = 0; i < 25; ++i)
        append(at, k_case, std::to_string(writer) + "." + std::to_string(i));
      ::_exit(0);
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    ::waitpid(child, &status, 0);
    CHECK(status == 0);
  }
  CHECK(at.folder.run("git rev-list --count HEAD") == "101");
  CHECK(at.folder.run("git rev-list --count --merges HEAD") == "0");
  CHECK(at.folder.run("sort -u " + std::string(k_case) + " | wc -l") == "101");
  CHECK(at.folder.run("git fsck --strict") == "");
  CHECK(at.folder.run("git status --porcelain") == "");
}

TEST_CASE("a writer and plain git at the same time lose nothing") {
  const RegisterFolder at;
  const pid_t child = ::fork();
  if (child == 0) {
    for (int i = 0; i < 25; ++i)
      append(at, k_case, std::to_string(i));
    ::_exit(0);
  }
  at.folder.run("for i in $(seq 15); do echo $i >> hand; "
                "until git add hand 2>/dev/null && git commit -qm hand hand 2>/dev/null; do "
                "sleep 0.01; done; done");
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(status == 0);
  CHECK(at.folder.run("git rev-list --count HEAD") == "41");
  CHECK(at.folder.run("wc -l < hand; wc -l < " + std::string(k_case)) == "15\n26");
  // Where git moved the branch first, the commit that lost is left in the store.
  CHECK(at.folder.run("git fsck --strict --no-dangling") == "");
  CHECK(at.folder.run("git status --porcelain") == "");
}
