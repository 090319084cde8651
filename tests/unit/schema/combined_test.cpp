// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "document.hpp"

using test::check;
using test::Lines;

namespace {

// The shapes of common.schema.json.
const char* const k_open = R"({
  "type": "object",
  "definitions": {
    "open": {
      "type": "object",
      "properties": {
        "unknown": {"type": "string", "minLength": 1},
        "ask": {"type": "string", "minLength": 1},
        "by": {"type": "string", "format": "date"},
        "undeterminable": {"type": "string", "minLength": 1}
      },
      "additionalProperties": false,
      "minProperties": 1
    },
    "time": {"type": "string", "format": "date-time"},
    "kinds": {"type": "array", "items": {"anyOf": [{"enum": ["health", "economy"]}, {"$ref": "#/definitions/open"}]}}
  },
  "properties": {
    "aware": {"anyOf": [{"$ref": "#/definitions/time"}, {"$ref": "#/definitions/open"}]},
    "told": {"anyOf": [{"type": "boolean"}, {"$ref": "#/definitions/open"}]},
    "kinds": {"anyOf": [{"$ref": "#/definitions/kinds"}, {"$ref": "#/definitions/open"}]}
  },
  "additionalProperties": false
})";

} // namespace

TEST_CASE("a fact may be open") {
  CHECK(check(k_open, R"({"aware": {"unknown": "asked"}, "told": {"undeterminable": "log lost"},
    "kinds": ["health", {"unknown": "why", "by": "2026-10-05"}]})") == Lines{});
}

TEST_CASE("a fault in an open fact is reported within it") {
  CHECK(check(k_open, R"({"aware": {"unknown": ""}})") ==
        Lines{"2:12 too-few path=aware.unknown least=1"});
  CHECK(check(k_open, R"({"told": {"unknown": "why", "aks": "lab"}})") ==
        Lines{"3:3 unknown-key path=told key=aks near=ask"});
  CHECK(check(k_open, R"({"told": {"unknown": "why", "by": "soon"}})") ==
        Lines{"3:7 bad-date path=told.by value=soon"});
}

TEST_CASE("a map that fits no other shape was meant as an open fact") {
  CHECK(check(k_open, R"({"told": {"unknwon": "why"}})") ==
        Lines{"2:3 unknown-key path=told key=unknwon near=unknown"});
  CHECK(check(k_open, R"({"told": {}})") == Lines{"1:7 too-few path=told least=1"});
}

TEST_CASE("a map that says nothing of the kind was not meant as an open fact") {
  CHECK(check(k_open, R"({"told": {"group": "users", "count": 4}})") ==
        Lines{"1:7 wrong-type path=told expected=boolean found=map"});
}

TEST_CASE("another fault is reported against the first shape") {
  CHECK(check(k_open, R"({"told": "yes"})") ==
        Lines{"1:7 wrong-type path=told expected=boolean found=text"});
  CHECK(check(k_open, R"({"aware": "then"})") == Lines{"1:8 bad-time path=aware value=then"});
  CHECK(check(k_open, R"({"aware": 4})") ==
        Lines{"1:8 wrong-type path=aware expected=text found=integer"});
}

TEST_CASE("the deepest fault within nested alternatives is reported") {
  CHECK(check(k_open, R"({"kinds": ["health", "econmy", 4, {"unknown": 1}]})") ==
        Lines{"3:3 wrong-value path=kinds[1] value=econmy allowed=health, economy near=economy",
              "4:3 wrong-value path=kinds[2] value=4 allowed=health, economy near=",
              "6:14 wrong-type path=kinds[3].unknown expected=text found=integer"});
}

TEST_CASE("of several shapes of a map the one that fits best is meant") {
  const auto* const rules = R"({
    "anyOf": [
      {"type": "object", "properties": {"all": {"type": "array", "items": {"$ref": "#"}}}, "required": ["all"], "additionalProperties": false},
      {"type": "object", "properties": {"not": {"$ref": "#"}}, "required": ["not"], "additionalProperties": false},
      {"type": "object", "properties": {"fact": {"type": "string"}}, "required": ["fact"], "additionalProperties": false}
    ]
  })";
  CHECK(check(rules, R"({"all": [{"fact": "a"}, {"not": {"fact": "b"}}]})") == Lines{});
  const auto lines =
      check(rules, R"({"not": {"all": [{"fact": "a"}, {"fact": 1}, {"not": {"fact": 2}}]}})");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].find("path=not.all[1].fact expected=text") != std::string::npos);
  CHECK(lines[1].find("path=not.all[2].not.fact expected=text") != std::string::npos);
}

TEST_CASE("a condition asks for a key only when it holds") {
  const auto* const closing = R"({
    "type": "object",
    "properties": {"status": {"enum": ["open", "closed"]}, "closing": {"type": "object"}, "note": {"type": "string"}},
    "allOf": [
      {"if": {"properties": {"status": {"const": "closed"}}, "required": ["status"]},
       "then": {"required": ["closing"]},
       "else": {"properties": {"closing": false}}}
    ]
  })";
  CHECK(check(closing, R"({"status": "closed", "closing": {}})") == Lines{});
  CHECK(check(closing, R"({"status": "closed"})") == Lines{"1:1 missing-key path= key=closing"});
  CHECK(check(closing, R"({"status": "open"})") == Lines{});
  CHECK(check(closing, R"({"status": "open", "closing": {}})") ==
        Lines{"2:1 unknown-key path= key=closing near="});
}

TEST_CASE("a condition may narrow a value") {
  const auto* const narrow = R"({
    "properties": {"about": {"type": "string"}, "how": {"type": "string"}},
    "if": {"properties": {"about": {"const": "people"}}, "required": ["about"]},
    "then": {"required": ["how"], "properties": {"how": {"enum": ["individually", "publicly"]}}}
  })";
  CHECK(check(narrow, R"({"about": "authority", "how": "any"})") == Lines{});
  CHECK(
      check(narrow, R"({"about": "people", "how": "publicy"})") ==
      Lines{"2:6 wrong-value path=how value=publicy allowed=individually, publicly near=publicly"});
}

TEST_CASE("a place that two schemas refuse is reported once") {
  CHECK(
      check(
          R"({"allOf": [{"required": ["a"]}, {"required": ["a", "b"]}, {"properties": {"c": {"type": "string"}}},
    {"properties": {"c": {"enum": ["x"]}}}]})",
          R"({"c": 1})") == Lines{"1:1 missing-key path= key=a", "1:1 missing-key path= key=b",
                                  "1:4 wrong-type path=c expected=text found=integer"});
}

TEST_CASE("a schema may forbid, and may say what names are allowed") {
  CHECK(check(R"({"not": {"required": ["a"]}})", R"({"a": 1})").size() == 1);
  CHECK(check(R"({"propertyNames": {"pattern": "^[a-z]+$"}})", R"({"a": 1, "B": 2})") ==
        Lines{"2:1 unknown-key path= key=B near="});
}

TEST_CASE("what only the validator sees is reported at its deepest place") {
  // Two branches of a oneOf accept the value; our own reading asks for one.
  CHECK(check(R"({"properties": {"a": {"oneOf": [{"type": "integer"}, {"minimum": 0}]}}})",
              R"({"a": 1})") == Lines{"1:4 wrong-value path=a value=1 allowed= near="});
}
