// SPDX-License-Identifier: MIT
#include "core/guard.hpp"

#include "facts.hpp"

namespace {

std::string found(std::string_view before, std::string_view after) {
  const auto kind = test::kind(R"({guards: [
    {fact: aware, reason: why, source: s},
    {fact: discovered, reason: why, while_unknown: aware, source: s},
    {fact: told, reason: why, while_unknown: aware, source: s}]})");
  return test::names(core::changed_without_reason(kind, test::read(before), test::read(after)));
}

} // namespace

TEST_CASE("a guarded fact changes only with a reason of its own, once it is known") {
  CHECK(found("{aware: a}", "{aware: a}") == "");
  CHECK(found("{aware: a}", "{aware: b}") == "changed-without-reason");
  CHECK(found("{aware: a}", "{}") == "changed-without-reason");
  CHECK(found("{aware: a}", "{aware: b, why: x}") == "");
  CHECK(found("{aware: a, why: x}", "{aware: b, why: x}") == "changed-without-reason");
  CHECK(found("{aware: {unknown: x}}", "{aware: b}") == "");
}

TEST_CASE("what a clock runs from meanwhile is guarded as long as its start is not known") {
  for (const std::string open : {"", ", aware: {unknown: x}", ", aware: {undeterminable: x}"}) {
    CAPTURE(open);
    CHECK(found("{discovered: a" + open + "}", "{discovered: b" + open + "}") ==
          "changed-without-reason");
    CHECK(found("{told: a" + open + "}", "{discovered: b" + open + "}") ==
          "changed-without-reason");
    CHECK(found("{discovered: a" + open + "}", "{discovered: b, why: x" + open + "}") == "");
    CHECK(found("{discovered: a" + open + "}", "{discovered: a, told: b" + open + "}") == "");
    // Not even in the change that says the start at last.
    CHECK(found("{discovered: a" + open + "}", "{discovered: b, aware: c}") ==
          "changed-without-reason");
  }
  CHECK(found("{discovered: a, aware: c}", "{discovered: b, aware: c}") == "");
}

TEST_CASE("a reason may be replaced and not removed while the fact stands") {
  CHECK(found("{aware: a, why: x}", "{aware: a, why: y}") == "");
  CHECK(found("{aware: a, why: x}", "{aware: a}") == "reason-removed");
  CHECK(found("{aware: a, why: x}", "{aware: a, why: {unknown: x}}") == "reason-removed");
  CHECK(found("{aware: {unknown: x}, why: x}", "{aware: {unknown: x}}") == "");
  CHECK(found("{discovered: a, told: b, why: x}", "{discovered: a, told: b}") == "reason-removed");
}
