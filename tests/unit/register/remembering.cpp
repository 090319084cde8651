// SPDX-License-Identifier: MIT
// What lets a command remember what it found: stamps, what differs since a commit, notes.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <set>

#include "register/files.hpp"
#include "support.hpp"

using namespace support;

namespace {

using Texts = std::vector<std::string>;

Texts paths(const std::vector<reg::Stamped>& files) {
  Texts result;
  for (const auto& file : files)
    result.push_back(file.path);
  return result;
}

reg::Stamped stamp_of(const RegisterFolder& at, const std::string& path) {
  for (const auto& file : at.open()->stamps(""))
    if (file.path == path)
      return file;
  return {};
}

std::string error_code(const core::Error& error) {
  return error.name + ' ' + std::to_string(static_cast<int>(error.code));
}

} // namespace

TEST_CASE("a stamp shows every way to change a file") {
  const RegisterFolder at;
  std::set<reg::Stamp> seen;
  std::size_t count = 0;
  for (const std::string change : {":", "printf 'title: two\\n' > $F && touch -d 2020-01-01 $F",
                                   "cp -p $F x && mv x $F", "chmod 600 $F", "printf '# ' >> $F"}) {
    CAPTURE(change);
    at.folder.run("F=" + std::string(k_case) + "; sleep 0.01; " + change);
    seen.insert(stamp_of(at, k_case).stamp);
    CHECK(seen.size() == ++count);
  }
}

TEST_CASE("a stamp is settled when the file was not written within the last seconds") {
  const RegisterFolder at;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const reg::WorkingTree files(at.folder.path(), "");
  const auto is_settled = [&](std::chrono::seconds later) {
    return files.stamps("cases", now + later).at(0).settled;
  };
  CHECK(!is_settled(std::chrono::seconds(0)));
  CHECK(!is_settled(std::chrono::seconds(2)));
  CHECK(is_settled(std::chrono::seconds(60)));
  // A time in the past given by hand does not hide the change, one in the future is no time.
  at.folder.run("touch -d 2020-01-01 " + std::string(k_case));
  CHECK(!is_settled(std::chrono::seconds(0)));
  at.folder.run("touch -d 2100-01-01 " + std::string(k_case));
  CHECK(!is_settled(std::chrono::seconds(60)));
}

TEST_CASE("what is no regular file has a stamp that is never settled") {
  const RegisterFolder at;
  at.folder.run("cd cases && ln -s 2026/2026-0001.yaml link && ln -s 2026 year && mkfifo pipe && "
                "ln -s nowhere gone");
  const reg::WorkingTree files(at.folder.path(), "");
  const auto found = files.stamps("cases", std::chrono::system_clock::now().time_since_epoch() +
                                               std::chrono::hours(1));
  CHECK(paths(found) == at.open()->working_paths("cases"));
  for (const auto& file : found)
    CHECK(file.settled == (file.path == k_case));
  CHECK(paths(at.open()->stamps("cases/year")) == Texts{"cases/year/2026-0001.yaml"});
  at.folder.run("ln -s / cases/out");
  CHECK(error_of([&] { at.open()->stamps("cases/out"); }) == "path-outside");
}

TEST_CASE("names of any bytes have a stamp, and .git has none") {
  const RegisterFolder at;
  at.folder.run("cd cases && mkdir -p .git b && touch .git/x b/x b.x \"$(printf 'a\\nb')\" "
                "\"$(printf '\\377')\" .hidden");
  CHECK(paths(at.open()->stamps("cases")) ==
        Texts{"cases/.hidden", k_case, "cases/a\nb", "cases/b.x", "cases/b/x", "cases/\xff"});
  CHECK(at.open()->working_paths("cases") == paths(at.open()->stamps("cases")));
}

TEST_CASE("many files in few folders and few files in many have their stamps in order") {
  const RegisterFolder at;
  at.folder.run("mkdir -p m/one && cd m && seq -f 'one/%g' 3000 | xargs touch && "
                "seq -f '%g/a' 200 | xargs mkdir -p && seq -f '%g/a/f' 200 | xargs touch && "
                "seq -f '%g/g' 200 | xargs touch");
  auto found = paths(at.open()->stamps("m"));
  CHECK(found.size() == 3400);
  CHECK(std::is_sorted(found.begin(), found.end()));
  CHECK(std::set(found.begin(), found.end()).size() == 3400);
  CHECK(at.open()->working_paths("m") == found);
}

