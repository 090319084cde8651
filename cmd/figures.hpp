// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cmd/env.hpp"

// A report of figures, as text, Markdown and HTML say it alike.
namespace cmd {

struct FigureLine {
  std::string label;
  std::vector<std::string> cells; // one for each column behind the label
  // What a chart shows of it; nothing: no bar, or a number that is not told.
  std::optional<double> number;
  std::optional<double> before;
  bool is_drawn = true; // else it stands in the table alone
};

struct FigureTable {
  std::string title;
  std::vector<std::string> head; // of the label first
  std::vector<FigureLine> lines;
  enum class Shape { plain, bars, columns } shape = Shape::plain;
  std::vector<std::string> notes; // below it
  // What its numbers come to: a table that tells nothing is named, not shown.
  enum class Tells { something, nothing, not_known, hidden } tells = Tells::something;
};

struct FigureSection {
  std::string title;
  std::vector<std::string> lines;
  std::vector<FigureTable> tables;
  std::vector<std::string> after; // what there is no table of
  bool hides = false;             // some of that because its numbers are hidden
};

struct FigureReport {
  std::string language;
  std::string sender;
  std::string title;
  std::vector<std::string> lines;                            // below the title
  std::vector<std::pair<std::string, std::string>> headline; // label, what it says
  std::vector<FigureSection> sections;
  std::vector<std::string> notes; // at the end
  std::string legend;             // what filled and outlined bars are; empty: nothing is compared
};

Page page_of(const FigureReport& report);
std::string markdown_of(const FigureReport& report);
// One page that needs nothing beside itself: templates/audit/figures.html and figures.css.
std::string html_of(Env& env, const FigureReport& report);

} // namespace cmd
