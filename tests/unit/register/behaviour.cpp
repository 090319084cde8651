// SPDX-License-Identifier: MIT
// What every register does, in git and in memory alike.
#include <doctest/doctest.h>

#include <map>
#include <stdexcept>

#include "register/memory.hpp"
#include "support.hpp"

using namespace support;
using reg::Files;
using reg::State;

namespace {

// A register without a commit yet, and the user's hand on its files.
struct World {
  std::unique_ptr<reg::Register> reg;
  std::function<void(const std::string&, const std::optional<std::string>&)> edit;
  std::shared_ptr<Folder> folder; // none in memory
};

reg::Instant fixed_time() {
  return reg::Instant(std::chrono::seconds(1791204660));
}

World in_memory() {
  auto reg = std::make_unique<reg::MemoryRegister>(Files(), fixed_time);
  auto* raw = reg.get();
  return {std::move(reg), [raw](const auto& path, const auto& bytes) { raw->edit(path, bytes); },
          nullptr};
}

World in_git() {
  auto folder = std::make_shared<Folder>();
  folder->run("git init -q -b main . && touch pvtool.yaml");
  return {reg::open(folder->path()),
          [folder](const auto& path, const auto& bytes) {
            if (bytes)
              folder->write(path, *bytes);
            else
              folder->run("rm '" + path + "'");
          },
          folder};
}

const std::map<std::string, std::function<World()>> k_worlds = {{"memory", in_memory},
                                                                {"git", in_git}};

void in_each(const std::function<void(World&)>& behaviour) {
  for (const auto& [name, make] : k_worlds) {
    CAPTURE(name);
    World world = make();
    behaviour(world);
  }
}

std::vector<std::string> subjects(const std::vector<reg::Entry>& entries) {
  std::vector<std::string> result;
  for (const auto& entry : entries)
    result.push_back(entry.subject);
  return result;
}

using Texts = std::vector<std::string>;

std::map<std::string, reg::Stamp> stamps(const reg::Register& reg, std::string_view folder) {
  std::map<std::string, reg::Stamp> result;
  for (const auto& file : reg.stamps(folder))
    result.emplace(file.path, file.stamp);
  return result;
}

Texts keys(const std::map<std::string, reg::Stamp>& stamps) {
  Texts result;
  for (const auto& [path, stamp] : stamps)
    result.push_back(path);
  return result;
}

} // namespace

TEST_CASE("an empty register has no head, no history and no content") {
  in_each([](World& world) {
    CHECK(world.reg->head().empty());
    CHECK(world.reg->history("", 0).empty());
    CHECK(!world.reg->committed("a"));
    CHECK(world.reg->committed_paths("").empty());
    CHECK(world.reg->state("a") == State::absent);
  });
}

TEST_CASE("a commit writes its files and becomes the head") {
  in_each([](World& world) {
    const std::string id = world.reg->commit(change("one", {{"a/b/c.yaml", "1\n"}}), "");
    CHECK(id.size() == 40);
    CHECK(world.reg->head() == id);
    CHECK(world.reg->committed("a/b/c.yaml") == "1\n");
    CHECK(world.reg->working("a/b/c.yaml") == "1\n");
    CHECK(world.reg->content(id, "a/b/c.yaml") == "1\n");
    CHECK(world.reg->state("a/b/c.yaml") == State::same);
    CHECK(!world.reg->committed("a/b"));
  });
}

TEST_CASE("a state says what the working tree holds beside the head") {
  in_each([](World& world) {
    world.reg->commit(change("one", {{"a", "1"}, {"b", "1"}, {"c", "1"}}), "");
    world.edit("a", "2");
    world.edit("b", std::nullopt);
    world.edit("d", "1");
    CHECK(world.reg->state("a") == State::changed);
    CHECK(world.reg->state("b") == State::deleted);
    CHECK(world.reg->state("c") == State::same);
    CHECK(world.reg->state("d") == State::untracked);
    CHECK(world.reg->state("e") == State::absent);
    CHECK(world.reg->committed("a") == "1");
    CHECK(world.reg->working("a") == "2");
  });
}

TEST_CASE("a commit holds exactly its files and leaves other edits as they are") {
  in_each([](World& world) {
    const auto first = world.reg->commit(change("one", {{"a", "1"}, {"b", "1"}}), "");
    world.edit("a", "edited");
    world.edit("b", "edited");
    world.edit("new", "edited");
    world.reg->commit(change("two", {{"a", "2"}}), first);
    CHECK(world.reg->committed("a") == "2");
    CHECK(world.reg->working("a") == "2");
    CHECK(world.reg->committed("b") == "1");
    CHECK(world.reg->working("b") == "edited");
    CHECK(world.reg->state("new") == State::untracked);
  });
}

