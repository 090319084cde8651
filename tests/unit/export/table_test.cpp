// SPDX-License-Identifier: MIT
// Tables for spreadsheets and browsers: what a case says is text there, whatever it begins with.
#include "export/table.hpp"

#include <doctest/doctest.h>

#include <filesystem>

#include <unistd.h>

#include "core/error.hpp"
#include "export/zip.hpp"

namespace {

std::string line_of(const exporting::Cell& cell) {
  const auto text = exporting::csv({"t", {{"a", "A", 10}}, {{cell}}});
  const std::string head = "\xEF\xBB\xBF"
                           "A\r\n";
  REQUIRE(text.starts_with(head));
  REQUIRE(text.ends_with("\r\n"));
  return text.substr(head.size(), text.size() - head.size() - 2);
}

} // namespace

TEST_CASE("a cell of CSV stands as RFC 4180 wants it") {
  CHECK(line_of("plain") == "plain");
  CHECK(line_of("a,b") == "\"a,b\"");
  CHECK(line_of("a;b") == "\"a;b\"");
  CHECK(line_of("say \"x\"") == "\"say \"\"x\"\"\"");
  CHECK(line_of("one\ntwo") == "\"one\ntwo\"");
  CHECK(line_of("one\r\ntwo\rthree") == "\"one\ntwo\nthree\"");
  CHECK(line_of(" x ") == "\" x \"");
  CHECK(line_of("a\x01\x1B[31mb") == "a\xEF\xBF\xBD\xEF\xBF\xBD[31mb");
  CHECK(line_of(std::monostate()) == "");
  CHECK(line_of(std::int64_t{-5}) == "-5");
  CHECK(line_of(core::Date{2026, 10, 5}) == "2026-10-05");
  CHECK(line_of(exporting::Month{2026, 3}) == "2026-03");
  CHECK(line_of(core::Timestamp{core::Instant(std::chrono::seconds(1791204660)),
                                std::chrono::hours(2)}) == "2026-10-05T14:51:00+02:00");
}

TEST_CASE("a text that a spreadsheet would run as a formula is disarmed, a number is not touched") {
  for (const std::string begin :
       {"=", "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0"}) {
    CAPTURE(begin);
    CHECK(line_of(begin + "x") == "'" + begin + "x");
    CHECK(line_of("  " + begin + "x") == "'  " + begin + "x");
    CHECK(line_of("a" + begin + "x") == "a" + begin + "x");
  }
  for (const std::string space : {"\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", " \xE2\x80\xAF "}) {
    CHECK(line_of(space + "=x") == "'" + space + "=x");
  }
  // Where a spreadsheet parts at semicolons, quotes in the midst of a field are no quotes.
  CHECK(line_of("a;=x") == "\"a;'=x\"");
  CHECK(line_of("a; @x;b") == "\"a;' @x;b\"");
  CHECK(line_of("a\n-x\n\t+1") == "\"a\n'-x\n\t'+1\"");
  CHECK(line_of("\n=x") == "\"'\n'=x\"");
  CHECK(line_of("\r\n\t\xEF\xBC\x9Dx") == "\"'\n\t'\xEF\xBC\x9Dx\"");
  CHECK(line_of("-5") == "'-5"); // a text
  CHECK(line_of(std::int64_t{-5}) == "-5");
  CHECK(line_of("\tx") == "\"'\tx\"");
  CHECK(line_of("\rx") == "\"'\nx\"");
  CHECK(line_of("\nx") == "\"'\nx\"");
  CHECK(line_of("=cmd|' /C calc'!A0") == "'=cmd|' /C calc'!A0");
  CHECK(line_of("=1,\"2\"") == "\"'=1,\"\"2\"\"\"");
  CHECK(exporting::csv({"t", {{"a", "=A", 10}}, {}}) == "\xEF\xBB\xBF'=A\r\n");
}

TEST_CASE("a page of HTML shows texts and never marks up") {
  const auto page = exporting::html(
      {"nn", "A & <b>", {"1 < 2"}, {{"T\"", {{"a", "Q'\"", 10}}, {{"<script>x</script>\x1B"}}}}});
  CHECK(page.starts_with("<!DOCTYPE html>\n<html lang=\"nn\">"));
  CHECK(page.find("<script") == std::string::npos);
  CHECK(page.find("&lt;script&gt;x&lt;/script&gt;\xEF\xBF\xBD") != std::string::npos);
  CHECK(page.find("data-label=\"Q'&quot;\"") != std::string::npos);
  CHECK(page.find("<h1>A &amp; &lt;b&gt;</h1>") != std::string::npos);
  CHECK(page.find("http://") == std::string::npos);
  CHECK(page.find("https://") == std::string::npos);
}

TEST_CASE("a zip holds the files as they are, the same bytes each time") {
  const std::string nul("a\0b", 3);
  const auto one = exporting::zip({{"d/a.txt", "hello"}, {"b", nul}});
  CHECK(one == exporting::zip({{"d/a.txt", "hello"}, {"b", nul}}));
  CHECK(one.starts_with("PK\x03\x04"));
  CHECK(one.find("hello") != std::string::npos);
  // The crc32 of "hello", least byte first.
  CHECK(one.find("\x86\xA6\x10\x36") != std::string::npos);
}

namespace {

// What was cut of one text in a workbook.
std::vector<exporting::Cut> cuts_of(const std::string& text) {
  const auto path = std::filesystem::temp_directory_path() /
                    ("pvtool-table-" + std::to_string(::getpid()) + ".xlsx");
  exporting::Workbook workbook{"t",
                               "a",
                               {2026, 10, 5},
                               {{"one/two", {{"a", "A", 10}}, {{"short"}, {text}}}},
                               [](std::size_t lost) { return "[" + std::to_string(lost) + "]"; }};
  const auto cuts = exporting::write_xlsx(path.string(), workbook);
  CHECK(std::filesystem::file_size(path) > 1000);
  std::filesystem::remove(path);
  return cuts;
}

std::string times(std::size_t number, const std::string& text) {
  std::string all;
  for (; number > 0; --number) {
    all += text;
  }
  return all;
}

} // namespace

TEST_CASE("a text is cut where a cell of a workbook ends, counted as Excel counts, and named") {
  CHECK(cuts_of(times(32767, "x")).empty());
  const auto cuts = cuts_of(times(32768, "x"));
  REQUIRE(cuts.size() == 1);
  CHECK(cuts.front().table == "one/two");
  CHECK(cuts.front().row == 1);
  CHECK(cuts.front().column == "a");
  CHECK(cuts_of(times(32767, "\xC3\xA6")).empty());
  CHECK(cuts_of(times(16383, "\xF0\x9F\x93\x81")).empty());
  CHECK(cuts_of(times(16384, "\xF0\x9F\x93\x81")).size() == 1); // two units each
  CHECK(cuts_of(times(6000, "_x000D_")).size() == 1);
}

TEST_CASE("a workbook that cannot be written is an error, and no empty file") {
  const exporting::Workbook workbook{"t", "a", {2026, 10, 5}, {{"t", {{"a", "A", 10}}, {}}}, {}};
  CHECK_THROWS_AS(exporting::write_xlsx("/no/such/folder/x.xlsx", workbook), core::Error);
}
