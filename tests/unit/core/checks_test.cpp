// SPDX-License-Identifier: MIT
#include "core/checks.hpp"

#include <array>

#include <fmt/format.h>

#include "facts.hpp"

namespace {

const core::Instant k_now = test::instant("2026-10-05T14:00:00+02:00");
const core::Value k_nothing{core::Map{}};

std::vector<core::Finding> checked(std::string_view kind, const core::Value& document) {
  return core::checked(test::kind(kind), document, k_nothing, k_now);
}

// folkeregisterforskriften § 2-2-1: two check digits, modulus 11. Empty where the first nine digits
// have none (a remainder of 10).
std::string with_check_digits(const std::string& nine) {
  constexpr std::array k_first = {3, 7, 6, 1, 8, 9, 4, 5, 2};
  constexpr std::array k_second = {5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
  const auto digit = [](const std::string& digits, const auto& weights) {
    int sum = 0;
    for (std::size_t index = 0; index < weights.size(); ++index) {
      sum += weights[index] * (digits[index] - '0');
    }
    return (11 - sum % 11) % 11;
  };
  const int first = digit(nine, k_first);
  if (first == 10) {
    return "";
  }
  const auto ten = nine + std::to_string(first);
  const int second = digit(ten, k_second);
  return second == 10 ? "" : ten + std::to_string(second);
}

// A number that nobody has: the month is raised by 80, as in the tax administration's synthetic
// people, unless `raised` says otherwise.
std::string synthetic(int day, int month, int year) {
  for (int number = 100; number < 1000; ++number) {
    auto id = with_check_digits(fmt::format("{:02}{:02}{:02}{}", day, month, year, number));
    if (!id.empty()) {
      return id;
    }
  }
  return "";
}

bool holds_id(const core::Value& text) {
  core::Value document;
  document.set("text", text);
  return !core::national_ids(document).empty();
}

std::string with_digit(std::string digits, std::size_t at) {
  digits[at] = digits[at] == '9' ? '0' : static_cast<char>(digits[at] + 1);
  return digits;
}

} // namespace

TEST_CASE("a check that holds is a finding at its place, with the names it speaks of") {
  const auto findings = checked(R"({checks: [
      {name: time-order, severity: error, when: {fact: times.aware, before: times.discovered}, at: times.aware,
       arguments: {earlier: times.aware, later: times.discovered}, source: "art. 33"}]})",
                                test::read("{times: {discovered: 2026-10-05T10:00:00+02:00,\n"
                                           "  aware: 2026-10-05T09:00:00+02:00}}"));
  REQUIRE(findings.size() == 1);
  const auto& one = findings.front();
  CHECK(one.name == "time-order");
  CHECK(one.severity == core::Severity::error);
  CHECK(one.line == 2);
  CHECK(one.column == 10);
  CHECK(one.file == "");
  CHECK(test::argument(one, "path") == "times.aware");
  CHECK(test::argument(one, "earlier") == "times.aware");
  CHECK(test::argument(one, "later") == "times.discovered");
  CHECK(test::argument(one, "value") == "2026-10-05T09:00:00+02:00");
  CHECK(test::argument(one, "source") == "art. 33");
}

TEST_CASE("a check is a finding only when it holds for certain") {
  const auto* kind = R"({checks: [
      {name: found, severity: warning, when: {fact: a, is: 1}, at: a}]})";
  CHECK(checked(kind, test::read("{a: 1}")).size() == 1);
  for (const auto* document :
       {"{a: 2}", "{}", "{a: {unknown: why}}", "{a: {undeterminable: why}}"}) {
    CAPTURE(std::string(document));
    CHECK(checked(kind, test::read(document)).empty());
  }
}

TEST_CASE("a check of each entry tells which entry it was") {
  const auto* kind = R"({checks: [
      {name: done-early, severity: warning, for_each: actions, when: {fact: entry.done, before: start}, at: entry.done,
       arguments: {which: entry.done, since: start}},
      {name: bare, severity: note, for_each: actions, when: {fact: entry.text, exists: false}, at: entry}]})";
  const auto findings = checked(
      kind,
      test::read(
          "{start: 2026-10-05, actions: [{text: a, done: 2026-10-06}, {text: b, done: 2026-10-04},"
          " {done: 2026-10-01}]}"));
  CHECK(test::names(findings) == "done-early, done-early, bare");
  CHECK(test::places(findings) == "actions[1].done, actions[2].done, actions[2]");
  CHECK(test::argument(findings[0], "which") == "actions[1].done");
  CHECK(test::argument(findings[0], "since") == "start");
  CHECK(checked(kind, test::read("{start: 2026-10-05}")).empty());
  CHECK(checked(kind, test::read("{start: 2026-10-05, actions: {unknown: why}}")).empty());
}

