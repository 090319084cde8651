// SPDX-License-Identifier: MIT
#include "audit/greatest.hpp"

#include <cmath>

namespace audit {

namespace {

constexpr double k_nothing = 1e-7;

// The tableau: one row for each equation, each with a basic unknown whose column is a unit vector;
// below them the row of what is to be made greatest.
class Tableau {
public:
  // Begins with one helping unknown for each equation, all of them basic.
  explicit Tableau(const std::vector<Equation>& equations, std::size_t unknowns)
      : m_unknowns(unknowns), m_columns(unknowns + equations.size()) {
    for (std::size_t row = 0; row < equations.size(); ++row) {
      const double sign = equations[row].right < 0 ? -1 : 1;
      std::vector<double> line(m_columns + 1, 0);
      for (std::size_t column = 0; column < unknowns; ++column) {
        line[column] = sign * equations[row].factors[column];
      }
      line[unknowns + row] = 1;
      line[m_columns] = sign * equations[row].right;
      m_rows.push_back(std::move(line));
      m_basic.push_back(unknowns + row);
    }
  }

  // Makes the helping unknowns zero; false when that cannot be.
  bool begin() {
    std::vector<double> weights(m_columns, 0);
    for (std::size_t column = m_unknowns; column < m_columns; ++column) {
      weights[column] = -1;
    }
    aim(weights);
    if (!climb(m_columns) || std::abs(m_aim[m_columns]) > k_nothing) {
      return false;
    }
    // A helping unknown that is basic still is zero: another takes its place, or its row says
    // nothing new.
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
      for (std::size_t column = 0; m_basic[row] >= m_unknowns && column < m_unknowns; ++column) {
        if (std::abs(m_rows[row][column]) > k_nothing) {
          turn(row, column);
        }
      }
    }
    return true;
  }

  // False when there is no greatest.
  bool make_greatest(std::vector<double> weights) {
    weights.resize(m_columns, 0);
    aim(weights);
    return climb(m_unknowns);
  }

  std::vector<double> unknowns() const {
    std::vector<double> found(m_unknowns, 0);
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
      if (m_basic[row] < m_unknowns) {
        found[m_basic[row]] = m_rows[row][m_columns];
      }
    }
    return found;
  }

private:
  void aim(const std::vector<double>& weights) {
    m_aim.assign(m_columns + 1, 0);
    for (std::size_t column = 0; column < m_columns; ++column) {
      m_aim[column] = -weights[column];
    }
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
      take(m_aim, m_rows[row], m_aim[m_basic[row]]);
    }
  }

  bool climb(std::size_t allowed) {
    for (;;) {
      std::size_t enter = 0;
      while (enter < allowed && m_aim[enter] > -k_nothing) {
        ++enter;
      }
      if (enter == allowed) {
        return true;
      }
      const auto leave = leaving(enter);
      if (leave == m_rows.size()) {
        return false;
      }
      turn(leave, enter);
    }
  }

  // The row that bounds the entering unknown most; Bland's rule among equals, so that it ends.
  std::size_t leaving(std::size_t enter) const {
    auto best = m_rows.size();
    double least = 0;
    for (std::size_t row = 0; row < m_rows.size(); ++row) {
      if (m_rows[row][enter] <= k_nothing) {
        continue;
      }
      const auto ratio = m_rows[row][m_columns] / m_rows[row][enter];
      if (best == m_rows.size() || ratio < least - k_nothing ||
          (ratio < least + k_nothing && m_basic[row] < m_basic[best])) {
        best = row;
        least = ratio;
      }
    }
    return best;
  }

  void turn(std::size_t row, std::size_t column) {
    const double by = m_rows[row][column];
    for (auto& number : m_rows[row]) {
      number /= by;
    }
    for (std::size_t other = 0; other < m_rows.size(); ++other) {
      if (other != row) {
        take(m_rows[other], m_rows[row], m_rows[other][column]);
      }
    }
    take(m_aim, m_rows[row], m_aim[column]);
    m_basic[row] = column;
  }

  static void take(std::vector<double>& from, const std::vector<double>& line, double times) {
    if (std::abs(times) < 1e-12) {
      return;
    }
    for (std::size_t column = 0; column < from.size(); ++column) {
      from[column] -= times * line[column];
    }
  }

  std::size_t m_unknowns;
  std::size_t m_columns;
  std::vector<std::vector<double>> m_rows;
  std::vector<std::size_t> m_basic;
  std::vector<double> m_aim;
};

} // namespace

std::vector<double> greatest(const std::vector<Equation>& equations,
                             const std::vector<double>& weights) {
  Tableau tableau(equations, weights.size());
  if (!tableau.begin() || !tableau.make_greatest(weights)) {
    return {};
  }
  return tableau.unknowns();
}

} // namespace audit
