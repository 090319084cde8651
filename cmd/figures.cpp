// SPDX-License-Identifier: MIT
#include "cmd/figures.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/markup.hpp"
#include "export/chart.hpp"
#include "export/plain.hpp"
#include "letters/markdown.hpp"
#include "system/files.hpp"

namespace cmd {

namespace {

constexpr int k_most_label = 44;
// A table with more columns than this is as wide as the page.
constexpr std::size_t k_side_by_side = 4;
constexpr int k_most_headline = 60;
constexpr double k_bar = 24;

// What a case says is text, without what a reader may obey.
std::string escaped(std::string_view text) {
  return core::in_markup(exporting::plain(text));
}

double greatest_of(const FigureTable& table) {
  double greatest = 0;
  for (const auto& line : table.lines) {
    greatest = std::max(greatest, line.number.value_or(0));
  }
  return greatest;
}

// A bar of blocks, at least half a one for what is not nothing.
std::string bar(double number, double greatest) {
  if (number <= 0 || greatest <= 0) {
    return "";
  }
  const auto halves = std::max(1L, std::lround(2 * k_bar * number / greatest));
  std::string out;
  for (long at = 0; at < halves / 2; ++at) {
    out += "█";
  }
  return halves % 2 == 1 ? out + "▌" : out;
}

std::vector<std::size_t> widths_of(const FigureTable& table) {
  std::vector<std::size_t> widths;
  for (std::size_t column = 0; column < table.head.size(); ++column) {
    auto width = columns_of(table.head[column]);
    for (const auto& line : table.lines) {
      width = std::max(width, columns_of(column == 0 ? line.label : line.cells[column - 1]));
    }
    widths.push_back(column == 0 ? std::min<std::size_t>(width, k_most_label) : width);
  }
  return widths;
}

// Numbers stand right in their column, the label left.
std::string row_of(const std::vector<std::size_t>& widths, const std::string& label,
                   const std::vector<std::string>& cells) {
  auto out = "  " + padded(label, widths.front());
  for (std::size_t column = 1; column < widths.size(); ++column) {
    const auto& cell = cells[column - 1];
    const auto width = columns_of(cell);
    out += "  " + std::string(widths[column] - std::min(width, widths[column]), ' ') + cell;
  }
  return out;
}

void say_table(const FigureTable& table, Page& page) {
  const auto widths = widths_of(table);
  page.line().heading(table.title);
  page.line(row_of(widths, table.head.front(), {table.head.begin() + 1, table.head.end()}),
            Page::Style::faint);
  const auto greatest = greatest_of(table);
  for (const auto& line : table.lines) {
    auto text = row_of(widths, line.label, line.cells);
    if (columns_of(line.label) > widths.front()) { // on a line of its own
      page.line(fmt::format("  {}", line.label));
      text = row_of(widths, "", line.cells);
    }
    if (table.shape != FigureTable::Shape::plain) {
      text += "  " + bar(line.number.value_or(0), greatest);
    }
    page.line(text.substr(0, text.find_last_not_of(' ') + 1));
  }
  for (const auto& note : table.notes) {
    page.paragraph(note, 2, Page::Style::faint);
  }
}

std::string in_markdown(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const auto& cell : cells) {
    out += " " + letters::escaped_inside(cell) + " |";
  }
  return out + "\n";
}

std::string markdown_of(const FigureTable& table) {
  auto out =
      fmt::format("### {}\n\n{}|", letters::escaped_inside(table.title), in_markdown(table.head));
  for (std::size_t column = 0; column < table.head.size(); ++column) {
    out += column == 0 ? " :-- |" : " --: |";
  }
  out += "\n";
  for (const auto& line : table.lines) {
    std::vector<std::string> cells{line.label};
    cells.insert(cells.end(), line.cells.begin(), line.cells.end());
    out += in_markdown(cells);
  }
  for (const auto& note : table.notes) {
    out += "\n" + letters::escaped_inside(note) + "\n";
  }
  return out + "\n";
}

// The table in words, for who does not see the chart.
std::string spoken(const FigureTable& table) {
  std::string out;
  for (const auto& line : table.lines) {
    out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", line.label, line.cells.front());
  }
  return out;
}

std::string chart_of(const FigureTable& table, const std::string& id, const std::string& legend) {
  exporting::Chart chart{
      id, table.title, exporting::plain(spoken(table)), exporting::Chart::Shape::bars, {}};
  if (table.shape == FigureTable::Shape::columns) {
    chart.shape = exporting::Chart::Shape::columns;
  }
  bool compared = false;
  for (const auto& line : table.lines) {
    if (!line.is_drawn) {
      continue;
    }
    chart.rows.push_back(
        {exporting::plain(line.label), line.number, line.cells.front(), line.before});
    compared = compared || line.before.value_or(0) > 0;
  }
  const auto caption =
      compared && !legend.empty()
          ? fmt::format("<p class=\"legend\" aria-hidden=\"true\">{}</p>\n", escaped(legend))
          : std::string();
  return fmt::format("<div class=\"chart\">\n{}{}</div>\n", exporting::svg(chart), caption);
}

// A single bar tells nothing.
bool is_drawn(const FigureTable& table) {
  const auto bars = std::count_if(table.lines.begin(), table.lines.end(),
                                  [](const FigureLine& line) { return line.is_drawn; });
  return table.shape != FigureTable::Shape::plain && bars > 1;
}

// On paper the bars stand in the table.
std::string part_of(double number, double greatest) {
  return number <= 0 || greatest <= 0
             ? std::string()
             : fmt::format(" style=\"--part: {:.0f}%\"", 100 * number / greatest);
}

std::string html_rows(const FigureTable& table) {
  // On a narrow window a row of many columns stands as a list; the roles keep it a table for who
  // hears it.
  auto out = fmt::format("<table{} role=\"table\">\n<caption>{}</caption>\n<thead "
                         "role=\"rowgroup\">\n<tr role=\"row\">",
                         table.head.size() > k_side_by_side ? " class=\"wide\"" : "",
                         escaped(table.title));
  for (const auto& head : table.head) {
    out += fmt::format("<th scope=\"col\" role=\"columnheader\">{}</th>", escaped(head));
  }
  out += "</tr>\n</thead>\n<tbody role=\"rowgroup\">\n";
  const auto greatest = is_drawn(table) ? greatest_of(table) : 0;
  for (const auto& line : table.lines) {
    out += fmt::format("<tr role=\"row\"><th scope=\"row\" role=\"rowheader\"{}>{}</th>",
                       line.is_drawn ? part_of(line.number.value_or(0), greatest) : "",
                       escaped(line.label));
    for (std::size_t at = 0; at < line.cells.size(); ++at) {
      const auto head = at + 1 < table.head.size() ? table.head[at + 1] : std::string();
      out += fmt::format("<td role=\"cell\" data-label=\"{}\">{}</td>", escaped(head),
                         escaped(line.cells[at]));
    }
    out += "</tr>\n";
  }
  out += "</tbody>\n</table>\n";
  for (const auto& note : table.notes) {
    out += fmt::format("<p class=\"note\">{}</p>\n", escaped(note));
  }
  return out;
}

std::string paragraphs(const std::vector<std::string>& lines, const std::string& look = "") {
  std::string out;
  for (const auto& line : lines) {
    out += fmt::format("<p{}>{}</p>\n", look.empty() ? "" : fmt::format(" class=\"{}\"", look),
                       escaped(line));
  }
  return out;
}

std::string html_figure(const FigureTable& table, const std::string& id,
                        const std::string& legend) {
  const bool drawn = is_drawn(table);
  const bool columns = table.shape == FigureTable::Shape::columns;
  return fmt::format("<div class=\"figure{}{}\">\n{}<div class=\"data\">\n{}</div>\n</div>\n",
                     drawn ? "" : " alone", columns ? " columns" : "",
                     drawn ? chart_of(table, id, legend) : "", html_rows(table));
}

std::string html_sections(const FigureReport& report) {
  std::string out;
  int number = 0;
  for (const auto& section : report.sections) {
    out +=
        fmt::format("<section>\n<h2>{}</h2>\n", escaped(section.title)) + paragraphs(section.lines);
    bool beside = false; // what follows stands in two columns on paper
    for (const auto& table : section.tables) {
      const bool fits =
          table.shape != FigureTable::Shape::plain || table.head.size() <= k_side_by_side;
      out += fits && !beside ? "<div class=\"figures\">\n" : !fits && beside ? "</div>\n" : "";
      beside = fits;
      out += html_figure(table, fmt::format("chart{}", ++number), report.legend);
    }
    out += beside ? "</div>\n" : "";
    out += paragraphs(section.after, "note") + "</section>\n";
  }
  return out;
}

std::string data_file(Env& env, const std::string& name) {
  const auto path = env.data_folder() + "/templates/audit/" + name;
  auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", path}});
  }
  return std::move(*text);
}

} // namespace

