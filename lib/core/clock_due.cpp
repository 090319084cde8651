// SPDX-License-Identifier: MIT
// From the start of a period to its end.
#include "core/clock_due.hpp"

#include <algorithm>
#include <memory>

#include "core/checks.hpp"
#include "core/moment.hpp"
#include "core/state.hpp"

namespace core {

namespace {

// What the program derives of a case without assessing it anew.
Value derived(const Value& document) {
  const auto all = state_of(document, nullptr);
  Value state{Map{}};
  for (const auto* key : {"people_to_tell", "people_all_no", "people_told_at", "decisions_outdated",
                          "open_actions"}) {
    if (const auto* known = all.find(key)) {
      state.set(key, *known);
    }
  }
  return state;
}

// A message that a later entry corrects met no deadline.
World world_without_corrected(const Value& document, const Reckoning& by,
                              const std::string& entry) {
  // Derived only when asked for: most conditions never do.
  const auto state = std::make_shared<Value>();
  const auto world = world_of({document, by.organisation, by.now, state.get(), entry});
  const auto look = [&document, state, world](const Path& path) {
    if (state->is_null() && path.steps.front().key == "state") {
      *state = derived(document);
    }
    auto seen = world.look(path);
    std::erase_if(seen.items, [&](const Item& item) {
      const auto place = parsed_path(item.path);
      return place && is_corrected(document, *place);
    });
    return seen;
  };
  return {look, by.now};
}

} // namespace

Asked asked(const PeriodRule& rule, const Value& document, const Reckoning& by,
            const std::string& entry) {
  return {rule, document, by, entry, world_without_corrected(document, by, entry)};
}

Finding clock_finding(const Asked& asked, Severity severity, std::string name,
                      const std::string& path, const Arguments& more) {
  const auto span = place_of(asked.document, path_of(path));
  Finding finding{
      severity,    std::move(name),
      "",          span.line,
      span.column, {{"rule", asked.rule.id}, {"source", asked.rule.source}, {"path", path}}};
  finding.arguments.insert(finding.arguments.end(), more.begin(), more.end());
  return finding;
}

namespace {

bool is_law(const PeriodRule& rule) {
  return rule.basis == "law";
}

void complain(const Asked& asked, Severity severity, std::string name, const std::string& path,
              Clock& clock, const Arguments& more = {}) {
  clock.findings.push_back(clock_finding(asked, severity, std::move(name), path, more));
}

bool not_covered(const Asked& asked, Clock& clock) {
  const auto& calendar = asked.by.calendar;
  complain(asked, Severity::warning, "calendar-not-covered", clock.from_path, clock,
           {{"calendar", calendar.id},
            {"first", std::to_string(calendar.first_year)},
            {"last", std::to_string(calendar.last_year)}});
  return false;
}

// The last second of a length from the clock's start, before any roll.
std::optional<Instant> raw_end(const Asked& asked, const Clock& clock, const Length& length) {
  if (length.unit == Length::Unit::hours) {
    return plus_hours(*clock.from, length.number);
  }
  const auto day = last_day(*clock.from_day, length, asked.by.calendar);
  return day ? std::optional(last_second(*day, asked.by.zone)) : std::nullopt;
}

// A house rule may shorten what the law allows and never lengthen it. One that cannot be counted
// is said, and the law's number holds.
bool own_applies(const Asked& asked, Clock& clock, const Length& own) {
  if (!asked.rule.length || !is_law(asked.rule)) {
    return true;
  }
  const auto law_end = raw_end(asked, clock, *asked.rule.length);
  const auto own_end = raw_end(asked, clock, own);
  if (law_end && !own_end) {
    not_covered(asked, clock);
  }
  return law_end && own_end && *own_end < *law_end;
}

// How long, and who says so; false when what stands there is no length.
bool set_length(const Asked& asked, Clock& clock) {
  const auto& rule = asked.rule;
  clock.length = rule.length;
  clock.is_target = rule.length && rule.basis == "house";
  const auto seen = rule.length_at ? asked.world.look(*rule.length_at) : Seen{};
  if (seen.items.empty()) {
    return true;
  }
  const auto& possible = seen.items.front().possible;
  const auto own = possible.size() == 1 ? length_from(*possible.front()) : std::nullopt;
  if (!own) {
    complain(asked, Severity::warning, "period-not-understood", seen.items.front().path, clock);
    return false;
  }
  if (own_applies(asked, clock, *own)) {
    clock.length = own;
    const bool of_organisation = rule.length_at->steps.front().key == "org";
    clock.is_target = of_organisation || rule.basis == "house";
  }
  return true;
}

std::optional<Rolled> moved(const Asked& asked, const Date& day) {
  return asked.rule.roll ? rolled(day, asked.by.calendar) : std::optional(Rolled{day, {}});
}

bool has_text(const Asked& asked, const Path& path) {
  const auto seen = asked.world.look(path);
  return std::any_of(seen.items.begin(), seen.items.end(),
                     [](const Item& item) { return item.possible.size() == 1; });
}

// GDPR art. 12(3): told with a reason before the first limit. That limit is the law's own, not a
// shorter aim of the house, and not moved by a pause.
bool set_extension(const Asked& asked, Clock& clock) {
  const auto& rule = asked.rule;
  const auto told = rule.extended
                        ? earliest(asked.world, {rule.extended->told}, asked.by.zone, &Moment::last)
                        : std::nullopt;
  if (!told) {
    return true;
  }
  const auto& length = rule.length ? *rule.length : *clock.length;
  const auto raw = last_day(*clock.from_day, length, asked.by.calendar);
  const auto limit = raw ? moved(asked, *raw) : std::nullopt;
  if (!limit) {
    return not_covered(asked, clock);
  }
  Extended extended{told->last, has_text(asked, rule.extended->reason), false, limit->day};
  const bool in_time = told->day <= limit->day;
  extended.counts = in_time && extended.has_reason;
  if (!in_time) {
    complain(asked, Severity::warning, "extension-too-late", told->path, clock,
             {{"limit", to_text(limit->day)}, {"told", to_text(told->day)}});
  } else if (!extended.has_reason) {
    complain(asked, Severity::warning, "extension-without-reason", told->path, clock,
             {{"reason", asked.world.look(rule.extended->reason).path}});
  }
  if (extended.counts) {
    clock.length = rule.extended->length;
    clock.is_target = false;
  }
  clock.extended = extended;
  return true;
}

std::optional<Pause> pause_at(const Asked& of_clock, const std::string& path) {
  const auto& rule = *of_clock.rule.suspended;
  const auto& zone = of_clock.by.zone;
  const auto of_entry = asked(of_clock.rule, of_clock.document, of_clock.by, path);
  const auto question = earliest(of_entry.world, {rule.from}, zone, &Moment::first);
  if (!question) {
    return std::nullopt;
  }
  const auto answer = earliest(of_entry.world, {rule.to}, zone, &Moment::first);
  Pause pause{path, question->day, std::nullopt, 0, false};
  if (answer) {
    pause.answered = answer->day;
  }
  const auto end = pause.answered ? *pause.answered : of_clock.by.now.day(zone);
  pause.days = std::max(0, days_between(pause.asked, end));
  pause.counts = !rule.counts || rule.counts->ask(of_entry.world).truth == Truth::yes;
  return pause;
}

std::vector<Pause> pauses_of(const Asked& asked) {
  std::vector<Pause> pauses;
  auto each = asked.rule.suspended->list;
  each.steps.push_back({Step::Kind::each, "", "", 0});
  for (const auto& item : asked.world.look(each).items) {
    if (auto pause = item.possible.empty() ? std::nullopt : pause_at(asked, item.path)) {
      pauses.push_back(std::move(*pause));
    }
  }
  std::stable_sort(pauses.begin(), pauses.end(),
                   [](const Pause& a, const Pause& b) { return a.asked < b.asked; });
  return pauses;
}

// The raw day moved by the pauses that count. Days that two of them share count once, and what was
// asked when the time was already out stops nothing.
Date paused(const Date& raw, const Date& start, std::vector<Pause>& pauses) {
  Date end = raw;
  Date counted_to = start;
  for (auto& pause : pauses) {
    pause.counts = pause.counts && pause.asked <= end;
    const auto begin = std::max(pause.asked, counted_to);
    const auto back = plus_days(pause.asked, pause.days);
    if (pause.counts && begin < back) {
      end = plus_days(end, days_between(begin, back));
      counted_to = back;
    }
  }
  return end;
}

bool set_pauses(const Asked& asked, Clock& clock) {
  if (!asked.rule.suspended) {
    return true;
  }
  const auto& policy = asked.rule.suspended->by_policy;
  clock.pauses = pauses_of(asked);
  const auto day = paused(*clock.raw_day, *clock.from_day, clock.pauses);
  if (day == *clock.raw_day) {
    return true;
  }
  const auto end = moved(asked, day);
  if (!end) {
    return not_covered(asked, clock);
  }
  clock.paused_day = end->day;
  clock.pauses_count = policy && policy->ask(asked.world).truth == Truth::yes;
  if (clock.pauses_count) {
    clock.rolled_over = end->over;
  }
  return true;
}

// The end of a period of days or longer, or of a day that the case names.
bool set_last_day(const Asked& asked, Clock& clock) {
  const auto end = moved(asked, *clock.raw_day);
  if (!end) {
    return not_covered(asked, clock);
  }
  clock.rolled_over = end->over;
  if (!set_pauses(asked, clock)) {
    return false;
  }
  clock.due_day = clock.pauses_count ? *clock.paused_day : end->day;
  clock.due = last_second(*clock.due_day, asked.by.zone);
  return true;
}

void set_readings(const Asked& asked, Clock& clock) {
  for (const auto& name : asked.rule.readings) {
    const auto due =
        name == "next_full_hour"
            ? next_full_hour_reading(*clock.from, clock.length->number, asked.by.zone)
            : two_working_days_reading(*clock.from, *clock.due, asked.by.calendar, asked.by.zone);
    if (due) {
      clock.readings.push_back({name, *due});
    }
  }
}

} // namespace

bool set_due(const Asked& asked, Clock& clock) {
  if (clock.raw_day) { // named by the case
    return set_last_day(asked, clock);
  }
  if (!clock.from) {
    return clock.due.has_value();
  }
  if (!set_length(asked, clock)) {
    return false;
  }
  if (!clock.length) {
    return true; // no number
  }
  if (clock.length->unit == Length::Unit::hours) {
    clock.due = plus_hours(*clock.from, clock.length->number);
    set_readings(asked, clock);
    return true;
  }
  if (!set_extension(asked, clock)) {
    return false;
  }
  clock.raw_day = last_day(*clock.from_day, *clock.length, asked.by.calendar);
  return clock.raw_day ? set_last_day(asked, clock) : not_covered(asked, clock);
}

} // namespace core
