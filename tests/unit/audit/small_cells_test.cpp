// SPDX-License-Identifier: MIT
// Hidden numbers cannot be computed back. Whoever tries here knows all that is shown and that no
// hidden number is zero, and goes through all whole numbers: another way than the one that hides.
#include "audit/small_cells.hpp"

#include <algorithm>
#include <optional>
#include <random>

#include <doctest/doctest.h>

namespace {

using audit::Cells;
using audit::Sum;

// Looks for whole numbers that agree with what is shown, by narrowing bounds and trying.
class Attacker {
public:
  Attacker(const Cells& cells, const std::vector<bool>& hidden, std::int64_t most)
      : m_cells(cells) {
    for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
      const auto number = cells.numbers[cell];
      m_low.push_back(hidden[cell] ? 1 : number);
      m_high.push_back(hidden[cell] ? most : number);
    }
  }

  // Whether `cell` may be any number from `low` to `high`.
  bool may_be(std::size_t cell, std::int64_t low, std::int64_t high) const {
    auto at = m_low;
    auto to = m_high;
    at[cell] = std::max(at[cell], low);
    to[cell] = std::min(to[cell], high);
    int steps = 0;
    return at[cell] <= to[cell] && exists(at, to, steps);
  }

private:
  using Bounds = std::vector<std::int64_t>;

  bool narrow(Bounds& low, Bounds& high) const {
    for (bool changed = true; changed;) {
      changed = false;
      const auto set = [&](std::size_t cell, std::int64_t least, std::int64_t most) {
        if (least > low[cell] || most < high[cell]) {
          low[cell] = std::max(low[cell], least);
          high[cell] = std::min(high[cell], most);
          changed = true;
        }
      };
      for (const auto& sum : m_cells.sums) {
        std::int64_t least = 0;
        std::int64_t most = 0;
        std::int64_t greatest = 0;
        for (const auto part : sum.parts) {
          least += low[part];
          most += high[part];
          greatest = std::max(greatest, low[part]);
        }
        const bool exact = sum.kind == Sum::Kind::exact;
        set(sum.whole, exact ? least : greatest, most);
        for (const auto part : sum.parts) {
          set(part, low[sum.whole] - (most - high[part]),
              exact ? high[sum.whole] - (least - low[part]) : high[sum.whole]);
        }
      }
      for (std::size_t cell = 0; cell < low.size(); ++cell) {
        if (low[cell] > high[cell]) {
          return false;
        }
      }
    }
    return true;
  }

  bool exists(Bounds low, Bounds high, int& steps) const {
    REQUIRE(++steps < 2'000'000);
    if (!narrow(low, high)) {
      return false;
    }
    std::optional<std::size_t> open;
    for (std::size_t cell = 0; cell < low.size(); ++cell) {
      if (low[cell] < high[cell] && (!open || high[cell] - low[cell] < high[*open] - low[*open])) {
        open = cell;
      }
    }
    if (!open) {
      return true;
    }
    for (auto number = low[*open]; number <= high[*open]; ++number) {
      auto first = low;
      auto last = high;
      first[*open] = last[*open] = number;
      if (exists(std::move(first), std::move(last), steps)) {
        return true;
      }
    }
    return false;
  }

  const Cells& m_cells;
  Bounds m_low;
  Bounds m_high;
};

Cells cells_of(std::initializer_list<std::int64_t> numbers) {
  Cells cells;
  for (const auto number : numbers) {
    cells.add(number);
  }
  return cells;
}

