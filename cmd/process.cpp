// SPDX-License-Identifier: MIT
#include "cmd/process.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cmd/say.hpp"
#include "core/checklist.hpp"
#include "core/organisation.hpp"

namespace cmd {

namespace {

using core::ItemState;
constexpr int k_label = 34;
constexpr int k_due = 27; // "  2026-10-08 14:37 +02:00  "
using Items = std::vector<core::ItemStanding>;

Items items_of(Env& env, const casebook::Case& one, std::string_view list,
               const core::Value& state) {
  const auto& book = env.book();
  return core::standing_of(book.kinds().kind(one.kind()), list, one.root, book.organisation(),
                           state, book.now());
}

std::string text_of(Env& env, const casebook::Case& one, const std::string& list,
                    const core::ItemStanding& standing) {
  return env.kind_text(one.kind(), {"checklists", list, standing.item->id});
}

std::string command_of(const casebook::Case& one, const core::ItemStanding& standing) {
  return casebook::filled(standing.item->command, {{"id", one.id}});
}

core::Value value_of(Env& env, const casebook::Case& one, const std::string& list,
                     const core::ItemStanding& standing) {
  core::Value value;
  value.set("id", core::Value(standing.item->id));
  value.set("state", core::Value(core::name_of(standing.state)));
  value.set("text", core::Value(text_of(env, one, list, standing)));
  value.set("source", core::Value(standing.item->source));
  value.set("command", core::Value(command_of(one, standing)));
  if (standing.at) {
    value.set("at", core::Value(core::to_text(core::in_zone(*standing.at, env.book().zone()))));
  }
  if (!standing.by.empty()) {
    value.set("by", core::Value(standing.by));
  }
  if (standing.state == ItemState::open) {
    core::List causes;
    for (const auto& cause : standing.causes) {
      causes.emplace_back(cause.path);
    }
    value.set("needs", core::Value(causes));
  }
  return value;
}

core::Value values_of(Env& env, const casebook::Case& one, const std::string& list,
                      const Items& items) {
  core::List values;
  for (const auto& standing : items) {
    values.push_back(value_of(env, one, list, standing));
  }
  return core::Value(values);
}

// The facts that would settle whether it is needed, as people call them.
std::string facts_of(Env& env, const casebook::Case& one, const core::ItemStanding& standing) {
  std::string facts;
  for (const auto& cause : standing.causes) {
    facts += (facts.empty() ? "" : ", ") + env.field(one.kind(), cause.path);
  }
  return facts;
}

std::string state_words(Env& env, const core::ItemStanding& standing) {
  const auto words = env.say("process." + core::name_of(standing.state));
  return words + (standing.at ? " " + moment(*standing.at, env.book().zone()) : "");
}

// Its text, with who ticked it, or with what would settle whether it is needed.
std::string full_text(Env& env, const casebook::Case& one, const std::string& list,
                      const core::ItemStanding& standing) {
  const auto& more = standing.state == ItemState::open ? facts_of(env, one, standing) : standing.by;
  return text_of(env, one, list, standing) + (more.empty() ? "" : " (" + more + ")");
}

std::string box_of(ItemState state) {
  return state == ItemState::done         ? "[x]"
         : state == ItemState::consider   ? "[?]"
         : state == ItemState::not_needed ? "[-]"
                                          : "[ ]";
}

void add_list(Env& env, const casebook::Case& one, const std::string& list,
              const core::Value& state, Result& result) {
  const auto items = items_of(env, one, list, state);
  if (items.empty()) {
    return;
  }
  result.value.set(list, values_of(env, one, list, items));
  // A list of the kind's own has its heading in the kind's texts.
  const auto own = env.texts().say_kind(one.kind(), {"checklist_titles", list});
  result.page.heading(own.empty() ? env.say("process." + list) : own);
  for (const auto& standing : items) {
    constexpr int k_state = 38;
    result.page.pair("  " + box_of(standing.state) + " " + state_words(env, standing),
                     full_text(env, one, list, standing), k_state);
  }
}

// "A, B" of the items that stand so.
std::string texts_of(Env& env, const casebook::Case& one, const std::string& list,
                     const Items& items, ItemState state) {
  std::string texts;
  for (const auto& standing : items) {
    if (standing.state == state) {
      texts += (texts.empty() ? "" : "; ") + text_of(env, one, list, standing);
    }
  }
  return texts;
}

// The first day, and as long as nobody has assessed it.
bool is_young(const casebook::Book& book, const casebook::Case& one) {
  const auto received = core::parsed_time(one.root.text("received"));
  return one.root.text("status") == "open" &&
         (one.root.list("assessments").empty() ||
          (received && book.now() < received->instant + std::chrono::hours(24)));
}

bool is_left(const core::ItemStanding& standing) {
  return standing.state == ItemState::due || standing.state == ItemState::open ||
         standing.state == ItemState::consider;
}

std::string card_text(Env& env, const casebook::Case& one, const core::ItemStanding& standing) {
  auto text = text_of(env, one, "first_hour", standing);
  if (standing.state == ItemState::open) {
    text += " - " + env.say("process.open") + ": " + facts_of(env, one, standing);
  }
  return text;
}

// Those who may send to the authority and are no party to the case; when all are, the deputies.
core::List senders(const core::Value& organisation, const core::Value& root) {
  const auto acting =
      core::acting_of(organisation, core::roles_in(organisation.list("send_to_authority")),
                      core::roles_in(root.list("conflict")));
  const bool by_deputy = acting.roles.empty();
  core::List list;
  for (const auto& role : by_deputy ? acting.by_deputy : acting.roles) {
    core::Value row;
    row.set("role", core::Value(role));
    row.set("as", core::Value(by_deputy ? "deputy" : "holder"));
    const auto* entry = core::role_of(organisation, role);
    for (const auto* key : {"title", "holder", "deputies", "contact", "out_of_hours"}) {
      const bool is_holders =
          key != std::string_view("title") && key != std::string_view("deputies");
      const auto* said = entry != nullptr ? entry->find(key) : nullptr;
      if (said != nullptr && !(by_deputy && is_holders)) {
        row.set(key, *said);
      }
    }
    list.push_back(std::move(row));
  }
  return list;
}

void add_senders(Env& env, const core::List& list, Page& page) {
  page.line().heading(env.say("card.senders"));
  if (list.empty()) {
    page.line("  " + env.say("card.nobody"), Page::Style::bad);
  }
  if (!list.empty() && list.front().text("as") == "deputy") {
    page.paragraph(env.say("card.deputy_first"), 2);
  }
  for (const auto& row : list) {
    std::string deputies;
    for (const auto& deputy : row.list("deputies")) {
      deputies += (deputies.empty() ? "" : ", ") +
                  (core::is_held(deputy) ? deputy.to_text() : env.say("card.vacant"));
    }
    if (row.text("as") == "deputy") {
      page.pair("  " + row.text("title", row.text("role")) + ", " + env.say("card.deputies") + ":",
                deputies, k_label);
      continue;
    }
    const auto holder = row.text("holder");
    page.pair("  " + row.text("title", row.text("role")) + ":",
              core::is_held(holder) ? holder : env.say("card.vacant"), k_label);
    const std::pair<const char*, std::string> more[] = {{"card.contact", row.text("contact")},
                                                        {"card.evening", row.text("out_of_hours")},
                                                        {"card.deputies", deputies}};
    for (const auto& [id, said] : more) {
      if (!said.empty()) {
        page.pair("    " + env.say(id) + ":", said, k_label);
      }
    }
  }
}

void add_contacts(Env& env, const core::Value& organisation, Page& page, core::Value& card) {
  const auto* contacts = organisation.find("contacts");
  if (contacts == nullptr || !contacts->is_map() || contacts->as_map().empty()) {
    return;
  }
  card.set("contacts", *contacts);
  page.line().heading(env.say("card.contacts"));
  for (const auto& member : contacts->as_map()) {
    const auto word = env.texts().word("terminal", "contact", member.key);
    page.pair("  " + (word.empty() ? member.key : word) + ":", member.value.to_text(), k_label);
  }
}

// What the law gives an end: for a breach at its start, the 72 hours.
void add_limits(Env& env, const casebook::Case& one, Page& page, core::Value& card) {
  casebook::Dues dues;
  casebook::add_dues(env.book(), one, dues);
  core::List list;
  for (const auto& due : dues.all) {
    if (due.is_house || !due.is_open() || !due.due) {
      continue;
    }
    core::Value row;
    row.set("rule", core::Value(due.versioned()));
    row.set("due", core::Value(core::to_text(core::in_zone(*due.due, env.book().zone()))));
    row.set("source", core::Value(due.source));
    row.set("provisional", core::Value(due.provisional));
    list.push_back(std::move(row));
    page.paragraph(env.kind_text(one.kind(), {"periods", due.rule, "title"}) + ":", 0,
                   Page::Style::heading);
    const bool is_provisional = due.provisional && due.from;
    const auto words = is_provisional ? env.say("card.provisional",
                                                {{"fact", env.field(one.kind(), due.from_path)},
                                                 {"at", moment(*due.from, env.book().zone())}})
                                      : due_words(env, due);
    page.pair("  " + due_text(due, env.book().zone()), "(" + words + ")", k_due,
              Page::Style::heading);
  }
  card.set("limits", core::Value(list));
}

} // namespace

void say_process(Env& env, const casebook::Case& one, const core::Value& state, Result& result) {
  for (const auto& list : env.book().kinds().kind(one.kind()).checklists) {
    if (list.name != "first_hour") { // has a page of its own: say_card
      add_list(env, one, list.name, state, result);
    }
  }
}

void say_left(Env& env, const casebook::Case& one, const core::Value& state, Result& result) {
  const auto process = items_of(env, one, "process", state);
  result.value.set("process", values_of(env, one, "process", process));
  if (one.root.text("status") != "open") {
    return;
  }
  for (const auto which : {ItemState::due, ItemState::consider, ItemState::open}) {
    const auto texts = texts_of(env, one, "process", process, which);
    const auto label = env.say("process.left_" + core::name_of(which)) + ":";
    if (!texts.empty()) {
      result.page.pair(label, texts, static_cast<int>(columns_of(label)) + 1);
    }
  }
  const auto hour = items_of(env, one, "first_hour", state);
  const bool some = std::any_of(hour.begin(), hour.end(), [](const auto& standing) {
    return standing.state == ItemState::due;
  });
  if (!some || !is_young(env.book(), one)) {
    return;
  }
  result.value.set("first_hour", values_of(env, one, "first_hour", hour));
  result.page.line(env.say("card.left", {{"id", one.id}}), Page::Style::heading);
  for (const auto& standing : hour) {
    if (is_left(standing)) {
      result.page.pair("  " + box_of(standing.state), card_text(env, one, standing), 6);
    }
  }
}

void say_card(Env& env, const casebook::Case& one, const core::Value& state, Result& result) {
  const auto& organisation = env.book().organisation();
  const auto items = items_of(env, one, "first_hour", state);
  core::Value card;
  card.set("items", values_of(env, one, "first_hour", items));
  auto& page = result.page;
  page.heading(env.say("card.title", {{"id", one.id}, {"title", one.root.text("title")}}));
  add_limits(env, one, page, card);
  page.line().paragraph(env.say("card.how"));
  page.line();
  for (const auto& standing : items) {
    if (standing.state == ItemState::not_needed) {
      continue;
    }
    if (standing.state == ItemState::done) {
      const auto at = standing.at ? moment(*standing.at, env.book().zone()) + "  " : "";
      page.pair(box_of(standing.state), at + card_text(env, one, standing), 4);
    } else {
      page.pair(
          box_of(standing.state),
          fmt::format("{} ({})", card_text(env, one, standing), env.source(standing.item->source)),
          4);
      page.line("      " + command_of(one, standing), Page::Style::faint);
    }
  }
  const auto list = senders(organisation, one.root);
  card.set("senders", core::Value(list));
  add_senders(env, list, page);
  add_contacts(env, organisation, page, card);
  result.value.set("card", std::move(card));
}

} // namespace cmd