TEST_CASE("an entry that a later one corrects is not judged any more") {
  const auto* kind = R"({checks: [
      {name: told-in-future, severity: error, for_each: notifications, when: {fact: entry.at, after: now}, at: entry.at}]})";
  struct Row {
    std::string notifications;
    std::string places;
  };
  const Row rows[] = {
      {"[{at: 2027-01-01}, {at: 2026-01-01}]", "notifications[0].at"},
      {"[{at: 2027-01-01}, {at: 2026-01-01, corrects: 0}]", ""},
      {"[{at: 2027-01-01}, {at: 2026-01-01, corrects: 1}]", "notifications[0].at"},
      {"[{at: 2027-01-01}, {at: 2027-02-01, corrects: 0}]", "notifications[1].at"},
      {"[{at: 2027-01-01}, {at: 2027-02-01, corrects: 0}, {at: 2026-01-01, corrects: 1}]", ""},
      // An entry cannot correct itself, nor one that comes after it.
      {"[{at: 2027-01-01, corrects: 0}]", "notifications[0].at"},
      {"[{at: 2026-01-01, corrects: 1}, {at: 2027-01-01}]", "notifications[1].at"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.notifications);
    CHECK(test::places(checked(kind, test::read("{notifications: " + row.notifications + "}"))) ==
          row.places);
  }
}

TEST_CASE("a fact that was to be looked at again is told of from that moment on") {
  struct Row {
    std::string by;
    std::string now;
    bool told;
  };
  // Design, section 6: a date is overdue from 00:00 of the next day, a time when now > due.
  const Row rows[] = {
      {"2026-10-05", "2026-10-05T23:59:59+02:00", false},
      {"2026-10-05", "2026-10-06T00:00:00+02:00", true},
      {"2026-10-25", "2026-10-25T23:59:59+01:00", false}, // a day of 25 hours
      {"2026-10-25", "2026-10-26T00:00:00+01:00", true},
      {"2026-10-05T12:00:00+02:00", "2026-10-05T12:00:00+02:00", false},
      {"2026-10-05T12:00:00+02:00", "2026-10-05T12:00:01+02:00", true},
      {"soon", "2026-10-06T00:00:00+02:00", false},
  };
  for (const auto& row : rows) {
    CAPTURE(row.by);
    CAPTURE(row.now);
    const auto document = test::read("{a: [{b: {unknown: why, ask: ict, by: " + row.by + "}}]}");
    const auto findings = core::overdue_unknowns(document, test::instant(row.now), test::oslo());
    REQUIRE(findings.size() == (row.told ? 1 : 0));
    if (row.told) {
      CHECK(findings.front().name == "look-again");
      CHECK(findings.front().severity == core::Severity::warning);
      CHECK(test::argument(findings.front(), "path") == "a[0].b");
      CHECK(test::argument(findings.front(), "by") == row.by);
      CHECK(test::argument(findings.front(), "ask") == "ict");
      CHECK(findings.front().column == 10);
    }
  }
}

TEST_CASE("only what is not yet known is looked at again, and not in old assessments") {
  const auto now = test::instant("2027-01-01T00:00:00Z");
  struct Row {
    std::string document;
    std::string places;
  };
  const Row rows[] = {
      {"{a: {unknown: why}}", ""},
      {"{a: {undeterminable: why, by: 2026-01-01}}", ""},
      {"{a: {known: x, by: 2026-01-01}}", ""},
      {"{assessments: [{inputs: {a: {unknown: why, by: 2026-01-01}}}]}", ""},
      {"{a: {unknown: why, by: 2026-01-01}, b: {c: {unknown: why, by: 2026-01-02}}}", "a, b.c"},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    CHECK(test::places(core::overdue_unknowns(test::read(row.document), now, test::oslo())) ==
          row.places);
  }
}

