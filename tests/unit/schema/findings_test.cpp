// SPDX-License-Identifier: MIT
#include <limits>

#include <doctest/doctest.h>

#include "document.hpp"

using test::check;
using test::Lines;

namespace {

const char* const k_case = R"({
  "type": "object",
  "properties": {
    "title": {"type": "string", "minLength": 1},
    "status": {"enum": ["open", "closed"]},
    "count": {"type": "integer", "minimum": 0, "maximum": 10},
    "ratio": {"type": "number", "exclusiveMinimum": 0},
    "id": {"type": "string", "pattern": "^[0-9]{4}$", "title": "four digits"},
    "code": {"type": "string", "pattern": "^[A-Z]+$"},
    "at": {"type": "string", "format": "date-time"},
    "day": {"type": "string", "format": "date"},
    "done": {"type": "boolean"},
    "kinds": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"enum": ["health", "economy", "location"]}},
    "archive": {
      "type": "object",
      "properties": {"system": {"type": "string"}, "case_no": {"type": "string"}},
      "required": ["system"],
      "additionalProperties": false
    },
    "extra": {"type": "object", "additionalProperties": {"type": "string"}}
  },
  "required": ["title"],
  "additionalProperties": false
})";

} // namespace

TEST_CASE("a right document gives no findings") {
  CHECK(check(k_case, R"({"title": "a", "status": "open", "count": 3, "ratio": 1, "id": "2026",
    "at": "2026-10-05T14:37:00+02:00", "day": "2026-10-05", "done": true, "kinds": ["health"],
    "archive": {"system": "e"}, "extra": {"anything": "goes"}})") == Lines{});
}

TEST_CASE("an unknown key stands at the key and names the closest") {
  CHECK(check(k_case, R"({"title": "a", "archve": {}})") ==
        Lines{"2:1 unknown-key path= key=archve near=archive"});
  CHECK(check(k_case, R"({"title": "a", "archive": {"system": "e", "caseno": "1"}})") ==
        Lines{"4:3 unknown-key path=archive key=caseno near=case_no"});
  CHECK(check(k_case, R"({"title": "a", "weather": 1})") ==
        Lines{"2:1 unknown-key path= key=weather near="});
}

TEST_CASE("a key that is there already is not suggested") {
  CHECK(check(k_case, R"({"title": "a", "titel": "b"})") ==
        Lines{"2:1 unknown-key path= key=titel near="});
}

TEST_CASE("a missing key stands at the map, and at line 1 for the document itself") {
  CHECK(check(k_case, R"({"archive": {}})") ==
        Lines{"1:1 missing-key path= key=title", "1:10 missing-key path=archive key=system"});
  CHECK(check(test::compiled(k_case), core::Value(core::Map{})) ==
        Lines{"1:1 missing-key path= key=title"});
}

TEST_CASE("a wrong type says what was expected and what was found") {
  CHECK(check(k_case, R"({"title": 1})") ==
        Lines{"1:8 wrong-type path=title expected=text found=integer"});
  CHECK(
      check(
          k_case,
          R"({"title": null, "count": 1.5, "ratio": "x", "done": "yes", "kinds": {}, "archive": []})") ==
      Lines{"1:8 wrong-type path=title expected=text found=null",
            "2:8 wrong-type path=count expected=integer found=number",
            "3:8 wrong-type path=ratio expected=number found=text",
            "4:7 wrong-type path=done expected=boolean found=text",
            "5:8 wrong-type path=kinds expected=list found=map",
            "6:10 wrong-type path=archive expected=map found=list"});
  CHECK(check(k_case, R"([1])") == Lines{"1:1 wrong-type path= expected=map found=list"});
  CHECK(check(R"({"type": ["string", "null"]})", "1") ==
        Lines{"1:1 wrong-type path= expected=text, null found=integer"});
}

TEST_CASE("a wrong value lists what is allowed and names the closest") {
  CHECK(check(k_case, R"({"title": "a", "status": "close"})") ==
        Lines{"2:9 wrong-value path=status value=close allowed=open, closed near=closed"});
  CHECK(check(k_case, R"({"title": "a", "status": true})") ==
        Lines{"2:9 wrong-value path=status value=true allowed=open, closed near="});
  CHECK(check(k_case, R"({"title": "a", "status": ["open"]})") ==
        Lines{"2:9 wrong-type path=status expected=text found=list"});
  CHECK(check(k_case, R"({"title": "a", "kinds": ["health", "helth"]})") ==
        Lines{"4:3 wrong-value path=kinds[1] value=helth allowed=health, economy, location "
              "near=health"});
  CHECK(check(R"({"properties": {"kind": {"const": "breach"}}})", R"({"kind": "braech"})") ==
        Lines{"1:7 wrong-value path=kind value=braech allowed=breach near=breach"});
}

