// SPDX-License-Identifier: MIT
#include "audit/small_cells.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <tuple>
#include <utility>

#include "audit/greatest.hpp"

namespace audit {

std::size_t Cells::add(std::int64_t number, Worth of) {
  numbers.push_back(number);
  worth.push_back(of);
  return numbers.size() - 1;
}

namespace {

using Numbers = std::vector<std::int64_t>;

// What a reader knows of the hidden numbers, as equations over whole numbers. An overlapping sum is
// two kinds of inequality, each an equation with the difference as one more unknown.
class Knowledge {
public:
  Knowledge(const Cells& cells, const std::vector<bool>& hidden) : m_cells(cells) {
    m_place.assign(cells.numbers.size(), 0);
    for (std::size_t cell = 0; cell < hidden.size(); ++cell) {
      if (hidden[cell]) {
        m_place[cell] = m_hidden.size();
        m_hidden.push_back(cell);
      }
    }
    m_unknowns = m_hidden.size();
    for (const auto& sum : cells.sums) {
      add(sum, hidden);
    }
    for (auto& line : m_lines) {
      line.factors.resize(m_unknowns, 0);
    }
  }

  // Whole numbers that agree with all that is shown, the hidden ones 1 or more, in which `cell` is
  // as great (`up`) or as small as can be, up to `most`. Nothing when none are found.
  enum class Way { up, down };
  std::optional<Numbers> other(std::size_t cell, Way way, std::int64_t most) const {
    auto lines = m_lines;
    for (auto& line : lines) {
      line.factors.push_back(0);
    }
    Equation cap{std::vector<double>(m_unknowns + 1, 0), static_cast<double>(most - 1)};
    cap.factors[m_place[cell]] = 1;
    cap.factors[m_unknowns] = 1;
    lines.push_back(std::move(cap));
    std::vector<double> weights(m_unknowns + 1, 0);
    weights[m_place[cell]] = way == Way::up ? 1 : -1;
    const auto found = greatest(lines, weights);
    return found.empty() ? std::nullopt : checked(found);
  }

private:
  // Every hidden number is 1 and something: that is the unknown.
  void put(Equation& line, std::size_t cell, double factor, const std::vector<bool>& hidden) {
    if (hidden[cell]) {
      line.factors.resize(std::max(line.factors.size(), m_place[cell] + 1), 0);
      line.factors[m_place[cell]] += factor;
      line.right -= factor;
    } else {
      line.right -= factor * static_cast<double>(m_cells.numbers[cell]);
    }
  }

  void add_difference(Equation& line, double factor) {
    line.factors.resize(m_unknowns + 1, 0);
    line.factors[m_unknowns++] = factor;
  }

  void add(const Sum& sum, const std::vector<bool>& hidden) {
    const bool touched =
        hidden[sum.whole] || std::any_of(sum.parts.begin(), sum.parts.end(),
                                         [&](std::size_t part) { return hidden[part]; });
    if (!touched) {
      return;
    }
    Equation all;
    for (const auto part : sum.parts) {
      put(all, part, 1, hidden);
      if (sum.kind == Sum::Kind::overlapping) {
        Equation each;
        put(each, part, 1, hidden);
        put(each, sum.whole, -1, hidden);
        add_difference(each, 1);
        m_lines.push_back(std::move(each));
      }
    }
    put(all, sum.whole, -1, hidden);
    if (sum.kind != Sum::Kind::exact) {
      add_difference(all, -1);
    }
    m_lines.push_back(std::move(all));
  }

  // The numbers that these unknowns mean, if they are whole and really agree.
  std::optional<Numbers> checked(const std::vector<double>& found) const {
    auto numbers = m_cells.numbers;
    for (std::size_t at = 0; at < m_hidden.size(); ++at) {
      const auto whole = std::llround(found[at]);
      if (std::abs(found[at] - static_cast<double>(whole)) > 1e-4 || whole < 0) {
        return std::nullopt;
      }
      numbers[m_hidden[at]] = whole + 1;
    }
    for (const auto& sum : m_cells.sums) {
      std::int64_t parts = 0;
      bool fits = true;
      for (const auto part : sum.parts) {
        parts += numbers[part];
        fits = fits && (sum.kind == Sum::Kind::covering || numbers[part] <= numbers[sum.whole]);
      }
      if (sum.kind == Sum::Kind::exact ? parts != numbers[sum.whole]
                                       : !fits || parts < numbers[sum.whole]) {
        return std::nullopt;
      }
    }
    return numbers;
  }

