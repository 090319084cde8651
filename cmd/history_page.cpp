// SPDX-License-Identifier: MIT
#include "cmd/history_page.hpp"

#include <optional>

#include <fmt/format.h>

#include "cmd/say.hpp"
#include "letters/characters.hpp"
#include "letters/markdown.hpp"

namespace cmd {

namespace {

std::string kind_of(const core::Value& root) {
  return root.is_map() ? root.text("kind") : std::string();
}

// A fact as its reader knows it, on one line.
std::string value_words(Env& env, const std::string& kind, const std::string& path,
                        const std::optional<core::Value>& value) {
  return value ? letters::on_one_line(env.value_label(kind, path, *value)) : std::string();
}

// Why a fact changed, where the kind says which fact tells it.
std::string reason_of(Env& env, const core::Value& root, const std::string& path) {
  const auto kind = kind_of(root);
  if (!env.kinds().has(kind)) {
    return "";
  }
  for (const auto& guard : env.kinds().kind(kind).guards) {
    const auto* reason =
        audit::is_within(guard.fact, path) ? core::at(root, guard.reason) : nullptr;
    if (reason != nullptr) {
      return value_words(env, kind, guard.reason.to_text(), *reason);
    }
  }
  return "";
}

std::string trailers(const reg::Entry& commit, std::string_view key) {
  std::string words;
  for (const auto& trailer : commit.trailers) {
    words += trailer.key != key ? "" : (words.empty() ? "" : ", ") + trailer.value;
  }
  return words;
}

core::List rules_of(const reg::Entry& commit) {
  core::List rules;
  for (const auto& trailer : commit.trailers) {
    if (trailer.key == "Rule") {
      rules.emplace_back(trailer.value);
    }
  }
  return rules;
}

std::string what_name(audit::Step::What what) {
  switch (what) {
  case audit::Step::What::registered:
    return "registered";
  case audit::Step::What::unreadable:
    return "unreadable";
  case audit::Step::What::removed:
    return "removed";
  case audit::Step::What::facts:
    break;
  }
  return "facts";
}

// "2026-10-05 15:00 +02:00  2026-0001: set: title"
std::string head_of(Env& env, const audit::Step& step) {
  if (step.commit.id.empty()) {
    return fmt::format("{}: {}", step.path, env.say("audit.by_hand"));
  }
  return fmt::format("{}  {}", moment(step.commit.time, env.book().zone()), step.commit.subject);
}

// Who, in which commit, by which rules; and for a commit by plain git, that it was one.
std::string origin_of(Env& env, const audit::Step& step) {
  auto text = env.say("audit.origin", {{"author", step.commit.author},
                                       {"commit", step.commit.id.substr(0, 12)},
                                       {"path", step.path}});
  if (trailers(step.commit, "Pvtool").empty()) {
    text += "; " + env.say("audit.plain_git");
  }
  if (const auto rules = rules_of(step.commit); !rules.empty()) {
    text += "; " + env.say("audit.rules", {{"number", std::to_string(rules.size())}});
  }
  if (const auto now = trailers(step.commit, "Now"); !now.empty()) {
    text += "; " + env.say("audit.now", {{"text", now}});
  }
  return text;
}

// What a step says where it has no facts to show; empty where it has.
std::string note_of(Env& env, const audit::Step& step) {
  const bool only_form = step.what == audit::Step::What::facts && step.changed.empty();
  const bool facts = step.what == audit::Step::What::facts ||
                     (step.what == audit::Step::What::registered && !step.changed.empty());
  const bool merges = step.commit.parents.size() > 1;
  return only_form ? env.say(merges ? "audit.merged" : "audit.no_facts")
         : facts   ? ""
                   : env.say("audit." + what_name(step.what));
}

std::string changes_markdown(Env& env, const core::Value& root,
                             const std::vector<audit::Changed>& changed) {
  const auto kind = kind_of(root);
  auto text =
      fmt::format("| {} | {} | {} | {} |\n| --- | --- | --- | --- |\n", env.say("audit.fact"),
                  env.say("audit.before"), env.say("audit.after"), env.say("audit.reason"));
  for (const auto& one : changed) {
    text += fmt::format("| {} | {} | {} | {} |\n",
                        letters::escaped_inside(fact_words(env, kind, one.path)),
                        letters::escaped_inside(value_words(env, kind, one.path, one.before)),
                        letters::escaped_inside(value_words(env, kind, one.path, one.after)),
                        letters::escaped_inside(reason_of(env, root, one.path)));
  }
  return text;
}

} // namespace

std::string fact_words(Env& env, const std::string& kind, const std::string& path) {
  const auto label = env.field(kind, path);
  const auto parsed = core::parsed_path(path);
  const bool has_label = label != path && (!parsed || label != parsed->to_field());
  return has_label ? fmt::format("{} ({})", label, path) : path;
}

void say_changes(Env& env, const core::Value& root, const std::vector<audit::Changed>& changed,
                 Page& page) {
  const auto kind = kind_of(root);
  for (const auto& one : changed) {
    const auto before = value_words(env, kind, one.path, one.before);
    const auto after = value_words(env, kind, one.path, one.after);
    page.line(fmt::format("    {}", fact_words(env, kind, one.path)), Page::Style::faint);
    page.paragraph(!one.before  ? after
                   : !one.after ? env.say("audit.gone", {{"before", before}})
                                : env.say("audit.was", {{"before", before}, {"after", after}}),
                   8);
    if (const auto reason = reason_of(env, root, one.path); !reason.empty()) {
      page.paragraph(env.say("audit.why", {{"reason", reason}}), 8);
    }
  }
}

core::Value changes_value(Env& env, const core::Value& root,
                          const std::vector<audit::Changed>& changed) {
  core::List list;
  const auto kind = kind_of(root);
  for (const auto& one : changed) {
    core::Value row;
    row.set("path", core::Value(one.path));
    row.set("label", core::Value(env.field(kind, one.path)));
    row.set("before", one.before.value_or(core::Value()));
    row.set("after", one.after.value_or(core::Value()));
    row.set("reason", core::Value(reason_of(env, root, one.path)));
    list.push_back(std::move(row));
  }
  return core::Value(std::move(list));
}

void say_step(Env& env, const audit::Step& step, Page& page) {
  page.heading(head_of(env, step));
  if (!step.commit.id.empty()) {
    page.paragraph(origin_of(env, step), 4, Page::Style::faint);
  }
  if (const auto note = note_of(env, step); !note.empty()) {
    page.paragraph(note, 4);
  }
  say_changes(env, step.root, step.changed, page);
  page.line();
}

core::Value step_value(Env& env, const audit::Step& step) {
  core::Value row;
  const auto& commit = step.commit;
  const auto time = core::in_zone(commit.time, env.book().zone());
  row.set("commit", commit.id.empty() ? core::Value() : core::Value(commit.id));
  row.set("time", commit.id.empty() ? core::Value() : core::Value(core::to_text(time)));
  row.set("author", core::Value(commit.author));
  row.set("subject", core::Value(commit.subject));
  row.set("command", core::Value(trailers(commit, "Command")));
  row.set("rules", core::Value(rules_of(commit)));
  row.set("file", core::Value(step.path));
  row.set("what", core::Value(what_name(step.what)));
  row.set("changes", changes_value(env, step.root, step.changed));
  return row;
}

std::string log_heading_markdown(const std::string& title) {
  return fmt::format("# {}\n", letters::escaped_inside(title));
}

std::string step_markdown(Env& env, const audit::Step& step) {
  auto text = fmt::format("\n## {}\n\n", letters::escaped_inside(head_of(env, step)));
  if (!step.commit.id.empty()) {
    text += fmt::format("{}\n\n", letters::escaped(origin_of(env, step)));
  }
  if (const auto note = note_of(env, step); !note.empty()) {
    text += fmt::format("{}\n\n", letters::escaped(note));
  }
  return text + (step.changed.empty() ? "" : changes_markdown(env, step.root, step.changed));
}

} // namespace cmd
