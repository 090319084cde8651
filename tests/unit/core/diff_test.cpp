// SPDX-License-Identifier: MIT
#include "core/diff.hpp"

#include "facts.hpp"

TEST_CASE("two documents differ at these places") {
  struct Row {
    std::string before;
    std::string after;
    std::string places;
  };
  const Row rows[] = {
      {"{a: 1}", "{a: 1}", ""},
      {"{a: 1, b: 2}", "{b: 2, a: 1}", ""}, // the order is the user's
      {"{a: 1}", "{a: 2}", "a"},
      {"{a: 1}", "{a: \"1\"}", "a"},
      {"{a: 1}", "{}", "a"},
      {"{}", "{a: 1}", "a"},
      {"{t: {x: 1, y: 2}}", "{t: {x: 1, y: 3, z: 4}}", "t.y, t.z"},
      {"{t: {x: 1}}", "{}", "t"},          // lost as a whole
      {"{}", "{t: {x: 1, y: 2}}", "t"},    // new as a whole
      {"{t: {x: 1}}", "{t: word}", "t"},   // of another type
      {"{l: [a, b]}", "{l: [a, c]}", "l"}, // a list of words is one value
      {"{l: [a, b]}", "{l: [b, a]}", "l"},
      {"{l: [{x: 1}, {x: 2}]}", "{l: [{x: 1}, {x: 3}]}", "l[1].x"},
      {"{l: [{x: 1}]}", "{l: [{x: 1}, {x: 2}]}", "l[1]"},
      {"{l: [{x: 1}, {x: 2}]}", "{l: [{x: 2}]}", "l[0].x, l[1]"},
      {"{l: []}", "{l: [{x: 1}]}", "l[0]"},
      {"{l: [{x: 1}]}", "{l: []}", "l[0]"},
      {"{l: [{m: [{y: 1}]}]}", "{l: [{m: [{y: 2}]}]}", "l[0].m[0].y"},
      // What is new or changed in the order of the new file, then what is gone.
      {"{gone: 1, b: 1, a: 1}", "{a: 2, b: 2, c: 1}", "a, b, c, gone"},
      {"{a: {unknown: why}}", "{a: 3}", "a"},
      {"{a: {unknown: why}}", "{a: {unknown: other}}", "a.unknown"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.after);
    CHECK(test::joined(core::differences(test::read(row.before), test::read(row.after))) ==
          row.places);
  }
}
