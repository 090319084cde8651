// SPDX-License-Identifier: MIT
#include "core/period.hpp"

#include <fmt/format.h>

#include "core/checks.hpp"

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

namespace {

// The world without the entries that a later one corrects: such a message met no deadline.
World without_corrected(const World& world, const Value& document) {
  const auto look = [world, &document](const Path& path) {
    auto seen = world.look(path);
    std::erase_if(seen.items, [&](const Item& item) {
      const auto place = parsed_path(item.path);
      return place && is_corrected(document, *place);
    });
    return seen;
  };
  return {look, world.now};
}

std::vector<Found> standing(const Value& document, const Path& path) {
  auto found = matches(document, path);
  std::erase_if(found, [&](const Found& one) { return is_corrected(document, one.path); });
  return found;
}

struct Moment {
  std::optional<Instant> instant;
  std::optional<Date> day;
};

// A time or a date at a path, `entry.` resolved; the earliest when several stand there.
Moment moment_at(const World& world, const Path& path) {
  Moment moment;
  for (const auto& item : world.look(path).items) {
    if (item.possible.size() != 1 || !item.possible.front()->is_string()) {
      continue;
    }
    const auto& text = item.possible.front()->as_string();
    if (const auto time = parsed_time(text)) {
      if (!moment.instant || time->instant < *moment.instant) {
        moment.instant = time->instant;
      }
    } else if (const auto date = parsed_date(text); date && (!moment.day || *date < *moment.day)) {
      moment.day = *date;
    }
  }
  return moment;
}

void set_due(const PeriodRule& rule, const World& world, const Zone& zone, Clock& clock) {
  if (rule.due) {
    const auto due = moment_at(world, *rule.due);
    clock.from_path = world.look(*rule.due).path;
    clock.due = due.instant;
    if (due.day) {
      clock.due_day = due.day;
      clock.due = end_of(*due.day, zone) - std::chrono::seconds(1);
    }
    return;
  }
  clock.from_path = rule.from->to_text();
  clock.from = moment_at(world, *rule.from).instant;
  for (const auto& other : rule.otherwise_from) {
    if (clock.from) {
      break;
    }
    clock.from = moment_at(world, other).instant;
    clock.provisional = clock.from.has_value();
    clock.from_path = clock.provisional ? other.to_text() : clock.from_path;
  }
  if (clock.from) {
    clock.due = *clock.from + std::chrono::hours(rule.hours);
  }
}

ClockState state_of(const PeriodRule& rule, const World& world, const Zone& zone, Clock& clock) {
  if (!clock.due) {
    return ClockState::cannot_decide;
  }
  if (rule.until) {
    const auto done = moment_at(world, *rule.until);
    clock.done = done.day ? end_of(*done.day, zone) - std::chrono::seconds(1) : done.instant;
    if (clock.done) {
      return *clock.done > *clock.due ? ClockState::late : ClockState::met;
    }
  }
  if (rule.stopped && rule.stopped->ask(world).truth == Truth::yes) {
    return ClockState::stopped;
  }
  return world.now > *clock.due ? ClockState::overdue : ClockState::running;
}

} // namespace

std::vector<Clock> clocks(const Kind& kind, const Value& document, const Value& organisation,
                          Instant now, const Zone& zone) {
  std::vector<Clock> all;
  const auto day = judged_on(kind, document, day_of(now, zone), zone);
  const auto run = [&](const PeriodRule& rule, const std::string& entry) {
    const auto world =
        without_corrected(world_of({document, organisation, now, nullptr, entry}), document);
    if (rule.when && rule.when->ask(world).truth == Truth::no) {
      return;
    }
    Clock clock;
    clock.rule = &rule;
    clock.subject = entry;
    set_due(rule, world, zone, clock);
    if (!clock.due && rule.due) {
      return; // the case names no day for it: there is no clock
    }
    clock.state = state_of(rule, world, zone, clock);
    all.push_back(std::move(clock));
  };
  for (const auto& rule : kind.periods) {
    if (rule.valid_from > day || (rule.valid_to && *rule.valid_to < day)) {
      continue;
    }
    if (!rule.for_each) {
      run(rule, "");
      continue;
    }
    const auto* list = at(document, *rule.for_each);
    const auto size = list != nullptr && list->is_list() ? list->as_list().size() : 0;
    for (std::size_t index = 0; index < size; ++index) {
      run(rule, fmt::format("{}[{}]", rule.for_each->to_text(), index));
    }
  }
  return all;
}

std::vector<Finding> late_without_reason(const std::vector<Clock>& clocks, const Value& document) {
  std::vector<Finding> findings;
  for (const auto& clock : clocks) {
    const auto& rule = *clock.rule;
    if (clock.state != ClockState::late || !rule.reason_when_late ||
        !standing(document, *rule.reason_when_late).empty()) {
      continue;
    }
    const auto done = rule.until ? standing(document, *rule.until) : std::vector<Found>{};
    const auto span = done.empty() ? Span{} : place_of(document, done.front().path);
    findings.push_back(
        {Severity::error,
         "late-without-reason",
         "",
         span.line,
         span.column,
         {{"rule", rule.id}, {"source", rule.source}, {"path", rule.reason_when_late->to_text()}}});
  }
  return findings;
}

} // namespace core