TEST_CASE("a national id number is found wherever it stands") {
  // Born 15 (or 55, a D-number) of a month; none of these numbers belongs to anyone.
  const auto plain = synthetic(15, 86, 90);
  const auto d_number = synthetic(55, 86, 90);
  const auto nav = synthetic(15, 46, 90);
  const auto real_month = synthetic(31, 12, 99);
  const auto early = synthetic(1, 81, 5);
  for (const auto& id : {plain, d_number, nav, real_month, early}) {
    CAPTURE(id);
    REQUIRE(id.size() == 11);
    const auto spaced = id.substr(0, 6) + " " + id.substr(6);
    for (const auto& text :
         {id, spaced, "fnr " + id, "(" + id + ")", id + ", and more", "fnr:" + spaced + ".",
          "case 26/01234 about " + id, "æøå " + id + "å", "two 123 " + spaced + " 456",
          "ref 123456 " + id, "123456 " + spaced}) {
      CAPTURE(text);
      CHECK(holds_id(core::Value(text)));
    }
  }
}

TEST_CASE("a national id number that YAML reads as a number is found too") {
  CHECK(holds_id(core::Value(static_cast<std::int64_t>(std::stoll(synthetic(15, 86, 90))))));
  // The zero that it begins with is lost.
  const auto early = synthetic(1, 81, 5);
  REQUIRE(early.front() == '0');
  CHECK(holds_id(core::Value(static_cast<std::int64_t>(std::stoll(early)))));
  CHECK_FALSE(holds_id(core::Value(static_cast<std::int64_t>(0))));
  CHECK_FALSE(holds_id(core::Value(-5)));
  CHECK_FALSE(holds_id(core::Value(12345678)));
}

TEST_CASE("other numbers are no national id numbers") {
  const auto id = synthetic(15, 86, 90);
  // Any wrong digit is seen by the two check digits.
  for (std::size_t at = 0; at < id.size(); ++at) {
    CAPTURE(at);
    CHECK_FALSE(holds_id(core::Value(with_digit(id, at))));
  }
  for (const auto& text : {
           std::string("91234567"),              // a telephone number
           std::string("+47 912 34 567"),        //
           std::string("0047 91234567"),         //
           std::string("974760673"),             // an organisation number, nine digits
           std::string("974 760 673"),           //
           std::string("NO974760673MVA"),        //
           id + "1",                             // twelve digits
           "1" + id,                             //
           id.substr(0, 10),                     // ten
           id.substr(0, 5) + " " + id.substr(5), // not how people write it
           id.substr(0, 6) + "/" + id.substr(6), //
           std::string("2026-10-05T14:37:00+02:00"),
           std::string("00000000000"), // the digits are right, the day is not
           with_check_digits("321290"
                             "100") +
               "x", // no such day
           with_check_digits("151390"
                             "100") +
               "x", // no such month
           std::string(""),
       }) {
    CAPTURE(text);
    CHECK_FALSE(holds_id(core::Value(text)));
  }
}

TEST_CASE("one right check digit of two is not enough") {
  // Account numbers have the second alone: ten digits and one that fits them.
  int tried = 0;
  for (int number = 100; number < 400; ++number) {
    for (int last = 0; last < 10; ++last) {
      const auto ten = fmt::format("158690{}{}", number, last);
      const auto right = with_check_digits(ten.substr(0, 9));
      for (int digit = 0; digit < 10; ++digit) {
        const auto id = ten + std::to_string(digit);
        tried += id != right ? 1 : 0;
        CHECK(holds_id(core::Value(id)) == (id == right));
      }
    }
  }
  CHECK(tried > 29000);
}

TEST_CASE("an id number is told of by its place, never by itself") {
  const auto id = synthetic(15, 86, 90);
  core::Value document = test::read("{log: [{text: fine}, {text: PLACE}]}");
  document.find("log")->as_list()[1].find("text")->operator=(core::Value("about " + id));
  const auto findings = core::national_ids(document);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().name == "national-id-number");
  CHECK(findings.front().severity == core::Severity::warning);
  CHECK(test::places(findings) == "log[1].text");
  for (const auto& [name, value] : findings.front().arguments) {
    CHECK(value.find(id) == std::string::npos);
  }
}

