// SPDX-License-Identifier: MIT
// A kind is data alone: a toy of a kind in a register's own schemas/ is checked, assessed, led to
// its next step and closed; a field, a value and a threshold more are edits of texts.
#include <filesystem>
#include <fstream>
#include <random>

#include <fmt/format.h>

#include "casebook/texts.hpp"
#include "core/clock.hpp"
#include "core/workflow.hpp"
#include "shelf.hpp"
#include "system/files.hpp"
#include "yaml/edit.hpp"

using test::Shelf;

namespace {

namespace fs = std::filesystem;

const std::string k_kinds = PVTOOL_SOURCE "/tests/data/kinds";
const char* const k_path = "cases/2026/2026-0001.yaml";
const char* const k_loan = "title: The great atlas\nborrower: museum\nobject: {kind: map, value: "
                           "1500}\nback_by: 2026-10-20\n";

// A copy of the toy's folder whose texts can be changed.
class Copy {
public:
  Copy()
      : m_path(fs::temp_directory_path() / fmt::format("pvtool-kinds-{}", std::random_device{}())) {
    fs::copy(k_kinds, m_path, fs::copy_options::recursive);
  }
  ~Copy() { fs::remove_all(m_path); }
  Copy(const Copy&) = delete;
  Copy& operator=(const Copy&) = delete;
  std::string path() const { return m_path.string(); }
  void replace(const std::string& file, const std::string& from, const std::string& to) const {
    const auto name = (m_path / "loan" / file).string();
    auto text = sys::read_file(name).value();
    const auto at = text.find(from);
    REQUIRE_MESSAGE(at != std::string::npos, from);
    std::ofstream(name) << text.replace(at, from.size(), to);
  }

private:
  fs::path m_path;
};

std::string next_of(casebook::Book& book) {
  const auto one = book.load(k_path);
  const auto step = core::next_step(book.kinds().kind("loan"), one.root, book.organisation(),
                                    book.state(one), book.now());
  return step ? step->rule->id : "";
}

std::string in_the_way(casebook::Book& book, const casebook::Case& one) {
  std::string all;
  for (const auto& obstacle : core::obstacles(book.kinds().kind("loan"), one.root,
                                              book.organisation(), book.state(one), book.now())) {
    all += (all.empty() ? "" : " ") + obstacle.rule->id;
  }
  return all;
}

void set(casebook::Book& book, const std::string& path, const core::Value& value) {
  book.change(k_path, {"set", path, {}, false}, [&](const casebook::Case& one) {
    return yaml::with_value(one.text, core::path_of(path), value);
  });
}

std::string levels(casebook::Book& book) {
  std::string all;
  for (const auto& level : book.assess(book.load(k_path)).levels) {
    all += (all.empty() ? "" : " ") + level;
  }
  return all;
}

} // namespace

