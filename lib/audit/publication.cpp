// SPDX-License-Identifier: MIT
#include "audit/publication.hpp"

#include <algorithm>
#include <optional>

#include "core/calendar.hpp"
#include "core/state.hpp"

namespace audit {

namespace {

// Where fewer work, a role is a person. Ours; no source names a number.
constexpr std::int64_t k_fewest = 5;

constexpr int k_year = 12;

// The period in which a day lies.
Span period_of(const core::Date& day, int months) {
  const auto length = static_cast<unsigned>(months);
  const auto first = (day.month - 1) / length * length + 1;
  const auto next = first + length;
  const core::Date after =
      next > k_year ? core::Date{day.year + 1, 1, 1} : core::Date{day.year, next, 1};
  return {{day.year, first, 1}, core::plus_days(after, -1)};
}

bool is_hidden(const Number& number) {
  return number.count == k_hidden;
}

bool any_hidden(const std::vector<const Number*>& numbers) {
  return std::any_of(numbers.begin(), numbers.end(),
                     [](const Number* number) { return is_hidden(*number); });
}

bool is_hidden(const Count& count) {
  return std::any_of(count.rows.begin(), count.rows.end(),
                     [](const Row& row) { return is_hidden(row.number); });
}

bool is_hidden(const Duration& one) {
  // With bands, what is hidden of the measured ones beside a hidden band is only their median.
  return (one.bands.empty() && one.measured == k_hidden) ||
         any_hidden({&one.running, &one.not_known, &one.not_asked}) ||
         std::any_of(one.bands.begin(), one.bands.end(),
                     [](const Number& band) { return is_hidden(band); });
}

bool is_hidden(const ClockFigure& one) {
  return any_hidden({&one.in_time, &one.late, &one.overdue, &one.running, &one.stopped,
                     &one.without_limit, &one.cannot_decide, &one.none});
}

bool is_hidden(const Entries& one) {
  return any_hidden(
      {&one.in_time, &one.late, &one.done, &one.open, &one.overdue, &one.undated, &one.not_known});
}

// Collects what the rules of hidden numbers ask of a case.
class Collector {
public:
  explicit Collector(const core::Kind& kind) : m_kind(kind) {}

  void add(const core::Path& path) {
    const auto& first = path.steps.front().key;
    if (first == "state") {
      const auto facts = core::facts_behind(m_kind, path);
      m_telling.anything = m_telling.anything || facts.empty();
      m_telling.facts.insert(m_telling.facts.end(), facts.begin(), facts.end());
    } else if (first != "org") { // the organisation is the same for all cases
      m_telling.facts.push_back(path);
    }
  }

  void add(const std::vector<core::Path>& paths) {
    std::for_each(paths.begin(), paths.end(), [&](const core::Path& path) { add(path); });
  }

  template <typename One> void add(const std::optional<One>& one) {
    if (one) {
      add(*one);
    }
  }

  void add(const core::Condition& condition) {
    condition.each_fact([&](const core::Path& path, const core::Value&) { add(path); });
  }

  void add(const core::CountRule& rule) {
    add(rule.of);
    add(rule.when);
    std::for_each(rule.rows.begin(), rule.rows.end(), [&](const auto& row) { add(row.when); });
  }

  void add(const core::DurationRule& rule) {
    add(rule.from);
    add(rule.to);
    add(rule.when);
  }

  // Of a clock for each entry its list tells everything that its entries do.
  void add_clock(const std::string& id) {
    for (const auto& rule : m_kind.periods) {
      if (rule.id == id) {
        add(rule.for_each);
        std::for_each(rule.from.begin(), rule.from.end(), [&](const auto& paths) { add(paths); });
        add(rule.otherwise_from);
        add(rule.due);
        add(rule.when);
        add(rule.until);
        add(rule.stopped);
        add(rule.reason_when_late);
        add(rule.not_counted);
      }
    }
  }

  Telling& telling() { return m_telling; }

private:
  const core::Kind& m_kind;
  Telling m_telling;
};

// Whether one field lies below the other, or is it.
bool overlap(const std::string& one, const std::string& other) {
  const auto& shorter = one.size() < other.size() ? one : other;
  const auto& longer = one.size() < other.size() ? other : one;
  return longer.starts_with(shorter) &&
         (longer.size() == shorter.size() || longer[shorter.size()] == '.');
}

} // namespace

int published_months(const core::Value& organisation) {
  const auto* months = core::at(organisation, "policies.published_months");
  return months != nullptr && months->is_integer() ? static_cast<int>(months->as_integer())
                                                   : k_year;
}

bool is_period(const Span& span, int months) {
  const auto period = period_of(span.since, months);
  return period.since == span.since && period.until == span.until;
}

Span last_period(const core::Date& today, int months) {
  return period_of(core::plus_days(period_of(today, months).since, -1), months);
}

bool is_small_unit(const core::Value& organisation, std::string_view unit) {
  const auto* units = organisation.find("units");
  const auto* number = units != nullptr ? units->find(unit) : nullptr;
  return number == nullptr || !number->is_integer() || number->as_integer() < k_fewest;
}

void hide_small_units(core::Value& document, const std::vector<core::Path>& places,
                      const core::Value& organisation, const std::string& instead) {
  for (const auto& path : places) {
    for (const auto& found : core::matches(document, path)) {
      if (found.value->is_string() && is_small_unit(organisation, found.value->as_string())) {
        core::put(document, found.path, core::Value(instead));
      }
    }
  }
}

bool Telling::tells(const core::Path& fact) const {
  const auto field = fact.to_field();
  return anything || std::any_of(facts.begin(), facts.end(), [&](const core::Path& one) {
           return overlap(one.to_field(), field);
         });
}

bool Telling::tells(const core::Condition& condition) const {
  bool any = false;
  condition.each_fact(
      [&](const core::Path& path, const core::Value&) { any = any || tells(path); });
  return any;
}

Telling telling(const KindFigures& published) {
  Collector collector(*published.kind);
  for (const auto& count : published.counts) {
    if (is_hidden(count)) {
      collector.add(*count.rule);
    }
  }
  for (const auto& duration : published.durations) {
    if (is_hidden(duration)) {
      collector.add(*duration.rule);
    }
  }
  for (const auto& clock : published.clocks) {
    if (is_hidden(clock)) {
      collector.add_clock(clock.rule);
    }
  }
  for (const auto& entries : published.entries) {
    if (is_hidden(entries)) {
      collector.add(entries.rule->of);
    }
  }
  collector.telling().days = std::any_of(published.months.begin(), published.months.end(),
                                         [](const auto& one) { return is_hidden(one.second); });
  if (collector.telling().days) {
    collector.add(core::path_of("received"));
  }
  return collector.telling();
}

} // namespace audit