  const Cells& m_cells;
  std::vector<std::size_t> m_hidden;
  std::vector<std::size_t> m_place; // of a hidden cell among the unknowns
  std::size_t m_unknowns = 0;
  std::vector<Equation> m_lines;
};

class Hiding {
public:
  Hiding(const Cells& cells, std::int64_t limit) : m_cells(cells), m_limit(limit) {
    for (std::size_t cell = 0; cell < cells.numbers.size(); ++cell) {
      m_hidden.push_back(is_small(cells.numbers[cell]) ||
                         (is_unprinted(cell) && cells.numbers[cell] > 0));
    }
    m_safe.assign(cells.numbers.size(), false);
  }

  std::vector<bool> hidden() {
    // Each round makes a cell safe or hides one more; what is safe stays so, for a reader who sees
    // less knows less.
    for (auto cell = unsafe(); cell; cell = unsafe()) {
      auto next = completing();
      next = next ? next : near_to(*cell);
      if (next) {
        m_hidden[*next] = true;
      } else {
        m_safe[*cell] = true; // all that hangs together with it is hidden or zero: times any number
      }
    }
    show_again();
    return m_hidden;
  }

private:
  bool is_small(std::int64_t number) const { return number > 0 && number < m_limit; }
  bool is_unprinted(std::size_t cell) const { return m_cells.worth[cell] == Worth::unprinted; }
  bool is_shown(std::size_t cell) const { return !m_hidden[cell] && m_cells.numbers[cell] > 0; }
  // Nobody reads a large number that is not printed, so that it may be computed.
  bool needs_another(std::size_t cell) const {
    return m_hidden[cell] && (is_small(m_cells.numbers[cell]) || !is_unprinted(cell));
  }

  void note(const Numbers& numbers) {
    for (std::size_t cell = 0; cell < numbers.size(); ++cell) {
      m_safe[cell] = m_safe[cell] ||
                     (is_small(m_cells.numbers[cell]) ? numbers[cell] >= m_limit
                                                      : numbers[cell] != m_cells.numbers[cell]);
    }
  }

  // A hidden cell that a reader could compute; nothing when there is none.
  std::optional<std::size_t> unsafe() {
    const Knowledge knowledge(m_cells, m_hidden);
    for (std::size_t cell = 0; cell < m_hidden.size(); ++cell) {
      if (!needs_another(cell) || m_safe[cell]) {
        continue;
      }
      const auto number = m_cells.numbers[cell];
      if (const auto up = knowledge.other(cell, Knowledge::Way::up, number + m_limit)) {
        note(*up);
      }
      if (!m_safe[cell] && !is_small(number)) {
        if (const auto down = knowledge.other(cell, Knowledge::Way::down, number + m_limit)) {
          note(*down);
        }
      }
      if (!m_safe[cell]) {
        return cell;
      }
    }
    return std::nullopt;
  }

  // A sum with one hidden number tells it.
  bool tells(const Sum& sum) const {
    auto hidden = m_hidden[sum.whole] ? 1 : 0;
    auto needed = needs_another(sum.whole);
    for (const auto part : sum.parts) {
      hidden += m_hidden[part] ? 1 : 0;
      needed = needed || needs_another(part);
    }
    return hidden == 1 && needed && sum.kind == Sum::Kind::exact;
  }

  // The cell to hide in a sum that tells one: totals last, for how many there are in all is what a
  // reader wants first, and parts before wholes; then where it stands in two such sums, then the
  // smallest.
  std::optional<std::size_t> completing() const {
    std::vector<int> told(m_hidden.size(), 0);
    std::vector<bool> whole(m_hidden.size(), false);
    for (const auto& sum : m_cells.sums) {
      const int more = tells(sum) ? 1 : 0;
      told[sum.whole] += more;
      whole[sum.whole] = true;
      for (const auto part : sum.parts) {
        told[part] += more;
      }
    }
    std::optional<std::size_t> best;
    const auto cost = [&](std::size_t cell) {
      return std::tuple(m_cells.worth[cell], whole[cell], -told[cell], m_cells.numbers[cell]);
    };
    for (std::size_t cell = 0; cell < told.size(); ++cell) {
      if (told[cell] > 0 && is_shown(cell) && (!best || cost(cell) < cost(*best))) {
        best = cell;
      }
    }
    return best;
  }

  // The smallest shown cell in a sum with this one; else in a sum with a hidden one of those. A
  // total only when there is nothing else that hangs together with it.
  std::optional<std::size_t> near_to(std::size_t cell) const {
    for (const auto most : {Worth::part, Worth::total, Worth::grand_total}) {
      if (const auto found = near_to(cell, most)) {
        return found;
      }
    }
    return std::nullopt;
  }

