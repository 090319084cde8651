// SPDX-License-Identifier: MIT
#include "core/utf8.hpp"

#include <string>

#include <doctest/doctest.h>

using core::first_character;
using core::first_of_form;
using namespace std::string_literals;

TEST_CASE("the first and the last character of each length are read") {
  struct Row {
    std::string text;
    char32_t code;
  };
  const Row rows[] = {
      {"\x00"s, 0},
      {"A", 0x41},
      {"\x7F", 0x7F},
      {"\xC2\x80", 0x80},
      {"\xC3\xA5", 0xE5},
      {"\xDF\xBF", 0x7FF},
      {"\xE0\xA0\x80", 0x800},
      {"\xED\x9F\xBF", 0xD7FF}, // the last before the surrogates
      {"\xEE\x80\x80", 0xE000}, // the first behind them
      {"\xEF\xBF\xBF", 0xFFFF},
      {"\xF0\x90\x80\x80", 0x10000},
      {"\xF4\x8F\xBF\xBF", 0x10FFFF},
  };
  for (const auto& row : rows) {
    CAPTURE(row.code);
    for (const auto& more : {""s, "x"s, "\x80"s}) {
      const auto character = first_character(row.text + more);
      CHECK(character.valid);
      CHECK(character.code == row.code);
      CHECK(character.length == row.text.size());
    }
  }
}

TEST_CASE("bytes that are no UTF-8 are one byte long and not valid") {
  struct Row {
    std::string text;
    std::size_t length; // of what has the form of a character
    char32_t code;
  };
  const Row rows[] = {
      {"\x80", 1, 0}, // a continuation alone
      {"\xBF", 1, 0},
      {"\xFE", 1, 0}, // never in UTF-8
      {"\xFF", 1, 0},
      {"\xF8\x88\x80\x80\x80", 1, 0}, // five bytes
      {"\xF5\x80\x80\x80", 1, 0},     // begins beyond Unicode
      {"\xC3", 1, 0},                 // cut short
      {"\xE2\x82", 1, 0},
      {"\xF0\x9F\x98", 1, 0},
      {"\xC3(", 1, 0}, // not continued
      {"\xE2\x28\xA1", 1, 0},
      {"\xE2\x82\x28", 1, 0},
      {"\xF0\x9F\x98\xC3\xA5", 1, 0},
      {"\xC0\x80", 1, 0}, // overlong
      {"\xC1\xBF", 1, 0},
      {"\xE0\x80\xAF", 3, '/'},
      {"\xE0\x9F\xBF", 3, 0x7FF},
      {"\xF0\x80\x80\xAF", 4, '/'},
      {"\xF0\x8F\xBF\xBF", 4, 0xFFFF},
      {"\xED\xA0\x80", 3, 0xD800}, // surrogates
      {"\xED\xAF\xBF", 3, 0xDBFF},
      {"\xED\xB0\x80", 3, 0xDC00},
      {"\xED\xBF\xBF", 3, 0xDFFF},
      {"\xF4\x90\x80\x80", 4, 0x110000}, // beyond Unicode
  };
  for (const auto& row : rows) {
    CAPTURE(row.text.size());
    CAPTURE(static_cast<unsigned>(row.code));
    const auto character = first_character(row.text);
    CHECK_FALSE(character.valid);
    CHECK(character.length == 1);
    CHECK(character.code == 0);
    const auto form = first_of_form(row.text);
    CHECK_FALSE(form.valid);
    CHECK(form.length == row.length);
    CHECK(form.code == row.code);
  }
}

TEST_CASE("an empty text has no character") {
  CHECK_FALSE(first_character("").valid);
  CHECK(first_character("").length == 0);
  CHECK(first_of_form("").length == 0);
}
