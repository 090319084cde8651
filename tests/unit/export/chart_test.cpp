// SPDX-License-Identifier: MIT
// Charts are named and described for who does not see them, and hold a case's text as text.
#include "export/chart.hpp"

#include <doctest/doctest.h>

namespace {

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++found;
  }
  return found;
}

} // namespace

TEST_CASE("a chart has a title and a description that its element names") {
  const auto svg = exporting::svg({"c1", "Cases <by> unit", "a: 1; b: 2", {}, {{"a", 1, "1", {}}}});
  CHECK(svg.find("role=\"img\" aria-labelledby=\"c1-title c1-desc\"") != std::string::npos);
  CHECK(svg.find("<title id=\"c1-title\">Cases &lt;by&gt; unit</title>") != std::string::npos);
  CHECK(svg.find("<desc id=\"c1-desc\">a: 1; b: 2</desc>") != std::string::npos);
}

TEST_CASE("bars are as long as their numbers, and none where there is none to tell") {
  const auto svg = exporting::svg({"c",
                                   "t",
                                   "d",
                                   {},
                                   {{"all", 10, "10", 20},
                                    {"half", 5, "5", {}},
                                    {"none", 0, "0", 0},
                                    {"hidden", {}, "*", {}}}});
  CHECK(times(svg, "class=\"now\"") == 2);
  CHECK(times(svg, "class=\"before\"") == 1);
  CHECK(svg.find("width=\"356.0\"") != std::string::npos); // 20, the greatest
  CHECK(svg.find("width=\"178.0\"") != std::string::npos); // 10
  CHECK(svg.find("width=\"89.0\"") != std::string::npos);  // 5
  CHECK(svg.find(">*</text>") != std::string::npos);
}

TEST_CASE("columns stand beside each other, the year before around them") {
  using exporting::Chart;
  const auto svg = exporting::svg(
      {"c", "t", "d", Chart::Shape::columns, {{"Jan", 4, "4", 2}, {"Feb", 0, "0", {}}}});
  CHECK(times(svg, "class=\"now\"") == 1);
  CHECK(times(svg, "class=\"before\"") == 1);
  CHECK(times(svg, "class=\"axis\"") == 1);
  CHECK(times(svg, "<text") == 4);
  CHECK(exporting::svg({"c", "t", "d", Chart::Shape::columns, {}}).find("nan") ==
        std::string::npos);
}
