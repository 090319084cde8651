// SPDX-License-Identifier: MIT
// SARIF, GitHub's annotations and GitLab's report: what build servers show at a line.
#include <doctest/doctest.h>

#include <algorithm>

#include <nlohmann/json.hpp>

#include "export/clocks.hpp"

namespace {

using exporting::Due;
using Json = nlohmann::json;
using State = Due::State;

Json read_sarif(const std::vector<Due>& all) {
  return Json::parse(exporting::sarif(all, "1.2.3"));
}

Json read_gitlab(const std::vector<Due>& all) {
  return Json::parse(exporting::gitlab(all));
}

Due overdue() {
  return clocks::usual().front();
}

} // namespace

TEST_CASE("SARIF: what is late, undecided or soon, at its place") {
  const auto whole = read_sarif(clocks::usual());
  CHECK(whole["version"] == "2.1.0");
  REQUIRE(whole["runs"].size() == 1);
  const auto& run = whole["runs"][0];
  CHECK(run["tool"]["driver"]["name"] == "pvtool");
  CHECK(run["tool"]["driver"]["version"] == "1.2.3");
  REQUIRE(run["results"].size() == 5);
  const auto& first = run["results"][0];
  CHECK(first["ruleId"] == "breach.authority_72_hours@1");
  CHECK(first["level"] == "error");
  CHECK(first["message"]["text"] == "2026-0001: notify the authority: 2026-0001 (GDPR art. 33(1))");
  const auto& place = first["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "cases/2026/2026-0001.yaml");
  CHECK(place["region"] == Json{{"startLine", 12}, {"startColumn", 3}});
  CHECK(first["partialFingerprints"]["primaryLocationLineHash"] == overdue().uid);
  CHECK(run["results"][2]["level"] == "warning");
  CHECK(run["results"][3]["level"] == "error");
}

TEST_CASE("SARIF: each rule once, each register a run") {
  const auto rules = read_sarif(clocks::usual())["runs"][0]["tool"]["driver"]["rules"];
  REQUIRE(rules.size() == 3);
  CHECK(rules[0]["id"] == "breach.authority_72_hours@1");
  CHECK(rules[0]["shortDescription"]["text"] == "breach.authority_72_hours@1 (GDPR art. 33(1))");
  const auto runs = read_sarif(clocks::of_two_registers())["runs"];
  REQUIRE(runs.size() == 2);
  CHECK(runs[0]["automationDetails"]["id"] == "pvtool/deadline/B%C3%B8%20%26%20S%C3%B8nner/");
  CHECK(!runs[1]["results"][1].contains("locations"));
}

TEST_CASE("SARIF: a list without findings is a run without results") {
  const auto whole = read_sarif({});
  REQUIRE(whole["runs"].size() == 1);
  CHECK(whole["runs"][0]["results"] == Json::array());
  CHECK(whole["runs"][0]["tool"]["driver"]["rules"] == Json::array());
}

TEST_CASE("SARIF: a path is written as a URI") {
  auto due = overdue();
  due.file = "a:b/\u00E6 100%#?.yaml";
  const auto place = read_sarif({due})["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "a%3Ab/%C3%A6%20100%25%23%3F.yaml");
}

TEST_CASE("a place without a line or a column names none") {
  auto due = overdue();
  due.column = 0;
  const auto place = [&] {
    return read_sarif({due})["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
  };
  CHECK(place()["region"] == Json{{"startLine", 12}});
  CHECK(exporting::github({due}).starts_with(
      "::error file=cases/2026/2026-0001.yaml,line=12,title="));
  due.line = 0;
  CHECK(!place().contains("region"));
  CHECK(exporting::github({due}).starts_with("::error file=cases/2026/2026-0001.yaml,title="));
  due.file.clear();
  CHECK(exporting::github({due}).starts_with("::error title="));
}

TEST_CASE("GitHub: one line for each, with its level and place") {
  auto all = clocks::usual();
  const auto text = exporting::github(all);
  CHECK(text.starts_with("::error file=cases/2026/2026-0001.yaml,line=12,col=3,"
                         "title=breach.authority_72_hours@1::"
                         "2026-0001: notify the authority: 2026-0001 (GDPR art. 33(1))\n::error "));
  CHECK(text.find("\n::warning file=cases/2026/2026-0003.yaml") != text.npos);
  CHECK(std::count(text.begin(), text.end(), '\n') == 5);
  CHECK(exporting::github({}).empty());
}

TEST_CASE("GitHub: what would end a property or a command is escaped") {
  auto due = overdue();
  due.file = "a,b:c%.yaml";
  due.message = "100 %\r\n::error::x, y: z";
  CHECK(exporting::github({due}) ==
        "::error file=a%2Cb%3Ac%25.yaml,line=12,col=3,title=breach.authority_72_hours@1::"
        "2026-0001: 100 %25%0A::error::x, y: z (GDPR art. 33(1))\n");
}

TEST_CASE("GitLab: one entry for each, with a severity and a place") {
  const auto all = read_gitlab(clocks::usual());
  REQUIRE(all.size() == 5);
  CHECK(all[0] ==
        Json{{"description", "2026-0001: notify the authority: 2026-0001 (GDPR art. 33(1))"},
             {"check_name", "breach.authority_72_hours@1"},
             {"fingerprint", overdue().uid},
             {"severity", "critical"},
             {"location", {{"path", "cases/2026/2026-0001.yaml"}, {"lines", {{"begin", 12}}}}}});
  CHECK(all[2]["severity"] == "minor");
  CHECK(read_gitlab({}) == Json::array());
  const auto nowhere = read_gitlab(clocks::of_two_registers())[3];
  CHECK(nowhere["location"] == Json{{"path", "pvtool.yaml"}, {"lines", {{"begin", 1}}}});
  CHECK(nowhere["description"] == "Nes: the calendar ends with 2100");
}

TEST_CASE("without words the rule stands in their place, in every report") {
  for (const auto& text :
       {exporting::github(clocks::redacted()), exporting::gitlab(clocks::redacted()),
        exporting::sarif(clocks::redacted(), "1")}) {
    CHECK(text.find("2026-0001: breach.authority_72_hours@1") != text.npos);
    CHECK(text.find("notify") == text.npos);
  }
}
