// SPDX-License-Identifier: MIT
// Who knows a case does not find its row: whatever is shown, enough rows show the same.
#include "audit/alike.hpp"

#include <map>
#include <random>

#include <doctest/doctest.h>

namespace {

using Table = std::vector<std::vector<std::string>>;

// The rows as they would be printed: what is not shown is a dot.
Table printed(const Table& rows, std::size_t least) {
  const auto shown = audit::shown_alike(rows, least);
  auto table = rows;
  REQUIRE(shown.size() == rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    REQUIRE(shown[row].size() == rows[row].size());
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      table[row][column] = shown[row][column] ? rows[row][column] : ".";
    }
  }
  return table;
}

} // namespace

TEST_CASE("rows that are alike are shown in full") {
  const Table rows(5, {"may", "post"});
  CHECK(printed(rows, 5) == rows);
  CHECK(printed(rows, 6) == Table(5, {".", "."}));
  CHECK(printed({}, 5).empty());
}

TEST_CASE("what singles a row out is not shown, and enough others with it") {
  const Table rows = {{"may", "post"}, {"may", "post"}, {"may", "desk"}, {"may", "post"},
                      {"may", "post"}, {"may", "desk"}, {"june", "post"}};
  // June alone would be told by what is not shown.
  CHECK(printed(rows, 2) == Table{{".", "post"},
                                  {".", "post"},
                                  {".", "desk"},
                                  {".", "post"},
                                  {".", "post"},
                                  {".", "desk"},
                                  {".", "post"}});
  const Table wider = {{"may", "a"},  {"may", "a"},  {"may", "b"}, {"june", "a"},
                       {"june", "a"}, {"july", "a"}, {"aug", "b"}};
  CHECK(printed(wider, 2) == Table{{"may", "."},
                                   {"may", "."},
                                   {"may", "."},
                                   {"june", "a"},
                                   {"june", "a"},
                                   {".", "."},
                                   {".", "."}});
}

TEST_CASE("of random rows each is one of enough in all that is printed") {
  std::mt19937 dice(11);
  for (int round = 0; round < 300; ++round) {
    const auto least = 2 + dice() % 6;
    Table rows(least + dice() % 60);
    const auto columns = 1 + dice() % 6;
    for (auto& row : rows) {
      for (std::size_t column = 0; column < columns; ++column) {
        row.push_back(std::to_string(dice() % (1 + dice() % 5)));
      }
    }
    std::map<std::vector<std::string>, std::size_t> alike;
    for (const auto& row : printed(rows, least)) {
      ++alike[row];
    }
    for (const auto& [row, number] : alike) {
      CHECK(number >= least);
    }
  }
}
