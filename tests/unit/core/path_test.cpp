// SPDX-License-Identifier: MIT
#include "core/path.hpp"

#include "facts.hpp"

namespace {

std::string found(const core::Value& root, std::string_view path) {
  std::vector<std::string> all;
  for (const auto& one : core::matches(root, core::path_of(path))) {
    all.push_back(one.path.to_text() + "=" + one.value->to_text());
  }
  return test::joined(all);
}

const char* const k_case = R"({
  times: {aware: 2026-10-05T14:37:00+02:00, discovered: {unknown: why}},
  incident: {unknown: the machine is away},
  subjects: [{group: pupils, count: {exact: 3}}, {group: staff}, {group: parents, count: {unknown: counting}}],
  decisions: [{about: authority, answer: yes}, {about: people, answer: no}, {about: authority, answer: no}],
  numbers: [{n: 1}, {n: 2}, {n: true}],
  nested: [[a, b], [c]],
  empty: []
})";

} // namespace

TEST_CASE("a path is read and written alike") {
  for (const auto* text :
       {"title", "times.aware", "subjects[*].count.exact", "notifications[recipient=authority].at",
        "assessments[-1].result", "decisions[about=authority][-1].answer", "log[+]", "a[0][1]",
        "x_own-key", "links[as=duplicate_of]", "actions[12].done",
        "a[text=with = sign and spaces]"}) {
    CAPTURE(text);
    const auto path = core::parsed_path(text);
    REQUIRE(path.has_value());
    CHECK(path->to_text() == text);
  }
}

TEST_CASE("a malformed path is no path") {
  for (const auto* text : {"",       ".",
                           "a.",     ".a",
                           "a..b",   "[0]",
                           "a[",     "a]",
                           "a[]",    "a[x]",
                           "a[1",    "a[1]b",
                           "a b",    "a.[0]",
                           "a[=x]",  "a[k k=x]",
                           "a[1.5]", "a[**]",
                           "a[++]",  "a[ 1]",
                           "a[0x1]", "a[99999999999]",
                           "å.b",    "a/b",
                           "a[0].",  "a$"}) {
    CAPTURE(text);
    CHECK_FALSE(core::parsed_path(text).has_value());
    CHECK(test::error_of([&] { core::path_of(text); }) == "bad-path-in-data");
  }
}

TEST_CASE("a concrete path has keys and places only") {
  struct Row {
    std::string path;
    bool concrete;
    std::string field;
  };
  const Row rows[] = {{"times.aware", true, "times.aware"},
                      {"subjects[0].count", true, "subjects.count"},
                      {"subjects[-1].count", false, "subjects.count"},
                      {"subjects[*].count", false, "subjects.count"},
                      {"decisions[about=people].at", false, "decisions.at"},
                      {"log[+]", false, "log"}};
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(core::path_of(row.path).is_concrete() == row.concrete);
    CHECK(core::path_of(row.path).to_field() == row.field);
  }
}

TEST_CASE("a path finds what stands there, in the order of the file") {
  const auto root = test::read(k_case);
  struct Row {
    std::string path;
    std::string found;
  };
  const Row rows[] = {
      {"times.aware", "times.aware=2026-10-05T14:37:00+02:00"},
      {"times.contained", ""},
      {"times.aware.more", ""}, // through a scalar
      {"subjects[*].group",
       "subjects[0].group=pupils, subjects[1].group=staff, subjects[2].group=parents"},
      {"subjects[1].group", "subjects[1].group=staff"},
      {"subjects[-1].group", "subjects[2].group=parents"},
      {"subjects[-4].group", ""},
      {"subjects[3].group", ""},
      {"subjects[group=staff]", "subjects[1]={group: staff}"},
      {"subjects[group=nobody]", ""},
      {"subjects.group", ""}, // a list is not entered without saying how
      {"times[0]", ""},
      {"empty[*]", ""},
      {"empty[-1]", ""},
      {"log[+]", ""},
      {"nested[*][0]", "nested[0][0]=a, nested[1][0]=c"},
      // An index behind a filter picks among what the filter left.
      {"decisions[about=authority].answer", "decisions[0].answer=yes, decisions[2].answer=no"},
      {"decisions[about=authority][-1].answer", "decisions[2].answer=no"},
      {"decisions[about=authority][0].answer", "decisions[0].answer=yes"},
      {"decisions[about=authority][1].answer", "decisions[2].answer=no"},
      {"decisions[about=authority][2].answer", ""},
      {"decisions[about=authority][-3].answer", ""},
      {"decisions[about=press][-1].answer", ""},
      // A filter compares texts: numbers and truths as they are written.
      {"numbers[n=2]", "numbers[1]={n: 2}"},
      {"numbers[n=true]", "numbers[2]={n: true}"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.path);
    CHECK(found(root, row.path) == row.found);
  }
}

