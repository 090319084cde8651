// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include <libical/ical.h>

#include "export/clocks.hpp"
#include "export/plain.hpp"

namespace {

using exporting::Due;
using State = Due::State;

// What libical's own parser reads from a calendar.
struct Part {
  std::string kind;
  std::multimap<std::string, std::string> values; // by name; text as it was before escaping
  std::vector<std::string> triggers;

  std::string value(const std::string& name) const {
    const auto found = values.find(name);
    return found == values.end() ? "" : found->second;
  }
};

std::string value_of(icalproperty* property) {
  const auto* const value = icalproperty_get_value(property);
  if (icalvalue_isa(value) == ICAL_TEXT_VALUE) {
    return icalvalue_get_text(value);
  }
  char* const text = icalvalue_as_ical_string_r(value);
  std::string copy(text);
  icalmemory_free_buffer(text);
  return copy;
}

void each(icalcomponent* whole, icalproperty_kind kind,
          const std::function<void(icalproperty*)>& use) {
  for (auto* next = icalcomponent_get_first_property(whole, kind); next != nullptr;
       next = icalcomponent_get_next_property(whole, kind)) {
    use(next);
  }
}

void each(icalcomponent* whole, icalcomponent_kind kind,
          const std::function<void(icalcomponent*)>& use) {
  for (auto* next = icalcomponent_get_first_component(whole, kind); next != nullptr;
       next = icalcomponent_get_next_component(whole, kind)) {
    use(next);
  }
}

Part part_of(icalcomponent* component) {
  Part part;
  part.kind = icalcomponent_kind_to_string(icalcomponent_isa(component));
  each(component, ICAL_ANY_PROPERTY, [&](icalproperty* property) {
    part.values.emplace(icalproperty_get_property_name(property), value_of(property));
  });
  each(component, ICAL_VALARM_COMPONENT, [&](icalcomponent* alarm) {
    each(alarm, ICAL_TRIGGER_PROPERTY,
         [&](icalproperty* property) { part.triggers.push_back(value_of(property)); });
  });
  return part;
}

std::map<std::string, Part> read(const std::string& text) {
  const std::unique_ptr<icalcomponent, decltype(&icalcomponent_free)> whole(
      icalparser_parse_string(text.c_str()), icalcomponent_free);
  REQUIRE(whole);
  CHECK(icalcomponent_count_errors(whole.get()) == 0);
  CHECK(icalrestriction_check(whole.get()) == 1);
  std::map<std::string, Part> parts;
  each(whole.get(), ICAL_ANY_COMPONENT, [&](icalcomponent* component) {
    const auto part = part_of(component);
    CHECK(parts.emplace(part.value("UID"), part).second);
  });
  return parts;
}

std::map<std::string, Part> parts_of(const std::vector<Due>& all) {
  return read(exporting::icalendar(all, clocks::now()));
}

Due only(State state) {
  const auto all = clocks::usual();
  return *std::find_if(all.begin(), all.end(), [&](const Due& due) { return due.state == state; });
}

Part part(const Due& due, const std::string& suffix) {
  const auto parts = parts_of({due});
  const auto found = parts.find(due.uid + "-" + suffix + "@pvtool");
  REQUIRE(found != parts.end());
  return found->second;
}

// libical's parser drops the blanks at the end of a value.
std::string trimmed(std::string text) {
  return text.erase(text.find_last_not_of(' ') + 1);
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("a time is the half hour that ends with it, in UTC") {
  const auto event = part(only(State::soon), "event");
  CHECK(event.kind == "VEVENT");
  CHECK(event.value("DTSTART") == "20261008T153000Z");
  CHECK(event.value("DTEND") == "20261008T160000Z");
  CHECK(event.value("DTSTAMP") == "20261008T123800Z");
  CHECK(event.value("SUMMARY") == "2026-0003: notify the authority");
  CHECK(event.value("DESCRIPTION") ==
        "breach.authority_72_hours@1\nGDPR art. 33(1)\ncases/2026/2026-0003.yaml:12");
  CHECK(event.value("CATEGORIES") == "soon");
  CHECK(event.value("STATUS") == "CONFIRMED");
  CHECK(event.triggers == Texts{"-P1D", "-PT2H"});
}

TEST_CASE("a to-do is due at the same moment, with the same words and alarms") {
  const auto event = part(only(State::soon), "event");
  const auto todo = part(only(State::soon), "todo");
  CHECK(todo.kind == "VTODO");
  CHECK(todo.value("DUE") == "20261008T160000Z");
  CHECK(todo.value("SUMMARY") == event.value("SUMMARY"));
  CHECK(todo.value("DESCRIPTION") == event.value("DESCRIPTION"));
  CHECK(todo.value("STATUS") == "NEEDS-ACTION");
  CHECK(todo.triggers == event.triggers);
}

TEST_CASE("a day is a whole day, over the end of a year too") {
  auto due = only(State::running);
  due.due_day = core::Date{2026, 12, 31};
  const auto event = part(due, "event");
  CHECK(event.value("DTSTART") == "20261231");
  CHECK(event.value("DTEND") == "20270101");
  CHECK(event.triggers == Texts{"-P1DT15H", "-PT15H"}); // 9 o'clock two days and one before
  CHECK(part(due, "todo").value("DUE") == "20261231");
  due.due = clocks::instant("2026-01-01T00:00:00Z"); // the day goes before it
  CHECK(part(due, "event").value("DTSTART") == "20261231");
}

TEST_CASE("what is done is completed, and rings no more") {
  const auto todo = part(only(State::met), "todo");
  CHECK(todo.value("STATUS") == "COMPLETED");
  CHECK(todo.value("COMPLETED") == "20261007T080000Z");
  CHECK(todo.value("PERCENT-COMPLETE") == "100");
  CHECK(todo.triggers.empty());
  const auto event = part(only(State::met), "event");
  CHECK(event.value("SUMMARY") == "\u2713 2026-0004: notify the authority");
  CHECK(event.value("STATUS") == "CONFIRMED");
  CHECK(event.triggers.empty());
  CHECK(part(only(State::late), "todo").value("STATUS") == "COMPLETED");
  CHECK(part(only(State::late), "todo").value("CATEGORIES") == "late");
}

TEST_CASE("what was stopped is cancelled") {
  for (const auto* const suffix : {"event", "todo"}) {
    CHECK(part(only(State::stopped), suffix).value("STATUS") == "CANCELLED");
    CHECK(part(only(State::stopped), suffix).triggers.empty());
  }
}

TEST_CASE("what is late or cannot be decided stands on the day of now as well") {
  const auto today = part(only(State::overdue), "today");
  CHECK(today.value("DTSTART") == "20261008");
  CHECK(today.value("DTEND") == "20261009");
  CHECK(today.value("SUMMARY") == "2026-0001: notify the authority: 2026-0001");
  CHECK(parts_of({only(State::overdue)}).size() == 3);
  const auto unjudged = only(State::cannot_decide);
  CHECK(parts_of({unjudged}).size() == 2); // no moment, no event but this one
  CHECK(part(unjudged, "today").value("CATEGORIES") == "cannot_decide");
  CHECK(part(unjudged, "todo").value("DUE").empty());
  CHECK(parts_of({only(State::soon)}).size() == 2);
}

TEST_CASE("the day of now is the day where the clock stands") {
  const auto now = core::parsed_time("2026-10-09T00:30:00+02:00").value();
  const auto parts = read(exporting::icalendar({only(State::overdue)}, now));
  CHECK(parts.at("u2026-0001.breach.authority_72_hours.0-today@pvtool").value("DTSTART") ==
        "20261009");
}

TEST_CASE("no entry that outlives the day tells the time left") {
  auto due = only(State::overdue);
  due.message = "two hours late";
  CHECK(part(due, "event").value("SUMMARY").find("late") == std::string::npos);
  CHECK(part(due, "todo").value("DESCRIPTION").find("late") == std::string::npos);
  CHECK(part(due, "today").value("SUMMARY") == "2026-0001: two hours late");
}

TEST_CASE("every text comes back from libical's parser as it was") {
  const auto all = clocks::hostile();
  const auto parts = parts_of(all);
  for (const auto& due : exporting::plain(all)) {
    CAPTURE(due.id);
    for (const auto* const suffix : {"event", "todo"}) {
      const auto& found = parts.at(due.uid + "-" + suffix + "@pvtool");
      CHECK(found.value("SUMMARY") == trimmed(due.id + ": " + due.title));
      CHECK(found.value("DESCRIPTION") == due.rule + "\n" + due.source + "\n" + due.file + ":12");
    }
  }
}

TEST_CASE("lines end with CR LF and hold at most 75 octets") {
  const auto text = exporting::icalendar(clocks::hostile(), clocks::now());
  std::size_t begin = 0;
  std::size_t longest = 0;
  while (begin < text.size()) {
    const auto end = text.find("\r\n", begin);
    REQUIRE(end != text.npos);
    longest = std::max(longest, end - begin);
    // The first byte of a line is never the middle of a letter.
    CHECK((static_cast<unsigned char>(text[begin + (text[begin] == ' ' ? 1 : 0)]) & 0xC0U) != 0x80);
    begin = end + 2;
  }
  CHECK(longest <= 75);
  CHECK(std::count(text.begin(), text.end(), '\n') == std::count(text.begin(), text.end(), '\r'));
}

TEST_CASE("an empty calendar has a version, a maker and no method") {
  const auto text = exporting::icalendar({}, clocks::now());
  CHECK(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//pvtool//pvtool "));
  CHECK(text.ends_with("//EN\r\nEND:VCALENDAR\r\n"));
  CHECK(text.find("METHOD") == text.npos);
}
