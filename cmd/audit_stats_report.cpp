// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "cmd/audit_stats.hpp"
#include "cmd/figure_tables.hpp"
#include "cmd/figure_words.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/memory.hpp"
#include "cmd/say.hpp"
#include "letters/wording.hpp"

namespace cmd {

namespace {

using audit::Number;

// One report while it is being put together.
class Reporter {
public:
  Reporter(Env& env, const Stats& stats)
      : m_env(env), m_stats(stats), m_wording(wording_of(env)),
        m_before(stats.before ? &*stats.before : nullptr), m_words(env, m_before != nullptr),
        m_tables(env, m_words) {}

  FigureReport report() {
    FigureReport report;
    const auto* organisation = m_env.book().organisation().find("organisation");
    report.language = m_env.texts().language();
    report.sender = organisation != nullptr ? organisation->text("name") : "";
    const auto& span = m_stats.now.span;
    report.title = m_words.say(
        "title", {{"since", m_wording.date(span.since)}, {"until", m_wording.date(span.until)}});
    if (m_env.book().is_example()) {
      report.lines.push_back(m_env.say("init.sample"));
    }
    report.lines.push_back(m_words.say(m_stats.so_far ? "so_far" : "whole",
                                       {{"now", m_wording.time(m_env.book().now())}}));
    add_left_out(report.lines);
    add_headline(report);
    report.sections.push_back(overview());
    for (const auto& kind : m_stats.now.kinds) {
      report.sections.push_back(of_kind(kind));
    }
    for (auto& section : report.sections) {
      sort_out(section);
    }
    if (is_all_hidden(report)) {
      report.headline.clear();
      report.sections.clear();
      report.lines.push_back(m_words.say("all_hidden", {{"limit", std::to_string(m_stats.limit)}}));
    }
    add_again(report);
    add_notes(report);
    return report;
  }

private:
  using Tells = FigureTable::Tells;

  // Tables that tell nothing are named in a line for each reason.
  void sort_out(FigureSection& section) {
    const std::pair<Tells, const char*> reasons[] = {{Tells::nothing, "nothing_of"},
                                                     {Tells::not_known, "not_said"},
                                                     {Tells::hidden, "hidden_of"}};
    for (const auto& [reason, id] : reasons) {
      std::vector<std::string> titles;
      for (const auto& table : section.tables) {
        if (table.tells == reason) {
          titles.push_back(table.title);
        }
      }
      if (!titles.empty()) {
        section.after.push_back(
            m_words.say(id, {{"what", fmt::format("{}", fmt::join(titles, "; "))}}));
      }
      section.hides = section.hides || (reason == Tells::hidden && !titles.empty());
    }
    std::erase_if(section.tables,
                  [](const FigureTable& table) { return table.tells != Tells::something; });
  }

  static bool is_all_hidden(const FigureReport& report) {
    const auto& all = report.sections;
    return std::any_of(all.begin(), all.end(), [](const auto& one) { return one.hides; }) &&
           std::all_of(all.begin(), all.end(), [](const auto& one) { return one.tables.empty(); });
  }

  void add_left_out(std::vector<std::string>& lines) {
    std::vector<std::string> words;
    for (const auto& [why, cases] : m_stats.now.not_counted) {
      words.push_back(m_words.say("left_out." + why, {{"number", m_words.number(cases)}}));
    }
    if (!words.empty()) {
      lines.push_back(m_words.say("left_out.line", {{"what", m_wording.joined(words)}}));
    }
    if (m_stats.now.not_sound.count != 0) {
      lines.push_back(m_words.of_number("not_sound", m_stats.now.not_sound.count));
    }
    if (m_stats.unread != 0) {
      lines.push_back(m_words.of_number("unread", m_stats.unread));
    }
  }

