// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "casebook/links.hpp"
#include "cmd/process.hpp"
#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "cmd/then.hpp"
#include "core/checks.hpp"

namespace cmd {

namespace {

// Facts as a tree of labels; what the program wrote itself (assessments) is told in its own words,
// and the timeline says all that stands in the lists of what happened.
void add_facts(Env& env, const std::string& kind, const core::Value& value, const std::string& path,
               int depth, Page& page) {
  const auto indent = std::string(static_cast<std::size_t>(depth) * 2, ' ');
  for (const auto& member : value.as_map()) {
    const auto below = path.empty() ? member.key : path + "." + member.key;
    if (path.empty() &&
        (member.key == "assessments" || member.key == "kind" || member.key == "format" ||
         member.key == "uid" || member.key == "id" || member.key == "title" ||
         member.key == "log" || member.key == "steps" || member.key == "meetings")) {
      continue;
    }
    const auto label = indent + env.field(kind, below);
    const auto& it = member.value;
    const bool tree = it.is_map() && !it.is_unknown() && !it.is_undeterminable();
    const bool rows = it.is_list() && !it.as_list().empty() &&
                      std::all_of(it.as_list().begin(), it.as_list().end(),
                                  [](const core::Value& entry) { return entry.is_map(); });
    if (tree) {
      page.line(label, depth == 0 ? Page::Style::heading : Page::Style::plain);
      add_facts(env, kind, it, below, depth + 1, page);
    } else if (rows) {
      int number = 0;
      for (const auto& entry : it.as_list()) {
        page.line(fmt::format("{} {}", label, ++number),
                  depth == 0 ? Page::Style::heading : Page::Style::plain);
        add_facts(env, kind, entry, below, depth + 1, page);
      }
    } else {
      page.pair(label, env.value_label(kind, below, it), 42);
    }
  }
}

// The results that say in short what an assessment came to.
std::vector<std::string> summary_of(const core::Kind& kind) {
  std::vector<std::string> names;
  if (kind.assessment) {
    for (const auto& [about, result] : kind.assessment->answers) {
      names.push_back(result);
    }
    names.push_back(kind.assessment->level);
    names.push_back(kind.assessment->category);
    names.insert(names.end(), kind.assessment->shown.begin(), kind.assessment->shown.end());
  }
  return names;
}

void add_newest_assessment(Env& env, const casebook::Case& one, Page& page) {
  const auto& all = one.root.list("assessments");
  if (all.empty() || all.back().find("result") == nullptr) {
    return;
  }
  const auto& newest = all.back();
  page.heading(env.say("show.assessment",
                       {{"at", newest.text("at")}, {"number", std::to_string(all.size())}}));
  for (const auto& key : summary_of(env.book().kinds().kind(one.kind()))) {
    if (const auto* value = newest.find("result")->find(key)) {
      const auto title = env.kind_text(one.kind(), {"results", key, "title"});
      page.pair("  " + (title == "title" ? key : title),
                env.kind_text(one.kind(), {"results", key, "values", value->to_text()}), 42);
    }
  }
}

// How the case hangs together with others, whichever of the two says it.
void say_links(Env& env, const casebook::Case& one, Result& result) {
  core::List list;
  Page page;
  for (const auto& link : casebook::links_of(env.book(), one)) {
    core::Value value;
    value.set("id", core::Value(link.id));
    value.set("as", core::Value(link.as));
    value.set("said_by", core::Value(link.other ? link.id : one.id));
    value.set("kind", link.found ? core::Value(link.kind) : core::Value());
    value.set("title", link.found ? core::Value(link.title) : core::Value());
    value.set("status", link.found ? core::Value(link.status) : core::Value());
    list.push_back(std::move(value));
    const auto how = link.other ? env.kind_text(one.kind(), {"inverse_links", link.as})
                                : env.value_label(one.kind(), "links.as", core::Value(link.as));
    const auto status =
        link.found ? env.value_label(link.kind, "status", core::Value(link.status)) : "";
    page.pair("  " + how,
              link.found ? fmt::format("{} {} ({})", link.id, link.title, status)
                         : fmt::format("{} ({})", link.id, env.say("show.not_here")),
              42);
  }
  result.value.set("links", core::Value(list));
  if (!page.empty()) {
    result.page.line().heading(env.say("show.links")).add(page);
  }
}

// The case as the register knew it at a time, judged as of that time.
casebook::Case as_it_was(Env& env, const Arguments& arguments, Result& result) {
  auto& book = env.book();
  const auto time = by_argument(arguments.text("--as-of"), book.zone(), book.latest());
  const auto commit = commit_by(env, time.instant);
  auto one = case_in(env, path_of_case(env, arguments.text("CASE")), commit);
  book.judge_by(time.instant, core::to_text(time));
  result.value.set("as_of", core::Value(core::to_text(time)));
  result.value.set("commit", core::Value(commit.id));
  result.page.line(env.say("show.as_of", {{"time", moment(time.instant, book.zone())},
                                          {"commit", commit.id.substr(0, 12)},
                                          {"recorded", moment(commit.time, book.zone())}}),
                   Page::Style::faint);
  return one;
}

} // namespace

Result run_show(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  Result result;
  const bool then = arguments.has("--as-of");
  const auto one =
      then ? as_it_was(env, arguments, result) : book.load_good(arguments.text("CASE"));
  // What was committed since is nothing that an old version could be held against.
  result.findings = then ? one.findings : book.judge(one);
  result.value.set("case", one.root);
  result.value.set("path", core::Value(one.path));
  const auto state = book.state(one);
  result.value.set("state", state);
  say_example(env, result);
  result.page.heading(fmt::format("{}  {}", one.id, one.root.text("title")));
  add_facts(env, one.kind(), one.root, "", 0, result.page);
  add_newest_assessment(env, one, result.page);
  core::List missing;
  std::string names;
  for (const auto& finding : core::missing_facts(book.kinds().kind(one.kind()), one.root)) {
    missing.push_back(core::Value(finding.arguments.front().second));
    names += (names.empty() ? "" : ", ") + env.field(one.kind(), finding.arguments.front().second);
  }
  result.value.set("missing", core::Value(missing));
  if (!names.empty()) {
    result.page.pair(env.say("show.missing") + ":", names, 42);
  }
  if (!then) {
    say_links(env, one, result);
  }
  say_timeline(env, one, result);
  say_process(env, one, state, result);
  if (!then) {
    result.page.line();
    say_next(env, one, state, result);
  }
  result.exit = exit_of(result.findings);
  return result;
}

} // namespace cmd
