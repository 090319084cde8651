// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstdint>
#include <fstream>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "letters/casing.hpp"
#include "letters/wording.hpp"
#include "yaml/data.hpp"

using core::Value;
using letters::Wording;

namespace {

// Europe/Oslo in 2026.
const core::Zone& oslo() {
  static const auto k_summer = core::parsed_time("2026-03-29T01:00:00Z")->instant;
  static const auto k_winter = core::parsed_time("2026-10-25T01:00:00Z")->instant;
  static const core::Zone k_zone{"Europe/Oslo", [](core::Instant instant) -> core::Offset {
                                   const bool summer = instant >= k_summer && instant < k_winter;
                                   return std::chrono::hours(summer ? 2 : 1);
                                 }};
  return k_zone;
}

// The words of a language as its letter.yaml has them.
class Words {
public:
  explicit Words(const std::string& language) {
    const auto path = std::string(PVTOOL_SOURCE "/templates/text/") + language + "/letter.yaml";
    std::ifstream file(path);
    REQUIRE(file);
    std::stringstream text;
    text << file.rdbuf();
    m_data = yaml::read_data(text.str(), path);
  }

  Wording wording() const {
    return {[this](std::string_view id, const core::Arguments& arguments) {
              return said(id, arguments);
            },
            oslo()};
  }

  std::string source(std::string_view source) const {
    return letters::source_words(source, *m_data.find("sources"), wording().say);
  }

private:
  std::string said(std::string_view id, const core::Arguments& arguments) const {
    const Value* here = &m_data;
    while (here != nullptr && !id.empty()) {
      const auto dot = id.find('.');
      here = here->find(id.substr(0, dot));
      id = dot == std::string_view::npos ? std::string_view{} : id.substr(dot + 1);
    }
    REQUIRE(here != nullptr);
    auto text = here->as_string();
    for (const auto& [name, value] : arguments) {
      const auto place = "{" + name + "}";
      const auto at = text.find(place);
      REQUIRE(at != std::string::npos);
      text.replace(at, place.size(), value);
    }
    return text;
  }

  Value m_data;
};

const Words& nb() {
  static const Words k_words("nb");
  return k_words;
}

const Words& nn() {
  static const Words k_words("nn");
  return k_words;
}

const Words& en() {
  static const Words k_words("en");
  return k_words;
}

core::Instant instant(const std::string& text) {
  return core::parsed_time(text)->instant;
}

} // namespace

TEST_CASE("a date as each language writes it") {
  const core::Date date{2026, 10, 5};
  CHECK(nb().wording().date(date) == "5. oktober 2026");
  CHECK(nn().wording().date(date) == "5. oktober 2026");
  CHECK(en().wording().date(date) == "5 October 2026");
  CHECK(nb().wording().date({2027, 1, 1}) == "1. januar 2027");
  CHECK(nb().wording().date({2026, 12, 31}) == "31. desember 2026");
}

TEST_CASE("a time is the one that the clock on the wall shows") {
  struct Row {
    std::string instant;
    std::string nb;
    std::string en;
  };
  const std::vector<Row> rows{
      {"2026-10-05T12:37:00Z", "5. oktober 2026 kl. 14.37", "5 October 2026 at 14:37"},
      {"2026-10-05T14:37:59+02:00", "5. oktober 2026 kl. 14.37", "5 October 2026 at 14:37"},
      {"2026-01-05T08:05:00Z", "5. januar 2026 kl. 09.05", "5 January 2026 at 09:05"},
      // Another day than in UTC.
      {"2026-12-31T23:30:00Z", "1. januar 2027 kl. 00.30", "1 January 2027 at 00:30"},
      {"2026-06-30T22:00:00Z", "1. juli 2026 kl. 00.00", "1 July 2026 at 00:00"},
      // The clock is put forward from two to three, and back from three to two.
      {"2026-03-29T00:59:00Z", "29. mars 2026 kl. 01.59", "29 March 2026 at 01:59"},
      {"2026-03-29T01:00:00Z", "29. mars 2026 kl. 03.00", "29 March 2026 at 03:00"},
      {"2026-10-25T00:59:00Z", "25. oktober 2026 kl. 02.59", "25 October 2026 at 02:59"},
      {"2026-10-25T01:00:00Z", "25. oktober 2026 kl. 02.00", "25 October 2026 at 02:00"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.instant);
    CHECK(nb().wording().time(instant(row.instant)) == row.nb);
    CHECK(en().wording().time(instant(row.instant)) == row.en);
  }
}

