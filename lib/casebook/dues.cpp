// SPDX-License-Identifier: MIT
#include "casebook/dues.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>

#include "casebook/remembered.hpp"
#include "core/path.hpp"

namespace casebook {

bool Due::is_open() const {
  return state == core::ClockState::running || state == core::ClockState::overdue ||
         state == core::ClockState::cannot_decide;
}

Due due_of(const Case& one, const core::Clock& clock) {
  Due due;
  due.id = one.id;
  due.uid = one.root.text("uid");
  due.kind = one.kind();
  due.path = one.path;
  due.title = one.root.text("title");
  due.owner = one.root.text("owner");
  due.rule = clock.rule->id;
  due.version = clock.rule->version;
  due.source = clock.rule->source;
  due.entry = clock.subject;
  if (const auto* entry = clock.subject.empty() ? nullptr : core::at(one.root, clock.subject)) {
    due.what = entry->text("text", clock.subject);
    due.owner = entry->text("owner", due.owner);
  }
  due.state = clock.state;
  due.provisional = clock.provisional;
  due.at_once = clock.at_once;
  due.is_target = clock.is_target;
  due.is_house = clock.rule->basis == "house";
  due.not_counted = clock.rule->not_counted.has_value();
  due.from_path = clock.from_path;
  due.from = clock.from;
  due.due = clock.due;
  due.due_day = clock.due_day;
  due.done = clock.done;
  const auto span = core::place_of(one.root, core::path_of(clock.from_path));
  due.line = span.line;
  due.column = span.column;
  return due;
}

namespace {

void add_clocks(const Book& book, const Case& one, const std::vector<core::Clock>& clocks,
                bool over_too, Dues& dues) {
  for (const auto& clock : clocks) {
    if (over_too || clock.is_open()) {
      dues.all.push_back(due_of(one, clock));
    }
    dues.undecided = dues.undecided || clock.state == core::ClockState::cannot_decide;
    for (auto finding : book.placed(clock.findings, one)) {
      dues.findings.push_back(std::move(finding));
    }
  }
}

void add_sound(const Book& book, const Case& one, const Sound& sound, bool over_too, Dues& dues) {
  add_clocks(book, one, sound.clocks, over_too, dues);
  for (auto deed : book.placed(sound.deeds, one)) {
    dues.findings.push_back(std::move(deed));
  }
}

// What `judge` finds wrong with a case that is not sound.
void add_faults(const Book& book, const Case& one, bool over_too, Dues& dues) {
  auto faults = book.judge(one);
  if (!core::has_errors(faults)) {
    add_clocks(book, one, book.clocks(one), over_too, dues);
    return;
  }
  // A case that cannot be read may hide a clock: that is never "nothing due".
  dues.undecided = true;
  std::move(faults.begin(), faults.end(), std::back_inserter(dues.findings));
}

// Not known yet at an earlier moment that is judged. One that lies in the future is no such case:
// it is judged, and found wrong.
bool is_later(const Book& book, const Case& one, Holds& holds) {
  const auto received = core::parsed_time(one.root.text("received"));
  return received && core::Now(book.now(), holds.judged).is_before(received->instant) &&
         !core::Now(book.latest(), holds.latest).is_before(received->instant);
}

} // namespace

void add_dues(const Book& book, const Case& one, Dues& dues) {
  Holds any;
  if (const auto sound = book.sound(one, any)) {
    add_sound(book, one, *sound, true, dues);
  } else {
    add_faults(book, one, true, dues);
  }
}

OfCase dues_of_case(const Book& book, const std::string& path, bool over_too) {
  OfCase found;
  const auto one = book.load(path);
  if (is_later(book, one, found.holds)) {
    found.lasts = true; // it was not yet known at the moment judged
    return found;
  }
  const auto sound = book.sound(one, found.holds);
  if (sound) {
    add_sound(book, one, *sound, over_too, found.dues);
  } else {
    add_faults(book, one, over_too, found.dues);
  }
  if (!found.dues.undecided && !over_too && one.root.text("status") == "closed") {
    found.dues = {};
  }
  found.lasts =
      sound && sound->is_committed && found.dues.findings.empty() && !found.dues.undecided;
  return found;
}

void append(Dues& dues, Dues more) {
  dues.undecided = dues.undecided || more.undecided;
  std::move(more.all.begin(), more.all.end(), std::back_inserter(dues.all));
  std::move(more.findings.begin(), more.findings.end(), std::back_inserter(dues.findings));
}

Dues read_dues(const Book& book, bool over_too, const Progress& progress) {
  Dues dues;
  // What cannot be seen may be late: that is never "nothing due".
  dues.findings = book.judge_folder();
  for (auto& finding : book.organisation_faults()) {
    dues.findings.push_back(std::move(finding)); // targets, calendar and zone count too
  }
  dues.undecided = core::has_errors(dues.findings);
  const auto paths = book.case_paths();
  for (std::size_t at = 0; at < paths.size(); ++at) {
    append(dues, dues_of_case(book, paths[at], over_too).dues);
    progress(at + 1, paths.size());
  }
  return dues;
}

Dues all_dues(Book& book, bool over_too, const Progress& progress) {
  return over_too ? read_dues(book, true, progress) : remembered_dues(book, progress);
}

int MoreUrgent::rank(const Due& due) const {
  if (!due.is_open()) {
    return 8;
  }
  const int house = due.is_house ? 5 : 0; // overdue, undecided and unnumbered of the house
  switch (due.state) {
  case core::ClockState::overdue:
    return house;
  case core::ClockState::cannot_decide:
    return house + 1;
  default:
    break;
  }
  if (due.at_once && !due.is_house) {
    return 2;
  }
  const bool near = due.due && *due.due <= m_now + std::chrono::hours(24);
  return due.due ? (near && !due.is_house ? 3 : 7) : due.is_house ? 7 : 4;
}

bool MoreUrgent::operator()(const Due& one, const Due& other) const {
  const auto key = [&](const Due& due) {
    const auto when = due.due ? *due.due : due.from.value_or(core::Instant::max());
    return std::tuple(rank(due), when, std::string_view(due.path), std::string_view(due.rule),
                      std::string_view(due.entry));
  };
  return key(one) < key(other);
}

} // namespace casebook
