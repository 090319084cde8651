// SPDX-License-Identifier: MIT
#include "audit/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "audit/tally.hpp"
#include "core/calendar.hpp"
#include "core/moment.hpp"
#include "core/path.hpp"
#include "core/world.hpp"

namespace audit {

namespace {

using core::ClockState;
using core::Truth;

std::optional<core::Date> day_received(const Matter& one, const Counting& by) {
  const auto time = core::parsed_time(one.document.text("received"));
  return time ? std::optional(core::day_of(time->instant, by.zone)) : std::nullopt;
}

bool is_within(const core::Date& day, const Span& span) {
  return span.since <= day && day <= span.until;
}

core::World world_of(const Matter& one, const Counting& by, const std::string& entry = "") {
  return core::world_of({one.document, by.organisation, by.now, &one.state, entry});
}

std::string month_of(const core::Date& day) {
  return fmt::format("{:04}-{:02}", day.year, day.month);
}

std::vector<std::string> months_of(const Span& span) {
  std::vector<std::string> months;
  for (auto at = span.since; month_of(at) <= month_of(span.until);) {
    months.push_back(month_of(at));
    at = at.month == 12 ? core::Date{at.year + 1, 1, 1} : core::Date{at.year, at.month + 1, 1};
  }
  return months;
}

bool is_entry_of(const std::vector<core::EntriesRule>& entries, const core::PeriodRule& rule) {
  return rule.for_each && std::any_of(entries.begin(), entries.end(),
                                      [&](const auto& one) { return one.of == *rule.for_each; });
}

// The periods of a kind that are counted as clocks: those that it names, or all; what is counted
// entry by entry stands there.
std::vector<ClockFigure> clock_figures(const core::Kind& kind, const core::StatisticsRules& rules) {
  std::vector<ClockFigure> figures;
  const auto add = [&](const core::PeriodRule& period) {
    const bool known = std::any_of(figures.begin(), figures.end(),
                                   [&](const auto& one) { return one.rule == period.id; });
    if (!known && !period.only_reason && !period.for_each_unknown &&
        !is_entry_of(rules.entries, period)) {
      auto& figure = figures.emplace_back();
      figure.rule = period.id;
      figure.source = period.source;
      figure.of_entries = period.for_each.has_value();
    }
  };
  for (const auto& name : rules.clocks) {
    for (const auto& period : kind.periods) {
      if (period.id == name) {
        add(period);
      }
    }
  }
  if (rules.clocks.empty()) {
    std::for_each(kind.periods.begin(), kind.periods.end(), add);
  }
  return figures;
}

void add_clock(const core::Clock& clock, std::size_t place, ClockFigure& figure) {
  if (clock.state == ClockState::cannot_decide) {
    figure.cannot_decide.add(place);
  } else if (clock.state == ClockState::stopped) {
    figure.stopped.add(place);
  } else if (!clock.due) {
    figure.without_limit.add(place);
  } else {
    (clock.state == ClockState::met       ? figure.in_time
     : clock.state == ClockState::late    ? figure.late
     : clock.state == ClockState::overdue ? figure.overdue
                                          : figure.running)
        .add(place);
  }
}

void add_clocks(const Matter& one, std::size_t place, ClockFigure& figure) {
  if (!one.is_sound) {
    figure.cannot_decide.add(place);
    return;
  }
  bool any = false;
  for (const auto& clock : one.clocks) {
    if (clock.rule->id == figure.rule) {
      any = true;
      figure.is_target = figure.is_target || clock.is_target;
      add_clock(clock, place, figure);
    }
  }
  if (!any) {
    figure.none.add(place);
  }
}

// Where one entry of a list is counted.
Number& standing_in(Entries& figure, const Matter& one, const Counting& by,
                    const std::string& entry) {
  const auto done = figure.rule->done.ask(world_of(one, by, entry)).truth;
  const auto clock = std::find_if(one.clocks.begin(), one.clocks.end(), [&](const auto& each) {
    return each.subject == entry && each.rule->for_each;
  });
  const bool has_clock = clock != one.clocks.end() && clock->due.has_value();
  if (done == Truth::unknown || !one.is_sound ||
      (clock != one.clocks.end() && clock->state == ClockState::cannot_decide)) {
    return figure.not_known;
  }
  if (done == Truth::yes) {
    return !has_clock                         ? figure.done
           : clock->state == ClockState::late ? figure.late
                                              : figure.in_time;
  }
  return !has_clock                            ? figure.undated
         : clock->state == ClockState::overdue ? figure.overdue
                                               : figure.open;
}

void add_entries(const Matter& one, std::size_t place, const Counting& by, Entries& figure) {
  const auto* list = core::at(one.document, figure.rule->of);
  const auto size = list != nullptr && list->is_list() ? list->as_list().size() : 0;
  for (std::size_t index = 0; index < size; ++index) {
    standing_in(figure, one, by, fmt::format("{}[{}]", figure.rule->of.to_text(), index))
        .add(place);
  }
}

KindFigures kind_figures(const std::vector<Matter>& matters, const std::vector<std::size_t>& places,
                         const Counting& by) {
  const auto& first = matters[places.front()];
  KindFigures figures;
  figures.kind = first.kind;
  std::vector<Tally> tallies(first.rules->counts.begin(), first.rules->counts.end());
  std::vector<Measure> measures(first.rules->durations.begin(), first.rules->durations.end());
  figures.clocks = clock_figures(*first.kind, *first.rules);
  for (const auto& rule : first.rules->entries) {
    figures.entries.emplace_back().rule = &rule;
  }
  for (const auto& month : months_of(by.span)) {
    figures.months[month] = {};
  }
  for (const auto place : places) {
    const auto& one = matters[place];
    const auto world = world_of(one, by);
    figures.cases.add(place);
    figures.months[month_of(*day_received(one, by))].add(place);
    std::for_each(tallies.begin(), tallies.end(), [&](Tally& each) { each.add(place, world); });
    std::for_each(measures.begin(), measures.end(),
                  [&](Measure& each) { each.add(place, world, by.zone); });
    for (auto& clock : figures.clocks) {
      add_clocks(one, place, clock);
    }
    for (auto& entries : figures.entries) {
      add_entries(one, place, by, entries);
    }
  }
  for (const auto& tally : tallies) {
    figures.counts.push_back(tally.count());
  }
  for (auto& measure : measures) {
    figures.durations.push_back(measure.duration());
  }
  return figures;
}

} // namespace

Span a_year_before(const Span& span) {
  const auto earlier = [](core::Date day) {
    --day.year;
    day.day = day.month == 2 && day.day == 29 ? 28 : day.day;
    return day;
  };
  return {earlier(span.since), earlier(span.until)};
}

std::optional<std::string> left_out(const Matter& one, const Counting& by) {
  const auto world = world_of(one, by);
  for (const auto& row : one.rules->not_counted) {
    if (row.when.ask(world).truth == Truth::yes) {
      return row.id;
    }
  }
  return std::nullopt;
}

void Number::add(std::size_t one) {
  ++count;
  cases.push_back(one);
}

std::int64_t ClockFigure::judged() const {
  const bool hidden =
      in_time.count == k_hidden || late.count == k_hidden || overdue.count == k_hidden;
  return hidden ? k_hidden : in_time.count + late.count + overdue.count;
}

Figures figures_of(const std::vector<Matter>& matters, const Counting& by) {
  Figures figures;
  figures.span = by.span;
  figures.months = months_of(by.span);
  std::map<std::string, std::vector<std::size_t>> of_kind;
  for (std::size_t place = 0; place < matters.size(); ++place) {
    const auto& one = matters[place];
    const auto day = day_received(one, by);
    if (!day || !is_within(*day, by.span)) {
      continue;
    }
    if (const auto why = left_out(one, by)) {
      figures.not_counted[*why].add(place);
      continue;
    }
    figures.cases.add(place);
    if (!one.is_sound) {
      figures.not_sound.add(place);
    }
    of_kind[one.kind->name].push_back(place);
  }
  for (const auto& [name, places] : of_kind) {
    figures.kinds.push_back(kind_figures(matters, places, by));
  }
  return figures;
}

Standing standing_of(const std::vector<Matter>& matters, const Counting& by) {
  Standing standing;
  for (std::size_t place = 0; place < matters.size(); ++place) {
    const auto& one = matters[place];
    if (left_out(one, by)) {
      continue;
    }
    standing.open_cases += one.document.text("status") == "open" ? 1 : 0;
    bool overdue = false;
    for (const auto& clock : one.clocks) {
      if (is_entry_of(one.rules->entries, *clock.rule)) {
        continue;
      }
      if (clock.rule->for_each_unknown) { // to look again is no deadline for a duty
        standing.overdue_looks += clock.state == ClockState::overdue ? 1 : 0;
        continue;
      }
      overdue = overdue || clock.state == ClockState::overdue;
      standing.overdue_clocks += clock.state == ClockState::overdue ? 1 : 0;
      standing.undecided_clocks += clock.state == ClockState::cannot_decide ? 1 : 0;
    }
    standing.cases_overdue += overdue ? 1 : 0;
    for (const auto& rule : one.rules->entries) {
      Entries entries;
      entries.rule = &rule;
      add_entries(one, place, by, entries);
      standing.open_entries += entries.open.count + entries.overdue.count + entries.undated.count;
      standing.overdue_entries += entries.overdue.count;
      standing.undated_entries += entries.undated.count;
    }
  }
  return standing;
}

std::optional<core::Date> first_day(const std::vector<Matter>& matters, const Counting& by) {
  std::optional<core::Date> first;
  for (const auto& one : matters) {
    const auto day = day_received(one, by);
    if (day && (!first || *day < *first)) {
      first = day;
    }
  }
  return first;
}

} // namespace audit
