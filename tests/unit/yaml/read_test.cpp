// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/path.hpp"
#include "yaml/document.hpp"

namespace {

struct Fault {
  std::string text;
  std::string name;
  int line;
  int column;
};

core::Value root_of(std::string_view text) {
  auto document = yaml::read(text);
  REQUIRE_MESSAGE(document.root.has_value(), text);
  return std::move(*document.root);
}

std::string piece(std::string_view text, const core::Span& span) {
  return std::string(text.substr(span.begin, span.end - span.begin));
}

std::string nested(int levels) {
  return "a: " + std::string(static_cast<std::size_t>(levels), '[') +
         std::string(static_cast<std::size_t>(levels), ']') + "\n";
}

} // namespace

TEST_CASE("every fault has its name and its place") {
  const std::vector<Fault> faults = {
      {"a: \xC3\x28\n", "not-utf8", 1, 4},
      {"a: 1\nb: \xED\xA0\x80\n", "not-utf8", 2, 4},
      {"\xEF\xBB\xBF"
       "a: \xC0\x80\n",
       "not-utf8", 1, 4},
      {std::string("\xFF\xFE"
                   "a\0:\0",
                   6),
       "utf16", 1, 1},
      {std::string("a\0:\0 \0", 6), "utf16", 1, 1},
      {std::string("\0a\0:\0 ", 6), "utf16", 1, 1},
      {std::string("a: x\0y\n", 7), "nul-byte", 1, 5},
      {"æ: \"\x1B[1m\"\n", "control-character", 1, 5},
      {"a: x\x7F\n", "control-character", 1, 5},
      {"a: 1\rb: 2\n", "control-character", 1, 5},
      {"a: x\xC2\x85y\n", "control-character", 1, 5},
      {"a: x\xE2\x80\xA8y\n", "control-character", 1, 5},
      {"a: \xEF\xBB\xBFy\n", "control-character", 1, 4},
      {"a: 1\n<<<<<<< HEAD\nb: 2\n=======\nb: 3\n>>>>>>> x\n", "conflict-marker", 2, 1},
      {"a: 1\n>>>>>>> x\n", "conflict-marker", 2, 1},
      {"a: 1\r\n=======\r\nb: 1\r\n", "conflict-marker", 2, 1},
      {"a: 1\n||||||| base\n", "conflict-marker", 2, 1},
      {"a: 1\n=======", "conflict-marker", 2, 1},
      {"\ta: 1\n", "tab", 1, 1},
      {"a:\n\tb: 1\n", "tab", 2, 1},
      {"a:\n  b: 1\n\tc: 2\n", "tab", 3, 1},
      {"a:\t1\n", "tab", 1, 3},
      {"æøå: x\ty\n", "tab", 1, 7},
      {"a: 1\t# c\n", "tab", 1, 5},
      {"a: [1,\t2]\n", "tab", 1, 7},
      {"", "empty-file", 1, 1},
      {"\xEF\xBB\xBF", "empty-file", 1, 1},
      {"# only a comment\n", "empty-file", 1, 1},
      {"---\n", "empty-file", 1, 1},
      {"a: 1\n---\nb: 2\n", "several-documents", 2, 1},
      {"a: 1\n...\nb: 2\n", "several-documents", 3, 1},
      {"a: &x 1\n", "anchor", 1, 4},
      {"a: *x\n", "alias", 1, 4},
      {"*x : a\n", "alias", 1, 1},
      {"a: !!str 1\n", "tag", 1, 4},
      {"a: !own {}\n", "tag", 1, 4},
      {"%TAG ! tag:x,2000:\n---\na: 1\n", "tag", 1, 1},
      {"a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate-key", 4, 3},
      {"a: 1\n\"a\": 2\n", "duplicate-key", 2, 1},
      {"12: x\n", "key-not-text", 1, 1},
      {"a: {true: x}\n", "key-not-text", 1, 5},
      {"a: {? [b] : x}\n", "key-not-text", 1, 7},
      {"~: x\n", "key-not-text", 1, 1},
      {"- a\n", "not-a-map", 1, 1},
      {"text\n", "not-a-map", 1, 1},
      {"a: \"open\nb: 1\n", "yaml-syntax", 1, 4},
      {"a: 1\nb: [1, 2\n", "yaml-syntax", 2, 4},
      {"a: 1\n b: 2\n", "yaml-syntax", 2, 3},
      {"a: 1\nb:2\nc: 3\n", "yaml-syntax", 2, 1},
      {nested(64), "too-deep", 1, 67},
      {nested(10000), "too-deep", 1, 67},
  };
  for (const auto& fault : faults) {
    CAPTURE(fault.text);
    const auto document = yaml::read(fault.text);
    CHECK_FALSE(document.root.has_value());
    REQUIRE_FALSE(document.findings.empty());
    const auto& finding = document.findings.front();
    CHECK(finding.name == fault.name);
    CHECK(finding.line == fault.line);
    CHECK(finding.column == fault.column);
    CHECK(finding.severity == core::Severity::error);
  }
}

TEST_CASE("a text that is too large is not read") {
  const auto document = yaml::read(std::string(10 * 1024 * 1024, '['));
  REQUIRE(document.findings.size() == 1);
  CHECK(document.findings.front().name == "too-large");
  CHECK(document.findings.front().line == 0);
}

TEST_CASE("all faults of the bytes are reported") {
  const auto document = yaml::read("a: \x01\nb: \xFF\x02\xFF\nc: \x7F\n<<<<<<< x\n");
  std::vector<std::string> seen;
  for (const auto& finding : document.findings) {
    seen.push_back(finding.name + ":" + std::to_string(finding.line) + ":" +
                   std::to_string(finding.column));
  }
  CHECK(seen == std::vector<std::string>{"control-character:1:4", "not-utf8:2:4",
                                         "control-character:2:5", "control-character:3:4",
                                         "conflict-marker:4:1"});
}

