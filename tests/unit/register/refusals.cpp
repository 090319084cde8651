// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

#include "register/git_identity.hpp"
#include "support.hpp"

using namespace support;

namespace {

std::string argument(const core::Error& error, const std::string& name) {
  for (const auto& [key, value] : error.arguments)
    if (key == name)
      return value;
  return "";
}

core::Error write_error(const RegisterFolder& at) {
  return thrown_by([&] {
    const auto reg = at.open();
    reg->commit(change("x", {{k_case, "x"}}), reg->head());
  });
}

} // namespace

TEST_CASE("what is no register is named") {
  const Folder folder;
  CHECK(error_of([&] { reg::open(folder.path()); }) == "not-a-repository");
  CHECK(error_of([&] { reg::open(folder.path("nowhere")); }) == "not-a-repository");
  folder.run("git init -q r && git init -q --bare b && git init -q --object-format=sha256 s");
  const auto error = thrown_by([&] { reg::open(folder.path("r")); });
  CHECK(error.name == "not-a-register");
  CHECK(error.code == core::Exit::not_found);
  CHECK(error_of([&] { reg::open(folder.path("b")); }) == "bare-repository");
  const auto sha256 = thrown_by([&] { reg::open(folder.path("s")); });
  CHECK(sha256.name == "unsupported-repository");
  CHECK(argument(sha256, "what") == "sha256");
  CHECK(sha256.code == core::Exit::failed);
}

TEST_CASE("a register whose pvtool.yaml was deleted by hand still opens") {
  const RegisterFolder at;
  at.folder.run("rm pvtool.yaml");
  CHECK(at.open()->state("pvtool.yaml") == reg::State::deleted);
}

TEST_CASE("a repository of another owner is named") {
  if (::geteuid() != 0)
    return;
  const RegisterFolder at;
  at.folder.run("chown -R 12345 .");
  CHECK(error_of([&] { at.open(); }) == "repository-owner");
  CHECK(error_of([&] { reg::open(at.folder.path("cases")); }) == "repository-owner");
  CHECK(error_of([&] { reg::init(at.folder.path(), change("x", {})); }) == "repository-owner");
  const Folder home;
  home.write(".gitconfig", "[safe]\n\tdirectory = " + at.folder.path() + "\n");
  const Variable trusted("HOME", home.path().c_str());
  CHECK(at.open()->committed(k_case) == "title: one\n");
}

TEST_CASE("nothing is written in the midst of another operation, but all is read") {
  struct Operation {
    const char* name;
    const char* begin;
  };
  for (const Operation& operation :
       {Operation{"merge", "git merge -q side"}, Operation{"rebase", "git rebase -q side"},
        Operation{"cherry-pick", "git cherry-pick side"}, Operation{"revert", "git revert HEAD~1"},
        Operation{"bisect", "git bisect start"},
        Operation{"am", "git format-patch -1 --stdout side | git am"}}) {
    CAPTURE(operation.name);
    const RegisterFolder at;
    const std::string path = k_case;
    at.folder.run("git switch -qc side && echo side > " + path +
                  " && git commit -qam side && git switch -q main && echo main > " + path +
                  " && git commit -qam main && echo mine > " + path + " && git commit -qam mine");
    at.folder.code(operation.begin);
    const auto reg = at.open();
    CHECK(reg->committed(k_case));
    CHECK(reg->working(k_case));
    CHECK(!reg->history(k_case, 0).empty());
    const std::string before = at.folder.run("git status");
    const auto error = write_error(at);
    CHECK(error.name == "merge-in-progress");
    CHECK(error.code == core::Exit::refused);
    CHECK(argument(error, "operation") == operation.name);
    CHECK(at.folder.run("git status") == before);
  }
}

TEST_CASE("nothing is written on a detached head, unsigned where signing is asked, unnamed") {
  const RegisterFolder at;
  at.folder.run("git config commit.gpgsign true");
  CHECK(write_error(at).name == "signing-not-supported");
  at.folder.run("git config commit.gpgsign false && git checkout -q --detach");
  CHECK(write_error(at).name == "detached-head");
  at.folder.run("git checkout -q main");
  const Variable name("GIT_COMMITTER_NAME", nullptr);
  const auto error = write_error(at);
  CHECK(error.name == "no-identity");
  CHECK(error.code == core::Exit::refused);
  at.folder.run("git config user.name 'From Config'");
  CHECK(write_error(at).name == "");
  CHECK(at.folder.run("git log -1 --format='%an|%cn|%ce'") ==
        "Kari Nordmann|From Config|ola@example.org");
}

TEST_CASE("an index that libgit2 cannot read is named and left alone") {
  const RegisterFolder at;
  at.folder.run("git update-index --split-index");
  const auto split = write_error(at);
  CHECK(split.name == "unsupported-repository");
  CHECK(argument(split, "what") == "split index");
  CHECK(at.open()->committed(k_case) == "title: one\n");
  at.folder.run("git update-index --no-split-index && test -z \"$(git status --porcelain)\"");
  CHECK(write_error(at).name == "");
}

