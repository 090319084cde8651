// SPDX-License-Identifier: MIT
// Every format of every list, kept for the readers of other people's making.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/value.hpp"
#include "core/version.hpp"
#include "export/clocks.hpp"
#include "export/json.hpp"
#include "export/plain.hpp"

namespace {

using exporting::Due;

struct List {
  std::string name;
  std::vector<Due> all;
};

std::vector<List> lists() {
  return {{"usual", clocks::usual()},
          {"hostile", clocks::hostile()},
          {"registers", clocks::of_two_registers()},
          {"redacted", clocks::redacted()},
          {"empty", {}}};
}

struct Text {
  std::string suffix;
  std::string text;
};

std::vector<Text> written(const std::vector<Due>& all) {
  return {{".ics", exporting::icalendar(all, clocks::now())},
          {".junit.xml", exporting::junit(all, clocks::now())},
          {".sarif", exporting::sarif(all, std::string(core::k_version))},
          {".github", exporting::github(all)},
          {".gitlab.json", exporting::gitlab(all)}};
}

// What the readers should find, said once more and in the plainest way.
std::string expected(const std::vector<Due>& all) {
  core::List entries;
  for (const auto& due : exporting::plain(all)) {
    core::Value entry;
    const auto level = exporting::level_of(due);
    entry.set("uid", due.uid);
    entry.set("rule", due.rule);
    entry.set("state", exporting::name_of(due.state));
    entry.set("level", level == exporting::Level::none      ? ""
                       : level == exporting::Level::warning ? "warning"
                                                            : "error");
    entry.set("file", due.file);
    entry.set("line", due.line);
    entry.set("words", exporting::words_of(due));
    entry.set("title", due.title);
    entries.push_back(std::move(entry));
  }
  return exporting::json(core::Value(std::move(entries))) + "\n";
}

bool is_forbidden(unsigned char byte) {
  return (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t') || byte == 0x7F;
}

} // namespace

TEST_CASE("the same clocks give the same bytes") {
  for (const auto& list : lists()) {
    const auto once = written(list.all);
    const auto again = written(list.all);
    for (std::size_t at = 0; at < once.size(); ++at) {
      CAPTURE(list.name + once[at].suffix);
      CHECK(once[at].text == again[at].text);
      clocks::keep(list.name + once[at].suffix, once[at].text);
    }
    clocks::keep(list.name + ".expected.json", expected(list.all));
  }
}

TEST_CASE("no format holds a control character, and each ends with a line end") {
  for (const auto& list : lists()) {
    for (const auto& [suffix, text] : written(list.all)) {
      CAPTURE(list.name + suffix);
      CHECK(std::none_of(text.begin(), text.end(), is_forbidden));
      CHECK((text.ends_with("\n") || (list.name == "empty" && suffix == ".github")));
      CHECK(text.find("\u202E") == text.npos);
      CHECK(text.find("\u0085") == text.npos);
    }
  }
}

TEST_CASE("plain text keeps what is text and replaces what is not") {
  CHECK(exporting::plain("æøå \U0001F600 \u200D tab\t") == "æøå \U0001F600 \u200D tab\t");
  CHECK(exporting::plain("a\r\nb\rc\nd") == "a\nb\nc\nd");
  CHECK(exporting::plain("\r\r\n") == "\n\n");
  CHECK(exporting::plain("\x01\x1F\x7F\u0080\u009F") == "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(exporting::plain("\uFFFE\uFFFF\U0001FFFE\u2029") == "\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(exporting::plain("\xC3") == "\uFFFD");           // cut short
  CHECK(exporting::plain("\xC3(") == "\uFFFD(");         // not continued
  CHECK(exporting::plain("\xC0\x80") == "\uFFFD\uFFFD"); // overlong
  CHECK(exporting::plain("\xE0\x80\x80") == "\uFFFD\uFFFD\uFFFD");
  CHECK(exporting::plain("\xED\xA0\x80") == "\uFFFD\uFFFD\uFFFD"); // a surrogate
  CHECK(exporting::plain("\xF4\x90\x80\x80") == "\uFFFD\uFFFD\uFFFD\uFFFD");
  CHECK(exporting::plain("\uFFFD") == "\uFFFD");
  CHECK(exporting::plain("") == "");
}
