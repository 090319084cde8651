// SPDX-License-Identifier: MIT
// Cases with published outcomes, judged by our rules. A difference in a confirmed outcome is a
// fault; in an unconfirmed one it is printed for a person to look at.
#include "published.hpp"

#include <set>

#include <fmt/format.h>

#include "core/checks.hpp"
#include "core/finding.hpp"

REGISTER_EXCEPTION_TRANSLATOR(const core::Error& error) {
  return test::told(error);
}

namespace {

std::optional<std::string> format_fault(std::string_view format, std::string_view text) {
  const bool date = core::parsed_date(text).has_value();
  const bool time = core::parsed_time(text).has_value();
  const bool right = format == "date-time" ? time : format == "date" ? date : date || time;
  return right ? std::nullopt : std::optional<std::string>("wrong-time");
}

std::vector<std::string> faults_of(const core::Value& document) {
  auto findings = test::kinds().schema("breach").check(document, format_fault);
  const core::Value organisation{core::Map{}};
  const auto more =
      core::checked(test::kinds().kind("breach"), document, organisation, test::k_now);
  findings.insert(findings.end(), more.begin(), more.end());
  std::vector<std::string> faults;
  for (const auto& finding : findings) {
    if (finding.severity == core::Severity::error) {
      faults.push_back(fmt::format("{}:{}: {}", finding.line, finding.column, finding.name));
    }
  }
  return faults;
}

// In which way people are told, where they are or may be.
std::string how_of(const core::Assessment& assessment) {
  std::vector<std::string> ways;
  for (const auto& value : test::values_of(assessment, "how")) {
    if (value != core::Value("not_at_all")) {
      ways.push_back(value.to_text());
    }
  }
  return test::joined(ways);
}

std::string got(const core::Assessment& assessment, const std::string& cell) {
  return cell == "how" ? how_of(assessment) : core::name_of(assessment.find(cell)->verdict);
}

// A row of expected.yaml against what the rules say: which cells differ.
std::vector<std::string> differences(const core::Value& expected,
                                     const core::Assessment& assessment) {
  std::vector<std::string> cells;
  for (const std::string cell : {"authority", "people", "how"}) {
    const auto wanted = expected.text(cell, "open");
    if (wanted != "open" && wanted != got(assessment, cell)) {
      cells.push_back(cell);
    }
  }
  return cells;
}

std::string id_of(const core::Value& expected) {
  const auto file = expected.text("file");
  return file.substr(0, file.find(".yaml"));
}

void print(const core::Value& expected, const core::Assessment& assessment,
           const std::vector<std::string>& different) {
  const bool confirmed = expected.find("confirmed")->as_bool();
  fmt::print("{:18} {:10} {:10} {:14} {:14} {:20} {:12} {}\n", id_of(expected),
             expected.text("authority"), expected.text("people"), got(assessment, "authority"),
             got(assessment, "people"), test::joined(assessment.levels),
             confirmed ? "confirmed" : "unconfirmed",
             different.empty()
                 ? ""
                 : "DIFFERS: " + test::joined(different) + " (" + expected.text("note") + ")");
}

// What a precedent is compared by, as the assessment gives it; null where it is not certain.
core::Value feature(const core::Path& path, const core::Value& document,
                    const core::Assessment& assessment) {
  const auto text = path.to_text();
  if (text.rfind("result.", 0) == 0) {
    const auto values = test::values_of(assessment, text.substr(7));
    return values.size() == 1 ? values.front() : core::Value();
  }
  const auto* fact = core::at(document, path);
  return fact != nullptr && fact->is_scalar() ? *fact : core::Value();
}

} // namespace

TEST_CASE("every published case is a valid case file") {
  std::set<std::string> ids;
  std::set<std::string> uids;
  const auto expected = test::data_file("tests/data/published/expected.yaml");
  for (const auto& row : expected.list("cases")) {
    const auto file = row.text("file");
    CAPTURE(file);
    const auto document = test::published_case(file);
    for (const auto& fault : faults_of(document)) {
      FAIL_CHECK(file << ":" << fault);
    }
    CHECK(ids.insert(document.text("id")).second);
    CHECK(uids.insert(document.text("uid")).second);
  }
  CHECK(ids.size() > 0);
}

TEST_CASE("the rules reach the published outcomes") {
  fmt::print("{:18} {:10} {:10} {:14} {:14} {:20}\n", "case", "authority", "people", "got", "got",
             "level");
  const auto expected = test::data_file("tests/data/published/expected.yaml");
  for (const auto& row : expected.list("cases")) {
    const auto assessment = test::assessed(test::published_case(row.text("file")));
    const auto different = differences(row, assessment);
    print(row, assessment, different);
    if (row.find("confirmed")->as_bool()) {
      const auto cells = test::joined(different);
      CHECK_MESSAGE(cells.empty(), row.text("file") << " differs in " << cells);
    }
  }
}

TEST_CASE("an outcome that differs is seen") {
  const auto assessment = test::assessed(test::published_case("ex-14.yaml"));
  const auto row =
      test::text_case("{file: ex-14.yaml, authority: no, people: open, how: publicly}");
  CHECK(differences(row, assessment) == std::vector<std::string>{"authority", "how"});
}

TEST_CASE("the precedents are as the rules judge the published cases") {
  const auto& precedents = test::kinds().precedents("breach");
  const auto expected = test::data_file("tests/data/published/expected.yaml");
  CHECK(precedents.list("precedents").size() > 0);
  for (const auto& precedent : precedents.list("precedents")) {
    const auto id = precedent.text("id");
    CAPTURE(id);
    const auto row = std::find_if(expected.list("cases").begin(), expected.list("cases").end(),
                                  [&](const core::Value& one) { return id_of(one) == id; });
    REQUIRE(row != expected.list("cases").end());
    CHECK(precedent.text("authority") == row->text("authority"));
    CHECK(precedent.text("people") == row->text("people"));
    CHECK(precedent.text("source").size() > 0);
    for (const auto* language : {"en", "nb", "nn"}) {
      CHECK(precedent.find("title")->text(language).size() > 0);
    }

    const auto document = test::published_case(row->text("file"));
    const auto assessment = test::assessed(document);
    core::Value ours{core::Map{}};
    for (const auto& path : test::kinds().kind("breach").assessment->compare) {
      if (auto value = feature(path, document, assessment); !value.is_null()) {
        ours.set(path.to_text(), std::move(value));
      }
    }
    CHECK_MESSAGE(*precedent.find("features") == ours, id << ": the rules give " << ours.to_text());
  }
}

TEST_CASE("a published case is among its own nearest precedents") {
  const auto& kind = test::kinds().kind("breach");
  const auto& precedents = test::kinds().precedents("breach");
  for (const auto& precedent : precedents.list("precedents")) {
    const auto id = precedent.text("id");
    CAPTURE(id);
    const auto document = test::published_case(id + ".yaml");
    const auto near = core::nearest(kind, precedents, document, test::assessed(document));
    const auto own = std::find_if(near.begin(), near.end(), [&](const core::Near& one) {
      return one.precedent == &precedent;
    });
    REQUIRE(own != near.end());
    CHECK(own->same == own->compared);
  }
}
