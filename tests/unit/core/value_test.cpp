// SPDX-License-Identifier: MIT
#include "core/value.hpp"

#include <variant>

#include "facts.hpp"

using core::Value;

TEST_CASE("equality compares meaning and not the place") {
  CHECK(test::read("{a: 1, b: [x]}") == test::read("{a:   1,\n b:\n [x]}"));
  CHECK(test::read("{a: 1}").find("a")->span.column !=
        test::read("{a:    1}").find("a")->span.column);
}

TEST_CASE("what looks alike in another type is another value") {
  struct Row {
    Value a, b;
  };
  // YAML 1.2 core schema: 1, 1.0, "1" and true are four values.
  const Row rows[] = {{Value(1), Value("1")},       {Value(1), Value(1.0)},
                      {Value(true), Value("true")}, {Value(true), Value(1)},
                      {Value(), Value("")},         {Value(core::List{}), Value(core::Map{})},
                      {Value(), Value(core::Map{})}};
  for (const auto& [a, b] : rows) {
    CAPTURE(a.to_text());
    CHECK_FALSE(a == b);
  }
}

TEST_CASE("a map is compared in its order, as the file has it") {
  CHECK_FALSE(test::read("{a: 1, b: 2}") == test::read("{b: 2, a: 1}"));
}

TEST_CASE("a member is found by its key, and in nothing but a map") {
  const auto map = test::read("{a: 1, b: {a: 2}, t: text, l: [1, 2]}");
  CHECK(*map.find("a") == Value(1));
  CHECK(map.find("c") == nullptr);
  CHECK(Value("a").find("a") == nullptr);
  CHECK(Value().find("a") == nullptr);
  CHECK(map.text("t") == "text");
  CHECK(map.text("a", "no text") == "no text");
  CHECK(map.text("c") == "");
  CHECK(map.list("l").size() == 2);
  CHECK(map.list("t").empty());
  CHECK(map.list("c").empty());
}

TEST_CASE("a member is set in its place or added last, and erased") {
  auto map = test::read("{a: 1, b: 2}");
  map.set("a", Value(3));
  map.set("c", Value(4));
  CHECK(map == test::read("{a: 3, b: 2, c: 4}"));
  map.erase("b");
  map.erase("nothing");
  CHECK(map == test::read("{a: 3, c: 4}"));
  Value fresh;
  fresh.set("a", Value(1));
  CHECK(fresh == test::read("{a: 1}"));
  Value text("a text");
  text.erase("a");
  CHECK(text == Value("a text"));
  CHECK_THROWS_AS(text.set("a", Value(1)), std::bad_variant_access);
}

TEST_CASE("an integer is read as a real number, never the other way") {
  CHECK(Value(3).as_real() == 3.0);
  CHECK(Value(0.25).as_real() == 0.25);
  CHECK_THROWS_AS(Value(3.0).as_integer(), std::bad_variant_access);
  CHECK_THROWS_AS(Value("3").as_real(), std::bad_variant_access);
}

TEST_CASE("not yet known and not to be found out are two things") {
  CHECK(test::read("{unknown: why, ask: ict}").is_unknown());
  CHECK_FALSE(test::read("{unknown: why}").is_undeterminable());
  CHECK(test::read("{undeterminable: why}").is_undeterminable());
  CHECK_FALSE(test::read("{exact: 3}").is_unknown());
  CHECK_FALSE(Value("unknown").is_unknown());
}

TEST_CASE("a value is written as a person would write it") {
  struct Row {
    std::string value;
    std::string text;
  };
  const Row rows[] = {{"true", "true"},
                      {"false", "false"},
                      {"12", "12"},
                      {"-3", "-3"},
                      {"0.25", "0.25"},
                      {"word", "word"},
                      {"null", ""},
                      {"[a, 1, true]", "a, 1, true"},
                      {"[]", ""},
                      {"{}", "{}"},
                      {"{a: 1, b: [x, y]}", "{a: 1, b: x, y}"}};
  for (const auto& row : rows) {
    CHECK(test::read(row.value).to_text() == row.text);
  }
}
