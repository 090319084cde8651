// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "document.hpp"

using test::Files;
using test::Lines;

namespace {

std::string reason_of(const Files& files, std::string_view name = "a.json") {
  try {
    schema::Schema::compile(name, test::loader(files));
  } catch (const core::Error& error) {
    CHECK(error.code == core::Exit::bug);
    CHECK(error.name == "bad-data-file");
    REQUIRE(error.arguments.size() == 2);
    CHECK(error.arguments[0].first == "file");
    CHECK(error.arguments[1].first == "reason");
    return error.arguments[0].second + ": " + error.arguments[1].second;
  }
  return "";
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a schema refers to another file relative to its own") {
  const Files files{
      {"common.schema.json",
       R"({"definitions": {"id": {"type": "string", "pattern": "^[0-9]+$", "title": "digits"},
         "own": {"$ref": "#/definitions/id"}, "back": {"$ref": "breach/case.schema.json#/definitions/kind"}}})"},
      {"breach/case.schema.json", R"({"definitions": {"kind": {"enum": ["breach"]}}, "properties": {
         "id": {"$ref": "../common.schema.json#/definitions/own"},
         "kind": {"$ref": "../common.schema.json#/definitions/back"}}})"}};
  const auto schema = schema::Schema::compile("breach/case.schema.json", test::loader(files));
  CHECK(test::check(schema, test::document(R"({"id": "7", "kind": "breach"})")) == Lines{});
  CHECK(test::check(schema, test::document(R"({"id": "x", "kind": "y"})")) ==
        Lines{"1:5 wrong-format path=id value=x expected=digits",
              "2:7 wrong-value path=kind value=y allowed=breach near="});
}

