// SPDX-License-Identifier: MIT
#include "cmd/notify_draft_page.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "cmd/notify_draft_gaps.hpp"
#include "cmd/notify_draft_words.hpp"
#include "cmd/say.hpp"

namespace cmd {

namespace {

core::Value field_value(const core::Filled& filled) {
  core::Value value{core::Map{}};
  value.set("id", core::Value(filled.field->id));
  value.set("state", core::Value(core::name_of(filled.state)));
  value.set("needed", core::Value(filled.needed));
  if (!filled.value.is_null()) {
    value.set("value", filled.value);
  }
  core::List facts;
  for (const auto& fact : filled.facts) {
    facts.emplace_back(fact);
  }
  value.set("facts", core::Value(std::move(facts)));
  return value;
}

void say_value(Env& env, const casebook::Case& one, const core::Draft& draft,
               const std::string& recipient, core::Value& value) {
  core::Value fields{core::Map{}};
  core::List groups;
  std::size_t at = 0;
  for (const auto& group : draft.form->groups) {
    core::List rows;
    for (std::size_t end = at + group.fields.size(); at < end; ++at) {
      const auto& filled = draft.fields[at];
      rows.push_back(field_value(filled));
      if (!filled.value.is_null()) {
        fields.set(filled.field->id, filled.value);
      }
    }
    core::Value one_group{core::Map{}};
    one_group.set("id", core::Value(group.id));
    one_group.set("fields", core::Value(std::move(rows)));
    groups.push_back(std::move(one_group));
  }
  core::List gaps;
  for (const auto* gap : draft.gaps()) {
    gaps.push_back(gap_value(env, one, *gap));
  }
  value.set("case", core::Value(one.id));
  value.set("recipient", core::Value(recipient));
  value.set("form", core::Value(draft.form->version));
  value.set("notice", core::Value(draft.kind));
  value.set("phase", core::Value(draft.phase));
  value.set("fields", std::move(fields));
  value.set("groups", core::Value(std::move(groups)));
  value.set("gaps", core::Value(std::move(gaps)));
}

// How the notice stands, in one sentence.
std::string standing_words(Env& env, const std::string& kind, const core::Draft& draft) {
  const auto gaps = draft.gaps().size();
  const core::Arguments arguments = {{"number", std::to_string(gaps)}};
  const auto words = [&](const char* key) {
    return notice_text(env, kind, *draft.form, key, arguments);
  };
  if (!draft.form->phased) {
    return words(gaps == 0 ? "whole" : "lacks");
  }
  if (draft.phase == "withdrawal") {
    return words("withdrawal");
  }
  if (draft.phase == "complete") {
    return words(gaps == 0 ? "complete" : "not_complete");
  }
  return words(draft.kind == "new" ? "incomplete" : "incomplete_again");
}

// One field; lines that a long text brings along stand further in, so that none passes for ours.
void add_field(Env& env, const std::string& kind, const core::Draft& draft,
               const core::Filled& filled, Page& page) {
  const auto label = draft_label(env, kind, *draft.form, *filled.field);
  auto words = draft_words(env, kind, *draft.form, filled);
  if (words.empty()) {
    if (filled.is_gap()) {
      page.line(fmt::format("  {}[{}]", asked(label), env.say("draft.gap")), Page::Style::soon);
    }
    return;
  }
  std::string_view rest = words;
  bool first = true;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    const auto part = rest.substr(0, end);
    page.line(first ? fmt::format("  {}{}", asked(label), part) : fmt::format("      {}", part));
    first = false;
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
}

// How it is recorded that it was sent; of a notice to the authority, whether more will follow.
std::string record_command(const casebook::Case& one, const core::Draft& draft,
                           const core::Occasion& by) {
  auto command = fmt::format("pvtool notify {} record {}", one.id, by.recipient);
  if (draft.form->asks_phase) {
    const bool is_open = draft.phase != "withdrawal" && !draft.gaps().empty();
    command += fmt::format(" --phase {} --channel altinn --reference TEXT",
                           is_open ? "incomplete" : draft.phase);
  } else if (!by.group.empty()) {
    command += " --group " + quoted_word(by.group);
  }
  return command;
}

bool has_something(const core::Filled& filled) {
  return filled.visible() && (!filled.value.is_null() || filled.is_gap());
}

void add_groups(Env& env, const std::string& kind, const core::Draft& draft, Page& page) {
  std::size_t at = 0;
  for (const auto& group : draft.form->groups) {
    const auto begin = draft.fields.begin() + static_cast<std::ptrdiff_t>(at);
    const auto end = begin + static_cast<std::ptrdiff_t>(group.fields.size());
    at += group.fields.size();
    if (std::none_of(begin, end, has_something)) {
      continue;
    }
    page.line();
    page.heading(draft_text(env, kind, *draft.form, {"groups", group.id}));
    for (auto filled = begin; filled != end; ++filled) {
      if (has_something(*filled)) {
        add_field(env, kind, draft, *filled, page);
      }
    }
  }
}

} // namespace

std::string quoted_word(const std::string& word) {
  const bool is_plain = std::all_of(word.begin(), word.end(), [](unsigned char one) {
    return std::isalnum(one) != 0 || one == '_' || one == '-' || one == '/' || one == '.';
  });
  return is_plain ? word : "'" + word + "'";
}

void say_draft(Env& env, const casebook::Case& one, const core::Draft& draft,
               const core::Occasion& by, const std::vector<std::string>& letters, Result& result) {
  const auto kind = one.kind();
  auto& page = result.page;
  page.heading(fmt::format("{}: {}", one.id, draft_text(env, kind, *draft.form, {"title"})));
  const auto gaps = draft.gaps();
  page.paragraph(standing_words(env, kind, draft), 0,
                 gaps.empty() ? Page::Style::good : Page::Style::soon);
  add_groups(env, kind, draft, page);
  if (!gaps.empty()) {
    page.line();
    page.heading(env.say("draft.gaps", {{"number", std::to_string(gaps.size())}}));
    for (const auto* gap : gaps) {
      add_gap(env, one, draft, *gap, result);
    }
  }
  page.line();
  core::List documents;
  for (const auto& letter : letters) {
    if (documents.empty()) {
      page.line(env.say("draft.as_letter"), Page::Style::faint);
    }
    page.line("  " + letter, Page::Style::faint);
    documents.emplace_back(letter);
  }
  result.value.set("letters", core::Value(std::move(documents)));
  const auto command = record_command(one, draft, by);
  page.paragraph(env.say("draft.sends_nothing"), 0, Page::Style::faint);
  page.line("  " + read_command(env, command), Page::Style::faint);
  result.value.set("record", core::Value(command));
  say_value(env, one, draft, by.recipient, result.value);
}

} // namespace cmd