TEST_CASE("a hand edit can be committed as it stands") {
  in_each([](World& world) {
    const auto first = world.reg->commit(change("one", {{"a", "1"}}), "");
    world.edit("a", "2");
    world.reg->commit(change("edit", {{"a", "2"}}), first);
    CHECK(world.reg->state("a") == State::same);
    CHECK(world.reg->committed("a") == "2");
  });
}

TEST_CASE("a file without a value is removed, also one that is nowhere") {
  in_each([](World& world) {
    auto id = world.reg->commit(change("one", {{"a/x", "1"}, {"b", "1"}}), "");
    world.edit("u", "1");
    id = world.reg->commit(
        change("two", {{"a/x", std::nullopt}, {"n/n", std::nullopt}, {"u", std::nullopt}}), id);
    CHECK(world.reg->committed_paths("") == Texts{"b"});
    CHECK(world.reg->state("a/x") == State::absent);
    CHECK(world.reg->state("u") == State::absent);
    world.reg->commit(change("three", {{"b", std::nullopt}}), id);
    CHECK(world.reg->committed_paths("").empty());
  });
}

TEST_CASE("a commit on a head that is not the last is refused and changes nothing") {
  in_each([](World& world) {
    const auto first = world.reg->commit(change("one", {{"a", "1"}}), "");
    const auto second = world.reg->commit(change("two", {{"a", "2"}}), first);
    const auto error = thrown_by([&] { world.reg->commit(change("x", {{"a", "x"}}), first); });
    CHECK(error.name == "moved-meanwhile");
    CHECK(error.code == core::Exit::refused);
    CHECK(error_of([&] { world.reg->commit(change("x", {{"a", "x"}}), ""); }) == "moved-meanwhile");
    CHECK(world.reg->head() == second);
    CHECK(world.reg->working("a") == "2");
    world.reg->commit(change("three", {{"a", "3"}}), second);
    CHECK(world.reg->committed("a") == "3");
  });
}

TEST_CASE("paths are listed bytewise, below a folder or all") {
  in_each([](World& world) {
    world.reg->commit(change("one", {{"a/b/1", ""}, {"a.b", ""}, {"a/b.x", ""}, {"ab/1", ""}}), "");
    world.edit("a/b/2", "");
    world.edit("a.b", std::nullopt);
    CHECK(world.reg->committed_paths("") == Texts{"a.b", "a/b.x", "a/b/1", "ab/1"});
    CHECK(world.reg->committed_paths("a") == Texts{"a/b.x", "a/b/1"});
    CHECK(world.reg->committed_paths("a/b") == Texts{"a/b/1"});
    CHECK(world.reg->committed_paths("a.b").empty());
    CHECK(world.reg->committed_paths("nowhere").empty());
    CHECK(world.reg->working_paths("a") == Texts{"a/b.x", "a/b/1", "a/b/2"});
    CHECK(world.reg->working_paths("nowhere").empty());
  });
}

TEST_CASE("a stamp shows what was changed in the working tree") {
  in_each([](World& world) {
    world.reg->commit(change("one", {{"a/1", "1"}, {"a/2", "1"}, {"a.b", "1"}}), "");
    const auto before = stamps(*world.reg, "a");
    CHECK(keys(before) == world.reg->working_paths("a"));
    CHECK(stamps(*world.reg, "a") == before);
    world.edit("a/2", "2");
    world.edit("a/3", "1");
    const auto after = stamps(*world.reg, "a");
    CHECK(keys(after) == Texts{"a/1", "a/2", "a/3"});
    CHECK(after.at("a/1") == before.at("a/1"));
    CHECK(after.at("a/2") != before.at("a/2"));
    CHECK(keys(stamps(*world.reg, "")) == world.reg->working_paths(""));
    CHECK(stamps(*world.reg, "nowhere").empty());
    CHECK(stamps(*world.reg, "a.b").empty());
  });
}