TEST_CASE("a wrong format shows the title of the pattern, or the pattern") {
  CHECK(check(k_case, R"({"title": "a", "id": "26"})") ==
        Lines{"2:5 wrong-format path=id value=26 expected=four digits"});
  CHECK(check(k_case, R"({"title": "a", "code": "abc"})") ==
        Lines{"2:7 wrong-format path=code value=abc expected=^[A-Z]+$"});
  // The end of the text is the end of the pattern, a line break before it or not.
  CHECK(check(k_case, R"({"title": "a", "code": "ABC\n"})").size() == 1);
  CHECK(check(k_case, R"({"title": "a", "code": "ABC\nx"})").size() == 1);
}

TEST_CASE("a number out of range shows the limit") {
  CHECK(check(k_case, R"({"title": "a", "count": -1})") ==
        Lines{"2:8 out-of-range path=count value=-1 limit=0"});
  CHECK(check(k_case, R"({"title": "a", "count": 11, "ratio": 0})") ==
        Lines{"2:8 out-of-range path=count value=11 limit=10",
              "3:8 out-of-range path=ratio value=0 limit=0"});
}

TEST_CASE("a number without an end is out of range") {
  const auto schema = schema::Schema::compile("s.json", [](std::string_view) {
    return std::string(R"({"properties": {"hours": {"type": "number", "minimum": 0}}})");
  });
  for (const double number :
       {std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}) {
    core::Value document{core::Map{}};
    document.set("hours", core::Value(number));
    const auto findings = schema.check(document, {});
    REQUIRE(findings.size() == 1);
    CHECK(findings.front().name == "out-of-range");
  }
}

TEST_CASE("too few is said of lists, of maps and of empty texts") {
  CHECK(check(k_case, R"({"title": "", "kinds": []})") ==
        Lines{"1:8 too-few path=title least=1", "2:8 too-few path=kinds least=1"});
  CHECK(check(R"({"type": "object", "minProperties": 1})", "{}") ==
        Lines{"1:1 too-few path= least=1"});
  CHECK(check(R"({"type": "array", "contains": {"const": 1}})", "[2]") ==
        Lines{"1:1 too-few path= least=1"});
}

TEST_CASE("an entry that is there twice is a wrong value") {
  CHECK(check(k_case, R"({"title": "a", "kinds": ["health", "health"]})") ==
        Lines{"4:3 wrong-value path=kinds[1] value=health allowed= near="});
}

TEST_CASE("formats are judged by the check that was given") {
  CHECK(check(k_case, R"({"title": "a", "at": "now", "day": "2026-10-5"})") ==
        Lines{"2:5 bad-time path=at value=now", "3:6 bad-date path=day value=2026-10-5"});
  const auto without =
      test::compiled(k_case).check(test::document(R"({"title": "a", "at": "now"})"), nullptr);
  CHECK(without.empty());
}

TEST_CASE("five faults give five findings") {
  CHECK(check(k_case, R"({
    "title": "a",
    "status": "opne",
    "count": -1,
    "kinds": ["health", "economi"],
    "archive": {"system": 4},
    "dnoe": true
  })") == Lines{"2:9 wrong-value path=status value=opne allowed=open, closed near=open",
                "3:8 out-of-range path=count value=-1 limit=0",
                "6:3 wrong-value path=kinds[1] value=economi allowed=health, economy, location "
                "near=economy",
                "8:11 wrong-type path=archive.system expected=text found=integer",
                "9:1 unknown-key path= key=dnoe near=done"});
}

TEST_CASE("keys of the organisation's own pass everywhere") {
  CHECK(check(k_case, R"({"title": "a", "x_unit": {"x": 1}, "archive": {"system": "e", "x_box": 4},
    "extra": {"x_count": 4}})") == Lines{});
  // They do not count either.
  CHECK(check(R"({"type": "object", "minProperties": 1})", R"({"x_a": 1})") ==
        Lines{"1:1 too-few path= least=1"});
}

TEST_CASE("a long value is cut in the message") {
  const auto lines =
      check(k_case, R"({"title": "a", "status": ")" + std::string(5000, 'z') + "\"}");
  REQUIRE(lines.size() == 1);
  CHECK(lines[0].size() < 300);
}