TEST_CASE("a number of five digits and more is grouped, and never broken over two lines") {
  struct Row {
    std::int64_t number;
    std::string nb;
    std::string en;
  };
  const std::vector<Row> rows{
      {0, "0", "0"},
      {7, "7", "7"},
      {999, "999", "999"},
      {1250, "1250", "1250"},
      {9999, "9999", "9999"},
      {12500, "12\u00a0500", "12,500"},
      {100000, "100\u00a0000", "100,000"},
      {1234567, "1\u00a0234\u00a0567", "1,234,567"},
      {-1250, "\u22121250", "\u22121250"},
      {-12500, "\u221212\u00a0500", "\u221212,500"},
      {std::numeric_limits<std::int64_t>::min(),
       "\u22129\u00a0223\u00a0372\u00a0036\u00a0854\u00a0775\u00a0808",
       "\u22129,223,372,036,854,775,808"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.number);
    CHECK(nb().wording().number(row.number) == row.nb);
    CHECK(nn().wording().number(row.number) == row.nb);
    CHECK(en().wording().number(row.number) == row.en);
  }
}

TEST_CASE("a broken number has the language's sign between") {
  CHECK(nb().wording().real(1.5) == "1,5");
  CHECK(en().wording().real(1.5) == "1.5");
  CHECK(nb().wording().real(0.25) == "0,25");
  CHECK(nb().wording().real(3.0) == "3");
  CHECK(nb().wording().real(-1.5) == "\u22121,5");
}

TEST_CASE("a count is exact or about") {
  CHECK(nb().wording().count(core::Map{{"exact", 12500, {}}}) == "12\u00a0500");
  CHECK(nb().wording().count(core::Map{{"exact", 0, {}}}) == "0");
  CHECK(nb().wording().count(core::Map{{"approximate", 200, {}}}) == "omtrent 200");
  CHECK(nn().wording().count(core::Map{{"approximate", 200, {}}}) == "om lag 200");
  CHECK(en().wording().count(core::Map{{"approximate", 12000, {}}}) == "about 12,000");
  CHECK(nb().wording().count(core::Map{{"exact", "mange", {}}}).empty());
  CHECK(nb().wording().count(core::Map{}).empty());
  CHECK(nb().wording().count("12").empty());
}

TEST_CASE("a period says as much as it knows") {
  const Value from = "2026-10-01T08:00:00+02:00";
  const Value to = "2026-10-02T09:30:00+02:00";
  const Value open = core::Map{{"unknown", "loggene mangler", {}}};
  const std::string first = "1. oktober 2026 kl. 08.00";
  const std::string last = "2. oktober 2026 kl. 09.30";
  struct Row {
    core::Map period;
    std::string said;
  };
  const std::vector<Row> rows{
      {{}, ""},
      {{{"from", from, {}}}, first},
      {{{"to", to, {}}}, "fram til " + last},
      {{{"from", from, {}}, {"to", to, {}}}, "fra " + first + " til " + last},
      {{{"from", from, {}}, {"to", from, {}}}, first},
      // The same moment, written with another offset.
      {{{"from", from, {}}, {"to", "2026-10-01T06:00:00Z", {}}}, first},
      {{{"from", from, {}}, {"ongoing", true, {}}}, "fra " + first + ", og det pågår fortsatt"},
      {{{"from", from, {}}, {"ongoing", false, {}}}, first},
      {{{"from", from, {}}, {"to", to, {}}, {"ongoing", false, {}}},
       "fra " + first + " til " + last},
      {{{"ongoing", true, {}}}, ""},
      {{{"from", from, {}}, {"estimated", true, {}}}, "omtrent " + first},
      {{{"from", from, {}}, {"estimated", false, {}}}, first},
      {{{"to", to, {}}, {"estimated", true, {}}}, "fram til omtrent " + last},
      {{{"from", from, {}}, {"to", to, {}}, {"estimated", true, {}}},
       "fra omtrent " + first + " til omtrent " + last},
      {{{"from", from, {}}, {"ongoing", true, {}}, {"estimated", true, {}}},
       "fra omtrent " + first + ", og det pågår fortsatt"},
      {{{"from", open, {}}, {"to", to, {}}}, "fram til " + last},
      {{{"from", from, {}}, {"to", open, {}}}, first},
      {{{"from", open, {}}, {"to", open, {}}}, ""},
      {{{"from", open, {}}, {"ongoing", true, {}}}, ""},
  };
  for (const auto& row : rows) {
    CAPTURE(Value(row.period).to_text());
    CHECK(nb().wording().period(row.period) == row.said);
  }
}

TEST_CASE("words are joined as a sentence joins them") {
  const auto wording = nb().wording();
  CHECK(wording.joined({}).empty());
  CHECK(wording.joined({"navn"}) == "navn");
  CHECK(wording.joined({"navn", "adresse"}) == "navn og adresse");
  CHECK(wording.joined({"navn", "adresse", "alder"}) == "navn, adresse og alder");
  CHECK(en().wording().joined({"a", "b", "c"}) == "a, b and c");
}