TEST_CASE("what differs between two commits is listed bytewise") {
  in_each([](World& world) {
    const auto& reg = *world.reg;
    CHECK(reg.changed_between("", "") == Texts());
    const auto one = world.reg->commit(change("one", {{"a.b", "1"},
                                                      {"a/b.x", "1"},
                                                      {"a/b/1", "1"},
                                                      {"a/c", "1"},
                                                      {"a/s/1", "1"},
                                                      {"ab", "1"}}),
                                       "");
    const auto two =
        world.reg->commit(change("two", {{"a/b", "1"}, {"a/c", "2"}, {"b", "1"}}),
                          world.reg->commit(change("gone", {{"a/b/1", std::nullopt}}), one));
    world.edit("a/s/1", "edited");
    CHECK(reg.changed_between(one, "") == Texts{"a/b", "a/b/1", "a/c", "b"});
    CHECK(reg.changed_between(one, "a") == Texts{"a/b", "a/b/1", "a/c"});
    CHECK(reg.changed_between(one, "a/b") == Texts{"a/b/1"});
    CHECK(reg.changed_between(one, "a/c") == Texts());
    CHECK(reg.changed_between(one, "nowhere") == Texts());
    CHECK(reg.changed_between(two, "") == Texts());
    CHECK(reg.changed_between("", "") == reg.committed_paths(""));
    CHECK(reg.changed_between("", "a") == reg.committed_paths("a"));
    for (const std::string& id : {std::string(40, '1'), std::string("HEAD"), one.substr(0, 39)})
      CHECK(!reg.changed_between(id, ""));
  });
}

TEST_CASE("a note is what was kept last under its name") {
  in_each([](World& world) {
    CHECK(!world.reg->note("deadline"));
    const std::string bytes("\0\n\xff", 3);
    world.reg->keep_note("deadline", "old and longer");
    world.reg->keep_note("deadline", bytes);
    world.reg->keep_note("other", "");
    CHECK(world.reg->note("deadline") == bytes);
    CHECK(world.reg->note("other") == "");
    world.reg->commit(change("one", {{"a", "1"}}), "");
    CHECK(world.reg->note("deadline") == bytes);
    for (const std::string name : {"", "a/b", "..", "a.b", "a\n"}) {
      CHECK_THROWS_AS(world.reg->note(name), std::invalid_argument);
      CHECK_THROWS_AS(world.reg->keep_note(name, ""), std::invalid_argument);
    }
  });
}

TEST_CASE("the history of a path tells the commits that changed it, newest first") {
  in_each([](World& world) {
    auto id = world.reg->commit(change("one", {{"a/x", "1"}, {"b", "1"}}), "");
    id = world.reg->commit(change("two", {{"b", "2"}}), id);
    id = world.reg->commit(change("three", {{"a/x", "2"}}), id);
    id = world.reg->commit(change("nothing", {{"a/x", "2"}}), id);
    id = world.reg->commit(change("four", {{"a/x", std::nullopt}}), id);
    id = world.reg->commit(change("five", {}), id);
    CHECK(subjects(world.reg->history("a/x", 0)) == Texts{"four", "three", "one"});
    CHECK(subjects(world.reg->history("a", 0)) == Texts{"four", "three", "one"});
    CHECK(subjects(world.reg->history("a/x", 2)) == Texts{"four", "three"});
    CHECK(subjects(world.reg->history("b", 0)) == Texts{"two", "one"});
    CHECK(subjects(world.reg->history("nowhere", 0)).empty());
    CHECK(subjects(world.reg->history("", 0)) ==
          Texts{"five", "four", "nothing", "three", "two", "one"});
    CHECK(world.reg->history("", 1).front().id == id);
  });
}

TEST_CASE("a commit's trailers come back from the history") {
  in_each([](World& world) {
    auto id = world.reg->commit(
        {"2026-0007: assess: medium risk", {{"Rule", "a@1"}, {"Rule", "b: c"}}, {}}, "");
    world.reg->commit({"Not: a trailer", {}, {}}, id);
    const auto entries = world.reg->history("", 0);
    REQUIRE(entries.size() == 2);
    CHECK(entries[0].subject == "Not: a trailer");
    CHECK(entries[0].trailers.empty());
    REQUIRE(entries[1].trailers.size() == 2);
    CHECK(entries[1].trailers[0].key == "Rule");
    CHECK(entries[1].trailers[1].value == "b: c");
    CHECK(entries[1].time == fixed_time());
  });
}

TEST_CASE("what is in no commit has no content") {
  in_each([](World& world) {
    const auto id = world.reg->commit(change("one", {{"a", "1"}}), "");
    CHECK(!world.reg->content(id, "b"));
    CHECK(!world.reg->content(std::string(40, '1'), "a"));
    CHECK(!world.reg->content("HEAD", "a"));
    CHECK(!world.reg->content("", "a"));
  });
}

