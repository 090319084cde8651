// SPDX-License-Identifier: MIT
#include "casebook/book.hpp"

#include "shelf.hpp"

using test::Shelf;

namespace {

const char* const k_first = "cases/2026/2026-0001.yaml";
const char* const k_second = "cases/2026/2026-0002.yaml";

} // namespace

TEST_CASE("the path of a case follows from its id, and back") {
  struct Row {
    std::string path;
    std::string id;
  };
  const Row rows[] = {{"cases/2026/2026-0007.yaml", "2026-0007"},
                      {"cases/2026/2026-10007.yaml", "2026-10007"},
                      {"cases/2026/2026-B0007.yaml", "2026-B0007"}};
  for (const auto& row : rows) {
    CHECK(casebook::id_from(row.path) == row.id);
    CHECK(casebook::path_from(row.id) == row.path);
  }
  for (const auto* path :
       {"cases/2026/2026-007.yaml", "cases/2025/2026-0007.yaml", "cases/2026/2026-0007.yml",
        "cases/2026/2026-b0007.yaml", "cases/2026/2026-BB0007.yaml", "cases/2026/20260007.yaml",
        "cases/2026-0007.yaml", "other/2026/2026-0007.yaml", "cases/2026/2026-0007 copy.yaml",
        "cases/2026/2026-B007.yaml", "cases/abcd/abcd-0007.yaml", "pvtool.yaml", ""}) {
    CAPTURE(std::string(path));
    CHECK(casebook::id_from(path) == "");
  }
}

TEST_CASE("a case is found by its id, its path and its file's name") {
  Shelf shelf({{k_first, test::case_text("2026-0001")}, {k_second, test::case_text("2026-0002")}});
  for (const auto* name : {"2026-0001", "cases/2026/2026-0001.yaml", "2026-0001.yaml",
                           "./cases/2026/2026-0001.yaml"}) {
    CAPTURE(std::string(name));
    CHECK(shelf.book().find(name) == k_first);
  }
  for (const auto* name :
       {"2026-0003", "2026-1", "0001", "", "cases/2026", "2026", "x.yaml", "a b"}) {
    CAPTURE(std::string(name));
    const auto error = test::error_of([&] { shelf.book().find(name); });
    CHECK(error.name == "no-such-case");
    CHECK(error.code == core::Exit::not_found);
    CHECK(test::argument(error.arguments, "newest") == "2026-0002, 2026-0001");
  }
}

TEST_CASE("a case that stands only in the working tree is found, and one deleted there too") {
  Shelf shelf({{k_first, test::case_text("2026-0001")}});
  shelf.edit(k_second, test::case_text("2026-0002"));
  CHECK(shelf.book().find("2026-0002") == k_second);
  shelf.edit(k_first, std::nullopt);
  CHECK(shelf.book().find("2026-0001") == k_first);
  CHECK(test::error_of([&] { shelf.book().load(k_first); }).name == "no-such-case");
}

TEST_CASE("a case that cannot be read says why and where") {
  Shelf shelf({{k_first, "kind: breach\n\ttitle: x\n"},
               {k_second, test::case_text("2026-0002", "tittel: x\n")}});
  CHECK(test::names(shelf.book().load(k_first).findings) == "tab:2");
  const auto error = test::error_of([&] { shelf.book().load_good("2026-0001"); });
  CHECK(error.name == "case-unreadable");
  CHECK(error.code == core::Exit::findings);
  REQUIRE(error.findings.size() == 1);
  CHECK(error.findings[0].file == k_first);
  CHECK(error.findings[0].excerpt == "\ttitle: x");
  CHECK(test::names(test::error_of([&] { shelf.book().load_good("2026-0002"); }).findings) ==
        "unknown-key:8");
}

