// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.hpp"
#include "yaml/data.hpp"
#include "yaml/document.hpp"
#include "yaml/edit.hpp"

namespace {

using core::List;
using core::Map;
using core::path_of;
using core::Value;

struct Change {
  std::string before;
  std::string path;
  Value value;
  std::string after;
};

Map map_of(std::string key, Value value) {
  return {{std::move(key), std::move(value), {}}};
}

std::string name_of_error(const std::string& text, const std::string& path, const Value& value) {
  try {
    yaml::with_value(text, path_of(path), value);
  } catch (const core::Error& error) {
    return error.name;
  }
  return "";
}

} // namespace

TEST_CASE("a new value touches only its own lines") {
  const Map person = {{"name", "Åse", {}}, {"age", 40, {}}};
  const std::vector<Change> changes = {
      {"a: 1 # c\nb: 2\n", "a", 12, "a: 12 # c\nb: 2\n"},
      {"a: 'x'   # c\r\nb: 2\r\n", "a", "z", "a: z   # c\r\nb: 2\r\n"},
      {"a: 1", "a", "no", "a: \"no\""},
      {"\xEF\xBB\xBF"
       "a: 1\n",
       "a", true,
       "\xEF\xBB\xBF"
       "a: true\n"},
      {"a:\nb: 1\n", "a", "x", "a: x\nb: 1\n"},
      {"a: # c\nb: 1\n", "a", "x", "a: x # c\nb: 1\n"},
      {"a: 1\n", "b", 2, "a: 1\nb: 2\n"},
      {"a: 1", "b", 2, "a: 1\nb: 2"},
      {"a: 1\r\n# end\r\n", "b", 2, "a: 1\r\nb: 2\r\n# end\r\n"},
      {"a: 1\n...\n", "b", 2, "a: 1\nb: 2\n...\n"},
      {"a: |\n  x", "b", 2, "a: |-\n  x\nb: 2"},
      {"a: |+\n  x\n\nb: 1\n", "c", 2, "a: |+\n  x\n\nb: 1\nc: 2\n"},
      {"a: 1\n", "b.c.d", 2, "a: 1\nb:\n  c:\n    d: 2\n"},
      {"a:\n    b: 1\n", "a.c.d", 2, "a:\n    b: 1\n    c:\n        d: 2\n"},
      {"a: {}\nb: 1\n", "a.c", 2, "a:\n  c: 2\nb: 1\n"},
      {"a: {} # c\nb: 1\n", "a.c", 2, "a: # c\n  c: 2\nb: 1\n"},
      {"a: {b: 1, c: {}}\n", "a.c.d", "x, y", "a: {b: 1, c: {d: \"x, y\"}}\n"},
      {"a: {b: 1, # c\n  c: 2 # d\n}\n", "a.e", 3, "a: {b: 1, # c\n  c: 2, e: 3 # d\n}\n"},
      {"a: {b}\n", "a.b", 3, "a: {b: 3}\n"},
      {"a: {b: }\n", "a.c", 3, "a: {b: , c: 3 }\n"},
      {"a: [b: 1, c]\n", "a[0].d", 3, "a: [{b: 1, d: 3}, c]\n"},
      {"a: {\"b\":1}\n", "a.b", 3, "a: {\"b\": 3}\n"},
      {"a:\n  - b: 1\n    c: 2 # c\n  - d\n", "a[0].c", "ny",
       "a:\n  - b: 1\n    c: ny # c\n  - d\n"},
      {"a:\n- b: 1 # c\n- d\n", "a[0].e", 2, "a:\n- b: 1 # c\n  e: 2\n- d\n"},
      {"a: >- # c\n  folded\n  text\n\n# d\nb: 1\n", "a", "kort", "a: kort # c\n\n# d\nb: 1\n"},
      {"a: \"two\n  lines\" # c\nb: 1\n", "a", "x\ny", "a: |- # c\n  x\n  y\nb: 1\n"},
      {"a: 1 # c\nb: 1\n", "a", "x\n\n  y\n", "a: | # c\n  x\n\n    y\nb: 1\n"},
      {"a: 1", "a", "x\ny\n", "a: |\n  x\n  y\n"},
      {"a:\r\n  b: 1\r\n  # c\r\nd: 1\r\n", "a", "x", "a: x\r\n  # c\r\nd: 1\r\n"},
      {"a: # c\n  # d\n  b: 1\ne: 1\n", "a", "x", "a: x # c\n  # d\ne: 1\n"},
      {"a: # c\n  # d\n  b: 1\ne: 1\n", "a", "x\ny", "a: |- # c\n  x\n  y\ne: 1\n"},
      {"a: x # c\nb: 1\n", "a", person, "a: # c\n  name: Åse\n  age: 40\nb: 1\n"},
      {"a:\n  x\nb: 1\n", "a", person, "a:\n  name: Åse\n  age: 40\nb: 1\n"},
      {"a:\n   b: 1\nc: 1\n", "a", person, "a:\n   name: Åse\n   age: 40\nc: 1\n"},
      {"a:\n- b\nc: 1\n", "a", person, "a:\n  name: Åse\n  age: 40\nc: 1\n"},
      {"a:\n- b # c\n- d\n", "a[0]", person, "a:\n- {name: Åse, age: 40} # c\n- d\n"},
      {"a:\n-\n- d\n", "a[0]", "x", "a:\n- x\n- d\n"},
      {"a:\n-\n  b: 1\n- d\n", "a[0]", "x", "a:\n- x\n- d\n"},
      {"a:\n- b: 1\n  c: 2\n- d\n", "a[0]", "x", "a:\n- x\n- d\n"},
      {"{}\n", "a", 1, "a: 1\n"},
      {"  {}\n", "a.b", 1, "  a:\n    b: 1\n"},
      {"--- {}\n", "a", 1, "--- \na: 1\n"},
      {"a: x\n    # deep\nb: 1\n", "a", "y\nz", "a: \"y\\nz\"\n    # deep\nb: 1\n"},
      {"? a\n: 1\n? b\n: 2\n", "a", 3, "? a\n: 3\n? b\n: 2\n"},
      {"ÆØ: {å: 'ø', b: 1} # é\n", "c", "é", "ÆØ: {å: 'ø', b: 1} # é\nc: é\n"},
      {"a: 1 # c\nb: 2 # d\n", "c", List{1, 2}, "a: 1 # c\nb: 2 # d\nc: [1, 2]\n"},
      {"a: 1\n", "b", map_of("unknown", "spør"), "a: 1\nb: {unknown: spør}\n"},
      {"a: 1\n", "a", Map{}, "a: {}\n"},
      {"a: \"x\"# c\n", "a", "z", "a: z # c\n"},
      {"a: {b: \"x\"# c\n }\n", "a.b", "z", "a: {b: z # c\n }\n"},
      {"a: {b: \"x\"# c\n }\n", "a.d", "z", "a: {b: \"x\", d: z # c\n }\n"},
      {"a: 012 # c\n", "a", 12, "a: 012 # c\n"},
  };
  for (const auto& change : changes) {
    CAPTURE(change.before);
    CAPTURE(change.path);
    CHECK(yaml::with_value(change.before, path_of(change.path), change.value) == change.after);
  }
}

