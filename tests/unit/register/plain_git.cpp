// SPDX-License-Identifier: MIT
// A register is a git repository like any other: what real git says about it.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <sstream>

#include "support.hpp"

using namespace support;

namespace {

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);)
    result.push_back(line);
  return result;
}

std::vector<std::string> ids(const std::vector<reg::Entry>& entries) {
  std::vector<std::string> result;
  for (const auto& entry : entries)
    result.push_back(entry.id);
  return result;
}

std::vector<std::string> sorted(std::vector<std::string> texts) {
  std::sort(texts.begin(), texts.end());
  return texts;
}

void check_sound(const Folder& folder) {
  CHECK(folder.run("git fsck --strict") == "");
  CHECK(folder.run("git status --porcelain") == "");
  CHECK(folder.run("git diff-files; git diff-index --cached HEAD") == "");
}

} // namespace

TEST_CASE("init makes a repository with a branch main and one commit") {
  const RegisterFolder at;
  CHECK(at.folder.run("git symbolic-ref HEAD") == "refs/heads/main");
  CHECK(at.folder.run("git log --format=%s") == "init: register");
  CHECK(at.folder.run("git ls-files") ==
        ".gitattributes\n" + std::string(k_case) + "\npvtool.yaml");
  check_sound(at.folder);
}

TEST_CASE("init names the branch as the user's configuration says") {
  const Folder folder;
  folder.write("home/.gitconfig", "[init]\n\tdefaultBranch = sak\n");
  const Variable home("HOME", folder.path("home").c_str());
  reg::init(folder.path("r/deep"), change("init", {{"pvtool.yaml", ""}}));
  CHECK(folder.run("git -C r/deep symbolic-ref HEAD") == "refs/heads/sak");
}

TEST_CASE("init uses a repository that is there and touches nothing else in it") {
  const Folder folder;
  folder.run("git init -q -b trunk . && echo 1 > kept && git add kept && git commit -qm first && "
             "echo 2 > kept && echo 3 > staged && git add staged");
  const auto reg = reg::init(folder.path(), change("init", {{"pvtool.yaml", "x: 1\n"}}));
  CHECK(folder.run("git log --format=%s") == "init\nfirst");
  CHECK(folder.run("git status --porcelain") == " M kept\nA  staged");
  CHECK(error_of([&] {
          reg::init(folder.path(), change("init", {{"pvtool.yaml", ""}}));
        }) == "already-a-register");
}

TEST_CASE("an init that fails leaves no repository behind") {
  const Folder folder;
  const Variable name("GIT_AUTHOR_NAME", nullptr);
  const Variable email("GIT_AUTHOR_EMAIL", nullptr);
  CHECK(error_of([&] {
          reg::init(folder.path("r"), change("i", {{"pvtool.yaml", ""}}));
        }) == "no-identity");
  CHECK(!std::filesystem::exists(folder.path("r")));
}

TEST_CASE("git shows a commit as it was asked for") {
  const RegisterFolder at;
  const auto reg = at.open();
  const auto id = reg->commit({"2026-0001: assess: medium risk",
                               {{"Case", "2026-0001"}, {"Rule", "ens@1"}},
                               {{k_case, "2"}}},
                              reg->head());
  CHECK(at.folder.run("git rev-parse HEAD") == id);
  CHECK(at.folder.run("git log -1 --format='%an <%ae> %aI|%cn <%ce> %cI'") ==
        "Kari Nordmann <kari@example.org> 2026-10-05T14:50:00+02:00|"
        "Ola Nordmann <ola@example.org> 2026-10-05T14:51:00+02:00");
  CHECK(at.folder.run("git log -1 --format=%B; echo end") ==
        "2026-0001: assess: medium risk\n\nCase: 2026-0001\nRule: ens@1\n\nend");
  CHECK(at.folder.run("git log -1 --format='%(trailers:key=Rule,valueonly)'") == "ens@1\n");
  CHECK(at.folder.run("git show --format= --name-status") == "M\t" + std::string(k_case));
  CHECK(at.folder.run("git reflog -1 --format='%gn %gs'") ==
        "Ola Nordmann commit: 2026-0001: assess: medium risk");
  check_sound(at.folder);
}

TEST_CASE("what the user has staged and edited stays as it was") {
  const RegisterFolder at;
  const Folder& folder = at.folder;
  folder.run(
      "echo a > a; echo b > b; echo c > c; echo g > gone; git add . && git commit -qm more && "
      "echo a2 > a && git add a && echo a3 > a && echo b2 > b && git rm -q --cached c && "
      "rm gone && echo n > new && echo w > wip && git add -N wip && "
      "echo 'title: staged' > " +
      std::string(k_case) + " && git add " + k_case);
  const std::string others = folder.run("git status --porcelain -- ':!cases'");
  const std::string index = folder.run("git ls-files -s -- ':!cases'");
  const auto reg = at.open();
  reg->commit(change("two", {{k_case, "title: two\n"}, {"cases/2026/2026-0002.yaml", "x: 1\n"}}),
              reg->head());
  CHECK(folder.run("git status --porcelain") == others);
  CHECK(folder.run("git ls-files -s -- ':!cases'") == index);
  CHECK(folder.read("a") == "a3\n");
  CHECK(folder.run("git show --format= --name-only") ==
        std::string(k_case) + "\ncases/2026/2026-0002.yaml");
}

