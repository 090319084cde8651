// SPDX-License-Identifier: MIT
#include "cmd/plan_page.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "cmd/plan_commands.hpp"
#include "cmd/plan_value.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

constexpr int k_label = 16; // "    deadline    "

std::string joined(const std::vector<std::string>& texts, std::string_view between) {
  std::string all;
  for (const auto& text : texts) {
    all += (all.empty() ? "" : std::string(between)) + text;
  }
  return all;
}

// A sign that is readable without colour.
std::string_view mark_of(const core::PlanRow& row) {
  const auto state = state_of(row);
  return state == "done"                                  ? "[x]"
         : state == "begun"                               ? "[/]"
         : state == "no"                                  ? "[-]"
         : state == "depends" || state == "cannot_decide" ? "[?]"
                                                          : "[ ]";
}

Page::Style style_of(const core::PlanRow& row) {
  const auto state = state_of(row);
  if (state == "done") {
    return Page::Style::good;
  }
  if (state == "no") {
    return Page::Style::plain;
  }
  const bool is_duty = row.rule->is_law() && row.need == "duty";
  return is_duty || row.rule->is_urgent() ? Page::Style::bad : Page::Style::heading;
}

std::string plan_text(const PlanView& view, const core::PlanRow& row, const std::string& key) {
  return view.env.kind_text(view.one.kind(), {"plan", row.rule->id, key});
}

// "Tell the people affected: Patients, Home care".
std::string title_of(const PlanView& view, const core::PlanRow& row) {
  auto title = plan_text(view, row, "title");
  const auto* group = row.group.empty() ? nullptr : core::at(view.one.root, row.entry);
  if (group != nullptr) {
    title += ": " + view.env.value_label(view.one.kind(), "subjects.group",
                                         core::Value(group->text("group")));
    const auto unit = group->text("unit");
    title += unit.empty() ? "" : ", " + unit;
  } else if (row.rule->done_for == "role" && !(row.to.empty() && row.left.empty())) {
    title += ": " + role_title(view.env, row.to.empty() ? row.left.front() : row.to.front());
  }
  return title;
}

std::string time_words(const PlanView& view, const std::string& text) {
  const auto time = core::parsed_time(text);
  return time ? moment(time->instant, view.env.book().zone()) : text;
}

std::string decision_words(const PlanView& view, const core::PlanRow& row) {
  const auto& decision = row.decision.entry;
  return view.env.say(!row.decision.stands              ? "plan.decided_before"
                      : decision.text("answer") == "no" ? "plan.decided_no"
                                                        : "plan.decided_yes",
                      {{"at", time_words(view, decision.text("decided_at"))},
                       {"role", role_title(view.env, decision.text("decided_by"))}});
}

// Behind the title: duty or less, and how it stands.
std::string status_of(const PlanView& view, const core::PlanRow& row) {
  auto& env = view.env;
  if (row.is_done()) {
    const auto at = time_words(view, row.told.back().text("at"));
    return env.say(row.is_begun() ? "plan.begun" : "plan.done", {{"at", at}});
  }
  if (row.verdict == core::Verdict::depends || row.verdict == core::Verdict::cannot_decide) {
    return env.say("plan." + core::name_of(row.verdict));
  }
  if (row.verdict == core::Verdict::no) {
    const bool decided = row.decision.stands || !row.considered.is_null();
    return env.say(decided ? "plan.no_decided" : "plan.no_duty");
  }
  const bool own = !row.rule->is_law() && row.need == "duty";
  const auto need = env.say(own ? "plan.need_own" : "plan.need_" + row.need);
  const bool proposed = !row.rule->about.empty() && !row.decision.stands;
  return proposed ? need + ", " + env.say("plan.proposed") : need;
}

std::string fact_words(const PlanView& view, const core::Cause& cause) {
  if (cause.path.starts_with("role.")) {
    return view.env.say("plan.contact_point");
  }
  return fmt::format("{} ({})", view.env.field(view.one.kind(), cause.path), cause.path);
}

std::string facts_words(const PlanView& view, const std::vector<core::Cause>& causes) {
  std::vector<std::string> words;
  for (const auto& cause : causes) {
    words.push_back(fact_words(view, cause));
  }
  return joined(words, "; ");
}

// A command that is too long for the line goes on in the next one, as a shell reads it.
std::string folded(const std::string& command) {
  constexpr std::size_t k_room = 96 - k_label;
  const auto cut = command.size() > k_room ? command.rfind(" --", k_room - 2) : std::string::npos;
  return cut == std::string::npos ? command
                                  : command.substr(0, cut) + " \\\n" +
                                        std::string(k_label + 2, ' ') + command.substr(cut + 1);
}

class RowPage {
public:
  // `introduced`: roles that have been told with holder and telephone; later by title alone.
  RowPage(const PlanView& view, const core::PlanRow& row, std::set<std::string>& introduced,
          Page& page)
      : m_view(view), m_row(row), m_introduced(introduced), m_page(page), m_env(view.env) {}