TEST_CASE("a collection is changed entry by entry where that is possible") {
  const std::string text = "a:\n  # about b\n  b: 1 # b\n  c: 2 # c\n  d: [1, 2] # d\n";
  const Map wanted = {{"b", 1, {}}, {"d", List{1, 2, 3}, {}}, {"e", 5, {}}};
  CHECK(yaml::with_value(text, path_of("a"), wanted) ==
        "a:\n  # about b\n  b: 1 # b\n  d: [1, 2, 3] # d\n  e: 5\n");
  CHECK(yaml::with_value("a:\n- 1 # 1\n- 2 # 2\n- 3 # 3\n", path_of("a"), List{1, 3}) ==
        "a:\n- 1 # 1\n- 3 # 3\n");
}

TEST_CASE("an entry is appended in the style of the list") {
  const Map entry = {{"at", "2026-10-05T14:50:00+02:00", {}}, {"text", "Ringte: ingen svarte", {}}};
  const std::vector<Change> changes = {
      {"log:\n  - a # c\n", "log", "b", "log:\n  - a # c\n  - b\n"},
      {"log:\n- a # c\nb: 1\n", "log", "b", "log:\n- a # c\n- b\nb: 1\n"},
      {"log: []\n", "log", "b", "log:\n  - b\n"},
      {"log: [] # c\nx:\n- 1\n", "log", "b", "log: # c\n- b\nx:\n- 1\n"},
      {"log:\nx: 1\n", "log", 1, "log:\n  - 1\nx: 1\n"},
      {"x: 1\n", "log", 1, "x: 1\nlog:\n  - 1\n"},
      {"x: 1\n", "z.log", 1, "x: 1\nz:\n  log:\n    - 1\n"},
      {"log: [a, b] # c\n", "log", 1, "log: [a, b, 1] # c\n"},
      {"x: {log: []}\n", "x.log", 1, "x: {log: [1]}\n"},
      {"log:\n  - {a: 1}\n", "log", entry,
       "log:\n  - {a: 1}\n  - {at: 2026-10-05T14:50:00+02:00, text: \"Ringte: ingen svarte\"}\n"},
      {"log:\n  - a: 1\n    b: 2", "log", entry,
       "log:\n  - a: 1\n    b: 2\n  - at: 2026-10-05T14:50:00+02:00\n    text: \"Ringte: ingen "
       "svarte\""},
      {"log:\n  - |\n    x\n\nb: 1\n", "log", "z", "log:\n  - |\n    x\n  - z\n\nb: 1\n"},
  };
  for (const auto& change : changes) {
    CAPTURE(change.before);
    CHECK(yaml::with_appended(change.before, path_of(change.path), change.value) == change.after);
  }
}

