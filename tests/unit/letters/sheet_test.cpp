// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <fstream>
#include <sstream>
#include <string>

#include "letters/sheet.hpp"

namespace {

std::string file(const std::string& name) {
  std::ifstream in(std::string(PVTOOL_SOURCE) + "/templates/letter/" + name);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

letters::Looks looks() {
  return {file("page.html"), file("style.css")};
}

letters::Sheet letter() {
  letters::Sheet sheet;
  sheet.language = "nb";
  sheet.sender = "Fjellvik kommune";
  sheet.sender_lines = {"Rådhusgata 1", "1234 Fjellvik"};
  sheet.recipient = {"Kari Nordmann", "Storgata 7", "1234 Fjellvik"};
  sheet.details = {{"Dato", "22. november 2026"}, {"Vår referanse", "26/01234"}};
  sheet.title = "Opplysninger *om deg*";
  sheet.body = "Hei\n\n## Hva har skjedd?\n\n- navn\n- adresse\n";
  sheet.closing = {"Vennlig hilsen", "Ola Hansen", "kommunedirektør"};
  sheet.footer = {"2026-0007-1", "Rådhusgata 1"};
  sheet.page_words = "Side {page} av {pages}";
  sheet.date = "2026-11-22T10:00:00+01:00";
  sheet.subject = "people 1";
  return sheet;
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++times;
  }
  return times;
}

} // namespace

TEST_CASE("a letter as Markdown") {
  CHECK(letters::markdown_of(letter()) == R"(Fjellvik kommune\
Rådhusgata 1\
1234 Fjellvik

Kari Nordmann\
Storgata 7\
1234 Fjellvik

**Dato:** 22. november 2026\
**Vår referanse:** 26/01234

# Opplysninger *om deg*

Hei

## Hva har skjedd?

- navn
- adresse

Vennlig hilsen

Ola Hansen\
kommunedirektør

---

2026-0007-1\
Rådhusgata 1
)");
}

TEST_CASE("a letter as plain text") {
  CHECK(letters::plain_of(letter()) == R"(Fjellvik kommune
Rådhusgata 1
1234 Fjellvik

Kari Nordmann
Storgata 7
1234 Fjellvik

Dato: 22. november 2026
Vår referanse: 26/01234

Opplysninger om deg
===================

Hei

Hva har skjedd?
---------------

- navn
- adresse

Vennlig hilsen

Ola Hansen
kommunedirektør

----------------------------------------

2026-0007-1
Rådhusgata 1
)");
}

TEST_CASE("parts that are not there leave no trace") {
  letters::Sheet sheet;
  sheet.title = "Tavle";
  sheet.body = "Ring 22 00 00 00.";
  CHECK(letters::markdown_of(sheet) == "# Tavle\n\nRing 22 00 00 00.\n");
  sheet.layout = letters::Layout::card;
  const auto html = letters::html_of(sheet, looks());
  CHECK(has(html, "<body class=\"card\""));
  CHECK_FALSE(has(html, "<div class=\"recipient\""));
  CHECK_FALSE(has(html, "<dl>"));
  CHECK_FALSE(has(html, "<div class=\"closing\""));
  CHECK(has(html, "@bottom-right { content: none }"));
}

TEST_CASE("a letter as HTML says its language, title, sender and parts") {
  const auto html = letters::html_of(letter(), looks());
  CHECK(has(html, "<html lang=\"nb\">"));
  CHECK(has(html, "<title>Opplysninger om deg</title>"));
  CHECK(has(html, "<meta name=\"author\" content=\"Fjellvik kommune\">"));
  CHECK(has(html, "<meta name=\"description\" content=\"people 1\">"));
  CHECK(has(html, "<h1>Opplysninger <em>om deg</em></h1>"));
  CHECK(has(html, "Kari Nordmann<br>\nStorgata 7<br>\n1234 Fjellvik"));
  CHECK(has(html, "<dt>Dato</dt><dd>22. november 2026</dd>"));
  CHECK(has(html, "<p>Ola Hansen<br>\nkommunedirektør</p>"));
  CHECK(has(html, "content: \"Side \" counter(page) \" av \" counter(pages)"));
  CHECK(has(html, "data-foot=\"2026-0007-1&#10;Rådhusgata 1\""));
  CHECK_FALSE(has(html, "{{"));
}

TEST_CASE(
    "a letter as HTML has one heading of the first level and asks for nothing outside itself") {
  auto sheet = letter();
  sheet.body = "# Del 1\n\n## Mer\n\n# Del 2\n\n<h1>x</h1>\n";
  const auto html = letters::html_of(sheet, looks());
  CHECK(count(html, "<h1>") == 1);
  CHECK(count(html, "<main>") == 1);
  CHECK(has(html, "<h2>Del 1</h2>"));
  for (const std::string part : {"url(", "@import", "<link", "<script", "src=", "file:"}) {
    CHECK_FALSE(has(html, part));
  }
}

TEST_CASE("text of a sheet marks up nothing, whatever it holds") {
  auto sheet = letter();
  const std::string hostile = "</style><script>\"'&{{body}}\n*a* [x](file:///etc/passwd)";
  sheet.sender = hostile;
  sheet.sender_lines = {hostile};
  sheet.recipient = {hostile};
  sheet.details = {{hostile, hostile}};
  sheet.closing = {hostile, hostile};
  sheet.footer = {hostile};
  sheet.page_words = hostile + "{page}" + hostile;
  sheet.subject = hostile;
  sheet.date = hostile;
  sheet.language = hostile;
  sheet.logo = "file:///etc/passwd";
  sheet.title = letters::escaped(hostile);
  sheet.body = "SLUTT\n\n" + letters::escaped(hostile);
  const auto html = letters::html_of(sheet, looks());
  CHECK(count(html, "</style>") == 1);
  CHECK_FALSE(has(html, "<script"));
  CHECK_FALSE(has(html, "<a "));
  CHECK_FALSE(has(html, "<img"));
  CHECK(count(html, "SLUTT") == 1);
  const auto plain = letters::plain_of(sheet);
  CHECK(count(plain, "*a* [x](file:///etc/passwd)") == 10);
}

TEST_CASE("a logo is a picture in the page itself") {
  auto sheet = letter();
  sheet.logo = "data:image/png;base64,iVBORw0KGgoAAAA";
  CHECK(has(letters::html_of(sheet, looks()),
            "<img class=\"logo\" alt=\"\" src=\"data:image/png;base64,iVBORw0KGgoAAAA\">"));
  sheet.logo = "data:image/png;base64,PHN2Zz4="; // "<svg>"
  CHECK_FALSE(has(letters::html_of(sheet, looks()), "<img"));
}