// A table with its totals; returns the cell of the grand total.
std::size_t add_table(Cells& cells, const std::vector<std::vector<std::int64_t>>& table,
                      std::vector<std::size_t>* columns = nullptr) {
  std::vector<std::vector<std::size_t>> place;
  std::vector<std::size_t> rows;
  for (const auto& line : table) {
    std::int64_t all = 0;
    auto& places = place.emplace_back();
    for (const auto number : line) {
      places.push_back(cells.add(number));
      all += number;
    }
    rows.push_back(cells.add(all));
    cells.sums.push_back({rows.back(), places});
  }
  std::vector<std::size_t> wholes;
  std::int64_t grand = 0;
  for (std::size_t column = 0; column < table.front().size(); ++column) {
    std::int64_t all = 0;
    std::vector<std::size_t> parts;
    for (std::size_t row = 0; row < table.size(); ++row) {
      all += table[row][column];
      parts.push_back(place[row][column]);
    }
    grand += all;
    wholes.push_back(cells.add(all));
    cells.sums.push_back({wholes.back(), parts});
  }
  const auto whole = cells.add(grand);
  cells.sums.push_back({whole, rows});
  cells.sums.push_back({whole, wholes});
  if (columns != nullptr) {
    *columns = wholes;
  }
  return whole;
}

// What is wrong with hiding so: cells by number and how.
void check_hidden(const Cells& cells, std::int64_t limit) {
  const auto hidden = audit::hidden_cells(cells, limit);
  // So much is enough to see that a number is not held: all are small.
  const auto most =
      *std::max_element(cells.numbers.begin(), cells.numbers.end()) * limit + 2 * limit;
  const Attacker attacker(cells, hidden, most);
  for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
    const auto number = cells.numbers[cell];
    CAPTURE(cell);
    CAPTURE(number);
    if (number > 0 && number < limit) {
      CHECK(hidden[cell]);
      CHECK(attacker.may_be(cell, limit, most)); // nobody can tell that it is small
    } else if (number == 0) {
      CHECK_FALSE(hidden[cell]);
    } else if (hidden[cell]) {
      CHECK((attacker.may_be(cell, number + 1, most) || attacker.may_be(cell, 1, number - 1)));
    }
  }
}

std::int64_t shown(const Cells& cells, std::int64_t limit) {
  const auto hidden = audit::hidden_cells(cells, limit);
  return std::count(hidden.begin(), hidden.end(), false);
}

} // namespace

TEST_CASE("large numbers are all shown, and zeros") {
  Cells cells;
  add_table(cells, {{5, 9, 0}, {12, 0, 7}});
  CHECK(shown(cells, 5) == static_cast<std::int64_t>(cells.numbers.size()));
}

TEST_CASE("one small number takes others with it, for its row and its column would tell it") {
  Cells cells;
  add_table(cells, {{3, 9, 20}, {12, 8, 7}, {30, 40, 50}});
  const auto hidden = audit::hidden_cells(cells, 5);
  CHECK(hidden[0]);
  CHECK(std::count(hidden.begin(), hidden.end(), true) == 4); // a rectangle, and no total
  CHECK_FALSE(hidden.back());
  check_hidden(cells, 5);
}

TEST_CASE("two small numbers of a small sum hide the sum") {
  auto cells = cells_of({1, 4, 5});
  cells.sums = {{2, {0, 1}}};
  const auto hidden = audit::hidden_cells(cells, 5);
  CHECK(hidden == std::vector<bool>{true, true, true});
}

TEST_CASE("how many there are in all is told as long as parts can be hidden instead") {
  auto cells = cells_of({3, 9, 20, 2, 30, 32});
  cells.sums = {{5, {0, 1, 2}}, {5, {3, 4}}};
  CHECK(audit::hidden_cells(cells, 5) == std::vector<bool>{true, true, false, true, true, false});
  check_hidden(cells, 5);
}

TEST_CASE("the total of all is hidden after everything else that hangs together with it") {
  Cells cells;
  const auto all = cells.add(12, audit::Worth::grand_total);
  const auto kind = cells.add(4, audit::Worth::total);
  const auto other = cells.add(8, audit::Worth::total);
  cells.sums.push_back({all, {kind, other}});
  cells.sums.push_back({other, {cells.add(2), cells.add(6)}});
  const auto hidden = audit::hidden_cells(cells, 5);
  CHECK(hidden == std::vector<bool>{false, true, true, true, false});
  check_hidden(cells, 5);
}

