// SPDX-License-Identifier: MIT
#include <algorithm>

#include "casebook/kinds.hpp"

#include "shelf.hpp"

TEST_CASE("the program's kinds come first, a register adds its own") {
  const casebook::Kinds program(PVTOOL_SOURCE "/schemas", "");
  CHECK(program.has("breach"));
  CHECK_FALSE(program.has("loan"));
  const casebook::Kinds both(PVTOOL_SOURCE "/schemas", PVTOOL_SOURCE "/tests/data/kinds");
  CHECK(both.has("loan"));
  CHECK(both.names().size() == program.names().size() + 1);
  CHECK(both.folder("loan") == PVTOOL_SOURCE "/tests/data/kinds/loan");
  // A folder of the same name is not looked at: law is added to, never replaced.
  const casebook::Kinds same(PVTOOL_SOURCE "/tests/data/kinds", PVTOOL_SOURCE "/schemas");
  CHECK(same.folder("loan") == PVTOOL_SOURCE "/tests/data/kinds/loan");
  const casebook::Kinds none(PVTOOL_SOURCE "/schemas", PVTOOL_SOURCE "/no/such/folder");
  CHECK(none.names() == program.names());
}

TEST_CASE("a kind that is not there is told with those that are") {
  const casebook::Kinds kinds(PVTOOL_SOURCE "/tests/data/kinds", "");
  const auto error = test::error_of([&] { kinds.kind("lunch"); });
  CHECK(error.name == "unknown-kind");
  CHECK(error.code == core::Exit::usage);
  CHECK(test::argument(error.arguments, "kind") == "lunch");
  CHECK(test::argument(error.arguments, "known") == "loan");
}

TEST_CASE("the steps of a routine are those of the breach's process") {
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", "");
  const auto shape = kinds.organisation_schema().shape(core::path_of("routine.matrix.step"));
  REQUIRE(shape);
  const auto& lists = kinds.kind("breach").checklists;
  const auto process = std::find_if(lists.begin(), lists.end(),
                                    [](const auto& list) { return list.name == "process"; });
  REQUIRE(process != lists.end());
  std::vector<std::string> ids;
  for (const auto& item : process->items) {
    ids.push_back(item.id);
  }
  CHECK(ids == shape->choices);
}

TEST_CASE("every kind of the program can be read as a whole") {
  const casebook::Kinds kinds(PVTOOL_SOURCE "/schemas", PVTOOL_SOURCE "/tests/data/kinds");
  for (const auto& name : kinds.names()) {
    CAPTURE(name);
    CHECK(kinds.kind(name).name == name);
    CHECK_FALSE(kinds.schema(name).fields().empty());
    if (kinds.kind(name).assessment) {
      CHECK_FALSE(kinds.rules(name).empty());
    }
    kinds.precedents(name);
    for (const auto& field : kinds.kind(name).form) {
      CAPTURE(field);
      CHECK(kinds.schema(name).shape(core::path_of(field)).has_value());
    }
  }
  CHECK_FALSE(kinds.organisation_schema().fields().empty());
}