  void say() {
    m_page.pair(std::string(mark_of(m_row)),
                fmt::format("{}: {}", title_of(m_view, m_row), status_of(m_view, m_row)), 4,
                style_of(m_row));
    say_why();
    if (m_row.verdict == core::Verdict::no) {
      return;
    }
    say_clock();
    say_people();
    if (state_of(m_row) != "done") {
      say_channels();
      say_rest();
    }
  }

private:
  void pair(const std::string& label, const std::string& text,
            Page::Style style = Page::Style::plain) {
    m_page.pair(label.empty() ? "" : "    " + m_env.say("plan." + label), text, k_label, style);
  }

  std::string texts(const std::string& section, const std::vector<std::string>& ids) const {
    std::vector<std::string> words;
    for (const auto& id : ids) {
      words.push_back(m_env.kind_text(m_view.one.kind(), {section, id}));
    }
    return joined(words, "; ");
  }

  // The assessment's reasons where the line follows an answer, else the rule's own; and a decision.
  void say_why() {
    const bool is_open =
        m_row.verdict == core::Verdict::depends || m_row.verdict == core::Verdict::cannot_decide;
    auto why = m_row.reasons.empty() || is_open ? plan_text(m_view, m_row, "why")
                                                : texts("reasons", m_row.reasons);
    if (is_open) {
      why = m_env.say(m_row.verdict == core::Verdict::depends ? "assess.depends_on"
                                                              : "assess.missing",
                      {{"facts", facts_words(m_view, m_row.open)}});
    }
    pair("why", fmt::format("{} [{}]", why, m_env.source(m_row.rule->source)));
    if (m_row.in_doubt) {
      pair("", m_env.kind_text(m_view.one.kind(), {"answers", m_row.rule->about, "in_doubt"}),
           Page::Style::heading);
    }
    if (!m_row.decision.entry.is_null()) {
      pair("", decision_words(m_view, m_row));
    }
    if (!m_row.considered.is_null()) {
      pair("", m_row.considered.text("why", m_env.say("plan.no_reason")));
    }
    if (!m_row.withdrawn.is_null()) {
      pair("",
           m_env.say(m_row.verdict == core::Verdict::no ? "plan.withdrawn" : "plan.withdrawn_again",
                     {{"at", time_words(m_view, m_row.withdrawn.text("at"))}}),
           Page::Style::heading);
    }
    if (m_row.rule->status == "unconfirmed") {
      pair("", m_env.say("plan.unconfirmed"));
    }
  }

  void say_clock() {
    const auto* due = due_of(m_view, m_row);
    if (due == nullptr) {
      if (!m_row.rule->period.empty() && !m_row.is_done()) {
        pair("deadline", m_env.say("plan.without_delay"));
      }
      return;
    }
    const auto words = due_words(m_env, *due);
    const auto day = due_text(*due, m_env.book().zone());
    pair("deadline", day == "-" ? words : fmt::format("{} ({})", day, words));
    if (due->provisional) {
      pair("", m_env.say("deadline.provisional"));
    }
  }

  std::string roles(const std::vector<std::string>& names) const {
    std::vector<std::string> words;
    for (const auto& name : names) {
      words.push_back(m_introduced.insert(name).second ? role_words(m_env, name)
                                                       : role_title(m_env, name));
    }
    return joined(words, "; ");
  }

  void say_people() {
    auto who = m_row.named;
    if (!m_row.to.empty()) {
      who.push_back(roles(m_row.to));
    }
    if (!who.empty()) {
      pair("to", joined(who, "; "));
    } else if (!m_row.rule->to.empty() && m_row.left.empty()) {
      pair("to", m_env.say("plan.no_role"));
    }
    if (!m_row.by.empty() && !m_row.is_done()) {
      pair("by", roles(m_row.by));
    }
    if (!m_row.by_deputy.empty() && !m_row.is_done()) {
      pair("by", m_env.say("plan.deputy_first", {{"names", deputy_names(m_env, m_row.by_deputy)}}));
    }
    for (const auto& role : m_row.left) {
      pair("", m_env.say("plan.left_out", {{"role", role_title(m_env, role)}}));
    }
  }

  std::string channel_word(const std::string& name) const {
    return name == "guardians"
               ? m_env.say("plan.guardians")
               : m_env.value_label(m_view.one.kind(), "notifications.channel", core::Value(name));
  }

  // The allowed ones in order; those that come first, and those that are barred, with the reason.
  void say_channels() {
    std::vector<std::string> open;
    std::vector<std::pair<std::string, std::vector<std::string>>> reasons;
    for (const auto& channel : m_row.channels) {
      const auto& reason = channel.barred.empty() ? channel.first : channel.barred;
      if (channel.barred.empty()) {
        open.push_back(channel_word(channel.name));
      }
      if (reason.empty()) {
        continue;
      }
      const auto known = std::find_if(reasons.begin(), reasons.end(),
                                      [&](const auto& one) { return one.first == reason; });
      auto& names = known != reasons.end()
                        ? known->second
                        : reasons.emplace_back(reason, std::vector<std::string>{}).second;
      names.push_back(channel_word(channel.name));
    }
    if (!open.empty()) {
      pair("channels", joined(open, ", "));
    }
    for (const auto& [reason, names] : reasons) {
      const bool barred = std::any_of(m_row.channels.begin(), m_row.channels.end(),
                                      [&](const auto& one) { return one.barred == reason; });
      pair(
          open.empty() ? "channels" : "",
          m_env.say(barred ? "plan.barred" : "plan.first",
                    {{"channels", joined(names, ", ")}, {"reason", texts("plan_rules", {reason})}}),
          barred ? Page::Style::bad : Page::Style::heading);
    }
  }