TEST_CASE("an entry is removed with its line") {
  const std::vector<Change> changes = {
      {"a: 1 # c\n# d\nb: 2\n", "a", {}, "# d\nb: 2\n"},
      {"a: 1\nb: 2", "b", {}, "a: 1\n"},
      {"a: 1 # c\n", "a", {}, "{} # c\n"},
      {"x:\n  a: 1\ny: 1\n", "x.a", {}, "x: {}\ny: 1\n"},
      {"x: # c\n- a\ny: 1\n", "x[0]", {}, "x: [] # c\ny: 1\n"},
      {"x:\n- a: 1 # c\n  b: 2\n", "x[0].a", {}, "x:\n- b: 2\n"},
      {"x:\n- a: 1\n  # about b\n  b: 2\n", "x[0].a", {}, "x:\n-\n  # about b\n  b: 2\n"},
      {"x:\n- a\n# about b\n- b # b\n- c\n", "x[1]", {}, "x:\n- a\n# about b\n- c\n"},
      {"x: [a, b, c] # c\n", "x[0]", {}, "x: [b, c] # c\n"},
      {"x: [a, b, c] # c\n", "x[1]", {}, "x: [a, c] # c\n"},
      {"x: [a, b, c] # c\n", "x[2]", {}, "x: [a, b] # c\n"},
      {"x: {a: 1} # c\n", "x.a", {}, "x: {} # c\n"},
      {"x: {\n  a: 1, # a\n  b: 2, # b\n  c: 3 # c\n}\n",
       "x.b",
       {},
       "x: {\n  a: 1, # a\n  c: 3 # c\n}\n"},
      {"x: [\n  a,\n  b\n]\n", "x[1]", {}, "x: [\n  a\n]\n"},
      {"x: [\n  a,\n  b,\n]\n", "x[0]", {}, "x: [\n  b,\n]\n"},
      {"a: |\n  x\nb: 1\n  # deep\nc: 1\n", "b", {}, "a: |\n  x\nc: 1\n"},
      {"a: |+\n  x\nb: 1\n\nc: 1\n", "b", {}, "a: |+\n  x\nc: 1\n"},
  };
  for (const auto& change : changes) {
    CAPTURE(change.before);
    CAPTURE(change.path);
    CHECK(yaml::without(change.before, path_of(change.path)) == change.after);
  }
}

TEST_CASE("a path that does not fit is refused") {
  CHECK(name_of_error("a: 1\n", "a.b", 1) == "no-such-place");
  CHECK(name_of_error("a: [1]\n", "a[1]", 1) == "no-such-place");
  CHECK(name_of_error("a: [1]\n", "a.b", 1) == "no-such-place");
  CHECK(name_of_error("a: {b: 1}\n", "a[0]", 1) == "no-such-place");
  CHECK(name_of_error("a: [1]\n", "a[*]", 1) == "no-such-place");
  CHECK(name_of_error("a: [1]\n", "a[-1]", 1) == "no-such-place");
  CHECK(name_of_error("a: [1]\n", "b[0]", 1) == "no-such-place");
  CHECK_THROWS_AS(yaml::without("a: 1\n", path_of("b")), core::Error);
  CHECK_THROWS_AS(yaml::with_appended("a: 1\n", path_of("a"), 1), core::Error);
  CHECK_THROWS_AS(yaml::with_value("a: 1\n", core::Path{}, 1), core::Error);
}