  void add_headline(FigureReport& report) {
    const auto cells =
        m_words.compared(m_stats.now.cases, m_before != nullptr ? &m_before->cases : nullptr);
    report.headline.emplace_back(
        m_words.say("cases"),
        cells.size() > 1 ? m_words.say("against", {{"number", cells[0]}, {"before", cells[1]}})
                         : cells[0]);
    if (m_stats.standing) {
      const auto& standing = *m_stats.standing;
      report.headline.emplace_back(
          m_words.say("standing.overdue"),
          standing.overdue_clocks == 0
              ? m_words.say("none")
              : m_words.say(standing.cases_overdue == 1 ? "standing.overdue_in_one"
                                                        : "standing.overdue_in",
                            {{"number", std::to_string(standing.overdue_clocks)},
                             {"cases", std::to_string(standing.cases_overdue)}}));
      if (standing.overdue_looks > 0) {
        report.headline.emplace_back(m_words.say("standing.looks"),
                                     std::to_string(standing.overdue_looks));
      }
      if (standing.undecided_clocks > 0) {
        report.headline.emplace_back(m_words.say("standing.undecided"),
                                     std::to_string(standing.undecided_clocks));
      }
    }
    for (const auto& kind : m_stats.now.kinds) {
      add_main_clock(kind, report);
    }
    if (m_stats.standing) {
      const auto& standing = *m_stats.standing;
      report.headline.emplace_back(m_words.say("standing.open"),
                                   std::to_string(standing.open_cases));
      report.headline.emplace_back(
          m_words.say("standing.actions"),
          m_words.say("standing.actions_open",
                      {{"number", std::to_string(standing.open_entries)},
                       {"overdue", std::to_string(standing.overdue_entries)},
                       {"undated", std::to_string(standing.undated_entries)}}));
    }
  }

  std::string in_time_words(const audit::ClockFigure& clock) {
    const auto judged = clock.judged();
    if (judged == audit::k_hidden) {
      return m_words.say("hidden");
    }
    return judged == 0
               ? m_words.say("none_yet")
               : m_words.say("in_time", {{"number", m_words.number(clock.in_time)},
                                         {"of", m_words.number(judged)},
                                         {"share", m_words.share(clock.in_time.count, judged)}});
  }

  // The clock that the kind names first is what it is measured by.
  void add_main_clock(const audit::KindFigures& kind, FigureReport& report) {
    if (!kind.clocks.empty()) {
      const auto& clock = kind.clocks.front();
      report.headline.emplace_back(m_tables.title_of(kind.kind->name, clock), in_time_words(clock));
    }
  }

  FigureSection overview() {
    FigureSection section{m_words.say("overview"), {}, {}, {}};
    FigureTable kinds{
        m_words.say("by_kind"), m_words.compared_head(m_words.say("head.kind")), {}, {}, {}};
    std::set<std::string> seen;
    for (const auto& kind : m_stats.now.kinds) {
      const auto* before = find_before(kind.kind->name);
      seen.insert(kind.kind->name);
      kinds.lines.push_back(
          {m_words.title_of(kind.kind->name),
           m_words.compared(kind.cases, before != nullptr ? &before->cases : nullptr),
           drawn(&kind.cases),
           {}});
    }
    std::vector<const Number*> all = {&m_stats.now.cases};
    if (m_before != nullptr) {
      all.push_back(&m_before->cases);
    }
    kinds.tells = tells_of(all);
    static const Number k_none;
    for (const auto& kind : m_before != nullptr ? m_before->kinds : k_no_kinds) {
      if (!seen.contains(kind.kind->name)) {
        kinds.lines.push_back(
            {m_words.title_of(kind.kind->name), m_words.compared(k_none, &kind.cases), 0, {}});
      }
    }
    kinds.lines.push_back(
        {m_words.say("all"),
         m_words.compared(m_stats.now.cases, m_before != nullptr ? &m_before->cases : nullptr),
         {},
         {}});
    section.tables.push_back(std::move(kinds));
    section.tables.push_back(months());
    return section;
  }

  const audit::KindFigures* find_before(const std::string& kind) {
    for (const auto& one : m_before != nullptr ? m_before->kinds : k_no_kinds) {
      if (one.kind->name == kind) {
        return &one;
      }
    }
    return nullptr;
  }

  // All kinds of one month; hidden where one of them is.
  static Number of_month(const audit::Figures& figures, std::size_t place) {
    Number all;
    for (const auto& kind : figures.kinds) {
      const auto& one = kind.months.at(figures.months[place]);
      all.count = one.count == audit::k_hidden || all.count == audit::k_hidden
                      ? audit::k_hidden
                      : all.count + one.count;
    }
    return all;
  }

