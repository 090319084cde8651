// SPDX-License-Identifier: MIT
#include "audit/published.hpp"

#include <algorithm>
#include <deque>
#include <iterator>
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
    const auto not_sound = add(figures.not_sound).cell;
    for (auto& [why, number] : figures.not_counted) {
      add(number);
    }
    const auto all = add(figures.cases, Worth::grand_total);
    Sum of_kinds{all.cell, {}};
    Table not_sound_of_kinds;
    for (auto& kind : figures.kinds) {
      const auto errors = made(shared(kind.cases.cases, figures.not_sound.cases));
      not_sound_of_kinds.push_back(errors);
      of_kinds.parts.push_back(add_kind(kind, errors));
    }
    m_cells.sums.push_back(of_kinds);
    add_sum(not_sound, not_sound_of_kinds);
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
  using Cases = std::vector<std::size_t>;

  static Cases shared(const Cases& some, const Cases& others) {
    const std::set<std::size_t> known(others.begin(), others.end());
    Cases both;
    std::copy_if(some.begin(), some.end(), std::back_inserter(both),
                 [&](std::size_t one) { return known.contains(one); });
    return both;
  }

  Place add(Number& number, Worth worth = Worth::part) {
    m_places.push_back({&number, m_cells.add(number.count, worth)});
    return m_places.back();
  }

  // A number that is printed nowhere, and that a reader may compute.
  Place made(Cases cases) {
    auto& number = m_made.emplace_back();
    number.count = static_cast<std::int64_t>(cases.size());
    number.cases = std::move(cases);
    return add(number, Worth::unprinted);
  }

  // The cases of a kind that stand in none of these.
  Place rest(const KindFigures& kind, const Table& table) {
    std::set<std::size_t> known;
    for (const auto& place : table) {
      known.insert(place.number->cases.begin(), place.number->cases.end());
    }
    auto others = kind.cases.cases;
    std::erase_if(others, [&](std::size_t one) { return known.contains(one); });
    return made(std::move(others));
  }

  void add_part(Number& number, Table& table) { table.push_back(add(number)); }

  void add_sum(std::size_t whole, const Table& table, Sum::Kind kind = Sum::Kind::exact) {
    Sum sum{whole, {}, kind};
    for (const auto& place : table) {
      sum.parts.push_back(place.cell);
    }
    m_cells.sums.push_back(std::move(sum));
  }

  // Tables of one kind in which each of its cases stands once. Whatever is printed of the kind is
  // in one of them, or is held by a number in one. `errors`: its cases with errors.
  std::size_t add_kind(KindFigures& kind, const Place& errors) {
    const auto whole = add(kind.cases, Worth::total).cell;
    std::vector<Table> tables = {{errors, rest(kind, {errors})}};
    Table months;
    for (auto& [month, number] : kind.months) {
      add_part(number, months);
    }
    tables.push_back(std::move(months));
    for (auto& count : kind.counts) {
      if (!count.rows.empty()) {
        add_count(kind, count, tables);
      }
    }
    for (auto& duration : kind.durations) {
      add_duration(kind, duration, tables);
    }
    for (auto& clock : kind.clocks) {
      add_clock(kind, clock, tables);
    }
    for (auto& entries : kind.entries) {
      for (auto* number : {&entries.in_time, &entries.late, &entries.done, &entries.open,
                           &entries.overdue, &entries.undated, &entries.not_known}) {
        add(*number);
      }
    }
    for (const auto& table : tables) {
      add_sum(whole, table);
    }
    add_unions(tables);
    return whole;
  }

  // Rows that overlap hang on the number of cases that say something.
  void add_count(const KindFigures& kind, Count& count, std::vector<Table>& tables) {
    Table table;
    Table values;
    for (auto& row : count.rows) {
      add_part(row.number, row.what == Row::What::value && count.several ? values : table);
    }
    if (count.several) {
      table.push_back(rest(kind, table));
      add_sum(table.back().cell, values, Sum::Kind::overlapping);
    }
    tables.push_back(std::move(table));
  }

  void add_duration(const KindFigures& kind, Duration& duration, std::vector<Table>& tables) {
    Table table;
    for (auto* number : {&duration.running, &duration.not_known, &duration.not_asked}) {
      add_part(*number, table);
    }
    for (auto& band : duration.bands) {
      add_part(band, table);
    }
    if (duration.bands.empty()) {
      table.push_back(rest(kind, table));
    }
    tables.push_back(std::move(table));
  }

  void add_clock(const KindFigures& kind, ClockFigure& clock, std::vector<Table>& tables) {
    Table table;
    for (auto* number : {&clock.in_time, &clock.late, &clock.overdue, &clock.running,
                         &clock.stopped, &clock.without_limit, &clock.cannot_decide}) {
      add_part(*number, table);
    }
    const auto none = add(clock.none);
    if (clock.of_entries) {
      const auto some = rest(kind, {none});
      add_sum(some.cell, table, Sum::Kind::covering);
      table = {some};
    }
    table.push_back(none);
    tables.push_back(std::move(table));
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
    Cases cases;
    for (const auto& place : table) {
      cases.insert(cases.end(), place.number->cases.begin(), place.number->cases.end());
    }
    const auto whole = made(std::move(cases));
    add_sum(whole.cell, table);
    m_months.push_back(whole.cell);
    if (m_months.size() == figures.months.size()) {
      m_cells.sums.push_back({all, m_months});
    }
  }

  std::int64_t m_limit;
  Cells m_cells;
  std::vector<Place> m_places;
  std::deque<Number> m_made;
  std::vector<std::size_t> m_months;
};

} // namespace

namespace {

void hide_lengths(Duration& duration, std::int64_t limit) {
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

// Rows that stand in the order of their numbers would tell between which shown ones a hidden one
// lies: those go behind the shown ones, by their names.
void sort_hidden(Count& count) {
  const auto& named = count.rule->values;
  const auto is_free = [&](const Row& row) {
    return row.what == Row::What::value && count.rule->rows.empty() &&
           std::find(named.begin(), named.end(), row.value) == named.end();
  };
  const auto first = std::find_if(count.rows.begin(), count.rows.end(), is_free);
  const auto last = std::find_if_not(first, count.rows.end(), is_free);
  const auto hidden = std::stable_partition(
      first, last, [](const Row& row) { return row.number.count != k_hidden; });
  std::sort(hidden, last, [](const Row& one, const Row& other) { return one.value < other.value; });
}

} // namespace

void hide_small(Figures& figures, std::int64_t limit) {
  // Free words are published in no form. Nobody can count with what nobody sees.
  for (auto& kind : figures.kinds) {
    for (auto& count : kind.counts) {
      if (count.rule->is_text) {
        count.rows.clear();
      }
    }
  }
  Publication(figures, limit).hide();
  for (auto& kind : figures.kinds) {
    for (auto& duration : kind.durations) {
      hide_lengths(duration, limit);
    }
    std::for_each(kind.counts.begin(), kind.counts.end(), sort_hidden);
  }
}

} // namespace audit
