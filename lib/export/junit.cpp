// SPDX-License-Identifier: MIT
#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "core/markup.hpp"
#include "export/due.hpp"
#include "export/plain.hpp"

namespace exporting {

namespace {

std::string attribute(std::string_view name, std::string_view value) {
  return fmt::format(" {}=\"{}\"", name, core::in_markup(value));
}

using Names = std::map<std::string, int>;

// "2026-0007: title", with " (2)" where the same has been before.
std::string test_name(const Due& due, Names& seen) {
  const auto subject = subject_of(due);
  const auto what = due.title.empty() ? due.rule : due.title;
  const auto name = subject.empty() ? what : subject + ": " + what;
  const int times = ++seen[due.rule + '\n' + name];
  return times == 1 ? name : fmt::format("{} ({})", name, times);
}

// The inside of a test case; empty when it simply passes.
std::string outcome(const Due& due) {
  const auto fault = [&](std::string_view element) {
    return fmt::format("      <{0}{1}{2}>{3}</{0}>\n", element, attribute("message", words_of(due)),
                       attribute("type", name_of(due.state)), core::in_markup(line_of(due)));
  };
  switch (due.state) {
  case Due::State::overdue:
    return fault("failure");
  case Due::State::cannot_decide:
    return fault("error");
  case Due::State::stopped:
    return "      <skipped" + attribute("message", words_of(due)) + "/>\n";
  case Due::State::soon:
    return "      <system-out>" + core::in_markup(line_of(due)) + "</system-out>\n";
  default:
    return "";
  }
}

std::string test_case(const Due& due, Names& seen) {
  auto head =
      "    <testcase" + attribute("name", test_name(due, seen)) + attribute("classname", due.rule);
  if (!due.file.empty()) {
    head += attribute("file", due.file);
  }
  if (due.line > 0) {
    head += fmt::format(" line=\"{}\"", due.line);
  }
  head += " time=\"0\"";
  const auto inside = outcome(due);
  return inside.empty() ? head + "/>\n" : head + ">\n" + inside + "    </testcase>\n";
}

auto count(const std::vector<Due>& all, Due::State state) {
  return std::count_if(all.begin(), all.end(), [=](const Due& due) { return due.state == state; });
}

std::string figures(const std::vector<Due>& all) {
  return fmt::format(" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"{}\" time=\"0\"",
                     all.size(), count(all, Due::State::overdue),
                     count(all, Due::State::cannot_decide), count(all, Due::State::stopped));
}

std::string suite(const Group& group, const core::Timestamp& now) {
  // Ant's schema allows no offset: UTC here, and the time as it was given as a property.
  const auto utc = core::to_text(core::Timestamp{now.instant, {}}).substr(0, 19);
  const auto name = group.register_name.empty() ? "pvtool deadline" : group.register_name;
  auto text = "  <testsuite" + attribute("name", name) + figures(group.all) +
              attribute("timestamp", utc) + ">\n    <properties>\n      <property name=\"now\"" +
              attribute("value", core::to_text(now)) + "/>\n    </properties>\n";
  Names seen;
  for (const auto& due : group.all) {
    text += test_case(due, seen);
  }
  return text + "  </testsuite>\n";
}

} // namespace

std::string junit(const std::vector<Due>& all, core::Timestamp now) {
  const auto clean = plain(all);
  auto text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"pvtool\"" +
              figures(clean) + ">\n";
  for (const auto& group : by_register(clean)) {
    text += suite(group, now);
  }
  return text + "</testsuites>\n";
}

} // namespace exporting