TEST_CASE("every file is loaded once") {
  const Files files{
      {"a.json",
       R"({"properties": {"a": {"$ref": "b.json#/definitions/x"}, "b": {"$ref": "./b.json#/definitions/y"}}})"},
      {"b.json", R"({"definitions": {"x": {"type": "string"}, "y": {"$ref": "a.json"}}})"}};
  std::map<std::string, int> loads;
  schema::Schema::compile("a.json", [&](std::string_view name) {
    ++loads[std::string(name)];
    return files.find(name)->second;
  });
  CHECK(loads == std::map<std::string, int>{{"a.json", 1}, {"b.json", 1}});
}

TEST_CASE("a schema may contain itself") {
  const auto schema = test::compiled(
      R"({"type": "object", "properties": {"inner": {"$ref": "#"}, "n": {"type": "integer"}}, "additionalProperties": false})");
  CHECK(test::check(schema, test::document(R"({"inner": {"inner": {"n": "x"}}})")) ==
        Lines{"3:8 wrong-type path=inner.inner.n expected=integer found=text"});
  CHECK(schema.fields() == Lines{"inner", "n"});
}

TEST_CASE("a schema may be a reference from its first line") {
  const Files files{{"a.json", R"({"$ref": "b.json#/definitions/x"})"},
                    {"b.json", R"({"definitions": {"y": {"type": "integer"},
                       "x": {"properties": {"n": {"$ref": "#/definitions/y"}}}}})"}};
  const auto schema = schema::Schema::compile("a.json", test::loader(files));
  CHECK(test::check(schema, test::document(R"({"n": "x"})")) ==
        Lines{"1:4 wrong-type path=n expected=integer found=text"});
}

TEST_CASE("a broken schema is a broken data file") {
  CHECK(has(reason_of({{"a.json", "{"}}), "a.json: "));
  CHECK(has(reason_of({{"a.json", R"({"$ref": "#/definitions/gone"})"}}), "#/definitions/gone"));
  CHECK(has(reason_of({{"a.json", R"({"items": {"$ref": "gone.json#/x"}})"}}), "gone.json: "));
  CHECK(has(reason_of({{"a.json", R"({"items": {"$ref": "b.json"}})"}, {"b.json", "nonsense"}}),
            "b.json: "));
  CHECK(has(reason_of({{"a.json", R"({"requierd": ["a"]})"}}), "keyword 'requierd'"));
  CHECK(has(reason_of({{"a.json", R"({"type": "text"})"}}), "no type 'text'"));
  CHECK(has(reason_of({{"a.json", R"({"required": "a"})"}}), "a.json: "));
  CHECK(has(reason_of({{"a.json", R"({"items": {"pattern": "("}})"}}), "a.json: "));
  CHECK(has(reason_of({{"a.json", R"({"items": 4})"}}), "a.json: "));
  CHECK(has(reason_of({{"a.json", R"([])"}}), "a.json: "));
}

TEST_CASE("a schema that refers to itself without an end is refused") {
  CHECK(has(reason_of({{"a.json", R"({"$ref": "#"})"}}), "refers to itself"));
  CHECK(has(reason_of({{"a.json", R"({"items": {"$ref": "#/definitions/a"},
    "definitions": {"a": {"$ref": "#/definitions/b"}, "b": {"$ref": "#/definitions/a"}}})"}}),
            "refers to itself"));
  CHECK(
      has(reason_of({{"a.json", R"({"anyOf": [{"type": "string"}, {"allOf": [{"$ref": "#"}]}]})"}}),
          "applies itself"));
}

TEST_CASE("what the loader throws of the file itself passes unchanged") {
  const Files none;
  CHECK_THROWS_WITH(schema::Schema::compile("gone.json", test::loader(none)), "no-such-file");
}

TEST_CASE("the schema of the shared shapes compiles") {
  const auto load = [](std::string_view name) {
    std::ifstream file(PVTOOL_SOURCE "/schemas/" + std::string(name));
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  const auto parsed = nlohmann::ordered_json::parse(load("common.schema.json"));
  auto all =
      nlohmann::ordered_json{{"type", "object"}, {"properties", nlohmann::ordered_json::object()}};
  for (const auto& [name, shape] : parsed.at("definitions").items()) {
    all["properties"][name] = {{"$ref", "common.schema.json#/definitions/" + name}};
  }
  const auto schema = schema::Schema::compile("all.json", [&](std::string_view name) {
    return name == "all.json" ? all.dump() : load(name);
  });
  CHECK(schema.fields().size() > 40);
  CHECK(test::check(schema, test::document(R"({"link": {"to": "2026-0007", "as": "follow"}})")) ==
        Lines{"3:7 wrong-value path=link.as value=follow "
              "allowed=caused_by, led_to, concerns, duplicate_of, same_incident, follows, related "
              "near=follows"});
}

TEST_CASE("hostile documents are judged, not suffered") {
  const auto schema = test::compiled(
      R"({"type": "object", "properties": {"inner": {"anyOf": [{"$ref": "#"}, {"type": "string", "pattern": "^[a-z]*$"}]},
    "title": {"type": "string"}}, "additionalProperties": false})");
  SUBCASE("sixty-four levels with a fault at the bottom") {
    std::string json = R"({"titel": "x"})";
    for (int i = 0; i < 63; ++i) {
      json = R"({"inner": )" + json + "}";
    }
    const auto lines = test::check(schema, test::document(json));
    REQUIRE(lines.size() == 1);
    CHECK(has(lines[0], "unknown-key"));
    CHECK(has(lines[0], "near=title"));
  }
  SUBCASE("ten thousand unknown keys") {
    core::Map map;
    for (int i = 0; i < 10000; ++i) {
      map.push_back({"key" + std::to_string(i), core::Value(i), {0, 0, i + 1, 1}});
    }
    CHECK(test::check(schema, core::Value(map)).size() == 10000);
  }
  SUBCASE("a key and a text of a megabyte") {
    const std::string big(1 << 20, 'a');
    const auto lines =
        test::check(schema, core::Value(core::Map{{big, core::Value(1), {0, 0, 1, 1}},
                                                  {"inner", core::Value(big), {0, 0, 2, 1}}}));
    REQUIRE(lines.size() == 2);
    CHECK(std::any_of(lines.begin(), lines.end(), [](const std::string& line) {
      return has(line, "wrong-format path=inner");
    }));
  }
}
