// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/time.hpp"

namespace exporting {

// All that may be told of a day.
struct Month {
  int year = 0;
  unsigned month = 0; // from 1
};

// What stands in a table: nothing, a text, a number, a day, a moment as it is read in its zone, or
// a month.
using Cell =
    std::variant<std::monostate, std::string, std::int64_t, core::Date, core::Timestamp, Month>;

struct Column {
  std::string id; // for programs
  std::string title;
  int width = 14; // in characters
};

struct Table {
  std::string name; // of its sheet or section
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows; // each as long as `columns`
};

// A cell as a reader sees it: "2026-10-05 14:37 +02:00", "2026-10-05", "2026-10", 12.
std::string text_of(const Cell& cell);

// As RFC 4180 says, one heading and then the rows, in UTF-8 with a byte order mark for
// spreadsheets. Wherever in a text some spreadsheet may see a field that begins like a formula (at
// the beginning, and behind a semicolon, tab or line break, each with any spaces, one of = + - @ or
// their wide forms), and before a tab or line break at the beginning, stands an apostrophe. Numbers
// are numbers. Moments have their offset.
std::string csv(const Table& table);

// Where a text was too long for a cell of a workbook.
struct Cut {
  std::string table;
  std::size_t row = 0; // from 0, of `rows`
  std::string column;  // its id
};

struct Workbook {
  std::string title;
  std::string author;
  core::Date made;
  std::vector<Table> tables;
  // What stands at the end of a text that was cut, from the number of characters that are gone.
  std::function<std::string(std::size_t lost)> cut_mark;
};

// A workbook (Office Open XML) at `path`, a sheet for each table with a filter, a frozen heading
// and real dates; texts are texts and never formulas. Return what was cut. Throws core::Error
// (failed, "workbook", {path, reason}).
std::vector<Cut> write_xlsx(const std::string& path, const Workbook& workbook);

struct HtmlPage {
  std::string language; // "nb"
  std::string title;
  std::vector<std::string> lines; // below the title
  std::vector<Table> tables;
  std::function<std::string(const Cell&)> said = text_of; // a cell in the page's language
};

// One page of HTML that needs nothing beside itself: tables on a wide window and on paper, cards on
// a narrow one.
std::string html(const HtmlPage& page);

} // namespace exporting
