// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "cmd/audit_stats.hpp"
#include "cmd/figure_words.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/memory.hpp"
#include "cmd/say.hpp"
#include "letters/wording.hpp"

namespace cmd {

namespace {

using audit::Number;
using audit::Row;

std::optional<double> drawn(const Number* number) {
  return number != nullptr && number->count != audit::k_hidden
             ? std::optional(static_cast<double>(number->count))
             : std::nullopt;
}

// One report while it is being put together.
class Reporter {
public:
  Reporter(Env& env, const Stats& stats)
      : m_env(env), m_stats(stats), m_wording(wording_of(env)),
        m_before(stats.before ? &*stats.before : nullptr), m_words(env, m_before != nullptr) {}

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

  // What numbers of cases come to, those of cases that do not say it apart.
  static Tells tells(const std::vector<const Number*>& said, const Number* not_known = nullptr) {
    const auto any = [&](const auto& is) {
      return std::any_of(said.begin(), said.end(), [&](const Number* one) { return is(*one); });
    };
    const auto is_told = [](const Number& one) { return one.count > 0; };
    const auto is_hidden = [](const Number& one) { return one.count == audit::k_hidden; };
    return any(is_told)                                                        ? Tells::something
           : any(is_hidden) || (not_known != nullptr && is_hidden(*not_known)) ? Tells::hidden
           : not_known != nullptr && is_told(*not_known)                       ? Tells::not_known
                                                                               : Tells::nothing;
  }

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
      report.headline.emplace_back(title_of(kind.kind->name, clock), in_time_words(clock));
    }
  }

  std::string title_of(const std::string& kind, const audit::ClockFigure& clock) {
    auto title = m_env.kind_text(kind, {"periods", clock.rule, "title"});
    return clock.is_target ? fmt::format("{} {}", title, m_env.say("deadline.target")) : title;
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
    kinds.tells = tells(all);
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
    table.tells = tells(places_of(all));
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
    section.tables.push_back(clocks(kind));
    for (std::size_t place = 0; place < kind.durations.size(); ++place) {
      section.tables.push_back(duration(name, kind.durations[place],
                                        before != nullptr ? &before->durations[place] : nullptr));
    }
    for (std::size_t place = 0; place < kind.counts.size(); ++place) {
      const auto& count = kind.counts[place];
      if (!count.rows.empty()) {
        section.tables.push_back(count_table(name, count, kind.cases,
                                             before != nullptr ? &before->counts[place] : nullptr));
      }
    }
    for (const auto& entries : kind.entries) {
      section.tables.push_back(entries_table(name, entries));
    }
    return section;
  }

  // Rows of clocks that some case has; columns that are nothing in all rows are left out, but for
  // those that say whether it was in time.
  FigureTable clocks(const audit::KindFigures& kind) {
    using Figure = audit::ClockFigure;
    static const std::pair<const char*, Number Figure::*> k_columns[] = {
        {"clock.in_time", &Figure::in_time},
        {"clock.late", &Figure::late},
        {"clock.overdue", &Figure::overdue},
        {"clock.running", &Figure::running},
        {"clock.stopped", &Figure::stopped},
        {"clock.without_limit", &Figure::without_limit},
        {"clock.cannot_decide", &Figure::cannot_decide}};
    FigureTable table{
        m_words.say("clocks"), {m_words.say("head.clock"), m_words.say("head.share")}, {}, {}, {}};
    std::vector<Number Figure::*> shown;
    for (std::size_t column = 0; column < std::size(k_columns); ++column) {
      const auto& [id, member] = k_columns[column];
      if (column < 3 || std::any_of(kind.clocks.begin(), kind.clocks.end(),
                                    [&](const Figure& one) { return (one.*member).count != 0; })) {
        table.head.push_back(m_words.say(id));
        shown.push_back(member);
      }
    }
    std::vector<const Number*> all;
    for (const auto& clock : kind.clocks) {
      const bool any = std::any_of(shown.begin(), shown.end(),
                                   [&](const auto member) { return (clock.*member).count != 0; });
      for (const auto member : shown) {
        all.push_back(&(clock.*member));
      }
      if (any) {
        const auto judged = clock.judged();
        FigureLine line{title_of(kind.kind->name, clock),
                        {judged > 0 ? m_words.share(clock.in_time.count, judged) : ""},
                        {},
                        {}};
        for (const auto member : shown) {
          line.cells.push_back(m_words.number(clock.*member));
        }
        table.lines.push_back(std::move(line));
      }
    }
    table.tells = tells(all);
    table.notes.push_back(m_words.say("clocks_note"));
    return table;
  }

