// SPDX-License-Identifier: MIT
#include "export/clocks.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <doctest/doctest.h>

namespace clocks {

using exporting::Due;
using State = Due::State;

core::Timestamp now() {
  return core::parsed_time(k_now).value();
}

core::Instant instant(std::string_view text) {
  return core::parsed_time(text).value().instant;
}

namespace {

Due clock(const std::string& id, const std::string& rule, State state) {
  Due due;
  due.uid = "u" + id + "." + rule + ".0";
  due.id = id;
  due.rule = rule + "@1";
  due.title = "notify the authority";
  due.message = "notify the authority: " + id;
  due.source = "GDPR art. 33(1)";
  due.file = "cases/2026/" + id + ".yaml";
  due.line = 12;
  due.column = 3;
  due.state = state;
  return due;
}

Due timed(const std::string& id, State state, std::string_view due_at) {
  auto due = clock(id, "breach.authority_72_hours", state);
  due.due = instant(due_at);
  return due;
}

Due dated(const std::string& id, State state, const core::Date& day) {
  auto due = clock(id, "case.action_due", state);
  due.due_day = day;
  return due;
}

} // namespace

std::vector<Due> usual() {
  auto met = timed("2026-0004", State::met, "2026-10-09T09:00:00+02:00");
  met.done = instant("2026-10-07T10:00:00+02:00");
  auto late = dated("2026-0005", State::late, {2026, 10, 1});
  late.done = instant("2026-10-02T10:00:00+02:00");
  auto unjudged = clock("2026-0007", "aware-missing", State::cannot_decide);
  auto provisional = timed("2026-0008", State::cannot_decide, "2026-10-09T12:00:00+02:00");
  auto without = clock("2026-0009", "breach.people", State::running);
  return {timed("2026-0001", State::overdue, "2026-10-08T14:37:00+02:00"),
          dated("2026-0002", State::overdue, {2026, 10, 7}),
          timed("2026-0003", State::soon, "2026-10-08T18:00:00+02:00"),
          met,
          late,
          timed("2026-0006", State::stopped, "2026-10-10T12:00:00+02:00"),
          unjudged,
          provisional,
          without,
          timed("2026-0010", State::running, "2026-10-25T02:30:00+01:00"),
          dated("2026-0011", State::running, {2026, 12, 31}),
          timed("2026-0012", State::running, "2099-12-31T23:59:59+01:00")};
}

std::vector<Due> hostile() {
  const std::vector<std::string> texts = {
      "two\nlines\r\nand\rmore",
      "semi;colon, comma, back\\slash, \"quotes\", 'more'",
      "100 % %0A %25 ::error file=x,line=1::no",
      "<![CDATA[ x ]]> & &amp; <b>",
      "emoji \U0001F600 \U0001F469\u200D\U0001F4BB",
      std::string("bell \x07 nul \0 delete \x7F next \u0085 end \uFFFE\uFFFF", 40),
      "turned \u202E around \u2028 and \uFEFF",
      "cut short \xC3",
      "tab\there, trailing blanks  ",
      "BEGIN:VEVENT\r\nUID:x\r\nEND:VCALENDAR",
  };
  std::vector<Due> all;
  const auto add = [&](const std::string& text, State state) {
    auto due =
        timed("2026-" + std::to_string(1000 + all.size()), state, "2026-10-08T18:00:00+02:00");
    due.title = text;
    due.message = text;
    due.source = text;
    all.push_back(std::move(due));
  };
  for (const auto& text : texts) {
    add(text, State::overdue);
    add(text, State::cannot_decide);
    add(text, State::soon);
  }
  add(std::string(10000, 'x'), State::overdue);
  std::string words;
  while (words.size() < 10000) {
    words += "blåbærsyltetøy ";
  }
  add(words, State::overdue);
  // Every way in which a letter of two or four bytes can stand at the end of a line.
  for (std::size_t shift = 0; shift < 8; ++shift) {
    auto text = std::string(shift, 'a');
    for (int times = 0; times < 40; ++times) {
      text += "æøå\U0001F600";
    }
    add(text, State::overdue);
  }
  all.back().file = "saker/æøå 100%,a:b;c#d?.yaml";
  return all;
}

std::vector<Due> of_two_registers() {
  auto first = timed("2026-0001", State::overdue, "2026-10-08T14:37:00+02:00");
  first.register_name = "Bø & Sønner";
  auto second = first;
  second.register_name = "Nes";
  second.uid += "-nes";
  auto third = first; // another entry of the same rule
  third.uid += "-more";
  Due nowhere;
  nowhere.uid = "settings";
  nowhere.register_name = "Nes";
  nowhere.rule = "calendar-without-year";
  nowhere.message = "the calendar ends with 2100";
  nowhere.state = State::cannot_decide;
  return {first, second, third, nowhere};
}

std::vector<Due> redacted() {
  auto all = usual();
  for (auto& due : all) {
    due.title.clear();
    due.message.clear();
    due.source.clear();
  }
  return all;
}

void keep(const std::string& name, const std::string& text) {
  const char* const folder = std::getenv("PVTOOL_FORMATS");
  if (folder == nullptr) {
    return;
  }
  std::ofstream file(std::filesystem::path(folder) / name, std::ios::binary);
  file << text;
  file.close();
  REQUIRE(file.good());
}

} // namespace clocks