  std::optional<std::size_t> near_to(std::size_t cell, Worth most) const {
    std::vector<bool> near(m_cells.numbers.size(), false);
    near[cell] = true;
    for (bool grew = true; grew;) {
      grew = false;
      std::optional<std::pair<std::pair<bool, std::int64_t>, std::size_t>> best;
      auto wider = near;
      const auto consider = [&](std::size_t other, bool whole) {
        if (m_hidden[other]) {
          grew = grew || !wider[other];
          wider[other] = true;
        } else if (is_shown(other) && m_cells.worth[other] <= most) {
          const std::pair one{std::pair{whole, m_cells.numbers[other]}, other};
          best = !best || one < *best ? std::optional(one) : best;
        }
      };
      for (const auto& sum : m_cells.sums) {
        if (holds_one(sum, near)) {
          std::for_each(sum.parts.begin(), sum.parts.end(),
                        [&](std::size_t part) { consider(part, false); });
          consider(sum.whole, true);
        }
      }
      if (best) {
        return best->second;
      }
      near = std::move(wider);
    }
    return std::nullopt;
  }

  static bool holds_one(const Sum& sum, const std::vector<bool>& near) {
    return near[sum.whole] || std::any_of(sum.parts.begin(), sum.parts.end(),
                                          [&](std::size_t part) { return near[part]; });
  }

  // What was hidden for others and is not needed after all, totals and the largest first.
  void show_again() {
    std::vector<std::size_t> extra;
    for (std::size_t cell = 0; cell < m_hidden.size(); ++cell) {
      if (m_hidden[cell] && !is_unprinted(cell) && !is_small(m_cells.numbers[cell])) {
        extra.push_back(cell);
      }
    }
    std::stable_sort(extra.begin(), extra.end(), [&](std::size_t one, std::size_t other) {
      return std::pair(m_cells.worth[one], m_cells.numbers[one]) >
             std::pair(m_cells.worth[other], m_cells.numbers[other]);
    });
    for (const auto cell : extra) {
      m_hidden[cell] = false;
      m_safe.assign(m_safe.size(), false);
      m_hidden[cell] = unsafe().has_value();
    }
  }

  const Cells& m_cells;
  std::int64_t m_limit;
  std::vector<bool> m_hidden;
  std::vector<bool> m_safe;
};

// Cells that are one number in several places, by the sums that have one part that is not zero, as
// one cell: they are shown or hidden together. Zeros stand in no sum any more.
class Merged {
public:
  explicit Merged(const Cells& cells) {
    for (std::size_t cell = 0; cell < cells.numbers.size(); ++cell) {
      m_first.push_back(cell);
    }
    for (const auto& sum : cells.sums) {
      const auto parts = not_zero(cells, sum);
      if (parts.size() == 1 && sum.kind != Sum::Kind::covering) {
        m_first[first_of(parts.front())] = first_of(sum.whole);
      }
    }
    std::vector<std::size_t> place(cells.numbers.size());
    for (std::size_t cell = 0; cell < cells.numbers.size(); ++cell) {
      if (first_of(cell) == cell) {
        place[cell] = m_cells.add(cells.numbers[cell], Worth::unprinted);
      }
    }
    for (std::size_t cell = 0; cell < cells.numbers.size(); ++cell) {
      m_place.push_back(place[first_of(cell)]);
      auto& worth = m_cells.worth[m_place[cell]];
      worth = std::max(worth, cells.worth[cell]);
    }
    for (const auto& sum : cells.sums) {
      Sum merged{m_place[sum.whole], {}, sum.kind};
      for (const auto part : not_zero(cells, sum)) {
        merged.parts.push_back(m_place[part]);
      }
      if (merged.parts.size() > 1 || merged.kind == Sum::Kind::covering) {
        m_cells.sums.push_back(std::move(merged));
      }
    }
  }

  const Cells& cells() const { return m_cells; }
  std::size_t place(std::size_t cell) const { return m_place[cell]; }

private:
  static std::vector<std::size_t> not_zero(const Cells& cells, const Sum& sum) {
    std::vector<std::size_t> parts;
    std::copy_if(sum.parts.begin(), sum.parts.end(), std::back_inserter(parts),
                 [&](std::size_t part) { return cells.numbers[part] != 0; });
    return parts;
  }

  std::size_t first_of(std::size_t cell) const {
    while (m_first[cell] != cell) {
      cell = m_first[cell];
    }
    return cell;
  }

  std::vector<std::size_t> m_first;
  std::vector<std::size_t> m_place;
  Cells m_cells;
};

} // namespace

std::vector<bool> hidden_cells(const Cells& cells, std::int64_t limit) {
  const Merged merged(cells);
  const auto hidden = Hiding(merged.cells(), limit).hidden();
  std::vector<bool> all;
  for (std::size_t cell = 0; cell < cells.numbers.size(); ++cell) {
    all.push_back(hidden[merged.place(cell)]);
  }
  return all;
}

} // namespace audit
