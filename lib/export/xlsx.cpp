// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <xlsxwriter.h>

#include "core/error.hpp"
#include "export/plain.hpp"
#include "export/table.hpp"

namespace exporting {

namespace {

// Excel counts UTF-16 units; the library would refuse a longer text.
constexpr std::size_t k_longest = 32767;

// Excel's days begin in 1900, and its first two months are counted wrong.
constexpr int k_first_year = 1901;

std::size_t units_of(unsigned char first) {
  return first >= 0xF0 ? 2 : (first & 0xC0U) == 0x80U ? 0 : 1;
}

std::size_t units_in(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    units += units_of(static_cast<unsigned char>(c));
  }
  return units;
}

// As much of a text as stands in `most` units.
std::string_view head_of(std::string_view text, std::size_t most) {
  std::size_t units = 0;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const auto more = units_of(static_cast<unsigned char>(text[at]));
    if (units + more > most) {
      break;
    }
    units += more;
  }
  return text.substr(0, at);
}

std::size_t characters_in(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

// Office Open XML reads "_x000D_" in a text as the character of that number: one that stands there
// as text has its underscore written so (ECMA-376 part 1, 22.4.2.4).
std::string unescaped(const std::string& text) {
  const auto is_hex = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
  };
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto word = std::string_view(text).substr(at, 7);
    const bool obeyed = word.size() == 7 && word.starts_with("_x") && word.ends_with('_') &&
                        std::all_of(word.begin() + 2, word.end() - 1, is_hex);
    out += obeyed ? "_x005F_" : std::string(1, text[at]);
  }
  return out;
}

// How high a row must be for its texts to show, each wrapped in the width of its column. Excel
// finds that out itself, other programs do not.
double height_of(const std::vector<std::string>& texts, const std::vector<Column>& columns) {
  constexpr double k_line = 15;
  constexpr double k_highest = 409; // that a row may be
  std::size_t most = 1;
  for (std::size_t at = 0; at < texts.size(); ++at) {
    const auto width = static_cast<std::size_t>(std::max(columns[at].width, 1));
    std::size_t lines = 0;
    std::string_view rest = texts[at];
    for (bool more = true; more;) {
      const auto end = std::min(rest.find('\n'), rest.size());
      lines += std::max<std::size_t>(1, (characters_in(rest.substr(0, end)) + width - 1) / width);
      more = end < rest.size();
      rest.remove_prefix(more ? end + 1 : end);
    }
    most = std::max(most, lines);
  }
  return std::min(k_highest, k_line * static_cast<double>(most));
}

// As many whole words of a text as stand in `most` units; of one that is longer, its head.
std::string words_of(std::string_view text, std::size_t most) {
  auto head = head_of(text, most);
  if (head.size() < text.size() && text[head.size()] != ' ') {
    const auto end = head.find_last_of(' ');
    head = head.substr(0, end == head.npos ? head.size() : end);
  }
  const auto last = head.find_last_not_of(" ,;:(");
  return std::string(head.substr(0, last == head.npos ? 0 : last + 1));
}

// A name that a sheet may have: short, without the signs of references, and no other's.
std::string sheet_name(const std::string& name, std::set<std::string>& taken) {
  constexpr std::string_view k_forbidden = "[]:*?/\\'";
  auto allowed = plain(name);
  std::replace_if(
      allowed.begin(), allowed.end(),
      [&](char c) { return c == '\n' || c == '\t' || k_forbidden.find(c) != k_forbidden.npos; },
      ' ');
  auto unique = words_of(allowed, 31);
  for (int number = 2; unique.empty() || taken.contains(unique); ++number) {
    unique = fmt::format("{} {}", words_of(allowed, 27), number);
  }
  taken.insert(unique);
  return unique;
}

constexpr std::uint8_t k_a4 = 9;

// On how many sheets of paper side by side a table can be read.
std::uint16_t pages_across(const Table& table) {
  constexpr int k_readable = 200; // characters on A4 across
  int width = 0;
  for (const auto& column : table.columns) {
    width += column.width;
  }
  return static_cast<std::uint16_t>(1 + std::max(width - 1, 0) / k_readable);
}