Page page_of(const FigureReport& report) {
  Page page;
  page.heading(report.title);
  for (const auto& line : report.lines) {
    page.paragraph(line);
  }
  if (!report.headline.empty()) {
    page.line();
  }
  std::size_t width = 0;
  for (const auto& [label, text] : report.headline) {
    width = std::max(width, columns_of(label) + 2);
  }
  for (const auto& [label, text] : report.headline) {
    page.pair(label, text, static_cast<int>(std::min<std::size_t>(width, k_most_headline)));
  }
  for (const auto& section : report.sections) {
    page.line().line(section.title, Page::Style::heading);
    for (const auto& line : section.lines) {
      page.paragraph(line);
    }
    for (const auto& table : section.tables) {
      say_table(table, page);
    }
    for (const auto& line : section.after) {
      page.line().paragraph(line);
    }
  }
  for (const auto& note : report.notes) {
    page.line().paragraph(note, 0, Page::Style::faint);
  }
  return page;
}

std::string markdown_of(const FigureReport& report) {
  auto out = fmt::format("# {}\n\n", letters::escaped_inside(report.title));
  for (const auto& line : report.lines) {
    out += letters::escaped_inside(line) + "\n\n";
  }
  for (const auto& [label, text] : report.headline) {
    out += fmt::format("- **{}:** {}\n", letters::escaped_inside(label),
                       letters::escaped_inside(text));
  }
  for (const auto& section : report.sections) {
    out += fmt::format("\n## {}\n\n", letters::escaped_inside(section.title));
    for (const auto& line : section.lines) {
      out += letters::escaped_inside(line) + "\n\n";
    }
    for (const auto& table : section.tables) {
      out += markdown_of(table);
    }
    for (const auto& line : section.after) {
      out += letters::escaped_inside(line) + "\n\n";
    }
  }
  for (const auto& note : report.notes) {
    out += "\n" + letters::escaped_inside(note) + "\n";
  }
  return out;
}

std::string html_of(Env& env, const FigureReport& report) {
  std::string headline;
  for (const auto& [label, text] : report.headline) {
    headline += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", escaped(label), escaped(text));
  }
  return casebook::filled(data_file(env, "figures.html"),
                          {{"language", escaped(report.language)},
                           {"title", escaped(report.title)},
                           {"sender", escaped(report.sender)},
                           {"style", data_file(env, "figures.css")},
                           {"lines", paragraphs(report.lines)},
                           {"headline", headline},
                           {"sections", html_sections(report)},
                           {"notes", paragraphs(report.notes, "note")}});
}

} // namespace cmd