  static std::vector<const Number*> places_of(const std::vector<Number>& numbers) {
    std::vector<const Number*> places;
    for (const auto& number : numbers) {
      places.push_back(&number);
    }
    return places;
  }

  static std::vector<const Number*> numbers_of(const audit::Duration& one,
                                               const audit::Duration* before) {
    auto all = places_of(one.bands);
    all.push_back(&one.running);
    if (before != nullptr) {
      const auto earlier = places_of(before->bands);
      all.insert(all.end(), earlier.begin(), earlier.end());
    }
    return all;
  }

  // Of one case there is neither a half nor nine of ten; of few nine of ten are all.
  std::string measured_words(const audit::Duration& one) {
    const auto length = [&](double value) { return m_words.length(value, one.rule->in_days); };
    if (one.measured == 1) {
      return m_words.say("single", {{"number", length(one.median)}});
    }
    const bool alone = one.nine_of_ten < 0 || one.nine_of_ten == one.longest;
    auto words = m_words.say(alone ? "median_alone" : "median",
                             {{"number", length(one.median)}, {"most", length(one.nine_of_ten)}});
    if (one.longest > 0) {
      words += " " + m_words.say("longest", {{"number", length(one.longest)}});
    }
    return words;
  }

  FigureTable duration(const std::string& kind, const audit::Duration& one,
                       const audit::Duration* before) {
    const bool in_days = one.rule->in_days;
    FigureTable table{m_words.name_of(kind, one.rule->id),
                      m_words.compared_head(m_words.say("head.length")),
                      {},
                      FigureTable::Shape::bars,
                      {}};
    const auto add = [&](const std::string& label, const Number& now, const Number* earlier) {
      table.lines.push_back({label, m_words.compared(now, earlier), drawn(&now),
                             earlier != nullptr ? drawn(earlier) : std::nullopt});
    };
    for (std::size_t band = 0; band < one.bands.size(); ++band) {
      const bool last = band == one.rule->bands.size();
      const auto end = static_cast<double>(one.rule->bands[last ? band - 1 : band]);
      add(m_words.say(last ? "over" : "up_to", {{"length", m_words.length(end, in_days)}}),
          one.bands[band], before != nullptr ? &before->bands[band] : nullptr);
    }
    add(m_words.say("not_ended"), one.running, before != nullptr ? &before->running : nullptr);
    if (one.not_known.count != 0 || (before != nullptr && before->not_known.count != 0)) {
      add(m_words.say("not_known"), one.not_known,
          before != nullptr ? &before->not_known : nullptr);
    }
    if (one.not_asked.count != 0) {
      add(m_words.say("not_asked"), one.not_asked,
          before != nullptr ? &before->not_asked : nullptr);
      table.lines.back().is_drawn = false;
      table.lines.back().number.reset();
    }
    table.tells = tells(numbers_of(one, before), &one.not_known);
    if (one.measured > 0) {
      table.notes.push_back(measured_words(one));
    }
    if (one.measured > 0 && before != nullptr && before->measured > 0) {
      table.notes.push_back(
          m_words.say("median_before", {{"number", m_words.length(before->median, in_days)}}));
    }
    return table;
  }