class Writer {
public:
  Writer(const std::string& path, const Workbook& workbook)
      : m_path(path), m_workbook(workbook), m_book(workbook_new(path.c_str())) {
    if (m_book == nullptr) {
      fail("memory");
    }
    m_heading = workbook_add_format(m_book);
    format_set_bold(m_heading);
    format_set_text_wrap(m_heading);
    format_set_align(m_heading, LXW_ALIGN_VERTICAL_TOP);
    format_set_bottom(m_heading, LXW_BORDER_THIN);
    m_text = cell_format(nullptr);
    m_day = cell_format("yyyy-mm-dd");
    m_time = cell_format("yyyy-mm-dd hh:mm");
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;
  ~Writer() {
    if (m_book != nullptr) {
      lxw_workbook_free(m_book);
    }
  }

  std::vector<Cut> write() {
    lxw_doc_properties properties{};
    auto title = plain(m_workbook.title);
    auto author = plain(m_workbook.author);
    properties.title = title.data();
    properties.author = author.data();
    // No clock but the caller's: two runs give the same bytes.
    const auto& made = m_workbook.made;
    properties.created = static_cast<time_t>((std::chrono::sys_days(std::chrono::year(made.year) /
                                                                    made.month / made.day))
                                                 .time_since_epoch()
                                                 .count()) *
                         86400;
    check(workbook_set_properties(m_book, &properties));
    for (const auto& table : m_workbook.tables) {
      add(table);
    }
    auto* book = m_book;
    m_book = nullptr; // closing frees it, whatever comes of it
    check(workbook_close(book));
    return std::move(m_cuts);
  }

private:
  [[noreturn]] void fail(const std::string& reason) const {
    throw core::Error(core::Exit::failed, "workbook", {{"path", m_path}, {"reason", reason}});
  }

  void check(lxw_error error) const {
    if (error != LXW_NO_ERROR) {
      fail(lxw_strerror(error));
    }
  }

  lxw_format* cell_format(const char* number) {
    auto* format = workbook_add_format(m_book);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    if (number != nullptr) {
      format_set_num_format(format, number);
    }
    return format;
  }

  void add(const Table& table) {
    auto* sheet = workbook_add_worksheet(m_book, sheet_name(table.name, m_names).c_str());
    if (sheet == nullptr) {
      fail(table.name);
    }
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      const auto column = static_cast<lxw_col_t>(at);
      texts.push_back(plain(table.columns[at].title));
      check(worksheet_set_column(sheet, column, column, table.columns[at].width, nullptr));
      put_text(sheet, 0, column, unescaped(texts.back()), m_heading);
    }
    check(worksheet_set_row(sheet, 0, height_of(texts, table.columns), nullptr));
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      add_row(sheet, table, row);
    }
    worksheet_freeze_panes(sheet, 1, 1);
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, k_a4);
    worksheet_fit_to_pages(sheet, pages_across(table), 0);
    check(worksheet_repeat_columns(sheet, 0, 0));
    check(worksheet_repeat_rows(sheet, 0, 0));
    if (!table.columns.empty()) {
      check(worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                                 static_cast<lxw_col_t>(table.columns.size() - 1)));
    }
  }

  void add_row(lxw_worksheet* sheet, const Table& table, std::size_t row) {
    const auto line = static_cast<lxw_row_t>(row + 1);
    std::vector<std::string> texts;
    for (std::size_t at = 0; at < table.rows[row].size(); ++at) {
      texts.push_back(text_of(table.rows[row][at]));
      if (put(sheet, line, static_cast<lxw_col_t>(at), table.rows[row][at])) {
        m_cuts.push_back({table.name, row, table.columns[at].id});
      }
    }
    check(worksheet_set_row(sheet, line, height_of(texts, table.columns), nullptr));
  }

  // True where the text had to be cut.
  bool put(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const Cell& cell) {
    if (const auto* number = std::get_if<std::int64_t>(&cell)) {
      check(worksheet_write_number(sheet, row, column, static_cast<double>(*number), m_text));
      return false;
    }
    lxw_datetime moment{};
    if (const auto* day = std::get_if<core::Date>(&cell); day && day->year >= k_first_year) {
      moment.year = day->year;
      moment.month = static_cast<int>(day->month);
      moment.day = static_cast<int>(day->day);
      check(worksheet_write_datetime(sheet, row, column, &moment, m_day));
      return false;
    }
    if (const auto* time = std::get_if<core::Timestamp>(&cell); time && local(*time, moment)) {
      check(worksheet_write_datetime(sheet, row, column, &moment, m_time));
      return false;
    }
    const auto text = unescaped(text_of(cell));
    return !text.empty() && put_text(sheet, row, column, text, m_text);
  }

  // The clock on the wall of its zone: a workbook knows no offsets.
  static bool local(const core::Timestamp& time, lxw_datetime& moment) {
    const auto wall = std::chrono::sys_seconds(time.instant + time.offset);
    const auto days = std::chrono::floor<std::chrono::days>(wall);
    const std::chrono::year_month_day date(days);
    const std::chrono::hh_mm_ss clock(wall - days);
    moment.year = static_cast<int>(date.year());
    moment.month = static_cast<int>(static_cast<unsigned>(date.month()));
    moment.day = static_cast<int>(static_cast<unsigned>(date.day()));
    moment.hour = static_cast<int>(clock.hours().count());
    moment.min = static_cast<int>(clock.minutes().count());
    moment.sec = static_cast<double>(clock.seconds().count());
    return moment.year >= k_first_year;
  }

  bool put_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const std::string& text,
                lxw_format* format) {
    const bool too_long = units_in(text) > k_longest;
    const auto shown = too_long ? cut(text) : text;
    check(worksheet_write_string(sheet, row, column, shown.c_str(), format));
    return too_long;
  }

  std::string cut(const std::string& text) const {
    // The mark says how much is gone, and its own length depends on that number.
    const auto room = k_longest - units_in(m_workbook.cut_mark(characters_in(text)));
    const auto head = head_of(text, room);
    return std::string(head) +
           m_workbook.cut_mark(characters_in(std::string_view(text).substr(head.size())));
  }

  const std::string& m_path;
  const Workbook& m_workbook;
  lxw_workbook* m_book;
  lxw_format* m_heading = nullptr;
  lxw_format* m_text = nullptr;
  lxw_format* m_day = nullptr;
  lxw_format* m_time = nullptr;
  std::set<std::string> m_names;
  std::vector<Cut> m_cuts;
};

} // namespace

std::vector<Cut> write_xlsx(const std::string& path, const Workbook& workbook) {
  return Writer(path, workbook).write();
}

} // namespace exporting
