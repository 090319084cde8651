// SPDX-License-Identifier: MIT
#include "cmd/audit_stats.hpp"

#include <algorithm>

#include "audit/published.hpp"
#include "cmd/audit.hpp"
#include "cmd/output.hpp"
#include "core/calendar.hpp"
#include "core/error.hpp"
#include "core/path.hpp"
#include "core/workflow.hpp"

namespace cmd {

namespace {

constexpr std::int64_t k_small = 5;

core::Date day_argument(const std::string& text) {
  const auto day = core::parsed_date(text);
  if (!day) {
    throw core::Error(core::Exit::usage, "bad-day", {{"day", text}});
  }
  return *day;
}

// --year Y, --since and --until, or the year of the moment judged.
audit::Span span_from(const Arguments& arguments, const core::Date& today) {
  const bool days = arguments.has("--since") || arguments.has("--until");
  if (arguments.has("--year") && days) {
    throw core::Error(core::Exit::usage, "year-or-days");
  }
  int year = today.year;
  if (arguments.has("--year")) {
    year = day_argument(arguments.text("--year") + "-01-01").year;
  }
  audit::Span span{{year, 1, 1}, {year, 12, 31}};
  if (days) {
    span.until = arguments.has("--until") ? day_argument(arguments.text("--until")) : today;
    span.since = arguments.has("--since") ? day_argument(arguments.text("--since"))
                                          : core::Date{span.until.year, 1, 1};
  }
  if (span.until < span.since) {
    throw core::Error(core::Exit::usage, "span-ends-before-it-begins",
                      {{"since", core::to_text(span.since)}, {"until", core::to_text(span.until)}});
  }
  return span;
}

bool is_later(const casebook::Book& book, const core::Value& document) {
  const auto received = core::parsed_time(document.text("received"));
  return received && received->instant > book.now();
}

// Every case that was known by the moment judged. What cannot be read may be anything: a finding,
// and cannot decide.
std::vector<audit::Matter> matters_of(Env& env, Result& result, std::int64_t& unread) {
  auto& book = env.book();
  std::vector<audit::Matter> matters;
  for (const auto& path : book.case_paths()) {
    const auto one = book.load(path);
    const bool readable = one.root.is_map() && book.kinds().has(one.kind()) &&
                          core::parsed_time(one.root.text("received")).has_value();
    if (readable && is_later(book, one.root)) {
      continue;
    }
    casebook::Holds holds;
    auto sound = readable ? book.sound(one, holds) : std::nullopt;
    const auto faults = sound ? std::vector<core::Finding>{} : book.judge(one);
    const bool is_sound = sound || (readable && !core::has_errors(faults));
    if (!is_sound) {
      result.findings.insert(result.findings.end(), faults.begin(), faults.end());
      result.exit = core::Exit::cannot_decide;
      unread += readable ? 0 : 1;
    }
    if (readable) {
      auto& matter = matters.emplace_back();
      matter.id = one.id;
      matter.kind = &book.kinds().kind(one.kind());
      matter.rules = &book.kinds().statistics(one.kind());
      matter.document = core::without_corrected(one.root);
      matter.is_sound = is_sound;
      if (is_sound) {
        matter.state = book.state(one);
        matter.clocks = sound ? std::move(sound->clocks) : book.clocks(one);
      }
    }
  }
  return matters;
}

// The newest case of each group of cases that are like each other, with all before it.
std::vector<Again> again_in(const std::vector<audit::Matter>& matters,
                            const audit::Figures& figures, const audit::Counting& by) {
  std::vector<Again> all;
  std::vector<std::string> named; // stands before another one already
  const auto& cases = figures.cases.cases;
  for (auto place = cases.rbegin(); place != cases.rend(); ++place) {
    const auto& one = matters[*place];
    if (!one.kind->memory || std::find(named.begin(), named.end(), one.id) != named.end()) {
      continue;
    }
    std::vector<audit::Known> known;
    for (const auto& other : matters) {
      if (other.kind == one.kind && !audit::left_out(other, by)) {
        known.push_back({other.id, other.document});
      }
    }
    auto memory = audit::memory_of(*one.kind, {one.id, one.document}, known, by.organisation,
                                   by.now, by.zone);
    for (const auto& earlier : memory.earlier) {
      named.push_back(earlier.id);
    }
    if (memory.has_happened()) {
      all.push_back({one.id, std::move(memory)});
    }
  }
  return all;
}

std::int64_t limit_of(const core::Value& organisation) {
  const auto* limit = core::at(organisation, "policies.small_cells");
  return limit != nullptr && limit->is_integer() ? limit->as_integer() : k_small;
}

// What is published: no single cases, no free words, no small numbers.
void make_public(const core::Value& organisation, Stats& stats) {
  stats.limit = limit_of(organisation);
  stats.standing.reset();
  stats.again.clear();
  audit::hide_small(stats.now, stats.limit);
  if (stats.before) {
    audit::hide_small(*stats.before, stats.limit);
  }
}

} // namespace

Result audit_stats(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto today = core::day_of(book.now(), book.zone());
  auto span = span_from(arguments, today);
  // JSON is what the program says to programs, and goes where they listen.
  const auto format =
      arguments.has("--output")
          ? chosen_format(arguments, {"text", "html", "md"}, "audit", "stats")
          : chosen_format(arguments, {"text", "json", "html", "md"}, "audit", "stats");
  Result result;
  Stats stats;
  result.findings = book.judge_folder();
  result.exit = core::has_errors(result.findings) ? core::Exit::cannot_decide : core::Exit::done;
  const auto matters = matters_of(env, result, stats.unread);
  stats.so_far = today < span.until;
  span.until = std::max(span.since, std::min(span.until, today));
  const audit::Counting by{span, book.organisation(), book.now(), book.zone()};
  const audit::Counting by_before{audit::a_year_before(span), book.organisation(), book.now(),
                                  book.zone()};
  stats.now = audit::figures_of(matters, by);
  stats.standing = audit::standing_of(matters, by);
  const auto first = audit::first_day(matters, by);
  stats.register_is_younger = !first || by_before.span.until < *first;
  if (!stats.register_is_younger) {
    stats.before = audit::figures_of(matters, by_before);
  }
  stats.again = again_in(matters, stats.now, by);
  if (arguments.has("--public")) {
    make_public(book.organisation(), stats);
    result.findings.clear(); // they name cases; the exit code stays
  }
  result.value = value_of(env, stats);
  const auto report = report_of(env, stats);
  result.page = page_of(report);
  if (format == "json") {
    result.as_json = true;
  } else if (format != "text" || arguments.has("--output")) {
    give_out(env, arguments, format,
             format == "html" ? html_of(env, report)
             : format == "md" ? markdown_of(report)
                              : result.page.to_text(false),
             result);
  }
  return result;
}

} // namespace cmd
