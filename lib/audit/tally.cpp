// SPDX-License-Identifier: MIT
#include "audit/tally.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/calendar.hpp"
#include "core/path.hpp"

namespace audit {

namespace {

using core::Truth;

// What a case says at the first of some places that says anything; nothing when none does, or when
// it says that it is not known.
struct Said {
  std::vector<std::string> values;
  bool several = false;
};

Said said_at(const std::vector<core::Path>& paths, const core::World& world) {
  for (const auto& path : paths) {
    Said said;
    for (const auto& item : world.look(path).items) {
      const auto* value = item.value;
      if (value == nullptr || item.yet || item.forever || value->is_null()) {
        continue;
      }
      if (!value->is_list()) {
        said.values.push_back(value->to_text());
        continue;
      }
      said.several = true;
      for (const auto& each : value->as_list()) {
        said.values.push_back(each.to_text());
      }
    }
    if (!said.values.empty()) {
      return said;
    }
  }
  return {};
}

// The first question that is answered yes. One before it that cannot be answered leaves all open.
Said answered_by(const std::vector<core::NamedCondition>& rows, const core::World& world) {
  for (const auto& row : rows) {
    const auto truth = row.when.ask(world).truth;
    if (truth != Truth::no) {
      return truth == Truth::yes ? Said{{row.id}, false} : Said{};
    }
  }
  return {};
}

// The value that this share of a sorted list does not exceed.
double share_of(const std::vector<double>& sorted, double share) {
  const auto place =
      static_cast<std::size_t>(std::ceil(share * static_cast<double>(sorted.size())));
  return sorted[std::max<std::size_t>(place, 1) - 1];
}

double median_of(const std::vector<double>& sorted) {
  const auto half = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

bool is_declared(const std::vector<core::Path>& paths, const core::World& world) {
  return std::any_of(paths.begin(), paths.end(), [&](const core::Path& path) {
    const auto seen = world.look(path);
    return std::any_of(seen.items.begin(), seen.items.end(),
                       [](const core::Item& item) { return item.yet || item.forever; });
  });
}

} // namespace

Tally::Tally(const core::CountRule& rule) : m_rule(rule) {
  for (const auto& value : rule.values) {
    m_numbers[value] = {};
  }
}

void Tally::add(std::size_t one, const core::World& world) {
  const auto asked = m_rule.when ? m_rule.when->ask(world).truth : Truth::yes;
  if (asked == Truth::no) {
    m_not_asked.add(one);
    return;
  }
  const auto said =
      m_rule.rows.empty() ? said_at(m_rule.of, world) : answered_by(m_rule.rows, world);
  m_several = m_several || said.several;
  if (asked == Truth::unknown || said.values.empty()) {
    m_not_known.add(one);
    return;
  }
  for (const auto& value : std::set<std::string>(said.values.begin(), said.values.end())) {
    m_numbers[value].add(one);
  }
}

Count Tally::count() const {
  Count count{&m_rule, m_several, {}};
  for (const auto& [value, number] : m_numbers) {
    count.rows.push_back({value, Row::What::value, number});
  }
  std::stable_sort(count.rows.begin(), count.rows.end(), [&](const Row& one, const Row& other) {
    return std::pair(place(one.value), -one.number.count) <
           std::pair(place(other.value), -other.number.count);
  });
  count.rows.push_back({"", Row::What::not_known, m_not_known});
  count.rows.push_back({"", Row::What::not_asked, m_not_asked});
  return count;
}

// Questions stand in their order and named values in theirs; the rest behind, by number.
std::size_t Tally::place(const std::string& value) const {
  const auto& named = m_rule.values;
  const auto found = std::find(named.begin(), named.end(), value);
  if (found != named.end()) {
    return static_cast<std::size_t>(found - named.begin());
  }
  const auto& rows = m_rule.rows;
  const auto asked = std::find_if(rows.begin(), rows.end(),
                                  [&](const core::NamedCondition& row) { return row.id == value; });
  return named.size() + static_cast<std::size_t>(asked - rows.begin());
}

Measure::Measure(const core::DurationRule& rule) {
  m_duration.rule = &rule;
  m_duration.bands.assign(rule.bands.empty() ? 0 : rule.bands.size() + 1, {});
}

void Measure::add(std::size_t one, const core::World& world, const core::Zone& zone) {
  const auto& rule = *m_duration.rule;
  const auto asked = rule.when ? rule.when->ask(world).truth : Truth::yes;
  if (asked == Truth::no) {
    m_duration.not_asked.add(one);
    return;
  }
  // The first of the places that is there, as a clock counts from it.
  std::optional<core::Moment> from;
  for (const auto& path : rule.from) {
    from = from ? from : core::earliest(world, {path}, zone, &core::Moment::first);
  }
  const auto to = core::earliest(world, rule.to, zone, &core::Moment::first);
  if (asked == Truth::unknown || !from || is_declared(rule.to, world) ||
      (to && to->first < from->first && to->day < from->day)) {
    m_duration.not_known.add(one); // an end before the beginning says nothing
  } else if (!to) {
    m_duration.running.add(one);
  } else {
    measure(one, *from, *to);
  }
}

Duration Measure::duration() {
  auto& all = m_all;
  std::sort(all.begin(), all.end());
  m_duration.measured = static_cast<std::int64_t>(all.size());
  if (!all.empty()) {
    m_duration.median = median_of(all);
    m_duration.nine_of_ten = share_of(all, 0.9);
    m_duration.longest = all.back();
  }
  return m_duration;
}

void Measure::measure(std::size_t one, const core::Moment& from, const core::Moment& to) {
  const auto& rule = *m_duration.rule;
  const auto seconds = std::max<double>(0, static_cast<double>((to.first - from.first).count()));
  const auto length =
      rule.in_days ? static_cast<double>(core::days_between(from.day, to.day)) : seconds / 3600;
  m_all.push_back(length);
  if (!m_duration.bands.empty()) {
    const auto above = std::find_if(rule.bands.begin(), rule.bands.end(), [&](std::int64_t end) {
      return length <= static_cast<double>(end);
    });
    m_duration.bands[static_cast<std::size_t>(above - rule.bands.begin())].add(one);
  }
}

} // namespace audit
