// SPDX-License-Identifier: MIT
#include "cmd/figure_tables.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace cmd {

using audit::Number;
using audit::Row;

namespace {

const std::vector<Row> k_no_rows;

std::vector<const Number*> numbers_of(const audit::Duration& one, const audit::Duration* before) {
  auto all = places_of(one.bands);
  all.push_back(&one.running);
  if (before != nullptr) {
    const auto earlier = places_of(before->bands);
    all.insert(all.end(), earlier.begin(), earlier.end());
  }
  return all;
}

// What a board asks for is said also when there is none of it.
bool is_asked_for(std::string_view id) {
  return id == "entry.in_time" || id == "entry.late" || id == "entry.open" || id == "entry.overdue";
}

} // namespace

std::optional<double> drawn(const Number* number) {
  return number != nullptr && number->count != audit::k_hidden
             ? std::optional(static_cast<double>(number->count))
             : std::nullopt;
}

std::vector<const Number*> places_of(const std::vector<Number>& numbers) {
  std::vector<const Number*> places;
  for (const auto& number : numbers) {
    places.push_back(&number);
  }
  return places;
}

FigureTable::Tells tells_of(const std::vector<const Number*>& said, const Number* not_known) {
  using Tells = FigureTable::Tells;
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

std::string FigureTables::title_of(const std::string& kind, const audit::ClockFigure& clock) {
  auto title = m_env.kind_text(kind, {"periods", clock.rule, "title"});
  return clock.is_target ? fmt::format("{} {}", title, m_env.say("deadline.target")) : title;
}

// Rows of clocks that some case has; columns that are nothing in all rows are left out, but for
// those that say whether it was in time.
FigureTable FigureTables::clocks(const audit::KindFigures& kind) {
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
  table.tells = tells_of(all);
  table.notes.push_back(m_words.say("clocks_note"));
  return table;
}

// Of one case there is neither a half nor nine of ten; of few nine of ten are all.
std::string FigureTables::measured_words(const audit::Duration& one) {
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

FigureTable FigureTables::duration(const std::string& kind, const audit::Duration& one,
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
    add(m_words.say("not_known"), one.not_known, before != nullptr ? &before->not_known : nullptr);
  }
  if (one.not_asked.count != 0) {
    add(m_words.say("not_asked"), one.not_asked, before != nullptr ? &before->not_asked : nullptr);
    table.lines.back().is_drawn = false;
    table.lines.back().number.reset();
  }
  table.tells = tells_of(numbers_of(one, before), &one.not_known);
  if (one.measured > 0) {
    table.notes.push_back(measured_words(one));
  }
  if (one.measured > 0 && before != nullptr && before->measured > 0) {
    table.notes.push_back(
        m_words.say("median_before", {{"number", m_words.length(before->median, in_days)}}));
  }
  return table;
}

FigureTable FigureTables::count(const std::string& kind, const audit::Count& count,
                                const Number& cases, const audit::Count* before) {
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
  table.tells = tells_of(all, &(count.rows.end() - 2)->number);
  if (count.several && table.lines.size() > 1) {
    table.notes.push_back(m_words.say("several"));
  }
  return table;
}

FigureTable FigureTables::entries(const std::string& kind, const audit::Entries& entries) {
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
  table.tells = tells_of(all);
  return table;
}

} // namespace cmd
