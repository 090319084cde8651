// SPDX-License-Identifier: MIT
#include "cmd/deadline_proof.hpp"

#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "casebook/past.hpp"
#include "cmd/deadline_page.hpp"
#include "cmd/say.hpp"

namespace cmd {

struct Proofs::Material {
  casebook::Case one;
  std::vector<core::Clock> clocks;
  std::map<std::pair<std::string, std::string>, const core::Clock*> by_rule; // rule and entry
  std::optional<casebook::Past> past; // none where the history cannot be read
};

namespace {

constexpr int k_indent = 4;
constexpr int k_width = 18;

// One proof: each step is a line for people and an entry for programs.
class Proof {
public:
  Proof(const DueRow& row, const casebook::Case& one, const casebook::Past* past, bool redacted,
        Page& page)
      : m_row(row), m_env(*row.env), m_book(m_env.book()), m_redacted(redacted), m_page(page),
        m_case(one), m_past(past) {}

  core::Value say(const core::Clock& clock) {
    say_rule(clock);
    say_start(clock);
    say_counting(clock);
    say_pauses(clock);
    say_extension(clock);
    say_readings(clock);
    say_now();
    m_page.line();
    return core::Value(m_steps);
  }

private:
  void step(const std::string& id, const std::string& text) {
    m_page.pair(std::string(k_indent, ' ') + m_env.say("proof.label_" + id), text,
                k_indent + k_width, Page::Style::faint);
    core::Value entry;
    entry.set("step", core::Value(id));
    entry.set("text", core::Value(text));
    m_steps.push_back(std::move(entry));
  }

  std::string time(core::Instant instant) const { return moment(instant, m_book.zone()); }
  std::string weekday(const core::Date& day) {
    return m_env.say("weekday.n" + std::to_string(core::weekday_of(day)));
  }
  std::string day(const core::Date& day) { return weekday(day) + " " + core::to_text(day); }
  std::string length(const core::Length& length) {
    return m_env.say("length." + core::name_of(length.unit) + (length.number == 1 ? "_one" : ""),
                     {{"number", std::to_string(length.number)}});
  }

  void say_rule(const core::Clock& clock) {
    const auto& rule = *clock.rule;
    step("rule", fmt::format("{}: {} ({}, {})", rule.versioned(), m_env.source(rule.source),
                             m_env.say("basis." + rule.basis), m_env.say("status." + rule.status)));
  }

  void say_start(const core::Clock& clock) {
    const auto span = core::place_of(m_case.root, core::path_of(clock.from_path));
    const auto what = clock.from  ? time(*clock.from)
                      : clock.due ? due_text(m_row.due, m_book.zone())
                                  : m_env.say("word.not_known");
    // What the organisation called its own keys stays at home.
    const bool own = m_redacted && public_entry(m_row.due) != m_row.due.entry;
    const auto fact = own ? public_entry(m_row.due) : clock.from_path;
    step("from",
         m_env.say("proof.from", {{"fact", fact},
                                  {"at", what},
                                  {"place", fmt::format("{}:{}", m_case.path, span.line)}}));
    if (clock.provisional) {
      step("provisional",
           m_env.say("proof.provisional",
                     {{"by", clock.look_again.value_or(m_env.say("word.not_known"))}}));
    }
    const auto path = core::path_of(clock.from_path);
    if (path.is_concrete() && !m_redacted) {
      say_past(path);
    }
    for (const auto& guard : m_book.kinds().kind(m_row.due.kind).guards) {
      const auto* reason = guard.fact == path ? core::at(m_case.root, guard.reason) : nullptr;
      if (reason != nullptr && !m_redacted) {
        step("reason", m_env.value_label(m_row.due.kind, guard.reason.to_text(), *reason));
      }
    }
  }

  void say_past(const core::Path& path) {
    if (m_past == nullptr) {
      step("set", m_env.say("proof.no_history"));
      return;
    }
    bool first = true;
    for (const auto& held : m_past->of(path)) {
      const core::Arguments arguments = {
          {"value", held.value.is_null() ? m_env.say("proof.absent") : held.value.to_text()},
          {"commit", held.commit.id.substr(0, 10)},
          {"at", held.commit.id.empty() ? "" : time(held.commit.time)},
          {"author", held.commit.author}};
      step(first ? "set" : "earlier",
           m_env.say(held.commit.id.empty() ? "proof.set_by_hand" : "proof.set", arguments));
      first = false;
    }
  }

