// SPDX-License-Identifier: MIT
#include "casebook/dues.hpp"

#include <algorithm>
#include <tuple>

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

void add_dues(const Book& book, const Case& one, Dues& dues) {
  auto faults = book.judge(one);
  if (core::has_errors(faults)) {
    // A case that cannot be read may hide a clock: that is never "nothing due".
    dues.undecided = true;
    dues.findings.insert(dues.findings.end(), faults.begin(), faults.end());
    return;
  }
  for (const auto& clock : book.clocks(one)) {
    dues.all.push_back(due_of(one, clock));
    dues.undecided = dues.undecided || clock.state == core::ClockState::cannot_decide;
    for (auto finding : book.placed(clock.findings, one)) {
      dues.findings.push_back(std::move(finding));
    }
  }
}

namespace {

bool is_later(const Case& one, core::Instant now) {
  const auto received = core::parsed_time(one.root.text("received"));
  return received && received->instant > now;
}

} // namespace

Dues all_dues(const Book& book, bool closed_too, const Progress& progress) {
  Dues dues;
  // What cannot be seen may be late: that is never "nothing due".
  dues.findings = book.judge_folder();
  for (auto& finding : book.judge_organisation()) {
    dues.findings.push_back(std::move(finding)); // targets, calendar and zone count too
  }
  dues.undecided = core::has_errors(dues.findings);
  const auto paths = book.case_paths();
  for (std::size_t at = 0; at < paths.size(); ++at) {
    const auto one = book.load(paths[at]);
    if (!is_later(one, book.now())) { // else it was not yet known at the moment judged
      Dues of_case;
      add_dues(book, one, of_case);
      const bool counts = of_case.undecided || closed_too || one.root.text("status") != "closed";
      if (counts) {
        dues.undecided = dues.undecided || of_case.undecided;
        std::move(of_case.all.begin(), of_case.all.end(), std::back_inserter(dues.all));
        std::move(of_case.findings.begin(), of_case.findings.end(),
                  std::back_inserter(dues.findings));
      }
    }
    progress(at + 1, paths.size());
  }
  return dues;
}

namespace {

// 0: overdue, 1: cannot be decided, 2: at once, 3: due some time, 4: no number, 5: over
int rank(const Due& due) {
  if (!due.is_open()) {
    return 5;
  }
  return due.state == core::ClockState::overdue         ? 0
         : due.state == core::ClockState::cannot_decide ? 1
         : due.at_once                                  ? 2
         : due.due                                      ? 3
                                                        : 4;
}

} // namespace

bool more_urgent(const Due& one, const Due& other) {
  const auto key = [](const Due& due) {
    const auto when = due.due ? *due.due : due.from.value_or(core::Instant::max());
    return std::tuple(rank(due), when, std::string_view(due.path), std::string_view(due.rule),
                      std::string_view(due.entry));
  };
  return key(one) < key(other);
}

} // namespace casebook
