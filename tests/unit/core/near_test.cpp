// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <string>

#include "core/near.hpp"

using core::nearest;

TEST_CASE("the nearest word is the one with the fewest edits") {
  CHECK(nearest("awrae", {"occurred", "aware", "contained"}) == "aware");
  CHECK(nearest("case-no", {"case_no", "system"}) == "case_no");
  CHECK(nearest("unknwon", {"ask", "unknown"}) == "unknown");
  CHECK(nearest("physical_access", {"physical_access_control"}) == "");
  CHECK(nearest("acces_controll", {"access_levels", "access_control"}) == "access_control");
  CHECK(nearest("open", {"opens", "open"}) == "open");
  CHECK(nearest("hoy", {"low", "lav", "h\u00f8y"}) == "h\u00f8y");
  CHECK(nearest("lgo", {"diff", "log"}) == "log");
}

TEST_CASE("a word that shares nothing is not near") {
  CHECK(nearest("foo", {"log", "diff"}) == "");
  CHECK(nearest("ja", {"no", "yes"}) == "");
  CHECK(nearest("x", {"a", "b"}) == "");
  CHECK(nearest("", {"a"}) == "");
  CHECK(nearest("weather", {"aware"}) == "");
  CHECK(nearest(std::string(1 << 20, 'a'), {"aware"}) == "");
}
