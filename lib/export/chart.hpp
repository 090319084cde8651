// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace exporting {

// One bar, or one column with the one beside it. No number: it is not to be told.
struct ChartRow {
  std::string label;
  std::optional<double> number;
  std::string text;             // the number as it is written
  std::optional<double> before; // the same of the year before
};

struct Chart {
  std::string id;          // begins the ids in it: unique on the page
  std::string title;       // read aloud, and shown by nothing: the table beside it has a caption
  std::string description; // what a reader who does not see it needs to know
  enum class Shape { bars, columns } shape = Shape::bars;
  std::vector<ChartRow> rows;
};

// The chart as an SVG element for a page of HTML: named and described for those who do not see it,
// shapes told apart without colour (this year filled, the year before an outline), made for a
// column of 400 units and as wide as what holds it. Its looks are the classes now, before, label,
// number, axis of the page's style.
std::string svg(const Chart& chart);

} // namespace exporting