TEST_CASE("a path that leaves the register is refused everywhere") {
  for (const std::string bad : {"", "/etc/passwd", "..", "../a", "a/../b", "a//b", "a/", "./a",
                                ".git/config", "a/.GIT/x", "GIT~1/x", "a\nb", "a\x7f"}) {
    in_each([&](World& world) {
      CAPTURE(bad);
      CHECK(error_of([&] { world.reg->working(bad); }) == "path-outside");
      CHECK(error_of([&] { world.reg->committed(bad); }) == "path-outside");
      CHECK(error_of([&] { world.reg->state(bad); }) == "path-outside");
      CHECK(error_of([&] { world.reg->commit(change("x", {{bad, "1"}}), ""); }) == "path-outside");
      if (!bad.empty()) {
        CHECK(error_of([&] { world.reg->working_paths(bad); }) == "path-outside");
        CHECK(error_of([&] { world.reg->committed_paths(bad); }) == "path-outside");
        CHECK(error_of([&] { world.reg->stamps(bad); }) == "path-outside");
        CHECK(error_of([&] { world.reg->changed_between("", bad); }) == "path-outside");
        CHECK(error_of([&] { world.reg->history(bad, 0); }) == "path-outside");
      }
      CHECK(world.reg->head().empty());
    });
  }
}

TEST_CASE("a file cannot be where a folder is, nor below a file") {
  in_each([](World& world) {
    const auto id = world.reg->commit(change("one", {{"a/b", "1"}, {"c", "1"}}), "");
    const auto refused = [&](const Files& files) {
      return error_of([&] { world.reg->commit(change("x", files), id); });
    };
    CHECK(refused({{"a", "1"}}) == "not-a-file");
    CHECK(refused({{"c/d", "1"}}) == "not-a-file");
    CHECK(refused({{"n", "1"}, {"n/m", "1"}}) == "not-a-file");
    CHECK(refused({{"c", std::nullopt}, {"c/d", "1"}}) == "not-a-file");
    CHECK(world.reg->head() == id);
    world.edit("a/b", std::nullopt);
    CHECK(refused({{"a", "1"}}) == "not-a-file");
  });
}

TEST_CASE("a message that would not fit its lines is a mistake of the program") {
  in_each([](World& world) {
    CHECK_THROWS_AS(world.reg->commit({"a\nb", {}, {}}, ""), std::invalid_argument);
    CHECK_THROWS_AS(world.reg->commit({"", {}, {}}, ""), std::invalid_argument);
    CHECK_THROWS_AS(world.reg->commit({"a", {{"Key", "a\nb"}}, {}}, ""), std::invalid_argument);
    CHECK_THROWS_AS(world.reg->commit({"a", {{"Ke y", "a"}}, {}}, ""), std::invalid_argument);
  });
}

TEST_CASE("the main line, what each commit changed itself, and the list of its files") {
  in_each([](World& world) {
    auto& reg = *world.reg;
    const auto first = reg.commit(change("first", {{k_case, "a"}, {"pvtool.yaml", "x"}}), "");
    const auto second = reg.commit(change("second", {{k_case, "b"}}), first);
    const auto third =
        reg.commit(change("third", {{k_case, std::nullopt}, {"notes", "n"}}), second);
    CHECK(subjects(reg.line()) == Texts{"third", "second", "first"});
    CHECK(reg.line().front().parents == Texts{second});
    CHECK(reg.line().back().parents.empty());
    CHECK(reg.history(k_case, 1).front().parents == Texts{second});
    CHECK(reg.touched(first, "") == Texts{k_case, "pvtool.yaml"});
    CHECK(reg.touched(second, "") == Texts{k_case});
    CHECK(reg.touched(third, "") == Texts{k_case, "notes"});
    CHECK(reg.touched(third, "cases") == Texts{k_case});
    CHECK(reg.touched(std::string(40, '0'), "").empty());
    CHECK(reg.listing(third, "cases").empty());
    const auto listing = reg.listing(first, "cases");
    CHECK(listing.starts_with("100644 blob "));
    CHECK(listing.ends_with(std::string("\t") + k_case + "\n"));
    CHECK(reg.listing(second, "cases") != listing);
    CHECK(reg.listing(std::string(40, '0'), "cases").empty());
  });
}