TEST_CASE("a toy kind goes all the way, from registration to closing") {
  Shelf shelf({}, k_kinds);
  auto& book = shelf.book();
  book.add("loan", k_loan, "-");
  CHECK(book.judge(book.load(k_path)).empty());
  CHECK(next_of(book) == "assess");

  const auto assessment = book.assess(book.load(k_path));
  CHECK(levels(book) == "valuable");
  CHECK(core::name_of(assessment.find("insure")->verdict) == "yes");
  CHECK(assessment.find("insure")->reasons ==
        std::vector<std::string>{"insure.valuable", "level.value"});
  book.change(k_path, {"assess", "valuable", assessment.rules, false},
              [&](const casebook::Case& one) {
                return yaml::with_appended(one.text, core::path_of("assessments"),
                                           core::stored(assessment, book.now_text(), "pvtool"));
              });
  CHECK(shelf.log()[0] ==
        "2026-0001: assess: valuable | Case: 2026-0001; Command: assess; Rule: loan.level@1; "
        "Rule: loan.insure@1; Pvtool: 0.1.0;");
  CHECK(book.judge(book.load(k_path)).empty());
  CHECK(next_of(book) == "get_it_back");

  // Overdue from 00:00 of the day after.
  const auto state_at = [&](const char* now) {
    const auto one = book.load(k_path);
    const auto clocks = core::clocks(
        book.kinds().kind("loan"), one.root,
        {book.organisation(), book.calendar(), core::parsed_time(now)->instant, book.zone()});
    return clocks.size() == 1 ? core::name_of(clocks[0].state) : "";
  };
  CHECK(state_at("2026-10-20T23:59:59+02:00") == "running");
  CHECK(state_at("2026-10-21T00:00:00+02:00") == "overdue");

  CHECK(test::names(test::error_of([&] {
                      set(book, "returned", core::Value("2026-10-04"));
                    }).findings) == "returned-before-lent:21");

  const auto closing = [&](const casebook::Case& one) {
    auto text = one.text;
    for (const auto& [key, value] : {std::pair{"at", book.now_text()},
                                     {"outcome", std::string("returned")},
                                     {"reason", std::string("back")},
                                     {"decided_by", std::string("leader")}}) {
      text =
          yaml::with_value(text, core::path_of(fmt::format("closing.{}", key)), core::Value(value));
    }
    return yaml::with_value(text, core::path_of("status"), core::Value("closed"));
  };
  CHECK(in_the_way(book, book.from_text(k_path, closing(book.load(k_path)))) == "not_back");
  set(book, "returned", core::Value("2026-10-19"));
  CHECK(state_at("2026-10-21T00:00:00+02:00") == "met");
  CHECK(next_of(book) == "close");
  CHECK(in_the_way(book, book.from_text(k_path, closing(book.load(k_path)))) == "");
  book.change(k_path, {"close", "returned", {}, false}, closing);
  CHECK(next_of(book) == "done");
  CHECK(test::error_of([&] { set(book, "title", core::Value("x")); }).name == "case-closed");
}

TEST_CASE("what a toy kind does not know is open, and what has changed makes it stale") {
  Shelf shelf({}, k_kinds);
  auto& book = shelf.book();
  book.add("loan", "title: x\n", "-");
  CHECK(core::name_of(book.assess(book.load(k_path)).find("insure")->verdict) == "cannot_decide");
  set(book, "object.value", core::Value(core::Map{{"unknown", core::Value("not appraised"), {}}}));
  CHECK(core::name_of(book.assess(book.load(k_path)).find("insure")->verdict) == "depends");
  set(book, "object.value", core::Value(10));
  const auto assessment = book.assess(book.load(k_path));
  book.change(k_path, {"assess", "", {}, false}, [&](const casebook::Case& one) {
    return yaml::with_appended(one.text, core::path_of("assessments"),
                               core::stored(assessment, book.now_text(), "pvtool"));
  });
  CHECK(book.judge(book.load(k_path)).empty());
  set(book, "object.value", core::Value(5000));
  CHECK(test::names(book.judge(book.load(k_path))).starts_with("assessment-stale:"));
}

TEST_CASE("a field, a value and a threshold are changes of texts alone") {
  const Copy kinds;
  const auto globe = std::string("title: x\nobject: {kind: globe, value: 600, weight: 3}\n");
  {
    Shelf shelf({}, kinds.path());
    CHECK(test::names(test::error_of([&] { shelf.book().add("loan", globe, "-"); }).findings) ==
          "wrong-value:2 unknown-key:2");
  }
  kinds.replace("case.schema.json", R"("value": {)",
                R"("weight": {"type": "integer"}, "value": {)");
  kinds.replace("case.schema.json", R"(["book", "map"])", R"(["book", "map", "globe"])");
  kinds.replace("rules.yaml", "at_least: 1000", "at_least: 500");
  kinds.replace("text.nb.yaml", "    map: Kart\n", "    map: Kart\n    globe: Globus\n");
  kinds.replace("kind.yaml", "object.value, back_by]\n\nassessment",
                "object.value, object.weight, back_by]\n\nassessment");
  Shelf shelf({}, kinds.path());
  auto& book = shelf.book();
  book.add("loan", globe, "-");
  CHECK(book.judge(book.load(k_path)).empty());
  CHECK(levels(book) == "valuable");
  CHECK(book.kinds().schema("loan").shape(core::path_of("object.kind"))->choices ==
        std::vector<std::string>{"book", "map", "globe"});
  casebook::Texts texts(PVTOOL_SOURCE "/templates/text", "nb");
  texts.add_kind("loan", book.kinds().folder("loan"));
  CHECK(texts.say_kind("loan", {"values", "object.kind", "globe"}) == "Globus");
}
