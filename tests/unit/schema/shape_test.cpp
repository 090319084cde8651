// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "document.hpp"

using schema::Shape;
using test::Lines;

namespace {

const char* const k_case = R"({
  "type": "object",
  "definitions": {
    "open": {
      "type": "object",
      "properties": {"unknown": {"type": "string"}, "ask": {"type": "string"}, "by": {"type": "string"}, "undeterminable": {"type": "string"}},
      "additionalProperties": false
    },
    "count": {
      "type": "object",
      "properties": {
        "exact": {"type": "integer"}, "approximate": {"type": "integer"},
        "unknown": {"type": "string"}, "ask": {"type": "string"}, "by": {"type": "string"}, "undeterminable": {"type": "string"}
      }
    },
    "kinds": {"type": "array", "items": {"enum": ["health", "economy"]}}
  },
  "properties": {
    "title": {"type": "string"},
    "times": {
      "type": "object",
      "properties": {"aware": {"anyOf": [{"type": "string", "format": "date-time"}, {"$ref": "#/definitions/open"}]}}
    },
    "status": {"enum": ["open", "closed"]},
    "subjects": {
      "type": "array",
      "items": {
        "type": "object",
        "properties": {"group": {"type": "string"}, "count": {"$ref": "#/definitions/count"}, "minor": {"anyOf": [{"type": "boolean"}, {"$ref": "#/definitions/open"}]}}
      }
    },
    "data": {"anyOf": [{"type": "object", "properties": {"kinds": {"anyOf": [{"$ref": "#/definitions/kinds"}, {"$ref": "#/definitions/open"}]}}}, {"$ref": "#/definitions/open"}]},
    "share": {"type": "number"},
    "free": {},
    "gone": false
  },
  "allOf": [
    {"properties": {"closing": {"properties": {"reason": {"type": "string"}}}}},
    {"if": {"properties": {"status": {"const": "closed"}}}, "then": {"properties": {"outcome": {"const": "handled"}, "title": {"const": "x"}}}}
  ]
})";

std::optional<Shape> shape(std::string_view path) {
  return test::compiled(k_case).shape(core::path_of(path));
}

} // namespace

TEST_CASE("a shape tells the kind of a place") {
  CHECK(shape("title")->kind == Shape::Kind::text);
  CHECK(shape("share")->kind == Shape::Kind::number);
  CHECK(shape("times")->kind == Shape::Kind::map);
  CHECK(shape("times")->members == Lines{"aware"});
  CHECK(shape("subjects")->kind == Shape::Kind::list);
  CHECK(shape("subjects.count.exact")->kind == Shape::Kind::integer);
  CHECK(shape("free")->kind == Shape::Kind::any);
  CHECK(shape("closing")->kind == Shape::Kind::map);
  CHECK(shape("closing.reason")->kind == Shape::Kind::text);
  CHECK(shape("outcome")->choices == Lines{"handled"});
}

TEST_CASE("a choice has its values in the order of the schema") {
  CHECK(shape("status")->kind == Shape::Kind::choice);
  CHECK(shape("status")->choices == Lines{"open", "closed"});
}

TEST_CASE("a fact that may be open has the shape of its value") {
  const auto aware = shape("times.aware");
  REQUIRE(aware);
  CHECK(aware->kind == Shape::Kind::text);
  CHECK(aware->format == "date-time");
  CHECK(aware->may_be_open);
  CHECK(aware->members.empty());
  CHECK(shape("subjects.minor")->kind == Shape::Kind::boolean);
  CHECK(shape("subjects.minor")->may_be_open);
  CHECK(shape("subjects.count")->may_be_open);
  CHECK(shape("data.kinds")->kind == Shape::Kind::list);
  CHECK(shape("data.kinds")->may_be_open);
  CHECK_FALSE(shape("title")->may_be_open);
  CHECK(shape("times.aware.unknown")->kind == Shape::Kind::text);
}

TEST_CASE("which entry of a list does not matter") {
  for (const auto* path : {"subjects.group", "subjects[0].group", "subjects[*].group",
                           "subjects[group=patients].group", "subjects[+].group",
                           "subjects[group=patients][-1].group"}) {
    CHECK(shape(path)->kind == Shape::Kind::text);
  }
  CHECK(shape("subjects[0]")->kind == Shape::Kind::map);
  CHECK(shape("data.kinds[0]")->choices == Lines{"health", "economy"});
}

TEST_CASE("a place that the schema does not have gives nothing") {
  CHECK_FALSE(shape("titel"));
  CHECK_FALSE(shape("title.short"));
  CHECK_FALSE(shape("title[0]"));
  CHECK_FALSE(shape("gone"));
}

TEST_CASE("the fields are every place in the order of the schema, without the words for open") {
  CHECK(test::compiled(k_case).fields() ==
        Lines{"title", "times", "times.aware", "status", "subjects", "subjects.group",
              "subjects.count", "subjects.count.exact", "subjects.count.approximate",
              "subjects.minor", "data", "data.kinds", "share", "free", "closing", "closing.reason",
              "outcome"});
}