  void say_rest() {
    if (!m_row.rules.empty()) {
      pair("mind", texts("plan_rules", m_row.rules));
    }
    if (!m_row.missing.empty()) {
      pair("missing", facts_words(m_view, m_row.missing), Page::Style::soon);
    }
    const auto commands =
        plan_commands(m_view.env.book().kinds().forms(m_view.one.kind()), m_view.one, m_row);
    auto label = padded("    " + m_env.say("plan.next"), k_label);
    for (const auto& command : commands) {
      m_page.text(label + folded(command));
      label = std::string(k_label, ' ');
    }
  }

  const PlanView& m_view;
  const core::PlanRow& m_row;
  std::set<std::string>& m_introduced;
  Page& m_page;
  Env& m_env;
};

// A house line that is short: who, how it stands, what to type.
bool is_short(const core::PlanRow& row) {
  return !row.rule->is_law() && row.verdict == core::Verdict::yes && row.need == "consider";
}

void say_to_consider(const PlanView& view, Page& page) {
  std::vector<const core::PlanRow*> rows;
  for (const auto& row : view.plan.rows) {
    if (is_short(row) && !row.is_done()) {
      rows.push_back(&row);
    }
  }
  if (rows.empty()) {
    return;
  }
  std::vector<std::string> titles;
  for (const auto* row : rows) {
    titles.push_back(title_of(view, *row));
  }
  page.pair("[ ]", view.env.say("plan.consider_each", {{"titles", joined(titles, "; ")}}), 4,
            Page::Style::heading);
  page.pair("    " + view.env.say("plan.why"),
            fmt::format("{} [{}]", plan_text(view, *rows.front(), "why"),
                        view.env.source(rows.front()->rule->source)),
            k_label);
  for (const auto* row : rows) {
    page.line("        " + consider_command(view.one, row->rule->recipient));
  }
}

bool is_open(const core::PlanRow& row) {
  return row.verdict == core::Verdict::depends || row.verdict == core::Verdict::cannot_decide;
}

// House lines that hang on what is not known yet: said together, with what would settle them.
void say_open_house(const PlanView& view, Page& page) {
  std::vector<std::string> titles;
  std::vector<core::Cause> open;
  for (const auto& row : view.plan.rows) {
    if (row.rule->is_law() || row.rule->is_urgent() || !is_open(row) || row.is_done()) {
      continue;
    }
    const auto title = title_of(view, row);
    if (std::find(titles.begin(), titles.end(), title) == titles.end()) {
      titles.push_back(title);
    }
    for (const auto& cause : row.open) {
      if (std::find(open.begin(), open.end(), cause) == open.end()) {
        open.push_back(cause);
      }
    }
  }
  if (titles.empty()) {
    return;
  }
  page.pair("[?]", view.env.say("plan.open_house", {{"titles", joined(titles, "; ")}}), 4,
            Page::Style::heading);
  page.pair("    " + view.env.say("plan.missing"), facts_words(view, open), k_label);
}

// The parts of the page, in order.
constexpr std::array k_parts = {"plan.urgent", "plan.law", "plan.house"};

std::string_view part_of(const core::PlanRow& row) {
  return row.rule->is_urgent() ? "plan.urgent" : row.rule->is_law() ? "plan.law" : "plan.house";
}

// What the house says shortly, or cannot say yet, is said together below its list.
bool is_listed(const core::PlanRow& row) {
  return part_of(row) != "plan.house" || row.is_done() || (!is_short(row) && !is_open(row));
}

} // namespace

void say_recipients(const PlanView& view, Result& result) {
  core::List list;
  for (const auto& row : view.plan.rows) {
    list.push_back(value_of(view, row));
  }
  result.value.set("recipients", core::Value(std::move(list)));
  std::set<std::string> introduced;
  for (const std::string_view part : k_parts) {
    const bool some = std::any_of(view.plan.rows.begin(), view.plan.rows.end(),
                                  [&](const core::PlanRow& row) { return part_of(row) == part; });
    if (!some && part == "plan.urgent") {
      continue;
    }
    result.page.line();
    result.page.heading(view.env.say(std::string(part)));
    for (const auto& row : view.plan.rows) {
      if (part_of(row) == part && is_listed(row)) {
        RowPage(view, row, introduced, result.page).say();
      }
    }
  }
  say_to_consider(view, result.page);
  say_open_house(view, result.page);
}

} // namespace cmd
