// SPDX-License-Identifier: MIT
#include "core/statistics.hpp"

#include <algorithm>

#include "core/grammar.hpp"

namespace core {

namespace {

std::vector<NamedCondition> named_in(const Value& data, std::string_view key) {
  std::vector<NamedCondition> rows;
  for (const auto& row : data.list(key)) {
    rows.push_back({row.text("id"), needed_condition(row, "when")});
  }
  return rows;
}

CountRule count_from(const Value& data) {
  const auto* text = data.find("text");
  return {data.text("id"),          paths_in(data, "of"),
          named_in(data, "rows"),   condition_in(data, "when"),
          texts_in(data, "values"), text != nullptr && text->as_bool()};
}

DurationRule duration_from(const Value& data) {
  DurationRule rule{data.text("id"),      data.text("unit") == "days", paths_in(data, "from"),
                    paths_in(data, "to"), condition_in(data, "when"),  {}};
  for (const auto& band : data.list("bands")) {
    rule.bands.push_back(band.as_integer());
  }
  return rule;
}

// The rows of a kind come first, for they are what it is about; of the shared ones those that it
// has none of its own for.
template <typename Row>
std::vector<Row> joined_rows(const std::vector<Row>& own, const std::vector<Row>& shared) {
  auto rows = own;
  for (const auto& row : shared) {
    if (std::none_of(own.begin(), own.end(), [&](const Row& one) { return one.id == row.id; })) {
      rows.push_back(row);
    }
  }
  return rows;
}

} // namespace

StatisticsRules statistics_from(const Value& data) {
  StatisticsRules rules;
  rules.not_counted = named_in(data, "not_counted");
  for (const auto& count : data.list("counts")) {
    rules.counts.push_back(count_from(count));
  }
  for (const auto& duration : data.list("durations")) {
    rules.durations.push_back(duration_from(duration));
  }
  rules.clocks = texts_in(data, "clocks");
  for (const auto& entries : data.list("entries")) {
    rules.entries.push_back(
        {entries.text("id"), path_of(entries.text("of")), needed_condition(entries, "done")});
  }
  return rules;
}

StatisticsRules joined(const StatisticsRules& own, const StatisticsRules& shared) {
  return {joined_rows(own.not_counted, shared.not_counted), joined_rows(own.counts, shared.counts),
          joined_rows(own.durations, shared.durations), own.clocks,
          joined_rows(own.entries, shared.entries)};
}

MemoryRule memory_from(const Value& data) {
  MemoryRule rule;
  rule.compare = paths_in(data, "compare");
  rule.months = static_cast<int>(data.find("within")->find("months")->as_integer());
  if (const auto* unfinished = data.find("unfinished")) {
    rule.unfinished_list = path_of(unfinished->text("list"));
    rule.unfinished_when = needed_condition(*unfinished, "when");
  }
  return rule;
}

} // namespace core