TEST_CASE("what a file cannot hold is refused") {
  CHECK(name_of_error("a: 1\n", "a", "\xFF") == "not-utf8");
  CHECK(name_of_error("a: 1\n", "a", std::string(2 * 1024 * 1024, 'x')) == "too-large");
  Value deep = 1;
  for (int i = 0; i < 70; ++i) {
    deep = List{std::move(deep)};
  }
  CHECK(name_of_error("a: 1\n", "a", deep) == "too-deep");
  CHECK(name_of_error("a: &x 1\n", "a", 2) == "edit-went-wrong");
}

TEST_CASE("strings are quoted exactly when they would be read as something else") {
  for (const auto* plain :
       {"text", "2026-0007", "26/01234", "2026-10-05", "2026-10-05T14:50:00+02:00", "a:b",
        "Vedtak sendt, feil mottaker", "it's", "x#y", "+47 12 34", "nope", "æøå", "100 %", "a - b",
        "1.2.3-beta"}) {
    CHECK(yaml::emitted(plain) == plain);
  }
  for (const auto* quoted : {"",
                             " x",
                             "x ",
                             "yes",
                             "NO",
                             "On",
                             "off",
                             "y",
                             "N",
                             "true",
                             "False",
                             "null",
                             "~",
                             "12",
                             "012",
                             "-1",
                             "+1",
                             "1.5",
                             "1e3",
                             "0x1F",
                             "0o7",
                             "0b1",
                             "1_000",
                             "1:30",
                             "12:30:45",
                             "05.10.2026",
                             ".inf",
                             ".NaN",
                             "-.INF",
                             "- x",
                             "-x",
                             "? x",
                             ": x",
                             "a: b",
                             "a:",
                             "a #b",
                             "#x",
                             "{x",
                             "[x",
                             "&x",
                             "*x",
                             "!x",
                             "|",
                             ">",
                             "%x",
                             "@x",
                             "`x",
                             ",x",
                             "=",
                             "<<",
                             "---",
                             "...",
                             "9223372036854775808"}) {
    CHECK(yaml::emitted(quoted) == "\"" + std::string(quoted) + "\"");
  }
  CHECK(yaml::emitted("\"x\"") == "'\"x\"'");
  CHECK(yaml::emitted("\\x\t'\x1B\xE2\x80\xA8") == "\"\\\\x\\t'\\x1B\\u2028\"");
  CHECK(yaml::emitted(List{"a, b", "c?"}) == "[\"a, b\", \"c?\"]");
  CHECK(yaml::emitted(1.0) == "1.0");
  CHECK(yaml::emitted(1e30) == "1.0e+30");
  CHECK(yaml::emitted(std::numeric_limits<double>::infinity()) == ".inf");
  CHECK(yaml::emitted(Value()) == "null");
}

TEST_CASE("a value is laid out for people") {
  const Map value = {
      {"title", "Vedtak", {}},
      {"why", "Første linje\n\nandre: linje", {}},
      {"kinds", List{"a", "b"}, {}},
      {"groups", List{Map{{"group", "patients", {}}, {"count", map_of("exact", 1), {}}}}, {}},
      {"times", map_of("from", "2026-10-05"), {}},
      {"when", map_of("unknown", "not asked"), {}},
      {"log", List{Map{{"text", "a\nb\n", {}}, {"no_more", 1, {}}}}, {}},
      {"none", Map{}, {}},
  };
  CHECK(yaml::emitted(value, 2) == "  title: Vedtak\n"
                                   "  why: |-\n"
                                   "    Første linje\n"
                                   "\n"
                                   "    andre: linje\n"
                                   "  kinds: [a, b]\n"
                                   "  groups:\n"
                                   "    - {group: patients, count: {exact: 1}}\n"
                                   "  times:\n"
                                   "    from: 2026-10-05\n"
                                   "  when: {unknown: not asked}\n"
                                   "  log:\n"
                                   "    - text: |\n"
                                   "        a\n"
                                   "        b\n"
                                   "      no_more: 1\n"
                                   "  none: {}");
}