  FigureTable months() {
    FigureTable table{m_words.say("by_month"),
                      m_words.compared_head(m_words.say("head.month")),
                      {},
                      FigureTable::Shape::columns,
                      {}};
    const auto& figures = m_stats.now;
    std::vector<Number> all;
    for (std::size_t place = 0; place < figures.months.size(); ++place) {
      const auto now = of_month(figures, place);
      const bool has_before = m_before != nullptr && place < m_before->months.size();
      const auto before = has_before ? of_month(*m_before, place) : Number{};
      all.insert(all.end(), {now, before});
      const auto month = figures.months[place];
      table.lines.push_back({m_words.say("month.n" + month.substr(5)) +
                                 (figures.months.size() > 12 ? " " + month.substr(2, 2) : ""),
                             m_words.compared(now, has_before ? &before : nullptr), drawn(&now),
                             has_before ? drawn(&before) : std::nullopt});
    }
    table.tells = tells_of(places_of(all));
    if (figures.months.size() > 24) {
      table.shape = FigureTable::Shape::bars; // too many to stand side by side
    }
    return table;
  }

  FigureSection of_kind(const audit::KindFigures& kind) {
    FigureSection section{m_words.title_of(kind.kind->name), {}, {}, {}};
    const auto* before = find_before(kind.kind->name);
    const auto& name = kind.kind->name;
    if (kind.cases.count != audit::k_hidden) {
      section.lines.push_back(m_words.of_number("cases_line", kind.cases.count));
    }
    section.tables.push_back(m_tables.clocks(kind));
    for (std::size_t place = 0; place < kind.durations.size(); ++place) {
      section.tables.push_back(m_tables.duration(
          name, kind.durations[place], before != nullptr ? &before->durations[place] : nullptr));
    }
    for (std::size_t place = 0; place < kind.counts.size(); ++place) {
      const auto& count = kind.counts[place];
      if (!count.rows.empty()) {
        section.tables.push_back(m_tables.count(
            name, count, kind.cases, before != nullptr ? &before->counts[place] : nullptr));
      }
    }
    for (const auto& entries : kind.entries) {
      section.tables.push_back(m_tables.entries(name, entries));
    }
    return section;
  }

  void add_again(FigureReport& report) {
    if (m_stats.again.empty()) {
      return;
    }
    constexpr std::size_t k_most = 10; // the newest; a board reads no more
    FigureSection section{m_words.say("again"), {}, {}, {}};
    const auto all = m_stats.again.size();
    for (std::size_t at = 0; at < std::min(all, k_most); ++at) {
      const auto& one = m_stats.again[at];
      const auto path = m_env.book().find(one.id);
      for (const auto& line : memory_lines(m_env, m_env.book().load(path).kind(), one.memory)) {
        section.lines.push_back(fmt::format("{}: {}", one.id, line));
      }
    }
    if (all > k_most) {
      section.lines.push_back(
          m_words.of_number("again_more", static_cast<std::int64_t>(all - k_most)));
    }
    report.sections.push_back(std::move(section));
  }

  void add_notes(FigureReport& report) {
    if (m_stats.before) {
      report.legend = m_words.say("legend");
      report.notes.push_back(
          m_words.say("compared_with", {{"since", m_wording.date(m_stats.before->span.since)},
                                        {"until", m_wording.date(m_stats.before->span.until)}}));
    } else if (m_stats.limit == 0) {
      report.notes.push_back(m_words.say("nothing_before"));
    }
    if (m_stats.limit > 0) {
      report.notes.push_back(m_words.say("published_once"));
      report.notes.push_back(m_words.say("small_cells", {{"limit", std::to_string(m_stats.limit)},
                                                         {"sign", m_words.say("hidden")}}));
    }
    report.notes.push_back(m_words.say("received"));
  }

  static inline const std::vector<audit::KindFigures> k_no_kinds;

  Env& m_env;
  const Stats& m_stats;
  letters::Wording m_wording;
  const audit::Figures* m_before;
  FigureWords m_words;
  FigureTables m_tables;
};

} // namespace

FigureReport report_of(Env& env, const Stats& stats) {
  return Reporter(env, stats).report();
}

} // namespace cmd