TEST_CASE("one conflict is one finding, and two are two") {
  const std::string one = "<<<<<<< a\nx: 1\n||||||| b\nx: 2\n=======\nx: 3\n>>>>>>> c\n";
  CHECK(yaml::read(one).findings.size() == 1);
  CHECK(yaml::read("a: 1\n" + one + one + "b: 2\n").findings.size() == 2);
  CHECK(yaml::read("a: 1\n=======\nx: 3\n>>>>>>> c\nb: 2\n").findings.size() == 1);
  // Indented, or longer, it is text.
  CHECK(root_of("a: |\n  <<<<<<< x\n  =======\n# >>>>>>> x\nb: 1\n").find("b") != nullptr);
}

TEST_CASE("a tag is named as it is written") {
  CHECK(yaml::read("a: !!str 1\n").findings.front().arguments ==
        core::Arguments{{"name", "!!str"}});
  CHECK(yaml::read("a: !own 1\n").findings.front().arguments == core::Arguments{{"name", "!own"}});
}

TEST_CASE("a hundred misplaced tabs are enough") {
  std::string text;
  for (int i = 0; i < 1000; ++i) {
    text += "k" + std::to_string(i) + ":\t1\n";
  }
  CHECK(yaml::read(text).findings.size() == 100);
}

TEST_CASE("tabs may stand in quotes, blocks and comments") {
  CHECK(root_of("a: \"x\ty\" #\tc\n# \tc\nb: |\n  x\ty\n  \tz\nc: 'p\tq'\nd: {e: \"\t\"}\n")
            .find("b")
            ->as_string() == "x\ty\n\tz\n");
  CHECK(yaml::read("a: \"x#\ty\"\nb:\t1\n").findings.front().line == 2);
}

TEST_CASE("several faults of meaning are reported together") {
  const auto document = yaml::read("a: &x 1\nb: !t 2\na: 3\n");
  REQUIRE(document.findings.size() == 3);
  CHECK(document.findings[2].arguments == core::Arguments{{"key", "a"}, {"first_line", "1"}});
}

TEST_CASE("sixty-four levels are read") {
  CHECK(yaml::read(nested(63)).root.has_value());
}

TEST_CASE("spans are exact bytes and columns are characters") {
  const std::string text = "\xEF\xBB\xBF"
                           "# æ\r\n"
                           "ås: [blå, 'gr\xC3\xB8nn' , {x: 1}]  # c\r\n"
                           "tom:   # c\r\n"
                           "liste:\r\n"
                           "- \"a\\n\"\r\n"
                           "-\r\n"
                           "- b: 1\r\n"
                           "  c: |-   # c\r\n"
                           "    tekst \r\n"
                           "\r\n"
                           "# etter\r\n"
                           "sist: fler\r\n"
                           "  linjer  # c\r\n"
                           "par: [p: q, {r, s: }]";
  const auto root = root_of(text);
  const auto check = [&](std::string_view path, std::string_view wanted, int line, int column) {
    CAPTURE(path);
    const auto* value = core::at(root, path);
    REQUIRE(value != nullptr);
    CHECK(piece(text, value->span) == wanted);
    CHECK(value->span.line == line);
    CHECK(value->span.column == column);
  };
  const auto& first = root.as_map().front();
  CHECK(piece(text, first.key_span) == "ås");
  const auto& flow = first.value;
  CHECK(piece(text, flow.span) == "[blå, 'grønn' , {x: 1}]");
  CHECK(flow.span.column == 5);
  CHECK(piece(text, flow.as_list()[1].span) == "'grønn'");
  CHECK(flow.as_list()[1].span.column == 11);
  check("tom", "", 3, 5);
  check("liste", text.substr(text.find("- \"a"), text.find("\r\n\r\n#") - text.find("- \"a")), 5,
        1);
  check("liste[0]", "\"a\\n\"", 5, 3);
  check("liste[1]", "", 6, 2);
  check("liste[2]", "b: 1\r\n  c: |-   # c\r\n    tekst ", 7, 3);
  check("liste[2].c", "|-   # c\r\n    tekst ", 8, 6);
  CHECK(core::at(root, "liste[2].c")->as_string() == "tekst ");
  check("sist", "fler\r\n  linjer", 12, 7);
  check("par[0]", "p: q", 14, 7);
  check("par[0].p", "q", 14, 10);
  check("par[1]", "{r, s: }", 14, 13);
  check("par[1].r", "", 14, 15);
  check("par[1].s", "", 14, 19);
  CHECK(root.span.begin == text.find("ås"));
  CHECK(root.span.end == text.size());
}

TEST_CASE("a kept block reaches over its blank lines") {
  const std::string text = "a: |+\n  x\n\n\nb: |\n  x\n\n\nc: |\nd: 1\n";
  const auto root = root_of(text);
  CHECK(piece(text, root.find("a")->span) == "|+\n  x\n\n");
  CHECK(piece(text, root.find("b")->span) == "|\n  x");
  CHECK(piece(text, root.find("c")->span) == "|");
}

TEST_CASE("a key may stand on its own line") {
  const std::string text = "? a\n# c\n: 1\n? b\n? c\n:\n";
  const auto root = root_of(text);
  CHECK(root.find("b")->span.begin == text.find("b\n") + 1);
  CHECK(root.find("c")->span.begin == text.size() - 1);
  CHECK(root.find("c")->span.line == 6);
}
