// SPDX-License-Identifier: MIT
#include "export/chart.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/markup.hpp"

namespace exporting {

namespace {

constexpr double k_width = 400;
constexpr double k_line = 34;    // of one bar with its label above it
constexpr double k_bar = 12;     // thickness
constexpr double k_room = 44;    // for the number behind the longest bar
constexpr double k_height = 190; // of columns
constexpr double k_top = 18;     // for the number above the highest column

double greatest_of(const Chart& chart) {
  double greatest = 1;
  for (const auto& row : chart.rows) {
    greatest = std::max({greatest, row.number.value_or(0), row.before.value_or(0)});
  }
  return greatest;
}

std::string shape(const char* look, double x, double y, double width, double height) {
  return fmt::format("<rect class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" "
                     "height=\"{:.1f}\"/>\n",
                     look, x, y, width, height);
}

std::string words(const char* look, double x, double y, const std::string& text) {
  return fmt::format("<text class=\"{}\" x=\"{:.1f}\" y=\"{:.1f}\">{}</text>\n", look, x, y,
                     core::in_markup(text));
}

std::string bars(const Chart& chart) {
  const double scale = (k_width - k_room) / greatest_of(chart);
  std::string out;
  double y = 0;
  for (const auto& row : chart.rows) {
    const double length = row.number.value_or(0) * scale;
    out += words("label", 0, y + 13, row.label);
    if (row.before && *row.before > 0) {
      out += shape("before", 0.5, y + 17, *row.before * scale, k_bar);
    }
    if (length > 0) {
      out += shape("now", 0, y + 17 + (row.before ? 3 : 0), length, k_bar - (row.before ? 6 : 0));
    }
    const double end = std::max(length, row.before.value_or(0) * scale);
    out += words("number", end + 6, y + 28, row.text);
    y += k_line;
  }
  return out;
}

std::string columns(const Chart& chart) {
  const double scale = (k_height - k_top) / greatest_of(chart);
  const double step = k_width / static_cast<double>(std::max<std::size_t>(chart.rows.size(), 1));
  const double width = std::min(step * 0.7, 40.0);
  std::string out = fmt::format(
      "<line class=\"axis\" x1=\"0\" y1=\"{0}\" x2=\"{1}\" y2=\"{0}\"/>\n", k_height, k_width);
  double x = (step - width) / 2;
  for (const auto& row : chart.rows) {
    const double before = row.before.value_or(0) * scale;
    const double height = row.number.value_or(0) * scale;
    if (before > 0) {
      out += shape("before", x, k_height - before, width, before);
    }
    if (height > 0) {
      out += shape("now", x + width * 0.2, k_height - height, width * 0.6, height);
    }
    out += words("number middle", x + width / 2, k_height - std::max(height, before) - 4, row.text);
    out += words("label middle", x + width / 2, k_height + 16, row.label);
    x += step;
  }
  return out;
}

} // namespace

std::string svg(const Chart& chart) {
  const bool is_columns = chart.shape == Chart::Shape::columns;
  const double height =
      is_columns ? k_height + 22 : k_line * static_cast<double>(chart.rows.size());
  const auto id = core::in_markup(chart.id);
  auto out =
      fmt::format("<svg viewBox=\"0 0 {} {}\" role=\"img\" aria-labelledby=\"{}-title {}-desc\" "
                  "xmlns=\"http://www.w3.org/2000/svg\">\n",
                  k_width, height, id, id);
  out += fmt::format("<title id=\"{}-title\">{}</title>\n<desc id=\"{}-desc\">{}</desc>\n", id,
                     core::in_markup(chart.title), id, core::in_markup(chart.description));
  out += is_columns ? columns(chart) : bars(chart);
  return out + "</svg>\n";
}

} // namespace exporting
