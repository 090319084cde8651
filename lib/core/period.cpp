// SPDX-License-Identifier: MIT
#include "core/period.hpp"

#include <algorithm>
#include <array>

#include "core/grammar.hpp"

namespace core {

namespace {

// A path, or a list of paths and lists of paths.
std::vector<std::vector<Path>> starts_in(const Value& data) {
  const auto* from = data.find("from");
  if (from == nullptr) {
    return {};
  }
  std::vector<std::vector<Path>> starts;
  for (const auto& one : from->is_list() ? from->as_list() : List{*from}) {
    auto& together = starts.emplace_back();
    for (const auto& path : one.is_list() ? one.as_list() : List{one}) {
      together.push_back(path_of(path.as_string()));
    }
  }
  return starts;
}

void set_start(const Value& data, PeriodRule& rule) {
  rule.for_each = path_in(data, "for_each");
  rule.from = starts_in(data);
  rule.otherwise_from = paths_in(data, "otherwise_from");
  rule.due = path_in(data, "due");
  const auto* unknown = data.find("for_each_unknown");
  rule.for_each_unknown = unknown != nullptr && *unknown == Value(true);
  const int ways =
      (rule.from.empty() ? 0 : 1) + (rule.due ? 1 : 0) + (rule.for_each_unknown ? 1 : 0);
  if (ways != 1) {
    bad_rule(data, "a period needs one of from, due and for_each_unknown");
  }
}

std::optional<Length> length_in(const Value& data, const Value& rule) {
  const auto* period = data.find("period");
  const auto length = period != nullptr ? length_from(*period) : std::nullopt;
  if (period != nullptr && !length) {
    bad_rule(rule,
             "a period is a whole number of hours, days, working_days, weeks, months or years");
  }
  return length;
}

std::optional<SuspensionRule> suspension_in(const Value& data) {
  const auto* suspended = data.find("suspended");
  if (suspended == nullptr) {
    return std::nullopt;
  }
  return SuspensionRule{path_of(suspended->text("list")),      path_of(suspended->text("from")),
                        path_of(suspended->text("to")),        condition_in(*suspended, "counts"),
                        condition_in(*suspended, "by_policy"), suspended->text("source")};
}

std::optional<ExtensionRule> extension_in(const Value& data) {
  const auto* extended = data.find("extended");
  if (extended == nullptr) {
    return std::nullopt;
  }
  const auto length = length_in(*extended, data);
  if (!length || length->unit == Length::Unit::hours) {
    bad_rule(data, "an extension says how long the whole period is, in days or longer");
  }
  return ExtensionRule{*length, path_of(extended->text("told")), path_of(extended->text("reason")),
                       extended->text("source")};
}

void set_length(const Value& data, PeriodRule& rule) {
  rule.length = length_in(data, data);
  rule.length_at = path_in(data, "period_at");
  const auto* roll = data.find("roll");
  rule.roll = roll != nullptr && *roll == Value(true);
  rule.suspended = suspension_in(data);
  rule.extended = extension_in(data);
  rule.readings = texts_in(data, "readings");
  const bool hours = rule.length && rule.length->unit == Length::Unit::hours;
  // Reg. 1182/71 art. 3(4): what is expressed in hours is never moved.
  if (hours && (rule.roll || rule.suspended || rule.extended)) {
    bad_rule(data, "hours are neither rolled nor suspended nor extended");
  }
  if (!hours && !rule.readings.empty()) {
    bad_rule(data, "other readings are of hours");
  }
  if ((rule.suspended || rule.extended) && rule.from.empty()) {
    bad_rule(data, "only what is counted from a fact is suspended or extended");
  }
  for (const auto& reading : rule.readings) {
    if (reading != "next_full_hour" && reading != "two_working_days") {
      bad_rule(data, "readings are next_full_hour and two_working_days");
    }
  }
}

void set_end(const Value& data, PeriodRule& rule) {
  rule.when = condition_in(data, "when");
  rule.until = path_in(data, "until");
  const auto* later = data.find("until_later");
  rule.until_later = later != nullptr && *later == Value(true);
  rule.stopped = condition_in(data, "stopped");
  rule.at_once = condition_in(data, "at_once");
  rule.reason_when_late = path_in(data, "reason_when_late");
  const auto* only = data.find("only_reason");
  rule.only_reason = only != nullptr && *only == Value(true);
  if (rule.only_reason && (!rule.reason_when_late || !rule.until)) {
    bad_rule(data, "only_reason needs until and reason_when_late");
  }
  rule.not_counted = path_in(data, "not_counted");
  if (rule.not_counted && (rule.length || rule.length_at || rule.from.empty())) {
    bad_rule(data, "what is not counted has a start and no length");
  }
}

} // namespace

PeriodRule period_from(const Value& data) {
  PeriodRule rule;
  static_cast<Dated&>(rule) = dated_from(data);
  rule.basis = rule.basis.empty() ? "law" : rule.basis;
  constexpr std::array k_bases = {"law", "guidance", "house"};
  if (std::find(k_bases.begin(), k_bases.end(), rule.basis) == k_bases.end()) {
    bad_rule(data, "basis is law, guidance or house");
  }
  set_start(data, rule);
  set_length(data, rule);
  set_end(data, rule);
  return rule;
}

} // namespace core
