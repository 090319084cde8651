// SPDX-License-Identifier: MIT
#include "cmd/figure_cases.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "audit/publication.hpp"
#include "audit/published.hpp"
#include "casebook/columns.hpp"
#include "core/calendar.hpp"
#include "core/error.hpp"
#include "core/path.hpp"
#include "core/state.hpp"

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

int year_argument(const std::string& text) {
  const auto day = core::parsed_date(text + "-01-01");
  if (text.size() != 4 || !day) {
    throw core::Error(core::Exit::usage, "bad-year", {{"year", text}});
  }
  return day->year;
}

bool is_later(const casebook::Book& book, const core::Value& document) {
  const auto received = core::parsed_time(document.text("received"));
  return received && received->instant > book.now();
}

// What to type for a period.
std::string words_of(const audit::Span& span) {
  const bool is_year = audit::is_period(span, 12);
  return is_year ? fmt::format("--year {}", span.since.year)
                 : fmt::format("--since {} --until {}", core::to_text(span.since),
                               core::to_text(span.until));
}

void refuse_uncommitted(const reg::Register& reg) {
  auto paths = reg.working_paths("cases");
  const auto committed = reg.committed_paths("cases");
  paths.insert(paths.end(), committed.begin(), committed.end());
  for (const auto& path : paths) {
    if (reg.working(path) != reg.committed(path)) {
      throw core::Error(core::Exit::refused, "not-committed-yet", {{"path", path}});
    }
  }
}

// The day on which the register began: its first commit, or the first case if that came earlier;
// cases are only looked through when it matters.
std::optional<core::Date> first_day(casebook::Book& book, const core::Date& asked) {
  const auto line = book.reg().line();
  auto first = line.empty() ? std::optional<core::Date>()
                            : std::optional(core::day_of(line.back().time, book.zone()));
  if (first && *first <= asked) {
    return first;
  }
  for (const auto& path : book.case_paths()) {
    const auto received = core::parsed_time(book.load(path).root.text("received"));
    if (received) {
      const auto day = core::day_of(received->instant, book.zone());
      first = first ? std::min(*first, day) : day;
    }
  }
  return first;
}

audit::Span days_from(Env& env, const Arguments& arguments) {
  const auto today = core::day_of(env.book().now(), env.book().zone());
  const bool days = arguments.has("--since") || arguments.has("--until");
  if (arguments.has("--year") && days) {
    throw core::Error(core::Exit::usage, "year-or-days");
  }
  int year = today.year;
  if (arguments.has("--year")) {
    year = year_argument(arguments.text("--year"));
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

} // namespace

// Noughts of days without a register would say that nothing happened.
void refuse_before_register(casebook::Book& book, const core::Date& until) {
  const auto first = first_day(book, until);
  if (first && until < *first) {
    throw core::Error(core::Exit::usage, "before-the-register",
                      {{"until", core::to_text(until)}, {"first", core::to_text(*first)}});
  }
}

void refuse_to_come(casebook::Book& book, const std::string& day) {
  throw core::Error(
      core::Exit::usage, "days-to-come",
      {{"day", day}, {"today", core::to_text(core::day_of(book.now(), book.zone()))}});
}

audit::Span span_from(Env& env, const Arguments& arguments) {
  const auto span = days_from(env, arguments);
  const auto today = core::day_of(env.book().now(), env.book().zone());
  const auto& day = today < span.since ? span.since : span.until;
  if (today < span.since || (arguments.has("--until") && today < span.until)) {
    refuse_to_come(env.book(), core::to_text(day));
  }
  refuse_before_register(env.book(), span.until);
  return span;
}

audit::Span published_span(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  // What may be told is said in pvtool.yaml: nobody goes by a file that says it wrongly.
  if (auto faults = book.organisation_faults(); !faults.empty()) {
    throw core::Error(core::Exit::findings, "organisation-unreadable", {}, std::move(faults));
  }
  // Nobody publishes by saying that it is next year already; but a sample is there to be tried.
  const auto today = core::day_of(book.is_example() ? book.now() : book.earliest(), book.zone());
  const auto months = audit::published_months(book.organisation());
  const auto last = audit::last_period(today, months);
  const bool asked =
      arguments.has("--year") || arguments.has("--since") || arguments.has("--until");
  const auto span = asked ? days_from(env, arguments) : last;
  const core::Arguments about = {{"since", core::to_text(span.since)},
                                 {"until", core::to_text(span.until)},
                                 {"months", std::to_string(months)},
                                 {"last", words_of(last)}};
  if (!audit::is_period(span, months)) {
    throw core::Error(core::Exit::refused, "period-not-whole", about);
  }
  if (today <= span.until) {
    throw core::Error(core::Exit::refused, "period-not-over", about);
  }
  refuse_uncommitted(book.reg());
  refuse_before_register(book, span.until);
  return span;
}

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

std::int64_t published_limit(const core::Value& organisation) {
  const auto* limit = core::at(organisation, "policies.small_cells");
  return limit != nullptr && limit->is_integer() ? limit->as_integer() : k_small;
}

audit::Figures published_figures(Env& env, std::vector<audit::Matter> matters,
                                 const audit::Span& span) {
  auto& book = env.book();
  std::map<std::string, std::vector<core::Path>> places;
  for (auto& one : matters) {
    auto& of_kind = places[one.kind->name];
    if (of_kind.empty()) {
      of_kind = casebook::columns_of(book.kinds(), one.kind->name).unit_places();
    }
    audit::hide_small_units(one.document, of_kind, book.organisation(),
                            env.say("register.small_unit"));
  }
  auto figures = audit::figures_of(matters, {span, book.organisation(), book.now(), book.zone()});
  audit::hide_small(figures, published_limit(book.organisation()));
  return figures;
}

} // namespace cmd
