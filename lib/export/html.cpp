// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "core/markup.hpp"
#include "export/plain.hpp"
#include "export/table.hpp"

namespace exporting {

namespace {

constexpr std::string_view k_style = R"(
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem; max-width: 120rem; background: #fff; color: #1a1a1a;
  font: 1rem/1.45 "Liberation Sans", Arial, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.2; } h2 { font-size: 1.2rem; margin-top: 2rem; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
th, td { border: 1px solid #767676; padding: .35rem .5rem; text-align: left; vertical-align: top; }
td { white-space: pre-line; }
th { background: #e8edf2; color: #1a1a1a; }
tbody tr:nth-child(even) td { background: #f6f7f9; }
table.cards, .cards tbody, .cards tr, .cards td { display: block; }
.cards thead { display: none; }
.cards tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); column-gap: 1rem;
  border: 1px solid #767676; border-top: 4px solid #1f4e79; margin-bottom: 1.5rem; padding: .25rem .5rem; }
.cards td { border: 0; border-bottom: 1px solid #ccc; }
.cards tbody tr:nth-child(even) td { background: none; }
.cards td:empty { display: none; }
.cards td::before { content: attr(data-label); display: block; font-weight: bold; }
@media screen and (max-width: 640px) { .cards tr { grid-template-columns: 1fr; } th, td { padding: .3rem .25rem; } }
@media print { body { padding: 0; max-width: none; font-size: 8.5pt; } table { font-size: 8pt; }
  thead { display: table-header-group; } tr { break-inside: avoid; } 
  .cards tr { grid-template-columns: repeat(6, 1fr); column-gap: .5rem; margin-bottom: .6rem; padding: 0 .25rem; }
  .cards td { padding: .15rem .2rem; border-bottom-width: .5pt; }
  @page { size: A4 landscape; margin: 12mm; } }
)";

std::string shown(std::string_view text) {
  return core::in_markup(plain(text));
}

// A table with more columns than a window is wide becomes a card for each row. The roles keep it a
// table for who hears it.
constexpr std::size_t k_side_by_side = 6;

std::string html_of(const Table& table, const HtmlPage& page) {
  const bool cards = table.columns.size() > k_side_by_side;
  auto text =
      fmt::format("<section>\n<h2>{}</h2>\n<table{}>\n<thead role=\"rowgroup\"><tr role=\"row\">",
                  shown(table.name), cards ? " class=\"cards\" role=\"table\"" : "");
  for (const auto& column : table.columns) {
    text += fmt::format("<th scope=\"col\" role=\"columnheader\">{}</th>", shown(column.title));
  }
  text += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
  for (const auto& row : table.rows) {
    text += "<tr role=\"row\">";
    for (std::size_t at = 0; at < row.size(); ++at) {
      text += fmt::format("<td role=\"cell\" data-label=\"{}\">{}</td>",
                          shown(table.columns[at].title), shown(page.said(row[at])));
    }
    text += "</tr>\n";
  }
  return text + "</tbody>\n</table>\n</section>\n";
}

} // namespace

std::string html(const HtmlPage& page) {
  auto text = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</"
      "h1>\n",
      shown(page.language), shown(page.title), k_style, shown(page.title));
  for (const auto& line : page.lines) {
    text += fmt::format("<p>{}</p>\n", shown(line));
  }
  for (const auto& table : page.tables) {
    text += html_of(table, page);
  }
  return text + "</main>\n</body>\n</html>\n";
}

} // namespace exporting
