// SPDX-License-Identifier: MIT
// A process that dies at any step leaves the old state or the new one.
#include <doctest/doctest.h>

#include <unistd.h>

#include "register/git_testing.hpp"
#include "support.hpp"

using namespace support;

namespace {

const char* const k_other = "cases/2026/2026-0002.yaml";
const char* const k_removed = "cases/2025/2025-0001.yaml";

// A register whose next change edits a file that was edited by hand, adds one and removes
// one, beside things that the user has staged and edited.
struct World : RegisterFolder {
  World() {
    folder.write(k_removed, "old\n");
    folder.run("echo 1 > staged; echo 1 > edited; git add . && git commit -qm more && "
               "echo 2 > staged && git add staged && echo 2 > edited && echo by-hand >> " +
               std::string(k_case));
    head = folder.run("git rev-parse HEAD");
  }
  std::string head;
};

reg::Change next() {
  return change("next", {{k_case, "title: next\n"}, {k_other, "new\n"}, {k_removed, std::nullopt}});
}

constexpr int k_died = 42;

// Dies at the given step (from 1) of opening and committing; 0 when there is no such step.
int run_until(const World& world, int last_step, bool only_open) {
  return in_child([&] {
    int step = 0;
    const auto reg = reg::open_with_steps(world.folder.path(), [&](std::string_view) {
      if (++step == last_step)
        ::_exit(k_died);
    });
    if (!only_open)
      reg->commit(next(), reg->head());
    return 0;
  });
}

bool is_old(const World& world) {
  return world.folder.run("git rev-parse HEAD") == world.head &&
         world.folder.read(k_case) == "title: one\nby-hand\n" &&
         world.folder.read(k_removed) == "old\n" &&
         world.folder.code("test -e " + std::string(k_other)) == 1;
}

bool is_new(const World& world) {
  return world.folder.run("git rev-parse HEAD~1") == world.head &&
         world.folder.run("git log -1 --format=%s") == "next" &&
         world.folder.read(k_case) == "title: next\n" && world.folder.read(k_other) == "new\n" &&
         world.folder.code("test -e cases/2025") == 1;
}

// Everything as the one or the other state has it, and nothing of ours left.
void check_whole(const World& world) {
  const bool old = is_old(world);
  CHECK((old || is_new(world)));
  const std::string edit = old ? " M " + std::string(k_case) + '\n' : "";
  CHECK(world.folder.run("git status --porcelain") == edit + " M edited\nM  staged");
  CHECK(world.folder.run("git fsck --strict --no-dangling") == "");
  CHECK(world.folder.run("ls .git/pvtool") == "lock");
  CHECK(world.folder.code("test -e .git/index.lock") == 1);
}

} // namespace

TEST_CASE("a crash at any step is mended when the register is next opened") {
  int undisturbed = 0;
  bool was_old = false;
  bool was_new = false;
  for (int step = 1; undisturbed == 0; ++step) {
    CAPTURE(step);
    const World world;
    const int code = run_until(world, step, false);
    REQUIRE((code == k_died || code == 0));
    undisturbed = code == 0 ? step : 0;
    const auto reg = world.open();
    CHECK(reg->state(k_other) == (is_old(world) ? reg::State::absent : reg::State::same));
    if (const auto told = reg->mended())
      CHECK(*told == (is_old(world) ? "undone: next" : "completed: next"));
    check_whole(world);
    was_old = was_old || is_old(world);
    was_new = was_new || (code == k_died && is_new(world));
    // And the register goes on.
    reg->commit(change("after", {{k_other, "after\n"}}), reg->head());
    CHECK(!world.open()->mended());
  }
  CHECK(undisturbed > 10);
  CHECK(was_old);
  CHECK(was_new);
}

TEST_CASE("a crash while mending is mended too") {
  const std::vector<std::string> all = [] {
    std::vector<std::string> names;
    const World world;
    const auto reg = reg::open_with_steps(world.folder.path(),
                                          [&](std::string_view step) { names.emplace_back(step); });
    reg->commit(next(), reg->head());
    return names;
  }();
  for (std::size_t first = 1; first <= all.size(); ++first) {
    const std::string& name = all[first - 1];
    // Before these there is nothing to mend, and in between the same.
    if (name != "journal saved" && name != "placed a file" && name != "branch moved")
      continue;
    for (int second = 1;; ++second) {
      CAPTURE(name);
      CAPTURE(second);
      const World world;
      REQUIRE(run_until(world, static_cast<int>(first), false) == k_died);
      const int code = run_until(world, second, true);
      REQUIRE((code == k_died || code == 0));
      world.open();
      check_whole(world);
      if (code == 0)
        break;
    }
  }
}

TEST_CASE("an edit made after a crash stays an edit") {
  const World world;
  int step = 0;
  in_child([&] {
    const auto reg = reg::open_with_steps(world.folder.path(), [&](std::string_view name) {
      if (name == "index written")
        ::_exit(k_died);
      ++step;
    });
    reg->commit(next(), reg->head());
    return 0;
  });
  world.folder.write(k_case, "title: next\nmine: 1\n");
  const auto reg = world.open();
  CHECK(reg->mended() == "completed: next");
  CHECK(reg->committed(k_case) == "title: next\n");
  CHECK(reg->working(k_case) == "title: next\nmine: 1\n");
  CHECK(reg->state(k_case) == reg::State::changed);
  CHECK(world.folder.run("git status --porcelain -- cases") == " M " + std::string(k_case));
}

TEST_CASE("an unfinished write is undone when the branch has moved on without it") {
  const World world;
  in_child([&] {
    const auto reg = reg::open_with_steps(world.folder.path(), [&](std::string_view name) {
      if (name == "index written")
        ::_exit(k_died);
    });
    reg->commit(next(), reg->head());
    return 0;
  });
  world.folder.run("rm .git/index.lock && git commit -q --allow-empty -m moved -- edited");
  const auto reg = world.open();
  CHECK(reg->mended() == "undone: next");
  CHECK(reg->working(k_case) == "title: one\nby-hand\n");
  CHECK(reg->working(k_removed) == "old\n");
  CHECK(!reg->working(k_other));
}

TEST_CASE("an unfinished write waits while a merge is going on, and reading works") {
  const World world;
  in_child([&] {
    const auto reg = reg::open_with_steps(world.folder.path(), [&](std::string_view name) {
      if (name == "branch moved")
        ::_exit(k_died);
    });
    reg->commit(next(), reg->head());
    return 0;
  });
  world.folder.run("git rev-parse HEAD > .git/MERGE_HEAD");
  const auto reg = world.open();
  CHECK(!reg->mended());
  CHECK(reg->committed(k_case) == "title: next\n");
  CHECK(error_of([&] { reg->commit(next(), reg->head()); }) == "merge-in-progress");
  world.folder.run("rm .git/MERGE_HEAD");
  CHECK(world.open()->mended() == "completed: next");
  check_whole(world);
}
