// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <string_view>
#include <utility>
#include <vector>

#include "core/error.hpp"
#include "core/path.hpp"
#include "yaml/data.hpp"
#include "yaml/resolve.hpp"

TEST_CASE("plain scalars mean what YAML 1.2's core schema says") {
  const auto infinity = std::numeric_limits<double>::infinity();
  const std::vector<std::pair<std::string_view, core::Value>> table = {
      {"", {}},
      {"~", {}},
      {"null", {}},
      {"Null", {}},
      {"NULL", {}},
      {"nULL", "nULL"},
      {"true", true},
      {"True", true},
      {"TRUE", true},
      {"tRUE", "tRUE"},
      {"false", false},
      {"False", false},
      {"FALSE", false},
      {"yes", "yes"},
      {"no", "no"},
      {"on", "on"},
      {"Off", "Off"},
      {"y", "y"},
      {"0", 0},
      {"12", 12},
      {"012", 12},
      {"-12", -12},
      {"+12", 12},
      {"-0", 0},
      {"0o17", 15},
      {"0x1F", 31},
      {"0x", "0x"},
      {"0o8", "0o8"},
      {"0x-1", "0x-1"},
      {"-0x1", "-0x1"},
      {"0b11", "0b11"},
      {"1_000", "1_000"},
      {"1:30", "1:30"},
      {"2026-10-05", "2026-10-05"},
      {"2026-0007", "2026-0007"},
      {"9223372036854775807", std::numeric_limits<std::int64_t>::max()},
      {"-9223372036854775808", std::numeric_limits<std::int64_t>::min()},
      {"9223372036854775808", "9223372036854775808"},
      {"0xFFFFFFFFFFFFFFFFFF", "0xFFFFFFFFFFFFFFFFFF"},
      {"1.5", 1.5},
      {"+1.5", 1.5},
      {"-.5", -.5},
      {".5", .5},
      {"1.", 1.0},
      {"1e3", 1000.0},
      {"1.5E-1", .15},
      {"1e", "1e"},
      {"1e+", "1e+"},
      {".", "."},
      {"..", ".."},
      {".e1", ".e1"},
      {"1.2.3", "1.2.3"},
      {"1e999", "1e999"},
      {"+", "+"},
      {"-", "-"},
      {"+-1", "+-1"},
      {"--1", "--1"},
      {"+.5.", "+.5."},
      {".inf", infinity},
      {"+.INF", infinity},
      {"-.Inf", -infinity},
      {"inf", "inf"},
      {"text", "text"},
  };
  for (const auto& [plain, value] : table) {
    CAPTURE(plain);
    CHECK(yaml::resolved(plain) == value);
  }
  CHECK(std::isnan(yaml::resolved(".nan").as_real()));
  CHECK(yaml::resolved("-.nan").is_string());
}

TEST_CASE("data files are read with places") {
  const auto root = yaml::read_data("a: {b: [1, \"1\", '', ~, x]}\n\nc:\n  - d: |\n      t\n", "x");
  CHECK(core::at(root, "a.b")->as_list() == core::List{1, "1", "", core::Value(), "x"});
  CHECK(core::at(root, "c[0].d")->as_string() == "t\n");
  CHECK(core::at(root, "c[0].d")->span.line == 4);
  CHECK(core::at(root, "a.b[1]")->span.column == 12);
  CHECK(root.as_map()[1].key_span.line == 3);
  CHECK(yaml::read_data("", "x").is_null());
  CHECK(yaml::read_data("- 1\n", "x").is_list());
}

TEST_CASE("a bad data file is a bug that names the file") {
  for (const auto* text : {"a: [", "a: 1\na: 2\n", "a: &x 1\n", "a: *x\n", "a: !t 1\n", "1: a\n",
                           "? [a]\n: b\n", "a: 1\n---\nb: 1\n", "a: !!str 1\n"}) {
    CAPTURE(text);
    try {
      yaml::read_data(text, "rules.yaml");
      FAIL("no error");
    } catch (const core::Error& error) {
      CHECK(error.code == core::Exit::bug);
      CHECK(error.name == "bad-data-file");
      CHECK(error.arguments.front().second == "rules.yaml");
      CHECK_FALSE(error.arguments.back().second.empty());
    }
  }
}
