// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "audit/statistics.hpp"
#include "cmd/figure_words.hpp"
#include "cmd/figures.hpp"

namespace cmd {

// What a chart draws of a number; nothing where it is not there or is not told.
std::optional<double> drawn(const audit::Number* number);
std::vector<const audit::Number*> places_of(const std::vector<audit::Number>& numbers);
// What numbers of cases come to, those of cases that do not say it apart.
FigureTable::Tells tells_of(const std::vector<const audit::Number*>& said,
                            const audit::Number* not_known = nullptr);

// The figures of one kind as tables; `before` are those of the year before, or null.
class FigureTables {
public:
  FigureTables(Env& env, FigureWords& words) : m_env(env), m_words(words) {}

  // What a deadline is called; marked where the number is the organisation's own.
  std::string title_of(const std::string& kind, const audit::ClockFigure& clock);
  FigureTable clocks(const audit::KindFigures& kind);
  FigureTable duration(const std::string& kind, const audit::Duration& one,
                       const audit::Duration* before);
  FigureTable count(const std::string& kind, const audit::Count& count, const audit::Number& cases,
                    const audit::Count* before);
  FigureTable entries(const std::string& kind, const audit::Entries& entries);

private:
  std::string measured_words(const audit::Duration& one);

  Env& m_env;
  FigureWords& m_words;
};

} // namespace cmd
