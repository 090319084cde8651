// SPDX-License-Identifier: MIT
#include "core/clock.hpp"

#include <algorithm>
#include <functional>
#include <iterator>

#include <fmt/format.h>

#include "core/checks.hpp"
#include "core/clock_due.hpp"
#include "core/moment.hpp"

namespace core {

std::string name_of(ClockState state) {
  switch (state) {
  case ClockState::running:
    return "running";
  case ClockState::overdue:
    return "overdue";
  case ClockState::met:
    return "met";
  case ClockState::late:
    return "late";
  case ClockState::stopped:
    return "stopped";
  case ClockState::cannot_decide:
    break;
  }
  return "cannot_decide";
}

bool Clock::is_open() const {
  return state == ClockState::running || state == ClockState::overdue ||
         state == ClockState::cannot_decide;
}

namespace {

void start_at(const Moment& moment, Clock& clock) {
  clock.from = moment.first;
  clock.from_day = moment.day;
  clock.from_path = moment.path;
}

void set_start(const Asked& asked, Clock& clock) {
  const auto& zone = asked.by.zone;
  clock.from_path = asked.world.look(asked.rule.from.front().front()).path;
  const auto& from = asked.rule.from;
  std::optional<Moment> start;
  auto way = from.begin();
  for (; way != from.end() && !start; ++way) {
    start = earliest(asked.world, *way, zone, &Moment::first);
  }
  if (!start || way != from.begin() + 1) { // not the first of them: the worst case counts
    auto other = earliest(asked.world, asked.rule.otherwise_from, zone, &Moment::first);
    clock.provisional = other && (!start || other->first < start->first);
    if (clock.provisional) {
      start = std::move(other);
    }
  }
  if (start) {
    start_at(*start, clock);
    return;
  }
  clock.findings.push_back(
      clock_finding(asked, Severity::warning, "clock-without-start", clock.from_path));
}

void end_at(const Moment& moment, Clock& clock) {
  clock.from_path = moment.path;
  clock.raw_day = moment.written_day;
  clock.due = moment.last;
}

// Whether a provisional clock may be judged: the case says when to look at its start again, and
// that has not passed. Where the start cannot be found out, there is nothing to look for.
bool is_looked_after(const Asked& asked, Clock& clock) {
  const auto seen = asked.world.look(asked.rule.from.front().front());
  const auto open = std::find_if(seen.items.begin(), seen.items.end(),
                                 [](const Item& item) { return item.yet || item.forever; });
  if (open != seen.items.end() && open->forever) {
    return true;
  }
  const auto* value = open != seen.items.end() ? at(asked.document, open->path) : nullptr;
  const auto by = value != nullptr && value->find("by") != nullptr
                      ? moment_from(*value->find("by"), open->path, asked.by.zone)
                      : std::nullopt;
  if (!by) {
    clock.findings.push_back(clock_finding(asked, Severity::warning, "look-again-missing",
                                           seen.path, {{"from", clock.from_path}}));
    return false;
  }
  clock.look_again = value->text("by");
  if (asked.by.now.is_after(by->last)) {
    clock.findings.push_back(clock_finding(asked, Severity::warning, "look-again-past", by->path,
                                           {{"by", *clock.look_again}, {"from", clock.from_path}}));
    return false;
  }
  if (clock.due && by->last > *clock.due) {
    clock.findings.push_back(clock_finding(asked, Severity::warning, "look-again-too-late",
                                           by->path,
                                           {{"by", *clock.look_again},
                                            {"from", clock.from_path},
                                            {"due", to_text(in_zone(*clock.due, asked.by.zone))}}));
  }
  return true;
}

// What ended it.
std::optional<Moment> ending(const Asked& asked, const Clock& clock) {
  const auto start = asked.rule.until_later ? clock.from : std::nullopt;
  return earliest(asked.world, {*asked.rule.until}, asked.by.zone, &Moment::last, start);
}

bool holds(const std::optional<Condition>& condition, const World& world) {
  return condition && condition->ask(world).truth == Truth::yes;
}

ClockState state_of(const Asked& asked, bool is_counted, Clock& clock) {
  if (asked.rule.until) {
    const auto done = ending(asked, clock);
    clock.done = done ? std::optional(done->last) : std::nullopt;
  }
  if (clock.done && clock.due) {
    return *clock.done > *clock.due ? ClockState::late : ClockState::met;
  }
  if (holds(asked.rule.stopped, asked.world)) {
    return ClockState::stopped;
  }
  if (!is_counted) {
    return ClockState::cannot_decide;
  }
  if (clock.done) {
    return ClockState::met;
  }
  if (clock.provisional && !is_looked_after(asked, clock)) {
    return ClockState::cannot_decide;
  }
  return clock.due && asked.by.now.is_after(*clock.due) ? ClockState::overdue : ClockState::running;
}

// The roll has bought time, and nobody should count on it.
void warn_of_roll(const Asked& asked, Clock& clock) {
  if (clock.state != ClockState::running || clock.rolled_over.empty()) {
    return;
  }
  const auto& first = clock.rolled_over.front().day; // the day that it would have ended on
  if (asked.by.now.is_after(last_second(first, asked.by.zone))) {
    clock.findings.push_back(
        clock_finding(asked, Severity::note, "raw-day-passed", clock.from_path,
                      {{"raw", to_text(first)}, {"due", to_text(*clock.due_day)}}));
  }
}

void say_not_counted(const Asked& asked, Clock& clock) {
  if (clock.is_open() && asked.rule.not_counted) {
    const auto seen = asked.world.look(*asked.rule.not_counted);
    const bool is_known = !seen.items.empty() && seen.items.front().possible.size() == 1;
    clock.findings.push_back(clock_finding(
        asked, Severity::note, "other-regime-not-counted", seen.path,
        {{"value", is_known ? seen.items.front().possible.front()->to_text() : "-"}}));
  }
}

Clock new_clock(const Asked& asked) {
  Clock clock;
  clock.rule = &asked.rule;
  clock.subject = asked.entry;
  return clock;
}

void finish(const Asked& asked, Clock& clock) {
  const bool is_counted = set_due(asked, clock);
  clock.state = state_of(asked, is_counted, clock);
  clock.at_once = clock.is_open() && holds(asked.rule.at_once, asked.world);
  warn_of_roll(asked, clock);
  say_not_counted(asked, clock);
}

bool surely_not(const Asked& asked) {
  return asked.rule.when && asked.rule.when->ask(asked.world).truth == Truth::no;
}

std::optional<Clock> clock_of(const Asked& asked) {
  if (surely_not(asked)) {
    return std::nullopt;
  }
  auto clock = new_clock(asked);
  if (asked.rule.due) {
    const auto due = earliest(asked.world, {*asked.rule.due}, asked.by.zone, &Moment::first);
    if (!due) {
      return std::nullopt; // the case names no day for it
    }
    end_at(*due, clock);
  } else {
    set_start(asked, clock);
  }
  finish(asked, clock);
  return clock;
}

using Visit = std::function<void(const Asked&, Clock)>;

// One clock for each {unknown: ..., by: ...}.
void each_look_again(const PeriodRule& rule, const Value& document, const Reckoning& by,
                     const Visit& visit) {
  each_unknown(document, [&](const Value& value, const std::string& path) {
    const auto place = parsed_path(path);
    const auto* day = value.find("by");
    const auto due = day != nullptr ? moment_from(*day, path + ".by", by.zone) : std::nullopt;
    const auto one = asked(rule, document, by, path);
    if (!place || is_corrected(document, *place) || !due || surely_not(one)) {
      return;
    }
    auto clock = new_clock(one);
    end_at(*due, clock);
    finish(one, clock);
    visit(one, std::move(clock));
  });
}

void each_clock_of(const PeriodRule& rule, const Value& document, const Reckoning& by,
                   const Visit& visit) {
  const auto run = [&](const std::string& entry) {
    const auto one = asked(rule, document, by, entry);
    if (auto clock = clock_of(one)) {
      visit(one, std::move(*clock));
    }
  };
  if (rule.for_each_unknown) {
    each_look_again(rule, document, by, visit);
    return;
  }
  if (!rule.for_each) {
    run("");
    return;
  }
  auto each = *rule.for_each;
  each.steps.push_back({Step::Kind::each, "", "", 0});
  for (const auto& found : matches(document, each)) {
    if (found.value->is_map() && !found.value->is_unknown() &&
        !is_corrected(document, found.path)) {
      run(found.path.to_text());
    }
  }
}

// Where the reason is to stand: in the entry that ended it, where it stands in the same list.
std::string place_of_reason(const Path& reason, const std::string& done) {
  const auto end = path_of(done);
  const auto entry = std::find_if(end.steps.begin(), end.steps.end(),
                                  [](const Step& step) { return step.kind == Step::Kind::index; });
  const auto last = std::find_if(reason.steps.rbegin(), reason.steps.rend(),
                                 [](const Step& step) { return step.kind != Step::Kind::key; });
  if (entry == end.steps.end() || last == reason.steps.rend() ||
      reason.steps.front().key != end.steps.front().key) {
    return reason.to_text();
  }
  Path place{{end.steps.begin(), entry + 1}};
  place.steps.insert(place.steps.end(), last.base(), reason.steps.end());
  return place.to_text();
}

// The path of a fact of the entry that a clock is of.
Path in_entry(const Path& path, const std::string& entry) {
  return path.steps.front().key == "entry" && !entry.empty() ? joined(path_of(entry), rest_of(path))
                                                             : path;
}

Finding without_reason(const Asked& asked, const Clock& clock) {
  const auto done = ending(asked, clock);
  const auto reason =
      place_of_reason(in_entry(*asked.rule.reason_when_late, asked.entry), done->path);
  auto finding =
      clock_finding(asked, Severity::error,
                    asked.rule.only_reason ? "reason-missing" : "late-without-reason", done->path);
  finding.arguments = {{"rule", asked.rule.id}, {"source", asked.rule.source}, {"path", reason}};
  finding.of_deed = !asked.rule.only_reason; // what was done late was done all the same
  if (asked.rule.only_reason) {
    finding.arguments.emplace_back("fact", done->path);
    finding.arguments.emplace_back("from", clock.from_path);
    finding.arguments.emplace_back("due", to_text(in_zone(*clock.due, asked.by.zone)));
  }
  return finding;
}

} // namespace

Counted counted(const Kind& kind, const Value& document, const Reckoning& by) {
  Counted counted;
  const auto day = judged_on(kind, document, by.now, by.zone);
  for (const auto& rule : kind.periods) {
    if (!rule.in_force(day)) {
      continue;
    }
    each_clock_of(rule, document, by, [&](const Asked& asked, Clock clock) {
      if (rule.reason_when_late && clock.state == ClockState::late &&
          asked.world.look(*rule.reason_when_late).items.empty()) {
        counted.without_reason.push_back(without_reason(asked, clock));
      }
      if (!rule.only_reason) {
        counted.clocks.push_back(std::move(clock));
        return;
      }
      // What it says of itself is shown nowhere else.
      std::copy_if(clock.findings.begin(), clock.findings.end(),
                   std::back_inserter(counted.without_reason),
                   [](const Finding& one) { return one.name != "clock-without-start"; });
    });
  }
  return counted;
}

std::vector<Clock> clocks(const Kind& kind, const Value& document, const Reckoning& by) {
  return counted(kind, document, by).clocks;
}

std::vector<Finding> late_without_reason(const Kind& kind, const Value& document,
                                         const Reckoning& by) {
  return counted(kind, document, by).without_reason;
}

} // namespace core
