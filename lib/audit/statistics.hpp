// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/kind.hpp"
#include "core/statistics.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace audit {

// One case as figures see it. What it points to must outlive it.
struct Matter {
  std::string id;
  const core::Kind* kind = nullptr;
  const core::StatisticsRules* rules = nullptr; // the kind's and those of all kinds
  core::Value document;                         // without what a later entry corrects
  core::Value state;
  std::vector<core::Clock> clocks;
  bool is_sound = true; // else it has errors, and nothing can be said of its clocks
};

// The days that are counted, the first and the last included.
struct Span {
  core::Date since;
  core::Date until;
};

// The same days a year earlier; 29 February becomes the 28th.
Span a_year_before(const Span& span);

// What figures are made by.
struct Counting {
  Span span;
  const core::Value& organisation;
  core::Instant now;
  const core::Zone& zone;
};

// How many there are, and of which cases (their places among the matters; one several times when it
// has several entries).
struct Number {
  std::int64_t count = 0; // k_hidden: it is not to be told
  std::vector<std::size_t> cases;
  void add(std::size_t one);
};
inline constexpr std::int64_t k_hidden = -1;

// A number of cases. `not_known` is the row of cases that do not say it; `not_asked` of those that
// the count is not about.
struct Row {
  enum class What { value, not_known, not_asked };
  std::string value;
  What what = What::value;
  Number number;
};

struct Count {
  const core::CountRule* rule = nullptr;
  bool several = false; // a case may stand in several rows: they add up to more than the cases
  std::vector<Row> rows;
};

struct Duration {
  const core::DurationRule* rule = nullptr;
  std::int64_t measured = 0; // k_hidden: neither it nor what follows is to be told
  double median = 0;
  double nine_of_ten = 0; // nine of ten took no longer; k_hidden: not to be told
  double longest = 0;
  std::vector<Number> bands; // one for each band, and one above the last
  Number running;            // begun, not ended
  Number not_known;
  Number not_asked;
};

// How the clocks of one rule ended or stand. In time and late are said only where there is a limit.
struct ClockFigure {
  std::string rule;
  std::string source;
  bool of_entries = false; // one for each entry of a list, so a case may have several
  bool is_target = false;  // the number is the organisation's own and not the law's
  Number in_time;
  Number late;
  Number overdue;
  Number running;
  Number stopped;
  Number without_limit; // ended or running where nothing sets a number
  Number cannot_decide;
  Number none; // cases without such a clock
  // Of what was or should have been done: in time, late and overdue.
  // k_hidden when one of them is.
  std::int64_t judged() const;
};

struct Entries {
  const core::EntriesRule* rule = nullptr;
  Number in_time;
  Number late;
  Number done; // done, and nothing said by when
  Number open;
  Number overdue;
  Number undated; // open, and nothing says by when
  Number not_known;
};

struct KindFigures {
  const core::Kind* kind = nullptr;
  Number cases;
  std::map<std::string, Number> months; // "2026-03", all of the span
  std::vector<Count> counts;
  std::vector<Duration> durations;
  std::vector<ClockFigure> clocks;
  std::vector<Entries> entries;
};

struct Figures {
  Span span;
  Number cases;
  std::vector<std::string> months;           // all of the span
  std::vector<KindFigures> kinds;            // those with cases, by name
  std::map<std::string, Number> not_counted; // by reason: "drill"
  Number not_sound;                          // counted, and with errors
};

// Why a case is in no figure ("drill"), or nothing.
std::optional<std::string> left_out(const Matter& one, const Counting& by);

// The figures of the cases that were received within the span. Every case stands somewhere in every
// count: what it does not say is "not known", never nothing. A case without a time of receipt is an
// error of the caller.
Figures figures_of(const std::vector<Matter>& matters, const Counting& by);

// How the register stands at the moment judged, whenever its cases came.
struct Standing {
  std::int64_t open_cases = 0;
  std::int64_t overdue_clocks = 0;
  std::int64_t cases_overdue = 0;
  std::int64_t overdue_looks = 0; // facts not known yet whose day to look again has passed
  std::int64_t undecided_clocks = 0;
  std::int64_t open_entries = 0;
  std::int64_t overdue_entries = 0;
  std::int64_t undated_entries = 0;
};
Standing standing_of(const std::vector<Matter>& matters, const Counting& by);

// The day on which the first case of all was received; nothing when there is none.
std::optional<core::Date> first_day(const std::vector<Matter>& matters, const Counting& by);

} // namespace audit