TEST_CASE("within a sentence a word begins small, an abbreviation stays") {
  struct Row {
    std::string text;
    std::string within;
  };
  const std::vector<Row> rows{
      {"Navn og adresse", "navn og adresse"},
      {"Ærlig", "ærlig"},
      {"Øvre", "øvre"},
      {"Åpen", "åpen"},
      {"Čoahkkin", "čoahkkin"},
      {"Ŋ", "ŋ"},
      {"A", "a"},
      {"På papir", "på papir"},
      {"IT-feil", "IT-feil"},
      {"E-post", "E-post"},
      {"ID-kort", "ID-kort"},
      {"ÅRSAK", "ÅRSAK"},
      {"P4", "P4"},
      {"112", "112"},
      {"navn", "navn"},
      {"«Navn»", "«Navn»"},
      {"-", "-"},
      {"", ""},
      {"\xff", "\xff"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(letters::within_sentence(row.text) == row.within);
  }
}

TEST_CASE("capitals become small letters, all else stays") {
  struct Row {
    std::string text;
    std::string small;
  };
  const std::vector<Row> rows{
      {"ABC xyz 019", "abc xyz 019"},
      {"ÆØÅ ÄÖÜ ÉÈÞ", "æøå äöü éèþ"},
      {"æøå äöü ßÿ", "æøå äöü ßÿ"},
      {"ČĐŊŠŦŽ čđŋšŧž", "čđŋšŧž čđŋšŧž"},
      {"ŁŃŹŻ łńźż", "łńźż łńźż"},
      {"×÷", "×÷"},
      {"@[`{", "@[`{"},
      {"日本 Ж", "日本 Ж"},
      {"a\xff"
       "B",
       "a\xff"
       "b"},
      {"", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(letters::in_small_letters(row.text) == row.small);
  }
}

TEST_CASE("paragraphs stand between blank lines, their lines are joined") {
  struct Row {
    std::string text;
    std::vector<std::string> paragraphs;
  };
  const std::vector<Row> rows{
      {"", {}},
      {"\n", {}},
      {" \n\t\n", {}},
      {"a", {"a"}},
      {"a\n", {"a"}},
      {"a\nb", {"a b"}},
      {"a\n\nb", {"a", "b"}},
      {"a\n\n\n\nb\n\n", {"a", "b"}},
      {"\n\na\n \t \nb\nc\n", {"a", "b c"}},
      {"a\r\nb\r\n\r\nc\r\n", {"a b", "c"}},
  };
  for (const auto& row : rows) {
    CAPTURE(row.text);
    CHECK(letters::paragraphs_of(row.text) == row.paragraphs);
  }
}

TEST_CASE("a source is said in the words of the language") {
  struct Row {
    std::string source;
    std::string nb;
    std::string nn;
  };
  const Row rows[] = {
      {"GDPR art. 33(1)", "personvernforordningen art. 33 nr. 1",
       "personvernforordninga art. 33 nr. 1"},
      {"handbook p. 4", "håndboka s. 4", "handboka s. 4"},
      {"GDPR art. 13(1)(c), art. 14(1)(c)",
       "personvernforordningen art. 13 nr. 1 bokstav c, art. 14 nr. 1 bokstav c",
       "personvernforordninga art. 13 nr. 1 bokstav c, art. 14 nr. 1 bokstav c"},
      {"GDPR art. 12(3) and (4)", "personvernforordningen art. 12 nr. 3 og nr. 4",
       "personvernforordninga art. 12 nr. 3 og nr. 4"},
      {"personopplysningsloven § 16 first paragraph (c) and (e)",
       "personopplysningsloven § 16 første ledd bokstav c og bokstav e",
       "personopplysningslova § 16 første ledd bokstav c og bokstav e"},
      {"GDPR recital 75; EDPB Guidelines 9/2022 section IV.B (number of individuals)",
       "personvernforordningen fortalepunkt 75; EDPBs retningslinjer 9/2022 avsnitt IV.B (antall "
       "personer)",
       "personvernforordninga fortalepunkt 75; EDPB-retningslinjene 9/2022 avsnitt IV.B (talet på "
       "personar)"},
      // What is no word of ours stays: names, and what only holds such a word.
      {"KRUS, \"Samtykkeskjema\"", "KRUS, \"Samtykkeskjema\"", "KRUS, \"Samtykkeskjema\""},
      {"WP248 p. 9-11, criterion 8", "WP248 s. 9-11, kriterium 8", "WP248 s. 9-11, kriterium 8"},
      {"handbooks, landing, x (12", "handbooks, landing, x (12", "handbooks, landing, x (12"},
      {"", "", ""}};
  for (const auto& row : rows) {
    CAPTURE(row.source);
    CHECK(nb().source(row.source) == row.nb);
    CHECK(nn().source(row.source) == row.nn);
    CHECK(en().source(row.source) == row.source);
  }
}
