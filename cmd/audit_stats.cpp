// SPDX-License-Identifier: MIT
#include "cmd/audit_stats.hpp"

#include <algorithm>

#include "cmd/audit.hpp"
#include "cmd/figure_cases.hpp"
#include "cmd/output.hpp"
#include "core/calendar.hpp"
#include "core/error.hpp"

namespace cmd {

namespace {

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

// Everything, as of now: the days that have come, beside the same days of the year before.
void fill(Env& env, const std::vector<audit::Matter>& matters, audit::Span span, Stats& stats) {
  auto& book = env.book();
  const auto today = core::day_of(book.now(), book.zone());
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
}

// What is published: no single cases, no free words, no small numbers, and no period a second time
// beside the next one, for by then it may differ by a single case.
void fill_public(Env& env, const std::vector<audit::Matter>& matters, const audit::Span& span,
                 Stats& stats) {
  stats.limit = published_limit(env.book().organisation());
  stats.now = published_figures(env, matters, span);
  stats.unread = stats.unread < stats.limit && stats.unread > 0 ? audit::k_hidden : stats.unread;
}

} // namespace

Result audit_stats(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const bool is_public = arguments.has("--public");
  auto span = is_public ? published_span(env, arguments) : span_from(env, arguments);
  const auto format = chosen_format(arguments, {"text", "json", "html", "md"}, "audit", "stats");
  Result result;
  Stats stats;
  result.findings = book.judge_folder();
  result.exit = core::has_errors(result.findings) ? core::Exit::cannot_decide : core::Exit::done;
  const auto matters = matters_of(env, result, stats.unread);
  if (is_public) {
    fill_public(env, matters, span, stats);
    result.is_public = true;
    result.findings.clear(); // they name cases; the exit code stays
  } else {
    fill(env, matters, span, stats);
  }
  result.value = value_of(env, stats);
  const auto report = report_of(env, stats);
  result.page = page_of(report);
  if (format == "json") {
    give_json(env, arguments, result);
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