TEST_CASE("a path that a merge left in several versions is refused") {
  const RegisterFolder at;
  const std::string path = k_case;
  at.folder.run("echo 'title: stash' > " + path + " && git stash -q && echo 'title: main' > " +
                path + " && git commit -qam main");
  CHECK(at.folder.code("git stash pop") == 1);
  const std::string before = at.folder.read(k_case);
  const auto error = write_error(at);
  CHECK(error.name == "conflicted");
  CHECK(argument(error, "path") == k_case);
  CHECK(at.folder.read(k_case) == before);
  const auto reg = at.open();
  reg->commit(change("other", {{"pvtool.yaml", "y: 1\n"}}), reg->head());
  CHECK(at.folder.run("git status --porcelain") == "UU " + path);
}

TEST_CASE("a lock of git that stays is named, and nothing is changed") {
  const RegisterFolder at;
  at.folder.run("touch .git/index.lock");
  const auto error = write_error(at);
  CHECK(error.name == "locked");
  CHECK(error.code == core::Exit::failed);
  at.folder.run("rm .git/index.lock && test -z \"$(git status --porcelain)\"");
}

TEST_CASE("a symlink is followed inside the register and nowhere else") {
  const RegisterFolder at;
  const Folder elsewhere;
  elsewhere.write("secret", "s");
  at.folder.run("cd cases && ln -s 2026/2026-0001.yaml inside && ln -s ../.git/config git && "
                "ln -s " +
                elsewhere.path("secret") +
                " outside && ln -s nowhere dangling && "
                "ln -s " +
                elsewhere.path() + " folder && ln -s 2026 year && ln -s nowhere gone");
  const auto reg = at.open();
  CHECK(reg->working("cases/inside") == "title: one\n");
  CHECK(reg->working("cases/year/2026-0001.yaml") == "title: one\n");
  for (const std::string path : {"cases/outside", "cases/dangling", "cases/git",
                                 "cases/folder/secret", "cases/folder/none", "cases/gone/x"}) {
    CAPTURE(path);
    CHECK(error_of([&] { reg->working(path); }) == "path-outside");
    CHECK(error_of([&] { reg->state(path); }) == "path-outside");
  }
  for (const std::string path : {"cases/folder/secret", "cases/folder/new", "cases/year/new"})
    CHECK(error_of([&] {
            reg->commit(change("x", {{path, "1"}}), reg->head());
          }) == "path-outside");
  for (const std::string path : {"cases/inside", "cases/outside", "cases/dangling"})
    CHECK(error_of([&] { reg->commit(change("x", {{path, "1"}}), reg->head()); }) == "not-a-file");
  CHECK(error_of([&] { reg->working_paths("cases/folder"); }) == "path-outside");
  CHECK(elsewhere.run("ls") == "secret");
  CHECK(elsewhere.read("secret") == "s");
}

TEST_CASE("a folder, a fifo or a socket is no file") {
  const RegisterFolder at;
  at.folder.run("mkdir cases/d && mkfifo cases/f");
  const auto reg = at.open();
  for (const std::string path : {"cases/d", "cases/f"}) {
    CHECK(error_of([&] { reg->working(path); }) == "not-a-file");
    CHECK(error_of([&] { reg->commit(change("x", {{path, "1"}}), reg->head()); }) == "not-a-file");
  }
  CHECK(!reg->working("pvtool.yaml/x"));
  CHECK(error_of([&] {
          reg->commit(change("x", {{"pvtool.yaml/x", "1"}}), reg->head());
        }) == "not-a-file");
}

TEST_CASE("dates are read as git reads them, and nothing else is") {
  struct Sample {
    const char* text;
    long long seconds;
    int offset;
  };
  for (const Sample& sample :
       {Sample{"2026-10-05T14:50:00+02:00", 1791204600, 120},
        Sample{"2026-10-05 14:50:00 +0200", 1791204600, 120},
        Sample{"2026-10-05T12:50:00Z", 1791204600, 0}, Sample{"1791204600 +0200", 1791204600, 120},
        Sample{"@1791204600 -0330", 1791204600, -210}, Sample{"@1791204600", 1791204600, 0}}) {
    CAPTURE(sample.text);
    git_time time{};
    CHECK(reg::parse_date(sample.text, time));
    CHECK(time.time == sample.seconds);
    CHECK(time.offset == sample.offset);
  }
  for (const char* bad : {"", "yesterday", "2026-02-30T00:00:00Z", "2026-10-05", "12x", "1 +9900",
                          "2026-10-05T14:50:00", "2026-10-05T24:50:00Z"}) {
    git_time time{};
    CHECK(!reg::parse_date(bad, time));
  }
  const RegisterFolder at;
  const Variable date("GIT_AUTHOR_DATE", "yesterday");
  CHECK(write_error(at).name == "invalid-date");
}
