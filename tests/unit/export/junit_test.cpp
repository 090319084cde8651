// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>

#include "export/clocks.hpp"

namespace {

using exporting::Due;

std::string junit(const std::vector<Due>& all) {
  return exporting::junit(all, clocks::now());
}

bool has(const std::string& text, const std::string& part) {
  const bool found = text.find(part) != text.npos;
  if (!found) {
    MESSAGE(part << "\nis not in\n" << text);
  }
  return found;
}

std::string with_title(const std::string& title) {
  auto due = clocks::usual().front();
  due.title = title;
  due.message = title;
  return junit({due});
}

} // namespace

TEST_CASE("overdue is a failure, cannot decide an error, stopped skipped, the rest passes") {
  const auto text = junit(clocks::usual());
  CHECK(has(text, "<testsuites name=\"pvtool\" tests=\"12\" failures=\"2\" errors=\"2\" "
                  "skipped=\"1\" time=\"0\">"));
  CHECK(has(text, "<testcase name=\"2026-0001: notify the authority\" "
                  "classname=\"breach.authority_72_hours@1\" "
                  "file=\"cases/2026/2026-0001.yaml\" line=\"12\" time=\"0\">\n"
                  "      <failure message=\"notify the authority: 2026-0001\" type=\"overdue\">"
                  "2026-0001: notify the authority: 2026-0001 (GDPR art. 33(1))</failure>\n"));
  CHECK(has(text, "<error message=\"notify the authority: 2026-0007\" type=\"cannot_decide\">"));
  CHECK(has(text, "<skipped message=\"notify the authority: 2026-0006\"/>"));
  CHECK(has(text, "<system-out>2026-0003: "));
  CHECK(has(text, "file=\"cases/2026/2026-0004.yaml\" line=\"12\" time=\"0\"/>\n"));
}

TEST_CASE("the moment that was judged is there in UTC and as it was given") {
  const auto text = junit({});
  CHECK(has(text, "timestamp=\"2026-10-08T12:38:00\""));
  CHECK(has(text, "<property name=\"now\" value=\"2026-10-08T14:38:00+02:00\"/>"));
}

TEST_CASE("each register is a suite, and no name comes twice in one") {
  const auto text = junit(clocks::of_two_registers());
  CHECK(has(text, "<testsuite name=\"B\u00F8 &amp; S\u00F8nner\" tests=\"2\" failures=\"2\" "));
  CHECK(has(text, "<testsuite name=\"Nes\" tests=\"2\" failures=\"1\" errors=\"1\" "));
  CHECK(has(text, "<testcase name=\"2026-0001: notify the authority (2)\" "));
  CHECK(has(text, "<testcase name=\"calendar-without-year\" classname=\"calendar-without-year\" "
                  "time=\"0\">"));
}

TEST_CASE("XML is escaped, and holds nothing that XML 1.0 forbids") {
  CHECK(has(with_title("a & b < c > d \" ' ]]>"),
            "message=\"a &amp; b &lt; c &gt; d &quot; ' ]]&gt;\""));
  CHECK(has(with_title("a\nb\tc\r\nd"), "message=\"a&#10;b&#9;c&#10;d\""));
  CHECK(has(with_title("a\x01\x1B[0m\uFFFE"), "message=\"a\uFFFD\uFFFD[0m\uFFFD\""));
}

TEST_CASE("without words the rule stands in their place") {
  const auto text = junit(clocks::redacted());
  CHECK(has(text, "<testcase name=\"2026-0001: breach.authority_72_hours@1\" "));
  CHECK(has(text, "<failure message=\"breach.authority_72_hours@1\" type=\"overdue\">"));
  CHECK(text.find("notify") == text.npos);
}