TEST_CASE("a number that is printed nowhere costs nothing and is no secret unless it is small") {
  Cells cells;
  const auto whole = cells.add(20);
  const auto rest = cells.add(17, audit::Worth::unprinted);
  cells.sums.push_back({whole, {cells.add(3), rest}});
  CHECK_FALSE(audit::hidden_cells(cells, 5)[whole]);
  Cells small;
  const auto known = small.add(20);
  const auto few = small.add(3, audit::Worth::unprinted);
  const auto many = small.add(17);
  small.sums.push_back({known, {few, many}});
  const auto hidden = audit::hidden_cells(small, 5);
  CHECK((hidden[known] || hidden[many]));
}

TEST_CASE("entries are at least as many as the cases that have some") {
  Cells cells;
  const auto whole = cells.add(5);
  const auto none = cells.add(2);
  const auto some = cells.add(3, audit::Worth::unprinted);
  const auto entries = cells.add(9);
  cells.sums.push_back({whole, {none, some}});
  cells.sums.push_back({some, {entries}, Sum::Kind::covering});
  const auto hidden = audit::hidden_cells(cells, 5);
  CHECK(hidden[none]);
  CHECK_FALSE(hidden[entries]);
  CHECK(hidden[whole]); // with it, 2 could be at most 4
}

TEST_CASE("parts that overlap hold each other less, and still something") {
  auto cells = cells_of({3, 20, 21});
  cells.sums = {{2, {0, 1}, Sum::Kind::overlapping}};
  check_hidden(cells, 5);
  CHECK(audit::hidden_cells(cells, 5) == std::vector<bool>{true, false, false});
}

TEST_CASE("no hidden number of a random table can be computed") {
  std::mt19937 random(20260720);
  const auto dice = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  int tables = 0;
  for (int round = 0; round < 3000; ++round) {
    CAPTURE(round);
    const auto most = dice(0, 1) == 0 ? 6 : 14;
    std::vector<std::vector<std::int64_t>> table(static_cast<std::size_t>(dice(1, 4)));
    const auto columns = static_cast<std::size_t>(dice(1, 4));
    for (auto& line : table) {
      for (std::size_t column = 0; column < columns; ++column) {
        line.push_back(dice(0, 3) == 0 ? 0 : dice(0, most));
      }
    }
    Cells cells;
    add_table(cells, table);
    check_hidden(cells, dice(2, 5));
    ++tables;
  }
  CHECK(tables == 3000);
}

TEST_CASE("no hidden number of random tables that share totals can be computed") {
  std::mt19937 random(33);
  const auto dice = [&](int low, int high) {
    return std::uniform_int_distribution<int>(low, high)(random);
  };
  for (int round = 0; round < 1000; ++round) {
    CAPTURE(round);
    Cells cells;
    std::vector<std::vector<std::int64_t>> table(static_cast<std::size_t>(dice(1, 3)));
    for (auto& line : table) {
      line = {dice(0, 9), dice(0, 9)};
    }
    std::vector<std::size_t> totals;
    add_table(cells, table, &totals);
    for (const auto total : totals) { // each is broken down once or twice more
      for (int more = dice(0, 2); more > 0; --more) {
        auto left = cells.numbers[total];
        Sum sum{total, {}};
        for (int part = dice(1, 3); part > 0; --part) {
          const auto number = part == 1 ? left : dice(0, static_cast<int>(left));
          sum.parts.push_back(cells.add(number));
          left -= number;
        }
        cells.sums.push_back(sum);
      }
      if (dice(0, 1) == 0 && cells.numbers[total] > 0) {
        const auto all = static_cast<int>(cells.numbers[total]);
        const auto one = cells.add(dice(0, all));
        const auto rest = cells.add(dice(all - static_cast<int>(cells.numbers[one]), all));
        cells.sums.push_back({total, {one, rest}, Sum::Kind::overlapping});
      }
    }
    check_hidden(cells, dice(2, 5));
  }
}

TEST_CASE("a number that stands in several places is hidden everywhere or nowhere") {
  auto cells = cells_of({9, 1, 5, 4, 7, 26, 26, 0});
  cells.sums = {{5, {0, 1, 2, 3, 4}}, {5, {6, 7}}};
  CHECK(audit::hidden_cells(cells, 5) ==
        std::vector<bool>{false, true, true, true, false, false, false, false});
  check_hidden(cells, 5);
}