TEST_CASE("what is declared unknown ends the search and is what is found") {
  const auto root = test::read(k_case);
  CHECK(found(root, "incident.types") == "incident={unknown: the machine is away}");
  CHECK(found(root, "times.discovered") == "times.discovered={unknown: why}");
  CHECK(found(root, "subjects[*].count.exact") ==
        "subjects[0].count.exact=3, subjects[2].count={unknown: counting}");
  // Not so at the top: a case is never unknown as a whole.
  CHECK(found(test::read("{unknown: why, a: 1}"), "a") == "a=1");
}

TEST_CASE("at gives the one value, and nothing where there are several") {
  const auto root = test::read(k_case);
  CHECK(*core::at(root, "subjects[1].group") == core::Value("staff"));
  CHECK(core::at(root, "subjects[*].group") == nullptr);
  CHECK(core::at(root, "nowhere") == nullptr);
}

TEST_CASE("a place is the value's own or the nearest above it") {
  const auto root = test::read("{\n  a: 1,\n  b:\n    {c: [x,\n    y]}\n}");
  struct Row {
    std::string path;
    int line;
    int column;
  };
  const Row rows[] = {{"a", 2, 6},      {"b.c", 4, 9},     {"b.c[1]", 5, 5},
                      {"b.c[7]", 4, 9}, {"b.d.e.f", 4, 5}, {"nowhere.at.all", 1, 1},
                      {"b.c[-1]", 5, 5}};
  for (const auto& row : rows) {
    CAPTURE(row.path);
    const auto span = core::place_of(root, core::path_of(row.path));
    CHECK(span.line == row.line);
    CHECK(span.column == row.column);
  }
}

TEST_CASE("a value is put where it belongs, with the maps on the way") {
  struct Row {
    std::string before;
    std::string path;
    bool done;
    const char* after;
  };
  const Row rows[] = {
      {"{}", "a.b.c", true, "{a: {b: {c: 7}}}"},
      {"{a: {b: 1}}", "a.b", true, "{a: {b: 7}}"},
      {"{a: {b: 1}}", "a.c", true, "{a: {b: 1, c: 7}}"},
      {"{l: [1, 2]}", "l[1]", true, "{l: [1, 7]}"},
      {"{l: [1, 2]}", "l[2]", true, "{l: [1, 2, 7]}"},
      {"{}", "l[0].a", true, "{l: [{a: 7}]}"},
      {"{l: [1, 2]}", "l[3]", false, nullptr},
      {"{a: text}", "a.b", false, nullptr},
      {"{a: {b: 1}}", "a[0]", false, nullptr},
      {"{a: [1]}", "a.b", false, nullptr},
      {"{l: [1]}", "l[*]", false, nullptr},
  };
  for (const auto& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.path);
    auto root = test::read(row.before);
    CHECK(core::put(root, core::path_of(row.path), core::Value(7)) == row.done);
    if (row.done) {
      CHECK(root == test::read(row.after));
    }
  }
}

TEST_CASE("a filter may ask for what must not be there") {
  const auto root = test::read("{list: [{at: 1, phase: b}, {at: 2}, {at: 3, phase: a}]}");
  const auto found = [&](std::string_view text) {
    std::vector<std::string> all;
    for (const auto& one : core::matches(root, core::path_of(text))) {
      all.push_back(one.value->to_text());
    }
    return test::joined(all);
  };
  CHECK(found("list[phase!=b].at") == "2, 3");
  CHECK(found("list[phase!=b][-1].at") == "3");
  CHECK(found("list[at!=3][phase!=b].at") == "2");
  CHECK(core::path_of("list[phase!=b].at").to_text() == "list[phase!=b].at");
  CHECK_FALSE(core::parsed_path("list[!=b]").has_value());
}
