// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "core/checks.hpp"
#include "facts.hpp"

namespace {

// Synthetic numbers: 80 is added to the month.
bool is_seen(core::Value value) {
  core::Value document{core::Map{}};
  document.set("fact", std::move(value));
  return core::national_ids(document).size() == 1;
}

} // namespace

TEST_CASE("a national id number is seen however it is written") {
  for (const auto* text :
       {"15877610028", "born 15877610028.", "158776 10028", "158776-10028", "158776.10028",
        "158776\xC2\xA0"
        "10028",
        "case 202612 15877610028", "15877610028 158776", "55877610011", "15477610045"}) {
    CAPTURE(text);
    CHECK(is_seen(core::Value(text)));
  }
}

TEST_CASE("a national id number without quotes is seen, with or without its first zero") {
  CHECK(is_seen(core::Value(std::int64_t{15877610028})));
  CHECK(is_seen(core::Value(std::int64_t{5877610057})));
  CHECK_FALSE(is_seen(core::Value(std::int64_t{-15877610028})));
  CHECK_FALSE(is_seen(core::Value(std::int64_t{0})));
}

TEST_CASE("other numbers are left in peace") {
  for (const auto* text : {"15877610029", "115877610028", "158776100280", "158776  10028",
                           "158776 100280", "15877 610028", "99887766554", "00000000000", ""}) {
    CAPTURE(text);
    CHECK_FALSE(is_seen(core::Value(text)));
  }
}

TEST_CASE("only what is new in a list that grows is refused: what stands there must not lock it") {
  const auto kind = test::kind("{grows: [log, decisions]}");
  const auto before = test::read("{log: [{text: \"born 15877610028\"}]}");
  const auto places = [&](const std::string& after) {
    return test::joined(core::new_national_ids(kind, before, test::read(after)));
  };
  const std::string old = "{text: \"born 15877610028\"}";
  CHECK(places("{log: [" + old + "]}").empty());
  CHECK(places("{log: [" + old + ", {text: locked}]}").empty());
  CHECK(places("{log: [" + old + ", {text: locked}, {by: [{name: \"15877610028\"}]}]}") ==
        "log[2].by[0].name");
  CHECK(places("{log: [" + old + "], decisions: [{reason: \"15877610028\"}]}") ==
        "decisions[0].reason");
  CHECK(places("{log: [" + old + "], notes: [{text: \"15877610028\"}]}").empty());
}
