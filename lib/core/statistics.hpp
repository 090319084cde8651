// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/condition.hpp"
#include "core/path.hpp"
#include "core/value.hpp"

namespace core {

// A row of a count that is asked as a question: the first whose condition holds is the case's.
struct NamedCondition {
  std::string id;
  Condition when;
};

// How cases are told apart: by what stands at the first of some places, or by questions.
struct CountRule {
  std::string id;
  std::vector<Path> of;
  std::vector<NamedCondition> rows;
  std::optional<Condition> when;   // of which cases it is asked; none: of all
  std::vector<std::string> values; // shown in this order, those that are none too
  bool is_text = false;            // free words of the case, never for the public
};

// The time from one fact to another.
struct DurationRule {
  std::string id;
  bool in_days = false; // else hours
  std::vector<Path> from;
  std::vector<Path> to;
  std::optional<Condition> when;
  std::vector<std::int64_t> bands; // upper ends
};

// A list whose entries have to be finished, such as actions; each is judged by its own clock.
struct EntriesRule {
  std::string id;
  Path of;
  Condition done; // of `entry.`
};

// What is counted of a kind of case.
struct StatisticsRules {
  std::vector<NamedCondition> not_counted; // drills, duplicates
  std::vector<CountRule> counts;
  std::vector<DurationRule> durations;
  std::vector<std::string> clocks; // ids of periods, in this order; none: all
  std::vector<EntriesRule> entries;
};

// Read `statistics`; throws core::Error (bug) when it does not fit.
StatisticsRules statistics_from(const Value& data);

// The rules of a kind and those of all kinds: a row of its own takes the place of a shared one with
// the same id.
StatisticsRules joined(const StatisticsRules& own, const StatisticsRules& shared);

// When a case is like an earlier one: at each of these places they have a value in common.
struct MemoryRule {
  std::vector<Path> compare;
  int months = 12;
  // What of an earlier case is worth naming when it is not finished.
  std::optional<Path> unfinished_list;
  std::optional<Condition> unfinished_when; // of `entry.`
};

MemoryRule memory_from(const Value& data);

} // namespace core
