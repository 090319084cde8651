// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "letters/markdown.hpp"

using letters::escaped;
using letters::html_of;
using letters::plain_of;

namespace {

// Every run of tags in HTML, "p li /li".
std::multiset<std::string> tags_in(const std::string& html) {
  std::multiset<std::string> tags;
  for (auto at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    tags.insert(html.substr(at + 1, html.find_first_of(" >", at) - at - 1));
  }
  return tags;
}

// The text of HTML: tags away, the four entities that cmark writes read.
std::string text_of(const std::string& html) {
  std::string text;
  for (std::size_t at = 0; at < html.size(); ++at) {
    if (html[at] == '<') {
      at = html.find('>', at);
      continue;
    }
    if (html[at] == '&') {
      const auto end = html.find(';', at);
      const auto name = html.substr(at + 1, end - at - 1);
      text += name == "lt" ? '<' : name == "gt" ? '>' : name == "quot" ? '"' : '&';
      at = end;
      continue;
    }
    text += html[at];
  }
  const auto first = text.find_first_not_of(" \n");
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(" \n") + 1 - first);
}

// What `escaped` promises to show, for texts without control characters.
std::string shown(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? ""
                                    : text.substr(first, text.find_last_not_of(' ') + 1 - first);
}

// The same numbers in every run.
class Numbers {
public:
  std::size_t below(std::size_t limit) {
    m_state = m_state * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(m_state >> 33U) % limit;
  }

private:
  std::uint64_t m_state = 20261122;
};

std::vector<std::string> hostile_texts() {
  std::vector<std::string> texts{"# heading",
                                 "- item",
                                 "+ item",
                                 "* item",
                                 "1. one",
                                 "1) one",
                                 "123456789. x",
                                 "26. november 2026",
                                 "> quote",
                                 "```",
                                 "~~~",
                                 "    code",
                                 "---",
                                 "***",
                                 "___",
                                 "===",
                                 "- - -",
                                 ":-",
                                 ":-:",
                                 "|-|",
                                 "-",
                                 "+",
                                 "=",
                                 ":",
                                 "_",
                                 "1.",
                                 "1)",
                                 "<script>alert(1)</script>",
                                 "<!-- x -->",
                                 "<a href=\"file:///etc/passwd\">x</a>",
                                 "<https://x.no>",
                                 "<a@b.no>",
                                 "[x](https://x.no)",
                                 "![x](file:///etc/passwd)",
                                 "[x]: https://x.no",
                                 "[x][y]",
                                 "![",
                                 "!",
                                 "&amp;",
                                 "&#35;",
                                 "&lt",
                                 "&",
                                 "a & b",
                                 "&copy",
                                 "{{org.name}}",
                                 "{{{x}}}",
                                 "\\",
                                 "\\\\",
                                 "\\|",
                                 "a\\",
                                 "`x`",
                                 "``",
                                 "a`b",
                                 "**b**",
                                 "_e_",
                                 "a_b_c",
                                 "_a b_",
                                 "~~x~~",
                                 "~x~",
                                 "a | b",
                                 "||",
                                 "|",
                                 "https://www.x.no",
                                 "www.x.no",
                                 "a.b@c.no",
                                 "tel:+47",
                                 "26/01234",
                                 "Tittel ##",
                                 "##",
                                 "C#",
                                 "x #",
                                 "a\nb",
                                 "a\n\n# b",
                                 "a\n===",
                                 "a\n|-|",
                                 " x ",
                                 "1\\. x",
                                 "<3",
                                 "5 < 6 > 4",
                                 "\"q\" 'q' -- ... (c)",
                                 "+47 22 00 00 00",
                                 "-5",
                                 "[ ] x",
                                 "$x$",
                                 "^x^",
                                 "@x",
                                 "a:b",
                                 ": x",
                                 "<?php ?>",
                                 "<![CDATA[x]]>",
                                 "[^1]",
                                 "[^1]: x",
                                 "å_b_",
                                 "–_x_",
                                 "_)",
                                 "*a*b",
                                 "&Aring;",
                                 "&auml"};
  const std::vector<std::string> pieces{
      "\\", "`", "*", "_", "{", "}", "[", "]", "<", ">",  "#", "|",  "&", "~",    "!", "+", "-",
      "=",  "1", ".", ")", "(", ":", " ", "a", "æ", "\n", "/", "\"", "'", "amp;", "$", "^"};
  Numbers numbers;
  for (int count = 0; count < 20000; ++count) {
    std::string text;
    for (auto length = 1 + numbers.below(9); length > 0; --length) {
      text += pieces[numbers.below(pieces.size())];
    }
    texts.push_back(std::move(text));
  }
  return texts;
}

struct Place {
  std::string before;
  std::string after;
  std::multiset<std::string> tags;
  std::string also; // what the template itself shows before the text
};

std::string once(const Place& place, const std::string& text) {
  return html_of(place.before + escaped(text) + place.after);
}

} // namespace

