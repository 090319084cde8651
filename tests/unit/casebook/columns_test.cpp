// SPDX-License-Identifier: MIT
// What the register says of a case is data: every path leads somewhere, every question has a title.
#include "casebook/columns.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "casebook/texts.hpp"
#include "yaml/document.hpp"

namespace {

bool leads_somewhere(const casebook::Kinds& kinds, const std::string& kind,
                     const core::Path& path) {
  return kinds.schema(kind).shape(core::path_of(path.to_field())).has_value();
}

casebook::Kinds all_kinds() {
  return {PVTOOL_SOURCE "/schemas", PVTOOL_SOURCE "/tests/data/kinds"};
}

} // namespace

TEST_CASE("every path of every question leads to a fact of its kind") {
  const auto kinds = all_kinds();
  for (const auto& name : kinds.names()) {
    const auto columns = casebook::columns_of(kinds, name);
    CAPTURE(name);
    CHECK(!columns.questions.empty());
    for (const auto& question : columns.questions) {
      CAPTURE(question.id);
      CHECK(!question.at.empty());
      for (const auto& path : question.at) {
        CAPTURE(path.to_text());
        CHECK(leads_somewhere(kinds, name, path));
      }
      for (const auto& path : question.shown) {
        CAPTURE(path.to_text());
        CHECK(std::find(question.at.begin(), question.at.end(), path) != question.at.end());
      }
      for (const auto& deed : question.deeds) {
        for (const auto& field : {deed.what, deed.due, deed.done}) {
          if (!field.empty()) {
            const auto path = core::path_of(deed.entry.to_text() + "." + field);
            CAPTURE(path.to_text());
            CHECK(std::find(question.at.begin(), question.at.end(), path) != question.at.end());
          }
        }
      }
      if (question.when) {
        question.when->each_fact([&](const core::Path& path, const core::Value&) {
          CHECK(leads_somewhere(kinds, name, path));
        });
      }
    }
    for (const auto& path : columns.status.empty() ? std::vector<core::Path>() : columns.unit) {
      CAPTURE(path.to_text());
      CHECK(leads_somewhere(kinds, name, path));
    }
  }
}

// What a list of a kind names as done is told with the entry that it belongs to.
TEST_CASE("a place that says when something of a list was done is told as a deed") {
  const auto kinds = all_kinds();
  for (const auto& name : kinds.names()) {
    for (const auto& question : casebook::columns_of(kinds, name).questions) {
      for (const auto& path : question.at) {
        CAPTURE(name);
        CAPTURE(path.to_text());
        CHECK((path.steps.back().key != "done" || path.steps.size() < 2 ||
               path.to_text() == "ros.done" || !question.deeds.empty()));
      }
    }
  }
}

TEST_CASE("what a question waits for is a clock of its kind, and what is decided about it one of "
          "its decisions") {
  const auto kinds = all_kinds();
  for (const auto& name : kinds.names()) {
    const auto& periods = kinds.kind(name).periods;
    for (const auto& question : casebook::columns_of(kinds, name).questions) {
      for (const auto& clock :
           question.awaited ? question.awaited->clocks : std::vector<std::string>()) {
        CAPTURE(clock);
        CHECK(std::any_of(periods.begin(), periods.end(),
                          [&](const core::PeriodRule& rule) { return rule.id == clock; }));
      }
      CHECK((!question.awaited || !question.awaited->only_undecided ||
             !question.awaited->about.empty()));
      if (question.awaited && !question.awaited->about.empty()) {
        CAPTURE(question.awaited->about);
        casebook::Texts texts(PVTOOL_SOURCE "/templates/text", "en");
        texts.add_kind(name, kinds.folder(name));
        CHECK(
            !texts.say_kind(name, {"values", "decisions.about", question.awaited->about}).empty());
      }
    }
  }
}

TEST_CASE("every question of a kind with a register block has a title in three languages") {
  const auto kinds = all_kinds();
  for (const auto& name : kinds.names()) {
    const auto columns = casebook::columns_of(kinds, name);
    if (columns.status.empty()) {
      continue; // the facts' own labels
    }
    for (const auto* language : {"en", "nb", "nn"}) {
      casebook::Texts texts(PVTOOL_SOURCE "/templates/text", language);
      texts.add_kind(name, kinds.folder(name));
      for (const auto& question : columns.questions) {
        CAPTURE(name);
        CAPTURE(language);
        CAPTURE(question.id);
        CHECK(!texts.say_kind(name, {"register", question.id}).empty());
        CHECK(question.not_done.has_value() ==
              !texts.say_kind(name, {"register", question.id + "_decided"}).empty());
      }
    }
  }
}

TEST_CASE("a kind that says nothing is asked for what it needs, and nothing of it is shown") {
  const auto data = yaml::read("kind: k\nneeds: [a, b.c]\n").root;
  const auto columns = casebook::columns_from(*data);
  REQUIRE(columns.questions.size() == 2);
  CHECK(columns.questions[1].id == "b.c");
  CHECK(columns.questions[1].at.front().to_text() == "b.c");
  CHECK(columns.questions[1].shown.empty());
  CHECK(columns.title_withheld_under.empty());
  CHECK(columns.unit.front().to_text() == "reporter.unit");
}