TEST_CASE("an edit within the same second and of the same size stays in sight") {
  // git trusts times and sizes except where the index is as young as the file.
  for (int round = 0; round < 5; ++round) {
    const RegisterFolder at;
    at.folder.run("echo aaaa > a && git add a && git commit -qm a && echo bbbb > a");
    const auto reg = at.open();
    reg->commit(change("two", {{k_case, "2"}}), reg->head());
    CHECK(at.folder.run("git status --porcelain") == " M a");
  }
}

TEST_CASE("line ends are kept byte for byte under core.autocrlf") {
  const RegisterFolder at;
  at.folder.run("git config core.autocrlf true");
  const std::string bytes = "title: one\r\nnote: two\nend: \r";
  const auto reg = at.open();
  const auto id = reg->commit(change("crlf", {{k_case, bytes}}), reg->head());
  CHECK(at.folder.read(k_case) == bytes);
  CHECK(reg->content(id, k_case) == bytes);
  CHECK(reg->state(k_case) == reg::State::same);
  check_sound(at.folder);
}

TEST_CASE("a register works in a linked worktree and from a folder below the root") {
  const RegisterFolder at;
  at.folder.run("git worktree add -q -b side linked");
  const auto reg = reg::open(at.folder.path("linked/cases/2026"));
  reg->commit(change("side", {{k_case, "side\n"}}), reg->head());
  CHECK(at.folder.run("git -C linked status --porcelain") == "");
  CHECK(at.folder.run("git log --format=%s side") == "side\ninit: register");
  CHECK(at.folder.run("git log --format=%s main") == "init: register");
  CHECK(at.folder.read(k_case) == "title: one\n");
}

TEST_CASE("a register works where .git is on another file system") {
  const Folder folder;
  const std::string git = (std::filesystem::temp_directory_path() / "pvtool-git-").string() +
                          std::filesystem::path(folder.path()).filename().string();
  folder.run("git init -q -b main --separate-git-dir=" + git + " .");
  reg::init(folder.path(), change("init", {{"pvtool.yaml", "x: 1\n"}, {"a/b", "1"}}));
  CHECK(folder.run("find . -type f | LC_ALL=C sort") == "./.git\n./a/b\n./pvtool.yaml");
  check_sound(folder);
  folder.run("rm -r " + git);
}

TEST_CASE("an executable file stays one, and a file keeps its rights") {
  const RegisterFolder at;
  at.folder.run("echo 1 > hook && chmod 755 hook && echo 1 > private && git add . && "
                "git commit -qm modes && chmod 600 private");
  const auto reg = at.open();
  reg->commit(change("two", {{"hook", "2"}, {"private", "2"}}), reg->head());
  CHECK(at.folder.run("stat -c %a hook private") == "755\n600");
  check_sound(at.folder);
}

TEST_CASE("an index of format 4 and one with unusual flags are kept") {
  const RegisterFolder at;
  at.folder.run("echo 1 > a && git add a && git commit -qm a && git update-index "
                "--index-version 4 && git update-index --skip-worktree a");
  const auto reg = at.open();
  reg->commit(change("two", {{k_case, "2"}}), reg->head());
  CHECK(at.folder.run("git ls-files -v a") == "S a");
  check_sound(at.folder);
}

TEST_CASE("the history of a path is git's, also over merges and hand edits") {
  const RegisterFolder at;
  const Folder& folder = at.folder;
  const std::string path = k_case;
  folder.run("git switch -qc side && echo side > side && git add side && git commit -qm 'side' && "
             "echo 'title: side' > " +
             path +
             " && git commit -qam 'by hand' && "
             "git switch -q main && echo x > x && git add x && git commit -qm x && "
             "git merge -q --no-ff -m merged side && git gc -q");
  auto reg = at.open();
  reg->commit(change("two", {{k_case, "2"}}), reg->head());
  for (const auto& name : {path, std::string("side"), std::string("cases"), std::string("x")})
    CHECK(ids(reg->history(name, 0)) == lines(folder.run("git log --format=%H -- " + name)));
  CHECK(sorted(ids(reg->history("", 0))) == lines(folder.run("git log --format=%H | sort")));
}

TEST_CASE("a change that a merge threw away is still in the history") {
  const RegisterFolder at;
  const std::string path = k_case;
  at.folder.run("git switch -qc side && echo 'title: side' > " + path +
                " && git commit -qam 'lost' && git switch -q main && git merge -q -s ours --no-ff "
                "-m merged side");
  const auto entries = at.open()->history(k_case, 0);
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].subject == "lost");
}

TEST_CASE("a commit message by hand is read as git reads it") {
  const RegisterFolder at;
  at.folder.run(
      "git commit -q --allow-empty -m 'A subject\nover two lines' -m 'Text: not a trailer, "
      "because\nthis line is none' -m 'Case: 2026-0001\nSigned-off-by: Kari <k@x>'");
  const auto entry = at.open()->history("", 1).front();
  CHECK(entry.subject == "A subject over two lines");
  REQUIRE(entry.trailers.size() == 2);
  CHECK(entry.trailers[0].value == "2026-0001");
}
