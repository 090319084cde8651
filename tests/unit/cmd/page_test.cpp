// SPDX-License-Identifier: MIT
#include "cmd/page.hpp"

#include <doctest/doctest.h>

using cmd::harmless;

TEST_CASE("what is harmless stays as it is") {
  for (const auto* text : {"", "Ærlig tale\tog\nen linje til", "\U0001F600 \u200D \uFFFD"}) {
    CHECK(harmless(text) == text);
  }
}

TEST_CASE("what a terminal would obey or hide is shown") {
  CHECK(harmless("\x1b[31m\x7f\r") == "\\x1b[31m\\x7f\\x0d");
  CHECK(harmless("\u009b") == "\\x9b");
  CHECK(harmless("\u202e\u2028\ufeff") == "\\u{202e}\\u{2028}\\u{feff}");
}

TEST_CASE("bytes that are no UTF-8 never reach a terminal as they are") {
  CHECK(harmless("\xff\xc3(\xc0\x80") == "\\xff\\xc3(\\xc0\\x80");
  CHECK(harmless("\xe2\x82") == "\\xe2\\x82");
  CHECK(harmless("\xed\xa0\xbd") == "\\u{d83d}");                      // half of a surrogate pair
  CHECK(harmless("\xe0\x81\x81\xe0\x80\x9b") == "\\u{0041}\\u{001b}"); // overlong
  CHECK(harmless("\xf4\x90\x80\x80") == "\\u{110000}");
}