  FigureTable count_table(const std::string& kind, const audit::Count& count, const Number& cases,
                          const audit::Count* before) {
    FigureTable table{m_words.name_of(kind, count.rule->id),
                      m_words.compared_head(m_words.say("head.value")),
                      {},
                      FigureTable::Shape::bars,
                      {}};
    table.head.push_back(m_words.say("head.share"));
    const auto earlier_of = [&](const Row& row) -> const Number* {
      for (const auto& other : before != nullptr ? before->rows : k_no_rows) {
        if (other.what == row.what && other.value == row.value) {
          return &other.number;
        }
      }
      return nullptr;
    };
    const auto not_asked = count.rows.back().number.count;
    const auto asked = cases.count == audit::k_hidden || not_asked == audit::k_hidden
                           ? audit::k_hidden
                           : cases.count - not_asked;
    for (const auto& row : count.rows) {
      const auto* earlier = earlier_of(row);
      if (row.what != Row::What::value && row.number.count == 0 &&
          (earlier == nullptr || earlier->count == 0)) {
        continue;
      }
      auto cells = m_words.compared(row.number, earlier);
      const bool is_asked = row.what != Row::What::not_asked;
      cells.push_back(is_asked ? m_words.share(row.number.count, asked) : "");
      table.lines.push_back({m_words.value_name(kind, *count.rule, row), std::move(cells),
                             is_asked ? drawn(&row.number) : std::nullopt,
                             is_asked && earlier != nullptr ? drawn(earlier) : std::nullopt,
                             is_asked});
    }
    for (const auto& row : before != nullptr ? before->rows : k_no_rows) {
      const bool known = std::any_of(count.rows.begin(), count.rows.end(), [&](const Row& one) {
        return one.what == row.what && one.value == row.value;
      });
      if (!known && row.number.count != 0) { // only the year before had it
        auto cells = m_words.compared({}, &row.number);
        cells.emplace_back();
        table.lines.push_back(
            {m_words.value_name(kind, *count.rule, row), std::move(cells), 0, drawn(&row.number)});
      }
    }
    std::vector<const Number*> all;
    for (const auto* one : {&count, before}) {
      for (const auto& row : one != nullptr ? one->rows : k_no_rows) {
        if (row.what == Row::What::value) {
          all.push_back(&row.number);
        }
      }
    }
    table.tells = tells(all, &(count.rows.end() - 2)->number);
    if (count.several && table.lines.size() > 1) {
      table.notes.push_back(m_words.say("several"));
    }
    return table;
  }

  // What a board asks for is said also when there is none of it.
  static bool is_asked_for(std::string_view id) {
    return id == "entry.in_time" || id == "entry.late" || id == "entry.open" ||
           id == "entry.overdue";
  }

  FigureTable entries_table(const std::string& kind, const audit::Entries& entries) {
    FigureTable table{m_words.name_of(kind, entries.rule->id),
                      {m_words.say("head.state"), m_words.say("head.number")},
                      {},
                      FigureTable::Shape::bars,
                      {}};
    const std::pair<const char*, const Number*> rows[] = {
        {"entry.in_time", &entries.in_time}, {"entry.late", &entries.late},
        {"entry.done", &entries.done},       {"entry.open", &entries.open},
        {"entry.overdue", &entries.overdue}, {"entry.undated", &entries.undated},
        {"not_known", &entries.not_known}};
    std::vector<const Number*> all;
    for (const auto& [id, count] : rows) {
      all.push_back(count);
      if (count->count == 0 && !is_asked_for(id)) {
        continue;
      }
      table.lines.push_back({m_words.say(id), {m_words.number(*count)}, drawn(count), {}});
    }
    table.tells = tells(all);
    return table;
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
  static inline const std::vector<Row> k_no_rows;

  Env& m_env;
  const Stats& m_stats;
  letters::Wording m_wording;
  const audit::Figures* m_before;
  FigureWords m_words;
};

} // namespace

FigureReport report_of(Env& env, const Stats& stats) {
  return Reporter(env, stats).report();
}

} // namespace cmd