TEST_CASE("text of a case shows itself and nothing else, wherever it stands") {
  const std::vector<Place> places{
      {"", "\n", {"p", "/p"}, ""},
      {"", "", {"p", "/p"}, ""},
      {"Q ", "\n", {"p", "/p"}, "Q "},
      {"Q\n", "\n", {"p", "/p"}, "Q\n"},
      {"- ", "\n", {"ul", "li", "/li", "/ul"}, ""},
      {"1. ", "\n", {"ol", "li", "/li", "/ol"}, ""},
      {"> ", "\n", {"blockquote", "p", "/p", "/blockquote"}, ""},
      {"## ", "\n", {"h2", "/h2"}, ""},
      {"**Q:** ", "\n", {"p", "strong", "/strong", "/p"}, "Q: "},
      {"| ", " |\n|---|\n", {"table", "thead", "tr", "th", "/th", "/tr", "/thead", "/table"}, ""}};
  for (const auto& text : hostile_texts()) {
    const auto expected = shown(text);
    for (const auto& place : places) {
      const auto html = once(place, text);
      // Nothing to show: no paragraph.
      const bool right =
          expected.empty() ||
          (tags_in(html) == place.tags && text_of(html) == shown(place.also + expected)) ||
          (place.also == "Q\n" && tags_in(html) == place.tags && text_of(html) == "Q\n" + expected);
      if (!right) {
        CAPTURE(text);
        CAPTURE(place.before);
        CAPTURE(escaped(text));
        CAPTURE(html);
        CHECK(right);
      }
    }
  }
}

TEST_CASE("text of a case leaves the table as it is") {
  for (const auto& text : hostile_texts()) {
    const auto html = html_of("| A | B |\n|---|---|\n| " + escaped(text) + " | " + escaped(text) +
                              " |\n| c | d |\n");
    const auto tags = tags_in(html);
    CAPTURE(text);
    CAPTURE(html);
    REQUIRE(tags.count("td") == 4);
    REQUIRE(tags.size() == 4 * 2 + 2 * 2 + 3 * 2 + 3 * 2);
  }
}

TEST_CASE("text of a case shows itself in plain text too") {
  for (const auto& text : hostile_texts()) {
    auto expected = shown(text);
    for (auto at = expected.find("  "); at != std::string::npos; at = expected.find("  ")) {
      expected.erase(at, 1); // lines are filled word by word
    }
    CAPTURE(text);
    REQUIRE(plain_of("Q " + escaped(text), 1000) == shown("Q " + expected) + "\n");
  }
}

TEST_CASE("text of a case does not change what the template says behind it") {
  CHECK(html_of(escaped("a!") + "[b](https://x.no)") ==
        "<p>a!<a href=\"https://x.no\">b</a></p>\n");
  CHECK(html_of(escaped("a&") + "amp;") == "<p>a&amp;amp;</p>\n");
  CHECK(html_of("[" + escaped("](file:///x)") + "](https://x.no)") ==
        "<p><a href=\"https://x.no\">](file:///x)</a></p>\n");
}

TEST_CASE("ordinary text stays as it is") {
  for (const std::string text :
       {"26/01234", "a.b@c.no", "fornavn_etternavn@kommune.no", "+47 22 39 69 00", "1.2 og 3)",
        "Andersen & Co", "5 < 6", "C# og F#", "https://www.datatilsynet.no/a_b?c=d", "kl. 09:30",
        "«sitat» – 'x' \"y\"", "e-post, navn og adresse", "10 % (ca.)", "Hei! Takk."}) {
    CHECK(escaped(text) == text);
  }
  CHECK(escaped("26. november 2026") == "26\\. november 2026");
  CHECK(escaped("den 26. november 2026") == "den 26. november 2026");
}

TEST_CASE("what cannot be seen is shown as a replacement, a line break as a space") {
  CHECK(escaped("a\nb\r\nc\rd\te") == "a b c d e");
  CHECK(escaped("a\u2028b\u0085c") == "a b c");
  for (const std::string sign :
       {"\x01", "\x1b", "\x7f", "\u0080", "\u200b", "\u200e", "\u200f", "\u202a", "\u202e",
        "\u2066", "\u2069", "\ufeff", "\u061c", "\xff", "\xc3"}) {
    CHECK(escaped("a" + sign + "b") == "a\uFFFDb");
  }
  CHECK(escaped(std::string("a\0b", 3)) == "a\uFFFDb");
  CHECK(escaped("a\u200Db") == "a\u200Db");
  CHECK(escaped("  x  ") == "x");
  CHECK(escaped(" \n ").empty());
}

TEST_CASE("raw HTML of a template is left out") {
  CHECK(html_of("a <b>c</b> <script>x</script>\n\n<div>\nd\n</div>\n\ne\n") ==
        "<p>a c x</p>\n<p>e</p>\n");
}