TEST_CASE("a folder that cannot be read or entered is an error, not an empty folder") {
  for (const std::string mode : {"000", "444"}) {
    CAPTURE(mode);
    const RegisterFolder at;
    at.folder.run("mkdir cases/2025 cases/2027 && touch cases/2025/x cases/2027/x && chmod " +
                  mode + " cases/2026");
    const int code = as_nobody(at.folder, [&] {
      const auto reg = reg::open(at.folder.path());
      return error_code(thrown_by([&] { reg->stamps("cases"); })) == "disk 7" ? 0 : 1;
    });
    at.folder.run("chmod 755 cases/2026");
    CHECK(code == 0);
  }
}

TEST_CASE("a commit's mode, symlinks and other kinds are compared by their content") {
  const RegisterFolder at;
  at.folder.run(
      "echo 1 > mode && ln -s x link && echo 1 > kind && git add . && git commit -qm one");
  const std::string one = at.folder.run("git rev-parse HEAD");
  at.folder.run("chmod 755 mode && ln -sf y link && rm kind && mkdir kind && echo 1 > kind/a && "
                "git add . && git update-index --add --cacheinfo 160000," +
                one + ",sub && git commit -qm two");
  CHECK(at.open()->changed_between(one, "") == Texts{"kind", "kind/a", "link"});
  const std::string tree = at.folder.run("git rev-parse HEAD^{tree}");
  CHECK(!at.open()->changed_between(tree, ""));
  at.folder.run("git switch -q --orphan empty 2>/dev/null; touch pvtool.yaml");
  CHECK(at.open()->changed_between(one, "cases") == Texts{k_case});
}

TEST_CASE("each worktree has its own notes, and nobody else may read them") {
  const RegisterFolder at;
  at.folder.run("git worktree add -q -b side linked");
  at.open()->keep_note("n", "main");
  const auto linked = reg::open(at.folder.path("linked"));
  CHECK(!linked->note("n"));
  linked->keep_note("n", "side");
  CHECK(at.open()->note("n") == "main");
  CHECK(at.folder.run("stat -c %a .git/pvtool/note-n .git/worktrees/linked/pvtool/note-n") ==
        "600\n600");
  CHECK(at.folder.run("ls .git/pvtool") == "lock\nnote-n");
  CHECK(at.folder.run("git -C linked status --porcelain") == "");
}

TEST_CASE("a note that cannot be read or kept is no failure") {
  const RegisterFolder at;
  at.open()->keep_note("n", "old");
  at.folder.run("chmod -R a-w .git");
  CHECK(as_nobody(at.folder, [&] {
          const auto reg = reg::open(at.folder.path());
          reg->keep_note("n", "new");
          return reg->note("n") == "old" ? 0 : 1;
        }) == 0);
  at.folder.run("chmod -R u+w .git && chmod 000 .git/pvtool/note-n");
  CHECK(as_nobody(at.folder, [&] { return reg::open(at.folder.path())->note("n") ? 1 : 0; }) == 0);
  at.folder.run("rm .git/pvtool/note-n && mkdir .git/pvtool/note-n");
  at.open()->keep_note("n", "new");
  CHECK(!at.open()->note("n"));
  CHECK(at.folder.run("ls .git/pvtool") == "lock\nnote-n");
}

TEST_CASE("a full disk or a writer at work leaves the old note") {
  const RegisterFolder at;
  at.open()->keep_note("n", "old");
  CHECK(in_child([&] {
          std::signal(SIGXFSZ, SIG_IGN);
          const rlimit size{1000, 1000};
          ::setrlimit(RLIMIT_FSIZE, &size);
          at.open()->keep_note("n", std::string(2000, 'x'));
          return 0;
        }) == 0);
  CHECK(at.open()->note("n") == "old");
  CHECK(at.folder.run("ls .git/pvtool") == "lock\nnote-n");
  const reg::Descriptor lock(::open(at.folder.path(".git/pvtool/lock").c_str(), O_RDWR));
  CHECK(::flock(lock.get(), LOCK_EX) == 0);
  at.open()->keep_note("n", "new");
  CHECK(at.open()->note("n") == "old");
}
