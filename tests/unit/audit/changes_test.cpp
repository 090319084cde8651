// SPDX-License-Identifier: MIT
// Who changed which fact when, from what to what: read from the commits alone.
#include "audit/changes.hpp"

#include <doctest/doctest.h>

#include "register/memory.hpp"

namespace {

const std::string k_path = "cases/2026/2026-0001.yaml";

reg::Instant fixed_time() {
  return reg::Instant(std::chrono::seconds(1791204660));
}

std::string told(const std::vector<audit::Changed>& all) {
  std::string text;
  for (const auto& one : all) {
    text += one.path + ": " + (one.before ? one.before->to_text() : "-") + " > " +
            (one.after ? one.after->to_text() : "-") + "\n";
  }
  return text;
}

struct World {
  reg::MemoryRegister reg{{}, fixed_time};
  void commit(const std::string& subject, const std::optional<std::string>& text,
              const std::string& path = k_path) {
    reg.commit({subject, {}, {{path, text}}}, reg.head());
  }
};

} // namespace

TEST_CASE("each commit tells its facts, newest first, down to the single fact") {
  World world;
  world.commit("one", "title: a\nsubjects:\n  - {group: patients, count: {exact: 1}}\n");
  world.commit(
      "two", "title: b\nsubjects:\n  - {group: patients, count: {exact: 2}}\n  - {group: users}\n");
  world.commit("three",
               "title: b\nsubjects:\n  - {group: patients, count: {unknown: why, ask: IT}}\n");
  const auto steps = audit::steps_of(world.reg, k_path);
  REQUIRE(steps.size() == 3);
  CHECK(steps[2].what == audit::Step::What::registered);
  CHECK(told(steps[2].changed) ==
        "title: - > a\nsubjects[0].group: - > patients\nsubjects[0].count.exact: - > 1\n");
  CHECK(steps[1].commit.subject == "two");
  CHECK(told(steps[1].changed) ==
        "title: a > b\nsubjects[0].count.exact: 1 > 2\nsubjects[1].group: - > users\n");
  CHECK(told(steps[0].changed).find("subjects[1].group: users > -\n") != std::string::npos);
  CHECK(told(steps[0].changed).find("subjects[0].count.exact: 2 > -\n") != std::string::npos);
}

TEST_CASE("a comment changes no fact, and the commit is told all the same") {
  World world;
  world.commit("one", "title: a\n");
  world.commit("two", "title: a # a comment\n");
  const auto steps = audit::steps_of(world.reg, k_path);
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].what == audit::Step::What::facts);
  CHECK(steps[0].changed.empty());
}

TEST_CASE("what cannot be read, is gone, came back or is not committed is told too") {
  World world;
  world.commit("one", "title: a\n");
  world.commit("broken", "title: [a\n");
  world.commit("gone", std::nullopt);
  world.commit("back", "title: c\n");
  world.reg.edit(k_path, "title: d\n");
  const auto steps = audit::steps_of(world.reg, k_path);
  REQUIRE(steps.size() == 5);
  CHECK(steps[0].commit.id.empty());
  CHECK(told(steps[0].changed) == "title: c > d\n");
  CHECK(steps[1].what == audit::Step::What::registered);
  CHECK(steps[2].what == audit::Step::What::removed);
  CHECK(steps[3].what == audit::Step::What::unreadable);
}

TEST_CASE("the whole register is told commit by commit, and keys that are no path are not lost") {
  World world;
  world.commit("one", "title: a\n\"x_a key\": 1\n");
  world.commit("two", "title: b\n", "cases/2026/2026-0002.yaml");
  world.commit("elsewhere", "format: 1\n", "pvtool.yaml");
  std::vector<audit::Step> steps;
  audit::each_step(world.reg, [&](const audit::Step& step) { steps.push_back(step); });
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].path == "cases/2026/2026-0002.yaml");
  CHECK(told(steps[1].changed) == "title: - > a\nx_a key: - > 1\n");
}

TEST_CASE("a fact holds what lies below it, and a list without a number all its entries") {
  const auto within = [](const char* field, const char* path) {
    return audit::is_within(core::path_of(field), path);
  };
  CHECK(within("times.aware", "times.aware"));
  CHECK(within("times", "times.aware"));
  CHECK(within("subjects.count", "subjects[3].count.exact"));
  CHECK(within("subjects[3]", "subjects[3].count.exact"));
  CHECK_FALSE(within("subjects[2]", "subjects[3].count.exact"));
  CHECK_FALSE(within("times.aware", "times.aware_reason"));
  CHECK_FALSE(within("times.aware.x", "times.aware"));
}
