// SPDX-License-Identifier: MIT
// What may be published: periods that do not overlap, units that name nobody, facts that tell no
// hidden number.
#include "audit/publication.hpp"

#include <doctest/doctest.h>

#include "casebook/data.hpp"
#include "core/kind.hpp"
#include "core/state.hpp"

namespace {

core::Date day(const char* text) {
  return *core::parsed_date(text);
}

audit::Span span(const char* since, const char* until) {
  return {day(since), day(until)};
}

core::Value data(const char* text) {
  return casebook::data_from(text, "test");
}

core::Kind kind() {
  return core::kind_from(data(R"(
kind: loan
format: 1
start: received
periods:
  - {id: loan.back, version: 1, valid_from: 2020-01-01, source: house, status: ours, from: received, period: {days: 10}, until: returned, stopped: {fact: state.open_actions, is: true}}
statistics:
  counts:
    - {id: what, of: [object.kind]}
    - {id: lent, rows: [{id: out, when: {all: [{fact: borrower, exists: true}, {fact: org.open, is: true}]}}]}
)"));
}

audit::KindFigures figures(const core::Kind& kind) {
  audit::KindFigures figures;
  figures.kind = &kind;
  figures.months["2026-01"].count = 9;
  for (const auto& rule : kind.statistics.counts) {
    audit::Row row;
    row.number.count = 9;
    figures.counts.push_back({&rule, false, {row}});
  }
  figures.clocks.emplace_back().rule = "loan.back";
  return figures;
}

bool tells(const audit::Telling& telling, const char* path) {
  return telling.tells(core::path_of(path));
}

} // namespace

TEST_CASE("periods are whole parts of one calendar year") {
  CHECK(audit::is_period(span("2025-01-01", "2025-12-31"), 12));
  CHECK_FALSE(audit::is_period(span("2025-01-01", "2025-11-30"), 12));
  CHECK_FALSE(audit::is_period(span("2025-07-01", "2026-06-30"), 12));
  CHECK_FALSE(audit::is_period(span("2025-01-01", "2026-12-31"), 12));
  CHECK(audit::is_period(span("2025-07-01", "2025-12-31"), 6));
  CHECK_FALSE(audit::is_period(span("2025-01-01", "2025-12-31"), 6));
  CHECK(audit::is_period(span("2024-05-01", "2024-08-31"), 4));
  CHECK_FALSE(audit::is_period(span("2024-02-01", "2024-04-30"), 3));
  CHECK(audit::is_period(span("2024-01-01", "2024-03-31"), 3));
}

TEST_CASE("the newest period that is over, on its first and last days") {
  const auto last = [](const char* today, int months) {
    const auto found = audit::last_period(day(today), months);
    return core::to_text(found.since) + " " + core::to_text(found.until);
  };
  CHECK(last("2026-01-01", 12) == "2025-01-01 2025-12-31");
  CHECK(last("2026-12-31", 12) == "2025-01-01 2025-12-31");
  CHECK(last("2026-06-30", 6) == "2025-07-01 2025-12-31");
  CHECK(last("2026-07-01", 6) == "2026-01-01 2026-06-30");
  CHECK(last("2024-03-31", 3) == "2023-10-01 2023-12-31");
  CHECK(last("2024-12-31", 4) == "2024-05-01 2024-08-31");
}

TEST_CASE("the length is a year unless the organisation says another") {
  CHECK(audit::published_months(data("{}")) == 12);
  CHECK(audit::published_months(data("{policies: {published_months: 4}}")) == 4);
}

TEST_CASE("a unit names nobody where it is known that enough work there") {
  const auto organisation = data("{units: {Post room: 5, Reception: 4}}");
  CHECK_FALSE(audit::is_small_unit(organisation, "Post room"));
  CHECK(audit::is_small_unit(organisation, "Reception"));
  CHECK(audit::is_small_unit(organisation, "School office"));
  CHECK(audit::is_small_unit(data("{}"), "Post room"));
  auto one =
      data("{reporter: {unit: Reception}, subjects: [{unit: Post room}, {unit: Elsewhere}]}");
  audit::hide_small_units(one, {core::path_of("reporter.unit"), core::path_of("subjects[*].unit")},
                          organisation, "small");
  CHECK(one == data("{reporter: {unit: small}, subjects: [{unit: Post room}, {unit: small}]}"));
}

TEST_CASE("a fact tells of a hidden number when the rule of that number asks for it") {
  const auto kind = ::kind();
  auto published = figures(kind);
  CHECK_FALSE(tells(audit::telling(published), "object"));
  published.counts[0].rows[0].number.count = audit::k_hidden;
  CHECK(tells(audit::telling(published), "object.kind"));
  CHECK(tells(audit::telling(published), "object"));
  CHECK(tells(audit::telling(published), "object.kind.colour"));
  CHECK_FALSE(tells(audit::telling(published), "object.kindred"));
  CHECK_FALSE(tells(audit::telling(published), "borrower"));
  published.counts[1].rows[0].number.count = audit::k_hidden;
  CHECK(tells(audit::telling(published), "borrower"));
  CHECK_FALSE(tells(audit::telling(published), "org.open"));
  CHECK_FALSE(tells(audit::telling(published), "received"));
  published.clocks[0].late.count = audit::k_hidden;
  CHECK(tells(audit::telling(published), "received"));
  CHECK(tells(audit::telling(published), "returned"));
  CHECK(tells(audit::telling(published), "actions[0].done")); // behind state.open_actions
  CHECK_FALSE(audit::telling(published).days);
  published.months["2026-01"].count = audit::k_hidden;
  CHECK(audit::telling(published).days);
}

TEST_CASE("what nobody can tell apart tells everything") {
  const auto kind = ::kind();
  CHECK(core::facts_behind(kind, core::path_of("state.changed")).empty());
  CHECK_FALSE(core::facts_behind(kind, core::path_of("state.people_to_tell")).empty());
}