TEST_CASE("links are kept to the schemes that people can follow") {
  CHECK(html_of("[a](https://x.no)") == "<p><a href=\"https://x.no\">a</a></p>\n");
  CHECK(html_of("[a](HTTPS://x.no)") == "<p><a href=\"HTTPS://x.no\">a</a></p>\n");
  CHECK(html_of("[a](mailto:a@b.no) [b](tel:+4722)") ==
        "<p><a href=\"mailto:a@b.no\">a</a> <a href=\"tel:+4722\">b</a></p>\n");
  for (const std::string url :
       {"file:///etc/passwd", "javascript:alert(1)", "JavaScript:x", "data:text/html,x",
        "/etc/passwd", "passwd", "//x.no/a", "#a", "ftp://x.no", "", "\\\\host\\share",
        "java&#115;cript:x", "&#102;ile:///etc/passwd"}) {
    CHECK(html_of("[*a* b](<" + url + ">)") == "<p><em>a</em> b</p>\n");
  }
  CHECK(html_of("https://x.no www.x.no a@b.no") == "<p>https://x.no www.x.no a@b.no</p>\n");
}

TEST_CASE("images are those that are given, as data, or else their words") {
  const letters::Images images = [](std::string_view name) -> std::optional<std::string> {
    if (name == "logo.png") {
      return "data:image/png;base64,iVBORw0KGgoAAAA";
    }
    if (name == "hidden.png") {
      return "data:image/png;base64,PHN2Zz4="; // "<svg>"
    }
    return name == "logo.svg"
               ? std::optional<std::string>("data:image/svg+xml;base64,iVBORw0KGgoAAAA")
           : name == "bad" ? std::optional<std::string>("file:///etc/passwd")
                           : std::nullopt;
  };
  CHECK(html_of("![Vår logo](logo.png)", images) ==
        "<p><img src=\"data:image/png;base64,iVBORw0KGgoAAAA\" alt=\"Vår logo\" /></p>\n");
  for (const std::string name :
       {"logo.svg", "hidden.png", "bad", "https://x.no/a.png", "other.png"}) {
    CHECK(html_of("![Vår *logo*](" + name + ")", images) == "<p>Vår <em>logo</em></p>\n");
  }
  CHECK(html_of("![Vår logo](logo.png)") == "<p>Vår logo</p>\n");
}

TEST_CASE("plain text: headings, paragraphs, lists, quotes") {
  CHECK(plain_of("# Tittel på\n\n## Hva?\n\n### Mer\n\nEn *to* **tre** `fire`\\\nfem\nseks.\n") ==
        "Tittel på\n=========\n\nHva?\n----\n\nMer\n\nEn to tre fire\nfem seks.\n");
  CHECK(plain_of("- en\n- to\n  - tre\n\n9. ni\n10. ti\n") ==
        "- en\n- to\n  - tre\n\n9. ni\n10. ti\n");
  CHECK(plain_of("- en\n\n- to\n\n  tre\n") == "- en\n\n- to\n\n  tre\n");
  CHECK(plain_of("> a\n>\n> b\n\n---\n\n    kode\n") ==
        "> a\n>\n> b\n\n----------------------------------------\n\n    kode\n");
  CHECK(plain_of("").empty());
}

TEST_CASE("plain text is wrapped by what is seen, not by bytes") {
  CHECK(plain_of("ååå æææ øøø ååå", 11) == "ååå æææ øøø\nååå\n");
  CHECK(plain_of("- ååå æææ øøø ååå ååå bbb ccc ddd", 22) ==
        "- ååå æææ øøø ååå ååå\n  bbb ccc ddd\n");
  CHECK(plain_of("etlangtordsomikkekandeles a b", 10) == "etlangtordsomikkekandeles\na b\n");
}

TEST_CASE("plain text names a link's address once") {
  CHECK(plain_of("[klage](https://www.datatilsynet.no/klage)") ==
        "klage (https://www.datatilsynet.no/klage)\n");
  CHECK(plain_of("[datatilsynet.no](https://www.datatilsynet.no/)") == "datatilsynet.no\n");
  CHECK(plain_of("<https://x.no> <a@b.no>") == "https://x.no a@b.no\n");
  CHECK(plain_of("[skriv](mailto:a@b.no)") == "skriv (a@b.no)\n");
  CHECK(plain_of("![Logo](x.png) <b>x</b>") == "Logo x\n");
}

TEST_CASE("plain text of a table: columns, or when too wide a line for each cell") {
  const std::string table = "| Hva | Antall |\n|---|--:|\n| Blåbær \\| bær | 7 |\n| Eple | 120 |\n";
  CHECK(plain_of(table) == "Hva           Antall\n"
                           "------------  ------\n"
                           "Blåbær | bær       7\n"
                           "Eple             120\n");
  CHECK(plain_of(table, 15) == "Hva: Blåbær | bær\nAntall: 7\n\nHva: Eple\nAntall: 120\n");
  CHECK(plain_of("|   |   |\n|---|---|\n| Navn: |  |\n") == "Navn:\n");
}

TEST_CASE("nothing is nothing, also behind words") {
  CHECK(letters::escaped_inside("") == "");
  CHECK(letters::escaped_inside(" \n ") == "");
  CHECK(letters::escaped_inside("x") == "x");
}
