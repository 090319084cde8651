// SPDX-License-Identifier: MIT
#include "audit/anchor.hpp"

#include <doctest/doctest.h>

#include "core/error.hpp"
#include "register/memory.hpp"

namespace {

const std::string k_text =
    "pvtool-anchor: 1\n"
    "register: Fjell kommune\n"
    "head: 0123456789012345678901234567890123456789\n"
    "commits: 12\n"
    "time: 2026-10-05T15:00:00+02:00\n"
    "cases: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\n";

std::string without(const std::string& line) {
  auto text = k_text;
  return text.erase(text.find(line), line.size());
}

std::string with(const std::string& before, const std::string& after) {
  auto text = k_text;
  return text.replace(text.find(before), before.size(), after);
}

std::string refused_line(const std::string& text) {
  try {
    audit::anchor_from(text);
  } catch (const core::Error& error) {
    return error.name == "anchor-unreadable" ? error.arguments.front().second : error.name;
  }
  return "";
}

reg::Instant fixed_time() {
  return reg::Instant(std::chrono::seconds(1791204660));
}

} // namespace

TEST_CASE("an anchor is read as it was written, also after a detour through a mail") {
  CHECK(audit::to_text(audit::anchor_from(k_text)) == k_text);
  auto mailed = "\r\n  " + k_text + "\r\n\r\n";
  for (std::size_t at = 0; (at = mailed.find("\nh", at)) != std::string::npos; at += 5) {
    mailed.replace(at, 1, "  \r\n");
  }
  CHECK(audit::to_text(audit::anchor_from(mailed)) == k_text);
}

TEST_CASE("a line that is wrong, strange, twice there or missing is named") {
  CHECK(refused_line(without("commits: 12\n")) == "commits");
  CHECK(refused_line("") == "pvtool-anchor");
  CHECK(refused_line(k_text + "commits: 13\n") == "commits: 13");
  CHECK(refused_line(k_text + "note: x\n") == "note: x");
  CHECK(refused_line(with("commits: 12", "commits: 12 or so")) == "commits: 12 or so");
  CHECK(refused_line(with("commits: 12", "commits: 0")) == "commits: 0");
  CHECK(refused_line(with("anchor: 1", "anchor: 2")) == "pvtool-anchor: 2");
  CHECK(refused_line(with("head: 0", "head: G")) ==
        "head: G123456789012345678901234567890123456789");
  CHECK(refused_line(with("T15:00:00+02:00", "")) == "time: 2026-10-05");
  CHECK(refused_line(with("cdef\n", "cde\n")).starts_with("cases: "));
}

TEST_CASE("an anchor speaks of the head, and its sum changes with any case and with nothing else") {
  reg::MemoryRegister reg({{"pvtool.yaml", "format: 1\n"}, {"cases/2026/2026-0001.yaml", "a"}},
                          fixed_time);
  const auto first = audit::anchor_of(reg, "Fjell\nkommune", {});
  CHECK(first.name == "Fjell kommune");
  CHECK(first.head == reg.head());
  CHECK(first.commits == 1);
  reg.commit({"x", {}, {{"pvtool.yaml", "format: 1 # the same\n"}}}, reg.head());
  const auto second = audit::anchor_of(reg, "", {});
  CHECK(second.commits == 2);
  CHECK(second.head != first.head);
  CHECK(second.cases == first.cases);
  reg.commit({"x", {}, {{"cases/2026/2026-0001.yaml", "b"}}}, reg.head());
  CHECK(audit::anchor_of(reg, "", {}).cases != first.cases);
  CHECK(audit::cases_sum(reg, first.head) == first.cases);
}

TEST_CASE("a register without a commit has nothing to anchor") {
  reg::MemoryRegister reg({}, fixed_time);
  CHECK_THROWS_AS(audit::anchor_of(reg, "", {}), core::Error);
}