TEST_CASE("a case is judged from its shape to its stale decisions") {
  struct Row {
    std::string what;
    std::string text;
    std::string findings;
  };
  const Row rows[] = {
      {"right", test::case_text("2026-0001"), ""},
      {"no kind", "title: x\n", "missing-key:1"},
      {"another kind", "kind: lunch\n", "no-such-kind:1"},
      {"no offset", test::case_text("2026-0001", "times: {aware: 2026-10-05T14:00:00}\n"),
       "time-without-offset:8"},
      {"an offset that Oslo has not",
       test::case_text("2026-0001", "times: {aware: 2026-10-05T14:00:00+01:00}\n"),
       "wrong-offset:8"},
      {"UTC", test::case_text("2026-0001", "times: {aware: 2026-10-05T12:00:00Z}\n"), ""},
      {"a time that does not exist",
       test::case_text("2026-0001", "times: {aware: 2026-03-29T02:30:00+01:00}\n"),
       "wrong-offset:8"},
      {"no such day", test::case_text("2026-0001", "times: {aware: 2026-02-30T14:00:00+01:00}\n"),
       "wrong-time:8"},
      {"another id", test::case_text("2026-0009"), "id-is-not-the-name:3"},
      {"order",
       test::case_text("2026-0001", "times:\n  discovered: 2026-10-05T14:00:00+02:00\n"
                                    "  aware: 2026-10-05T13:00:00+02:00\n"),
       "time-order:10"},
      {"look again",
       test::case_text("2026-0001", "times:\n  aware: {unknown: why, by: 2026-10-04}\n"),
       "look-again:9"},
      {"late",
       test::case_text("2026-0001", "times: {aware: 2026-09-01T14:00:00+02:00}\nnotifications:\n"
                                    "  - {recipient: authority, at: 2026-09-09T14:00:00+02:00}\n"),
       "late-without-reason:10"},
      // What rests on facts waits until they have the right shape.
      {"shape first", test::case_text("2026-0009", "status_: x\n"), "unknown-key:8"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    Shelf shelf;
    const auto findings = shelf.book().judge(shelf.book().from_text(k_first, row.text));
    CHECK(test::names(findings) == row.findings);
    for (const auto& one : findings) {
      CHECK(one.file == k_first);
      CHECK_FALSE(one.excerpt.empty());
    }
  }
}

TEST_CASE("a file outside the cases has no id to hold it to") {
  Shelf shelf;
  CHECK(shelf.book()
            .judge(shelf.book().from_text("draft.yaml", test::case_text("2026-0001")))
            .empty());
}

TEST_CASE("the organisation's own file is judged") {
  struct Row {
    std::string before;
    std::string after;
    std::string findings;
  };
  const Row rows[] = {
      {"", "", ""},
      {"decide: [leader]", "decide: [boss]", "role-not-defined:9"},
      {"decide: [leader]", "decide: [dpo]", "no-decider:9 dpo-may-not-decide:9"}, // GDPR art. 38(6)
      {"is: controller", "is: dpo", "dpo-may-not-decide:9"},
      {"language: en", "language: se", "wrong-value:3"},
      {"send_to_authority: [leader]", "send_to_authority: [leder]", "role-not-defined:10"},
      {"deputies: [Head of staff]", "deputies: [vacant]", "one-sender:10"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.after);
    std::string text = test::k_organisation;
    if (!row.before.empty()) {
      text.replace(text.find(row.before), row.before.size(), row.after);
    }
    Shelf shelf({{"pvtool.yaml", text}});
    const auto findings = shelf.book().judge_organisation();
    CHECK(test::names(findings) == row.findings);
    for (const auto& one : findings) {
      CHECK(one.file == "pvtool.yaml");
    }
  }
}

TEST_CASE("an organisation's file that cannot be used stops everything, with the reason") {
  CHECK(test::error_of([] {
          Shelf shelf(reg::Files{{"pvtool.yaml", "a: &b c\n"}});
        }).name == "organisation-unreadable");
  std::string text = test::k_organisation;
  text.replace(text.find("Europe/Oslo"), 11, "Europe/Nowhere");
  CHECK(test::error_of([&] { Shelf shelf({{"pvtool.yaml", text}}); }).name == "unknown-zone");
  CHECK(test::error_of([] {
          casebook::Book(reg::in_memory({}, [] { return core::Instant(); }),
                         casebook::Kinds(PVTOOL_SOURCE "/schemas", ""), core::Instant());
        }).name == "not-a-register");
}

TEST_CASE("the register as a whole has each uid once, and names that are ids") {
  Shelf shelf({{k_first, test::case_text("2026-0001")},
               {k_second, test::case_text("2026-0001")},
               {"cases/2026/notes.yaml", test::case_text("2026-0003")}});
  std::vector<casebook::Case> cases;
  for (const auto& path : shelf.book().case_paths()) {
    cases.push_back(shelf.book().load(path));
  }
  const auto findings = shelf.book().judge_register(cases);
  CHECK(test::names(findings) == "uid-twice:4 name-is-no-id:0");
  CHECK(findings[0].file == k_second);
  CHECK(test::argument(findings[0].arguments, "other") == k_first);
}
