// SPDX-License-Identifier: MIT
#include "casebook/past.hpp"

#include "shelf.hpp"

namespace {

const std::string k_path = "cases/2026/2026-0001.yaml";

std::string with_aware(const std::string& aware, const std::string& reason = "") {
  return test::case_text("2026-0001",
                         "times:\n  discovered: 2026-10-05T10:00:00+02:00\n" +
                             (aware.empty() ? "" : "  aware: " + aware + "\n") +
                             (reason.empty() ? "" : "  aware_reason: " + reason + "\n"));
}

casebook::Done committed(test::Shelf& shelf, const std::string& text) {
  return shelf.book().change(k_path, {"set", "times.aware", {}, false},
                             [&](const casebook::Case&) { return text; });
}

} // namespace

TEST_CASE("every value that a fact has had, newest first, with the commit that set it") {
  test::Shelf shelf(reg::Files{{k_path, with_aware("")}});
  committed(shelf, with_aware("2026-10-05T11:00:00+02:00"));
  const auto second = committed(shelf, with_aware("2026-10-05T12:00:00+02:00", "the log says so"));
  shelf.edit(k_path, with_aware("2026-10-05T13:00:00+02:00", "and the mail"));
  const auto held = casebook::Past(shelf.book().reg(), k_path).of(core::path_of("times.aware"));
  REQUIRE(held.size() == 3);
  CHECK(held[0].value.to_text() == "2026-10-05T13:00:00+02:00");
  CHECK(held[0].commit.id.empty());
  CHECK(held[1].value.to_text() == "2026-10-05T12:00:00+02:00");
  CHECK(held[1].commit.id == second.commit);
  CHECK(held[1].line > 0);
  CHECK(held[2].value.to_text() == "2026-10-05T11:00:00+02:00");
}

TEST_CASE("a known guarded fact changes only with a new reason") {
  test::Shelf shelf(reg::Files{{k_path, with_aware("")}});
  committed(shelf, with_aware("2026-10-05T11:00:00+02:00")); // the first time asks for none
  const auto refused = [&](const std::string& text) {
    const auto error = test::error_of([&] { committed(shelf, text); });
    return error.findings.empty() ? error.name : error.findings.front().name;
  };
  CHECK(refused(with_aware("2026-10-05T12:00:00+02:00")) == "changed-without-reason");
  CHECK(refused(with_aware("")) == "changed-without-reason");
  CHECK(refused(with_aware("{unknown: not sure any more, by: 2026-10-07}")) ==
        "changed-without-reason");
  committed(shelf, with_aware("2026-10-05T12:00:00+02:00", "the log says so"));
  CHECK(refused(with_aware("2026-10-05T13:00:00+02:00", "the log says so")) ==
        "changed-without-reason");
  committed(shelf, with_aware("2026-10-05T13:00:00+02:00", "the mail says so"));
}

TEST_CASE("the newest version that had more of something is the one that brought it") {
  test::Shelf shelf(reg::Files{{k_path, with_aware("")}});
  const auto first = committed(shelf, with_aware("2026-10-05T11:00:00+02:00"));
  committed(shelf, with_aware("2026-10-05T12:00:00+02:00", "the log says so"));
  const auto aware = [](const core::Value& root) {
    return static_cast<std::size_t>(core::at(root, "times.aware") != nullptr ? 1 : 0);
  };
  const casebook::Past past(shelf.book().reg(), k_path);
  const auto* version = past.newest_with_more(aware);
  REQUIRE(version != nullptr);
  CHECK(version->commit.id == first.commit);
  CHECK(core::at(version->root, "times.aware")->to_text() == "2026-10-05T11:00:00+02:00");
  CHECK(past.newest_with_more([](const core::Value&) { return std::size_t(0); }) == nullptr);
  shelf.edit(k_path, with_aware("2026-10-05T12:00:00+02:00", "again"));
  const auto reasons = [](const core::Value& root) {
    return core::at(root, "times.aware_reason")->to_text() == "again" ? std::size_t(1)
                                                                      : std::size_t(0);
  };
  const casebook::Past edited(shelf.book().reg(), k_path);
  CHECK(edited
            .newest_with_more([&](const core::Value& root) {
              return core::at(root, "times.aware_reason") != nullptr ? reasons(root)
                                                                     : std::size_t(0);
            })
            ->commit.id.empty());
}
