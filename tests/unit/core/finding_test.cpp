// SPDX-License-Identifier: MIT
#include "core/finding.hpp"

#include "core/error.hpp"
#include "facts.hpp"

using core::Exit;
using core::Finding;
using core::Severity;

TEST_CASE("findings are sorted by file, line, column and name, each said once") {
  std::vector<Finding> findings = {
      {Severity::error, "b", "y.yaml", 1, 1, {}},
      {Severity::error, "b", "x.yaml", 10, 1, {}},
      {Severity::error, "b", "x.yaml", 9, 2, {}},
      {Severity::error, "b", "x.yaml", 9, 1, {}},
      {Severity::error, "a", "x.yaml", 9, 1, {}},
      {Severity::error, "b", "x.yaml", 9, 1, {}},
      {Severity::error, "b", "x.yaml", 9, 1, {{"path", "p"}}},
  };
  core::sort(findings);
  std::string order;
  for (const auto& one : findings) {
    order += one.file.substr(0, 1) + std::to_string(one.line) + ":" + std::to_string(one.column) +
             one.name + (one.arguments.empty() ? "" : "p") + " ";
  }
  CHECK(order == "x9:1a x9:1b x9:1bp x9:2b x10:1b y1:1b ");
}

TEST_CASE("only an error is an error") {
  CHECK_FALSE(core::has_errors({}));
  CHECK_FALSE(core::has_errors(
      {{Severity::note, "n", "", 0, 0, {}}, {Severity::warning, "w", "", 0, 0, {}}}));
  CHECK(core::has_errors(
      {{Severity::note, "n", "", 0, 0, {}}, {Severity::error, "e", "", 0, 0, {}}}));
}

TEST_CASE("severities have English names") {
  CHECK(core::name_of(Severity::error) == "error");
  CHECK(core::name_of(Severity::warning) == "warning");
  CHECK(core::name_of(Severity::note) == "note");
}

TEST_CASE("of two outcomes the graver counts") {
  // Design, section 6: the first of 70, 7, 6, 5, 4, 1 counts.
  const Exit order[] = {Exit::bug,           Exit::failed,   Exit::refused, Exit::broken,
                        Exit::cannot_decide, Exit::findings, Exit::done};
  for (std::size_t a = 0; a < std::size(order); ++a) {
    for (std::size_t b = a; b < std::size(order); ++b) {
      CHECK(core::graver(order[a], order[b]) == order[a]);
      CHECK(core::graver(order[b], order[a]) == order[a]);
    }
  }
}

TEST_CASE("exit codes are what every man page says") {
  CHECK(static_cast<int>(Exit::done) == 0);
  CHECK(static_cast<int>(Exit::findings) == 1);
  CHECK(static_cast<int>(Exit::usage) == 2);
  CHECK(static_cast<int>(Exit::not_found) == 3);
  CHECK(static_cast<int>(Exit::cannot_decide) == 4);
  CHECK(static_cast<int>(Exit::broken) == 5);
  CHECK(static_cast<int>(Exit::refused) == 6);
  CHECK(static_cast<int>(Exit::failed) == 7);
  CHECK(static_cast<int>(Exit::bug) == 70);
  CHECK(static_cast<int>(Exit::interrupted) == 130);
}
