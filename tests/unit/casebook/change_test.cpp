// SPDX-License-Identifier: MIT
// The only way to write: what is judged, what is refused, and what each commit says.
#include <fmt/format.h>

#include "casebook/book.hpp"
#include "shelf.hpp"
#include "yaml/edit.hpp"

using test::Shelf;

namespace {

const char* const k_path = "cases/2026/2026-0001.yaml";

casebook::Edit with(const std::string& path, const core::Value& value) {
  return [=](const casebook::Case& one) {
    return yaml::with_value(one.text, core::path_of(path), value);
  };
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

const std::string k_log = "log:\n  - {at: 2026-10-05T14:55:00+02:00, text: first}\n";

} // namespace

TEST_CASE("a change is one commit, and says which case, which command and which rules") {
  Shelf shelf({{k_path, test::case_text("2026-0001")}});
  const auto done =
      shelf.book().change(k_path, {"assess", "medium risk", {"breach.level@1", "x@2"}, false},
                          with("owner", core::Value("Head")));
  CHECK(shelf.commits() == 2);
  CHECK(shelf.log()[0] == "2026-0001: assess: medium risk | Case: 2026-0001; Command: assess; "
                          "Rule: breach.level@1; Rule: x@2; Pvtool: 0.1.0;");
  CHECK_FALSE(done.edit_commit.has_value());
  CHECK(done.changed.root.text("owner") == "Head");
  CHECK(shelf.committed(k_path) == test::case_text("2026-0001", "owner: Head\n"));
  CHECK(shelf.working(k_path) == shelf.committed(k_path));
}

TEST_CASE("a change judged by another moment says so") {
  Shelf shelf({{k_path, test::case_text("2026-0001")}});
  shelf.book().judge_by(core::parsed_time("2026-11-01T12:00:00+01:00")->instant,
                        "2026-11-01T12:00:00+01:00");
  shelf.book().change(k_path, {"set", "", {}, false}, with("owner", core::Value("Head")));
  CHECK(shelf.log()[0] == "2026-0001: set | Case: 2026-0001; Command: set; Now: "
                          "2026-11-01T12:00:00+01:00; Pvtool: 0.1.0;");
}

TEST_CASE("an edit that changes nothing makes no commit") {
  Shelf shelf({{k_path, test::case_text("2026-0001")}});
  const auto done = shelf.book().change(k_path, {"set", "", {}, false},
                                        with("title", core::Value("A letter gone astray")));
  CHECK(shelf.commits() == 1);
  CHECK(done.commit == shelf.book().reg().head());
  CHECK_FALSE(shelf.book().commit_edit(k_path).has_value());
  CHECK(shelf.commits() == 1);
}

TEST_CASE("an edit by hand is committed first and on its own, by its places and never its values") {
  Shelf shelf({{k_path, test::case_text("2026-0001")}});
  shelf.edit(k_path, replaced(test::case_text("2026-0001",
                                              "data: {types: [health]}\nowner: Kari Nordmann\n"),
                              "A letter gone astray", "About Ola"));
  const auto done =
      shelf.book().change(k_path, {"log", "", {}, false}, [](const casebook::Case& one) {
        return one.text + "log:\n  - {at: 2026-10-05T14:55:00+02:00, text: a secret}\n";
      });
  REQUIRE(shelf.commits() == 3);
  CHECK(shelf.log()[1] ==
        "2026-0001: edit: title, data, owner | Case: 2026-0001; Command: edit; Pvtool: 0.1.0;");
  CHECK(shelf.log()[0] == "2026-0001: log | Case: 2026-0001; Command: log; Pvtool: 0.1.0;");
  CHECK(done.edit_commit.has_value());
  for (const auto& line : shelf.log()) {
    for (const auto* value : {"Kari", "Ola", "health", "secret"}) {
      CHECK(line.find(value) == std::string::npos);
    }
  }
}

TEST_CASE("an edit by hand is told by what changed") {
  struct Row {
    std::string before;
    std::string after;
    std::string subject;
  };
  const Row rows[] = {
      {"", "# a comment\n", "2026-0001: edit: comments"},
      {"times: {discovered: 2026-10-05T14:00:00+02:00}\n",
       "times: {discovered: 2026-10-05T13:00:00+02:00, aware: 2026-10-05T14:00:00+02:00, "
       "aware_reason: x}\n",
       "2026-0001: edit: times.discovered, times.aware, times.aware_reason"},
      {"owner: Head\n", "", "2026-0001: edit: owner"},
      {"actions:\n  - {text: a}\n", "actions:\n  - {text: a, done: 2026-10-05}\n  - {text: b}\n",
       "2026-0001: edit: actions[0].done, actions[1]"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.after);
    Shelf shelf({{k_path, test::case_text("2026-0001", row.before)}});
    shelf.edit(k_path, test::case_text("2026-0001", row.after));
    REQUIRE(shelf.book().commit_edit(k_path).has_value());
    CHECK(shelf.log()[0] == row.subject + " | Case: 2026-0001; Command: edit; Pvtool: 0.1.0;");
  }
}

TEST_CASE("a new file written by hand is committed as new, and a long list of places is cut") {
  Shelf shelf;
  shelf.edit(k_path, test::case_text("2026-0001", "owner: Head\n"));
  shelf.book().commit_edit(k_path);
  CHECK(shelf.log()[0].starts_with("2026-0001: edit: new |"));
  std::string actions = "actions:\n";
  std::string others = actions;
  for (int number = 0; number < 12; ++number) {
    actions += fmt::format("  - {{text: a{}}}\n", number);
    others += fmt::format("  - {{text: b{}}}\n", number);
  }
  Shelf other({{k_path, test::case_text("2026-0001", actions)}});
  other.edit(k_path, test::case_text("2026-0001", others));
  other.book().commit_edit(k_path);
  const auto subject = other.log()[0].substr(0, other.log()[0].find(" |"));
  CHECK(subject.size() < 110);
  CHECK(subject.ends_with(", ..."));
}

TEST_CASE("an edit by hand that breaks a rule is refused, and nothing is changed") {
  struct Row {
    std::string what;
    std::string before;
    std::string after;
    std::string findings;
  };
  const auto whole = test::case_text("2026-0001", k_log);
  const auto closed = replaced(whole, "status: open", "status: closed") +
                      "closing: {at: 2026-10-05T14:58:00+02:00, outcome: not_a_breach, reason: r, "
                      "decided_by: leader}\n";
  const Row rows[] = {
      {"a log entry changed", whole, replaced(whole, "text: first", "text: other"),
       "entry-changed:9"},
      {"a log entry gone", whole, test::case_text("2026-0001"), "entry-changed:1"},
      {"a closed case", closed, replaced(closed, "gone astray", "found again"),
       "closed-case-edited:6"},
      {"the id", whole, replaced(whole, "id: 2026-0001", "id: 2026-0002"),
       "id-is-not-the-name:3 identity-changed:3"},
      {"the uid", whole, replaced(whole, "uid: 01JC8ZK5Q3W", "uid: 01JC8ZK5Q3X"),
       "identity-changed:4"},
      {"the kind", whole, replaced(whole, "kind: breach", "kind: loan"), "no-such-kind:1"},
      {"the shape", whole, whole + "tittel: x\n", "unknown-key:10"},
      {"the text", whole, whole + "a: b: c\n", "yaml-syntax:10"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    Shelf shelf({{k_path, row.before}});
    shelf.edit(k_path, row.after);
    for (const bool alone : {true, false}) {
      const auto error = test::error_of([&] {
        if (alone) {
          shelf.book().commit_edit(k_path);
        } else {
          shelf.book().change(k_path, {"set", "", {}, true}, with("owner", core::Value("Head")));
        }
      });
      CHECK(error.name == "hand-edit-refused");
      CHECK(error.code == core::Exit::refused);
      CHECK(test::names(error.findings) == row.findings);
      CHECK(shelf.commits() == 1);
      CHECK(shelf.working(k_path) == row.after); // the user's work is never lost
    }
  }
}

TEST_CASE("the kind of a committed case stays what it was") {
  Shelf shelf({{k_path, test::case_text("2026-0001")}}, PVTOOL_SOURCE "/tests/data/kinds");
  shelf.edit(k_path, replaced(test::case_text("2026-0001"), "kind: breach", "kind: loan"));
  CHECK(test::names(test::error_of([&] { shelf.book().commit_edit(k_path); }).findings) ==
        "identity-changed:1");
}

TEST_CASE("a closed case takes a comment, and nothing but reopening") {
  const auto closed = replaced(test::case_text("2026-0001"), "status: open", "status: closed") +
                      "closing: {at: 2026-10-05T14:58:00+02:00, outcome: not_a_breach, reason: r, "
                      "decided_by: leader}\n";
  Shelf shelf({{k_path, closed}});
  const auto set = with("owner", core::Value("Head"));
  CHECK(test::error_of([&] {
          shelf.book().change(k_path, {"set", "", {}, false}, set);
        }).name == "case-closed");
  CHECK(test::error_of([&] {
          shelf.book().change(k_path, {"set", "", {}, true}, set);
        }).name == "change-refused");
  CHECK(shelf.commits() == 1);
  shelf.edit(k_path, closed + "# seen\n");
  CHECK(shelf.book().commit_edit(k_path).has_value());
  const auto open = [](const casebook::Case& one) {
    return yaml::with_value(yaml::without(one.text, core::path_of("closing")),
                            core::path_of("status"), core::Value("open"));
  };
  shelf.book().change(k_path, {"reopen", "", {}, true}, [&](const casebook::Case& one) {
    return open(one) + "log:\n  - {at: 2026-10-05T14:59:00+02:00, text: t, reopened: why}\n";
  });
  CHECK(shelf.log()[0].starts_with("2026-0001: reopen |"));
}

TEST_CASE("a change whose result breaks a rule is refused, and nothing is changed") {
  Shelf shelf({{k_path, test::case_text("2026-0001", k_log)}});
  const auto before = shelf.working(k_path);
  for (const auto& edit :
       {with("status", core::Value("shut")), with("log[0].text", core::Value("other")),
        with("uid", core::Value("01JC8ZK5Q3W00000"))}) {
    const auto error = test::error_of([&] {
      shelf.book().change(k_path, {"set", "", {}, false}, edit);
    });
    CHECK(error.name == "change-refused");
    CHECK(error.findings.size() == 1);
    CHECK(shelf.commits() == 1);
    CHECK(shelf.working(k_path) == before);
  }
}

TEST_CASE("a change starts anew when someone else was faster, and keeps what they wrote") {
  Shelf shelf({{k_path, test::case_text("2026-0001")}});
  shelf.interrupt(1, k_path, test::case_text("2026-0001", "reporter: {unit: other}\n"));
  shelf.book().change(k_path, {"set", "owner", {}, false}, with("owner", core::Value("Head")));
  CHECK(shelf.log()[0].starts_with("2026-0001: set: owner |"));
  CHECK(shelf.log()[1] == "other: change |");
  CHECK(shelf.committed(k_path).find("unit: other") != std::string::npos);
  CHECK(shelf.committed(k_path).find("owner: Head") != std::string::npos);
}

TEST_CASE("a change that is always too late gives up and says so") {
  Shelf shelf({{k_path, test::case_text("2026-0001")}});
  shelf.interrupt(1000, k_path, test::case_text("2026-0001"));
  CHECK(test::error_of([&] {
          shelf.book().change(k_path, {"set", "", {}, false}, with("owner", core::Value("Head")));
        }).name == "moved-meanwhile");
}

TEST_CASE("a new case gets the next number of the year, without gaps") {
  Shelf shelf;
  CHECK(shelf.book().add("breach", "title: one\n", "-").changed.id == "2026-0001");
  CHECK(shelf.book().add("breach", "title: two\n", "-").changed.id == "2026-0002");
  // A file that nobody has committed yet has its number too; so has one that was deleted by hand.
  shelf.edit("cases/2026/2026-0003.yaml", test::case_text("2026-0003"));
  CHECK(shelf.book().add("breach", "title: four\n", "-").changed.id == "2026-0004");
  shelf.edit("cases/2026/2026-0004.yaml", std::nullopt);
  CHECK(shelf.book().add("breach", "title: five\n", "-").changed.id == "2026-0005");
  CHECK(shelf.log()[0] == "2026-0005: report | Case: 2026-0005; Command: report; Pvtool: 0.1.0;");
  // A refused case takes no number.
  CHECK(test::error_of([&] { shelf.book().add("breach", "titel: x\n", "-"); }).name ==
        "case-not-registered");
  CHECK(shelf.book().add("breach", "title: six\n", "-").changed.id == "2026-0006");
}

TEST_CASE("the year of a case is that of its receipt in the register's zone") {
  struct Row {
    std::string received;
    std::string id;
  };
  const Row rows[] = {{"2025-12-31T23:30:00Z", "2026-0001"}, // New Year's Day in Oslo
                      {"2025-12-31T22:30:00Z", "2025-0001"},
                      {"2026-01-01T00:30:00+01:00", "2026-0001"},
                      {"2025-12-31T23:59:59+01:00", "2025-0001"}};
  for (const auto& row : rows) {
    CAPTURE(row.received);
    Shelf shelf;
    const auto done = shelf.book().add("breach", "title: x\nreceived: " + row.received + "\n", "-");
    CHECK(done.changed.id == row.id);
    CHECK(done.changed.root.text("received") == row.received);
  }
  Shelf night({}, "", "2025-12-31T23:30:00Z");
  const auto done = night.book().add("breach", "title: x\n", "-");
  CHECK(done.changed.id == "2026-0001");
  CHECK(done.changed.root.text("received") == "2026-01-01T00:30:00+01:00");
}

TEST_CASE("a number that someone else took meanwhile is not taken again") {
  Shelf shelf;
  shelf.interrupt(1, k_path, test::case_text("2026-0001"));
  CHECK(shelf.book().add("breach", "title: x\n", "-").changed.id == "2026-0002");
}

TEST_CASE("a new case begins with what was assigned, and keeps the rest as it was written") {
  Shelf shelf;
  const auto done = shelf.book().add(
      "breach", "# my notes\ntitle:   'A letter' # short\nkind: breach\n\n# who\nowner: \"Head\"\n",
      "-");
  const auto& text = done.changed.text;
  CHECK(text.starts_with(
      "# yaml-language-server: $schema=../../.pvtool/schemas/breach/case.schema.json\n"
      "kind: breach\nformat: 1\nid: 2026-0001\nuid: "));
  CHECK(text.find("\nstatus: open\nreceived: 2026-10-05T15:00:00+02:00\n") != std::string::npos);
  CHECK(text.ends_with("# my notes\ntitle:   'A letter' # short\n\n# who\nowner: \"Head\"\n"));
}

TEST_CASE("a new case takes over no history, no closing and no empty lines of the form") {
  Shelf shelf;
  const auto done = shelf.book().add("breach", R"(kind: breach
id: 2020-0099
uid: 01JC8ZK5Q3W00000
status: closed
title: x
owner:
# when it happened
times:
  discovered:
  aware: 2026-10-05T14:00:00+02:00
scope: {role: , effect: []}
subjects:
  - group:
    count: {exact: }
log:
  - {at: 2026-10-05T14:00:00+02:00, text: old}
decisions: []
closing: {outcome: handled}
)",
                                     "-");
  const auto& root = done.changed.root;
  std::string keys;
  for (const auto& member : root.as_map()) {
    keys += member.key + " ";
  }
  CHECK(keys == "kind format id uid status received title times ");
  CHECK(done.changed.text.find("# when it happened\ntimes:\n") != std::string::npos);
  CHECK(root.text("id") == "2026-0001");
  CHECK(root.text("uid") != "01JC8ZK5Q3W00000");
  CHECK(root.text("status") == "open");
  CHECK(root.find("times")->to_text() == "{aware: 2026-10-05T14:00:00+02:00}");
}

TEST_CASE("sources in every style are registered with the same meaning") {
  struct Row {
    std::string what;
    std::string source;
  };
  const Row rows[] = {
      {"plain", "title: x\nowner: Head\n"},
      {"no last newline", "title: x\nowner: Head"},
      {"byte order mark", "\xEF\xBB\xBFtitle: x\nowner: Head\n"},
      {"CRLF", "title: x\r\nowner: Head\r\n"},
      {"flow style", "{title: x, owner: Head}\n"},
      {"flow style with what is assigned",
       "{kind: breach, title: x, id: 2020-0001, owner: Head, log: []}\n"},
      {"document marker", "---\ntitle: x\nowner: Head\n"},
      {"comment, then marker", "# a comment\n---\ntitle: x\nowner: Head\n"},
      {"marker with an end", "---\ntitle: x\nowner: Head\n...\n"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.what);
    Shelf shelf;
    const auto done = shelf.book().add("breach", row.source, "-");
    CHECK(done.changed.root.text("title") == "x");
    CHECK(done.changed.root.text("owner") == "Head");
    CHECK(done.changed.root.text("id") == "2026-0001");
    CHECK(shelf.book().judge(shelf.book().load(k_path)).empty());
    const auto text = shelf.committed(k_path);
    // One kind of line end, and the mark only where it was.
    const bool crlf = row.what == "CRLF";
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1)) {
      CHECK((text[at - 1] == '\r') == crlf);
    }
    CHECK(text.starts_with("\xEF\xBB\xBF") == (row.what == "byte order mark"));
  }
}