  void say_counting(const core::Clock& clock) {
    if (clock.rule->due || clock.rule->for_each_unknown) {
      step("counting", m_env.say("proof.named", {{"due", due_text(m_row.due, m_book.zone())}}));
      return;
    }
    if (!clock.length || !clock.from) {
      step("counting", m_env.say(clock.length              ? "proof.no_start"
                                 : clock.rule->not_counted ? "proof.not_counted"
                                                           : "proof.no_number"));
      return;
    }
    if (clock.is_target) {
      step("target", m_env.say("proof.target"));
    }
    if (clock.length->unit == core::Length::Unit::hours) {
      const auto utc = [](core::Instant instant) {
        return core::to_minutes({instant, core::Offset{0}}) + " UTC";
      };
      step("counting", m_env.say("proof.hours", {{"from", utc(*clock.from)},
                                                 {"length", length(*clock.length)},
                                                 {"due_utc", utc(*clock.due)},
                                                 {"due", time(*clock.due)},
                                                 {"zone", m_book.zone().name}}));
      say_day_off(core::day_of(*clock.due, m_book.zone()));
      return;
    }
    if (clock.from_day && clock.raw_day) {
      step("counting", m_env.say("proof.days", {{"from", day(*clock.from_day)},
                                                {"length", length(*clock.length)},
                                                {"raw", day(*clock.raw_day)}}));
    }
    for (const auto& off : clock.rolled_over) {
      step("moved", m_env.say("proof.moved", {{"day", day(off.day)}, {"why", off_words(off)}}));
    }
    if (clock.due_day) {
      step("due", m_env.say("proof.due_day", {{"day", day(*clock.due_day)}}));
    }
  }

  // Hours are not moved: whoever is to act should know that the limit falls on a day off.
  void say_day_off(const core::Date& last) {
    const auto& calendar = m_book.calendar();
    if (const auto off = calendar.covers(last) ? calendar.day_off(last) : std::nullopt) {
      step("day_off",
           m_env.say("proof.day_off", {{"day", day(off->day)}, {"why", off_words(*off)}}));
    }
  }

  std::string off_words(const core::DayOff& off) {
    std::string words;
    for (const auto* holiday : off.because) {
      const auto name = holiday->names.find(m_env.texts().language());
      words +=
          (words.empty() ? "" : ", ") + (name != holiday->names.end() ? name->second : holiday->id);
    }
    return words.empty() ? weekday(off.day) : words;
  }

  void say_pauses(const core::Clock& clock) {
    for (const auto& pause : clock.pauses) {
      step("pause", m_env.say(pause.counts ? "proof.pause" : "proof.pause_not",
                              {{"asked", core::to_text(pause.asked)},
                               {"answered", pause.answered ? core::to_text(*pause.answered)
                                                           : m_env.say("proof.not_answered")},
                               {"days", std::to_string(pause.days)}}));
    }
    if (clock.paused_day && !clock.pauses.empty()) {
      step("pause", m_env.say(clock.pauses_count ? "proof.paused_counts" : "proof.paused_shown",
                              {{"day", day(*clock.paused_day)}}));
    }
  }

  void say_extension(const core::Clock& clock) {
    if (!clock.extended) {
      return;
    }
    const auto& extended = *clock.extended;
    step("extended", m_env.say(extended.counts ? "proof.extended" : "proof.extended_not",
                               {{"told", extended.told ? time(*extended.told) : "-"},
                                {"limit", day(extended.first_limit)},
                                {"length", length(clock.rule->extended->length)}}));
  }

  void say_readings(const core::Clock& clock) {
    for (const auto& reading : clock.readings) {
      if (reading.due == clock.due) {
        continue; // it says nothing else
      }
      step("reading", m_env.say("proof.reading_" + reading.name, {{"due", time(reading.due)}}));
    }
  }

  void say_now() {
    step("now", fmt::format("{}: {}", time(m_book.now()), due_words(m_env, m_row.due)));
  }

  const DueRow& m_row;
  Env& m_env;
  casebook::Book& m_book;
  bool m_redacted;
  Page& m_page;
  const casebook::Case& m_case;
  const casebook::Past* m_past;
  core::List m_steps;
};

std::optional<casebook::Past> past_of(const casebook::Book& book, const std::string& path) {
  try {
    return casebook::Past(book.reg(), path);
  } catch (const core::Error&) {
    return std::nullopt; // a clone that does not hold all of the history
  }
}

} // namespace

Proofs::Proofs(bool redacted) : m_redacted(redacted) {}
Proofs::~Proofs() = default;

const Proofs::Material& Proofs::material_of(const DueRow& row) {
  auto& book = row.env->book();
  auto& kept = m_cases[book.reg().root() + "/" + row.due.path];
  if (!kept) {
    kept = std::make_unique<Material>();
    kept->one = book.load(row.due.path);
    kept->clocks = book.clocks(kept->one);
    for (const auto& clock : kept->clocks) {
      kept->by_rule[{clock.rule->id, clock.subject}] = &clock;
    }
    kept->past = m_redacted ? std::nullopt : past_of(book, row.due.path);
  }
  return *kept;
}

core::Value Proofs::say(const DueRow& row, Page& page) {
  const auto& material = material_of(row);
  const auto found = material.by_rule.find({row.due.rule, row.due.entry});
  if (found == material.by_rule.end()) {
    return core::Value(core::List{}); // the file has changed under our hands
  }
  return Proof(row, material.one, material.past ? &*material.past : nullptr, m_redacted, page)
      .say(*found->second);
}

} // namespace cmd
