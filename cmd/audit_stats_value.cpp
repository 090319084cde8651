// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include "cmd/audit_stats.hpp"
#include "cmd/memory.hpp"

namespace cmd {

namespace {

using audit::Number;
using audit::Row;

// null: not to be told.
core::Value value_of(const Number& number) {
  return number.count == audit::k_hidden ? core::Value() : core::Value(number.count);
}

core::Value value_of(const audit::Span& span) {
  core::Value value;
  value.set("since", core::Value(core::to_text(span.since)));
  value.set("until", core::Value(core::to_text(span.until)));
  return value;
}

core::Value value_of(const audit::Count& count) {
  core::Value value;
  value.set("id", core::Value(count.rule->id));
  value.set("several", core::Value(count.several));
  core::List rows;
  for (const auto& row : count.rows) {
    core::Value one;
    if (row.what == Row::What::value) {
      one.set("value", core::Value(row.value));
      one.set("cases", value_of(row.number));
      rows.push_back(std::move(one));
    } else {
      value.set(row.what == Row::What::not_known ? "not_known" : "not_asked", value_of(row.number));
    }
  }
  value.set("rows", core::Value(rows));
  return value;
}

core::Value value_of(const audit::Duration& duration) {
  core::Value value;
  value.set("id", core::Value(duration.rule->id));
  value.set("unit", core::Value(duration.rule->in_days ? "days" : "hours"));
  const bool told = duration.measured > 0;
  value.set("measured",
            duration.measured == audit::k_hidden ? core::Value() : core::Value(duration.measured));
  value.set("median", told ? core::Value(duration.median) : core::Value());
  value.set("nine_of_ten",
            told && duration.nine_of_ten >= 0 ? core::Value(duration.nine_of_ten) : core::Value());
  value.set("longest", duration.longest > 0 ? core::Value(duration.longest) : core::Value());
  core::List bands;
  for (std::size_t band = 0; band < duration.bands.size(); ++band) {
    core::Value one;
    const auto& ends = duration.rule->bands;
    one.set("up_to", band < ends.size() ? core::Value(ends[band]) : core::Value());
    one.set("cases", value_of(duration.bands[band]));
    bands.push_back(std::move(one));
  }
  value.set("bands", core::Value(bands));
  value.set("not_ended", value_of(duration.running));
  value.set("not_known", value_of(duration.not_known));
  value.set("not_asked", value_of(duration.not_asked));
  return value;
}

core::Value value_of(const audit::ClockFigure& clock) {
  core::Value value;
  value.set("rule", core::Value(clock.rule));
  value.set("source", core::Value(clock.source));
  value.set("own_target", core::Value(clock.is_target));
  value.set("in_time", value_of(clock.in_time));
  value.set("late", value_of(clock.late));
  value.set("overdue", value_of(clock.overdue));
  value.set("running", value_of(clock.running));
  value.set("stopped", value_of(clock.stopped));
  value.set("without_limit", value_of(clock.without_limit));
  value.set("cannot_decide", value_of(clock.cannot_decide));
  value.set("none", value_of(clock.none));
  return value;
}

core::Value value_of(const audit::Entries& entries) {
  core::Value value;
  value.set("id", core::Value(entries.rule->id));
  value.set("in_time", value_of(entries.in_time));
  value.set("late", value_of(entries.late));
  value.set("done_without_day", value_of(entries.done));
  value.set("open", value_of(entries.open));
  value.set("overdue", value_of(entries.overdue));
  value.set("open_without_day", value_of(entries.undated));
  value.set("not_known", value_of(entries.not_known));
  return value;
}

core::Value value_of(const audit::KindFigures& kind);

template <typename All> core::Value list_of(const All& all) {
  core::List list;
  for (const auto& one : all) {
    list.push_back(value_of(one));
  }
  return core::Value(list);
}

core::Value value_of(const audit::KindFigures& kind) {
  core::Value value;
  value.set("kind", core::Value(kind.kind->name));
  value.set("cases", value_of(kind.cases));
  core::Value months{core::Map{}};
  for (const auto& [month, number] : kind.months) {
    months.set(month, value_of(number));
  }
  value.set("months", std::move(months));
  value.set("clocks", list_of(kind.clocks));
  value.set("durations", list_of(kind.durations));
  value.set("counts", list_of(kind.counts));
  value.set("entries", list_of(kind.entries));
  return value;
}

core::Value value_of(const audit::Figures& figures) {
  core::Value value;
  value.set("span", value_of(figures.span));
  value.set("cases", value_of(figures.cases));
  value.set("not_sound", value_of(figures.not_sound));
  core::Value left_out{core::Map{}};
  for (const auto& [why, number] : figures.not_counted) {
    left_out.set(why, value_of(number));
  }
  value.set("not_counted", std::move(left_out));
  value.set("kinds", list_of(figures.kinds));
  return value;
}

core::Value value_of(const audit::Standing& standing) {
  core::Value value;
  value.set("open_cases", core::Value(standing.open_cases));
  value.set("overdue_clocks", core::Value(standing.overdue_clocks));
  value.set("cases_overdue", core::Value(standing.cases_overdue));
  value.set("overdue_looks", core::Value(standing.overdue_looks));
  value.set("undecided_clocks", core::Value(standing.undecided_clocks));
  value.set("open_actions", core::Value(standing.open_entries));
  value.set("overdue_actions", core::Value(standing.overdue_entries));
  value.set("undated_actions", core::Value(standing.undated_entries));
  return value;
}

} // namespace

core::Value value_of(Env& env, const Stats& stats) {
  auto value = value_of(stats.now);
  value.set("so_far", core::Value(stats.so_far));
  value.set("unread", stats.unread == audit::k_hidden ? core::Value() : core::Value(stats.unread));
  value.set("hidden_below", stats.limit > 0 ? core::Value(stats.limit) : core::Value());
  value.set("before", stats.before ? value_of(*stats.before) : core::Value());
  value.set("standing", stats.standing ? value_of(*stats.standing) : core::Value());
  core::List again;
  for (const auto& one : stats.again) {
    core::Value entry;
    entry.set("id", core::Value(one.id));
    const auto kind = env.book().load(env.book().find(one.id)).kind();
    entry.set("memory", memory_value(env, kind, one.memory));
    again.push_back(std::move(entry));
  }
  value.set("happened_before", core::Value(again));
  return value;
}

} // namespace cmd