TEST_CASE("a list that only grows keeps what it had") {
  const auto kind = test::kind("{grows: [log, steps]}");
  struct Row {
    std::string before;
    std::string after;
    std::string places;
  };
  const Row rows[] = {
      {"{log: [{t: a}]}", "{log: [{t: a}]}", ""},
      {"{log: [{t: a}]}", "{log: [{t: a}, {t: b}]}", ""},
      {"{}", "{log: [{t: a}]}", ""},
      {"{log: []}", "{}", ""},
      {"{log: [{t: a}, {t: b}]}", "{log: [{t: a}]}", "log[1]"},
      {"{log: [{t: a}, {t: b}]}", "{}", "log[0], log[1]"},
      {"{log: [{t: a}]}", "{log: {unknown: why}}", "log[0]"},
      {"{log: [{t: a}, {t: b}]}", "{log: [{t: a}, {t: x}]}", "log[1]"},
      {"{log: [{t: a}]}", "{log: [{t: a, more: 1}]}", "log[0]"},
      {"{log: [{t: a}, {t: b}]}", "{log: [{t: b}, {t: a}]}",
       "log[0], log[1]"},                                         // the order is history
      {"{log: [{t: a}]}", "{log: [{t: new}, {t: a}]}", "log[0]"}, // nothing before it
      {"{log: [{t: a}], steps: [{s: 1}]}", "{log: [{t: b}], steps: []}", "log[0], steps[0]"},
      {"{actions: [{t: a}]}", "{actions: []}", ""}, // this list may change
  };
  for (const auto& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.after);
    const auto findings = core::shrunk(kind, test::read(row.before), test::read(row.after));
    CHECK(test::places(findings) == row.places);
    for (const auto& finding : findings) {
      CHECK(finding.name == "entry-changed");
      CHECK(finding.severity == core::Severity::error);
      CHECK(finding.line == 1);
    }
  }
}

TEST_CASE("a fact that the register wants is missed only when nothing stands there") {
  const auto kind = test::kind("{needs: [times.aware, subjects, \"subjects[*].count\"]}");
  struct Row {
    std::string document;
    std::string places;
  };
  const Row rows[] = {
      {"{}", "times.aware, subjects, subjects[*].count"},
      {"{times: {aware: {unknown: why}}, subjects: [{group: a}]}", "subjects[*].count"},
      {"{times: {aware: 2026-10-05T14:00:00Z}, subjects: [{count: {exact: 1}}]}", ""},
      {"{times: {unknown: why}, subjects: {unknown: why}}", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.document);
    const auto findings = core::missing_facts(kind, test::read(row.document));
    CHECK(test::places(findings) == row.places);
    for (const auto& finding : findings) {
      CHECK(finding.severity == core::Severity::note);
    }
  }
}

TEST_CASE("an entry corrects an earlier one of its own list, and nothing else") {
  struct Row {
    std::string list;
    std::string places;
  };
  const Row rows[] = {
      {"[{n: 1}, {n: 2, corrects: 0}]", ""},
      {"[{n: 1}, {n: 2, corrects: 1}]", "log[1].corrects"},
      {"[{n: 1, corrects: 1}, {n: 2}]", "log[0].corrects"},
      {"[{n: 1}, {n: 2, corrects: 9}, {n: 3, corrects: 2}]", "log[1].corrects, log[2].corrects"},
      // A wrong number in a committed entry is mended by a later entry.
      {"[{n: 1}, {n: 2, corrects: 9}, {n: 3, corrects: 1}]", ""},
  };
  for (const auto& row : rows) {
    CAPTURE(row.list);
    const auto findings =
        checked("{grows: [log]}", test::read("{log: " + row.list + ", other: [{corrects: 7}]}"));
    CHECK(test::places(findings) == row.places);
    for (const auto& finding : findings) {
      CHECK(finding.name == "corrects-nothing");
      CHECK(finding.severity == core::Severity::error);
    }
  }
}

TEST_CASE("a text of blanks is no text") {
  const auto kind = test::kind("{}");
  const auto found = [&](std::string text) {
    core::Value document{core::Map{}};
    core::Value entry{core::Map{}};
    entry.set("reason", core::Value(std::move(text)));
    document.set("decisions", core::Value(core::List{entry}));
    return test::names(core::checked(kind, document, core::Value{core::Map{}}, core::Instant{}));
  };
  for (const auto* blank : {" ", "   ", "\t\n", "\u00A0", "\u2003 \u200B"}) {
    CHECK(found(blank) == "blank-text");
  }
  CHECK(found("x") == "");
  CHECK(found(" \u00E5 ") == "");
  CHECK(found("") == ""); // a matter of the schema
}