TEST_CASE("comments survive registration, also behind a document marker") {
  for (const auto* source :
       {"# one\ntitle: x # two\n# three\n", "---\n# one\ntitle: x # two\n# three\n",
        "# one\n---\ntitle: x # two\n# three\n"}) {
    CAPTURE(std::string(source));
    Shelf shelf;
    const auto text = shelf.book().add("breach", source, "-").changed.text;
    for (const auto* comment : {"# one", "# two", "# three"}) {
      CHECK(text.find(comment) != std::string::npos);
    }
  }
}

TEST_CASE("faults of a source are told at its own lines, and nothing is registered") {
  struct Row {
    std::string source;
    std::string name;
    std::string findings;
  };
  const Row rows[] = {
      {"# note\n\ntitle: x\ntittel: y\n", "case-not-registered", "unknown-key:4"},
      {"title: x\n\n\ntimes:\n  aware: yesterday\n", "case-not-registered", "wrong-time:5"},
      {"title: x\nsubjects:\n  - group: nobody\n", "case-not-registered", "wrong-value:3"},
      {"owner: x\n", "case-not-registered", "missing-key:1"},
      {"", "case-not-registered", "missing-key:1"},
      {"title: x\nreceived: 2027-01-01T10:00:00+01:00\n", "case-not-registered",
       "time-in-future:2"},
      {"title: x\nowner: Head\ntitle: y\n", "case-unreadable", "duplicate-key:3"},
      {"\ttitle: x\n", "case-unreadable", "tab:1"},
      {"just a text\n", "case-unreadable", "not-a-map:1"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.source);
    Shelf shelf;
    const auto error =
        test::error_of([&] { shelf.book().add("breach", row.source, "draft.yaml"); });
    CHECK(error.name == row.name);
    CHECK(test::names(error.findings) == row.findings);
    for (const auto& finding : error.findings) {
      CHECK(finding.file == "draft.yaml");
    }
    CHECK(shelf.commits() == 1);
  }
}

TEST_CASE("a case of an unknown kind is refused") {
  Shelf shelf;
  CHECK(test::error_of([&] { shelf.book().add("lunch", "title: x\n", "-"); }).name ==
        "unknown-kind");
}
