// SPDX-License-Identifier: MIT
#include "audit/published.hpp"

#include <algorithm>
#include <set>
#include <vector>

#include "audit/small_cells.hpp"

namespace audit {

namespace {

// A number of the figures and its cell.
struct Place {
  Number* number = nullptr;
  std::size_t cell = 0;
};

using Table = std::vector<Place>; // parts that do not overlap

class Publication {
public:
  Publication(Figures& figures, std::int64_t limit) : m_limit(limit) {
    add(figures.not_sound);
    for (auto& [why, number] : figures.not_counted) {
      add(number);
    }
    const auto all = add(figures.cases);
    Sum of_kinds{all.cell, {}};
    for (auto& kind : figures.kinds) {
      of_kinds.parts.push_back(add_kind(kind));
    }
    m_cells.sums.push_back(of_kinds);
    for (const auto& month : figures.months) {
      add_month(figures, month, all.cell);
    }
  }

  void hide() {
    const auto hidden = hidden_cells(m_cells, m_limit);
    for (const auto& place : m_places) {
      if (hidden[place.cell]) {
        place.number->count = k_hidden;
      }
    }
  }

private:
  Place add(Number& number) {
    m_places.push_back({&number, m_cells.add(number.count)});
    return m_places.back();
  }

  void add_part(Number& number, Table& table) { table.push_back(add(number)); }

  void add_sum(std::size_t whole, const Table& table) {
    Sum sum{whole, {}};
    for (const auto& place : table) {
      sum.parts.push_back(place.cell);
    }
    m_cells.sums.push_back(std::move(sum));
  }

  // Not told itself, and a reader may compute it: cases of all months, or entries of all kinds.
  std::size_t add_whole(const Table& table) {
    std::int64_t all = 0;
    for (const auto& place : table) {
      all += place.number->count;
    }
    const auto whole = m_cells.add(all);
    add_sum(whole, table);
    return whole;
  }

  std::size_t add_kind(KindFigures& kind) {
    const auto whole = add(kind.cases).cell;
    std::vector<Table> tables;
    Table months;
    for (auto& [month, number] : kind.months) {
      add_part(number, months);
    }
    tables.push_back(std::move(months));
    for (auto& count : kind.counts) {
      add_count(count, whole, tables);
    }
    for (auto& duration : kind.durations) {
      Table table;
      for (auto* number : {&duration.running, &duration.not_known, &duration.not_asked}) {
        add_part(*number, table);
      }
      for (auto& band : duration.bands) {
        add_part(band, table);
      }
      if (!duration.bands.empty()) {
        tables.push_back(std::move(table));
      }
    }
    for (auto& clock : kind.clocks) {
      Table table;
      for (auto* number : {&clock.in_time, &clock.late, &clock.overdue, &clock.running,
                           &clock.stopped, &clock.without_limit, &clock.cannot_decide}) {
        add_part(*number, table);
      }
      if (clock.of_entries) {
        add_whole(table);
        add(clock.none);
      } else {
        add_part(clock.none, table);
        tables.push_back(std::move(table));
      }
    }
    for (auto& entries : kind.entries) {
      Table table;
      for (auto* number : {&entries.in_time, &entries.late, &entries.done, &entries.open,
                           &entries.overdue, &entries.undated, &entries.not_known}) {
        add_part(*number, table);
      }
      add_whole(table);
    }
    for (const auto& table : tables) {
      add_sum(whole, table);
    }
    add_unions(tables);
    return whole;
  }

  // Rows that overlap hang on the number of cases that say something.
  void add_count(Count& count, std::size_t whole, std::vector<Table>& tables) {
    Table table;
    Table values;
    for (auto& row : count.rows) {
      add_part(row.number, row.what == Row::What::value && count.several ? values : table);
    }
    if (!count.several) {
      tables.push_back(std::move(table));
      return;
    }
    auto said = m_cells.numbers[whole];
    Sum sum{whole, {}};
    for (const auto& place : table) {
      said -= place.number->count;
      sum.parts.push_back(place.cell);
    }
    const auto known = m_cells.add(said);
    sum.parts.push_back(known);
    m_cells.sums.push_back(std::move(sum));
    Sum overlapping{known, {}, Sum::Kind::overlapping};
    for (const auto& place : values) {
      overlapping.parts.push_back(place.cell);
    }
    m_cells.sums.push_back(std::move(overlapping));
  }

  // Where the cases of a number are just those of some numbers of another table.
  void add_unions(const std::vector<Table>& tables) {
    for (const auto& table : tables) {
      for (const auto& place : table) {
        for (const auto& other : tables) {
          if (&other != &table && place.number->count > 0) {
            add_union(place, other);
          }
        }
      }
    }
  }

  void add_union(const Place& place, const Table& table) {
    const std::set<std::size_t> mine(place.number->cases.begin(), place.number->cases.end());
    Sum sum{place.cell, {}};
    for (const auto& other : table) {
      const auto& cases = other.number->cases;
      const auto shared = std::count_if(cases.begin(), cases.end(),
                                        [&](std::size_t one) { return mine.contains(one); });
      if (shared == 0) {
        continue;
      }
      if (shared != static_cast<std::ptrdiff_t>(cases.size())) {
        return;
      }
      sum.parts.push_back(other.cell);
    }
    m_cells.sums.push_back(std::move(sum));
  }

  // The cases of all kinds in one month are told too.
  void add_month(Figures& figures, const std::string& month, std::size_t all) {
    Table table;
    for (auto& kind : figures.kinds) {
      auto* number = &kind.months.at(month);
      const auto found = std::find_if(m_places.begin(), m_places.end(),
                                      [&](const Place& place) { return place.number == number; });
      table.push_back(*found);
    }
    m_months.push_back(add_whole(table));
    if (m_months.size() == figures.months.size()) {
      m_cells.sums.push_back({all, m_months});
    }
  }

  std::int64_t m_limit;
  Cells m_cells;
  std::vector<Place> m_places;
  std::vector<std::size_t> m_months;
};

} // namespace

void hide_small(Figures& figures, std::int64_t limit) {
  Publication(figures, limit).hide();
  for (auto& kind : figures.kinds) {
    for (auto& duration : kind.durations) {
      const bool hidden = std::any_of(duration.bands.begin(), duration.bands.end(),
                                      [](const Number& band) { return band.count == k_hidden; });
      // A median of few is somebody's number, and the longest always is.
      if (hidden || duration.measured < limit || duration.bands.empty()) {
        duration.measured = k_hidden;
      }
      duration.longest = 0;
      // Of few, what nine of ten do not exceed is the longest, or near to it.
      if (duration.measured < 10 * limit) {
        duration.nine_of_ten = k_hidden;
      }
    }
    for (auto& count : kind.counts) {
      if (count.rule->is_text) {
        count.rows.clear();
      }
    }
  }
}

} // namespace audit
