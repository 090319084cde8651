// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cmath>
#include <set>

#include <fmt/format.h>

#include "audit/documentation.hpp"
#include "audit/statistics.hpp"
#include "casebook/data.hpp"
#include "casebook/texts.hpp"
#include "cmd/audit.hpp"
#include "cmd/figure_words.hpp"
#include "cmd/letter_facts.hpp"
#include "cmd/output.hpp"
#include "cmd/say.hpp"
#include "core/error.hpp"
#include "core/state.hpp"
#include "letters/wording.hpp"
#include "system/files.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

using audit::Demand;
using audit::Documented;

// One case that was judged.
struct Controlled {
  std::string id;
  std::string kind;
  std::string title;
  std::vector<Demand> demands;
  audit::Score score;
};

struct Control {
  std::vector<Controlled> cases;
  std::map<std::string, std::size_t> left_out; // by reason: "drill"
  std::size_t unread = 0;
  audit::Score score;
};

std::string say(Env& env, std::string_view id, const core::Arguments& arguments = {}) {
  return env.texts().say("figures", id, arguments);
}

bool is_missing_reason(const core::Finding& finding) {
  return finding.name == "late-without-reason" || finding.name == "reason-missing";
}

// Judges one case. Of a file with faults nobody can tell what it documents; that a reason is
// missing is no fault here but a demand.
void add_case(Env& env, const casebook::Case& one, Control& control, Result& result) {
  auto& book = env.book();
  auto faults = book.judge(one);
  const auto reasons = std::stable_partition(faults.begin(), faults.end(), [](const auto& finding) {
    return !is_missing_reason(finding);
  });
  const std::vector<core::Finding> missing(reasons, faults.end());
  faults.erase(reasons, faults.end());
  if (!one.root.is_map() || !book.kinds().has(one.kind()) || core::has_errors(faults)) {
    result.findings.insert(result.findings.end(), faults.begin(), faults.end());
    ++control.unread;
    return;
  }
  const auto& kind = book.kinds().kind(one.kind());
  audit::Matter matter;
  matter.kind = &kind;
  matter.rules = &book.kinds().statistics(one.kind());
  matter.document = core::without_corrected(one.root);
  matter.state = book.state(one);
  if (const auto why =
          audit::left_out(matter, {{}, book.organisation(), book.now(), book.zone()})) {
    ++control.left_out[*why];
    return;
  }
  Controlled found{one.id, one.kind(), one.root.text("title"), {}, {}};
  found.demands = audit::demands_of(kind, one.root, book.organisation(), matter.state, book.now(),
                                    book.clocks(one), missing);
  found.score = audit::score_of(found.demands);
  control.score.add(found.score);
  control.cases.push_back(std::move(found));
}

Control control_of(Env& env, const Arguments& arguments, Result& result) {
  auto& book = env.book();
  Control control;
  auto paths = arguments.list("WORD");
  for (auto& name : paths) {
    name = book.find(name);
  }
  if (paths.empty()) {
    result.findings = book.judge_folder();
    control.unread += core::has_errors(result.findings) ? 1 : 0;
    paths = book.case_paths();
  }
  for (const auto& path : paths) {
    const auto one = book.load(path);
    const auto received = core::parsed_time(one.root.text("received"));
    if (!received || received->instant <= book.now()) { // else not known yet
      add_case(env, one, control, result);
    }
  }
  return control;
}

// What is asked for, in words.
std::string demand_text(Env& env, const std::string& kind, const Demand& demand) {
  if (demand.about == Demand::About::rule) {
    return env.kind_text(kind, {"documentation", demand.id});
  }
  return say(env, demand.about == Demand::About::delay ? "control.delay" : "control.deed",
             {{"what", env.kind_text(kind, {"periods", demand.id, "title"})}});
}

std::string score_text(Env& env, const audit::Score& score) {
  if (score.all() == 0) {
    return say(env, "control.nothing");
  }
  const auto share =
      say(env, "percent",
          {{"number", std::to_string(std::lround(100.0 * static_cast<double>(score.met) /
                                                 static_cast<double>(score.all())))}});
  return say(env, "control.score",
             {{"met", std::to_string(score.met)},
              {"of", std::to_string(score.all())},
              {"share", share},
              {"due", std::to_string(score.due)},
              {"cannot_tell", std::to_string(score.cannot_tell)}});
}

core::Value score_value(const audit::Score& score) {
  core::Value value;
  value.set("met", core::Value(static_cast<int>(score.met)));
  value.set("due", core::Value(static_cast<int>(score.due)));
  value.set("cannot_tell", core::Value(static_cast<int>(score.cannot_tell)));
  return value;
}

std::string command_of(const Controlled& one, const Demand& demand) {
  return casebook::filled(demand.command,
                          {{"id", one.id}, {"number", core::number_of(demand.entry)}});
}

core::Value demand_value(Env& env, const Controlled& one, const Demand& demand) {
  core::Value value;
  value.set("id", core::Value(demand.id));
  value.set("state", core::Value(audit::name_of(demand.documented)));
  value.set("entry", core::Value(demand.entry));
  value.set("source", core::Value(demand.source));
  value.set("says", core::Value(demand_text(env, one.kind, demand)));
  if (demand.due) {
    value.set("due", core::Value(core::to_text(core::in_zone(*demand.due, env.book().zone()))));
  }
  if (demand.documented != Documented::met) {
    value.set("command", core::Value(command_of(one, demand)));
  }
  core::List open;
  for (const auto& cause : demand.causes) {
    open.emplace_back(cause.path);
  }
  value.set("open", core::Value(open));
  return value;
}

core::Value control_value(Env& env, const Control& control) {
  core::Value value;
  value.set("score", score_value(control.score));
  value.set("unread", core::Value(static_cast<int>(control.unread)));
  core::Value left_out{core::Map{}};
  for (const auto& [why, number] : control.left_out) {
    left_out.set(why, core::Value(static_cast<int>(number)));
  }
  value.set("not_judged", std::move(left_out));
  core::List cases;
  for (const auto& one : control.cases) {
    core::Value entry;
    entry.set("id", core::Value(one.id));
    entry.set("kind", core::Value(one.kind));
    entry.set("score", score_value(one.score));
    core::List demands;
    for (const auto& demand : one.demands) {
      demands.push_back(demand_value(env, one, demand));
    }
    entry.set("demands", core::Value(demands));
    cases.push_back(std::move(entry));
  }
  value.set("cases", core::Value(cases));
  return value;
}

void say_demand(Env& env, const Controlled& one, const Demand& demand, Page& page) {
  const bool due = demand.documented == Documented::due;
  const auto label = "  " + say(env, due ? "control.due" : "control.cannot_tell");
  auto text = demand_text(env, one.kind, demand);
  if (!demand.entry.empty()) {
    text += fmt::format(" ({})", demand.entry);
  }
  page.pair(label, fmt::format("{} [{}]", text, env.source(demand.source)), 16,
            due ? Page::Style::bad : Page::Style::soon);
  if (demand.due) {
    page.pair("", say(env, "control.ran_out", {{"due", wording_of(env).time(*demand.due)}}), 16);
  }
  std::set<std::string> facts;
  for (const auto& cause : demand.causes) {
    facts.insert(cause.path);
  }
  if (!facts.empty()) {
    page.pair(
        "",
        say(env, "control.open", {{"facts", wording_of(env).joined({facts.begin(), facts.end()})}}),
        16);
  }
  if (const auto command = command_of(one, demand); !command.empty()) {
    page.pair("", command, 16, Page::Style::faint);
  }
}

void say_control(Env& env, const Control& control, Page& page) {
  page.heading(say(env, "control.title", {{"now", wording_of(env).time(env.book().now())}}));
  page.pair(say(env, "control.register"), score_text(env, control.score));
  for (const auto& [why, number] : control.left_out) {
    page.pair("",
              say(env, "control.left_out",
                  {{"what", say(env, "left_out." + why, {{"number", std::to_string(number)}})}}));
  }
  if (control.unread > 0) {
    page.pair(
        "", FigureWords(env, false).of_number("unread", static_cast<std::int64_t>(control.unread)),
        20, Page::Style::bad);
  }
  for (const auto& one : control.cases) {
    page.line().heading(fmt::format("{}  {}", one.id, one.title));
    page.line("  " + score_text(env, one.score));
    for (const auto& demand : one.demands) {
      if (demand.documented != Documented::met) {
        say_demand(env, one, demand, page);
      }
    }
  }
}

// One demand as the whole register meets it.
struct Summed {
  std::string kind;
  Demand demand;
  audit::Score score;
  std::vector<std::string> due;
  std::vector<std::string> cannot_tell;
};

std::vector<Summed> summed(const Control& control) {
  std::vector<Summed> all;
  for (const auto& one : control.cases) {
    for (const auto& demand : one.demands) {
      auto found = std::find_if(all.begin(), all.end(), [&](const Summed& sum) {
        return sum.kind == one.kind && sum.demand.id == demand.id &&
               sum.demand.about == demand.about;
      });
      if (found == all.end()) {
        found = all.insert(all.end(), {one.kind, demand, {}, {}, {}});
      }
      found->score.add(demand.documented);
      auto* list = demand.documented == Documented::due           ? &found->due
                   : demand.documented == Documented::cannot_tell ? &found->cannot_tell
                                                                  : nullptr;
      if (list != nullptr && (list->empty() || list->back() != one.id)) {
        list->push_back(one.id);
      }
    }
  }
  return all;
}

// The four texts of a finding of a control report: requirement, facts, assessment, conclusion.
core::Arguments row_of(Env& env, const Summed& sum, const core::Value& outcomes) {
  const auto wording = wording_of(env);
  auto facts =
      say(env, "control.facts",
          {{"met", std::to_string(sum.score.met)}, {"of", std::to_string(sum.score.all())}});
  if (!sum.due.empty()) {
    facts += " " + say(env, "control.facts_due", {{"ids", wording.joined(sum.due)}});
  }
  if (!sum.cannot_tell.empty()) {
    facts += " " + say(env, "control.facts_open", {{"ids", wording.joined(sum.cannot_tell)}});
  }
  const std::string result = !sum.due.empty()           ? "due"
                             : !sum.cannot_tell.empty() ? "cannot_tell"
                                                        : "met";
  return {{"item", sum.demand.id},
          {"requirement",
           say(env, "control.requirement", {{"what", demand_text(env, sum.kind, sum.demand)}})},
          {"source", env.source(sum.demand.source)},
          {"facts", facts},
          {"assessment", say(env, "control.assessment_" + result)},
          {"conclusion",
           say(env, "control.conclusion_" + result, {{"source", env.source(sum.demand.source)}})},
          {"outcome", outcomes.text(result)}};
}

// Several sources are named in one text; in a list each is an entry of its own.
void add_filled(const core::Value& entry, core::List& list) {
  constexpr std::string_view k_between = "; ";
  if (!entry.is_string()) {
    list.push_back(entry);
    return;
  }
  for (std::string_view text = entry.as_string();;) {
    const auto end = text.find(k_between);
    list.emplace_back(std::string(text.substr(0, end)));
    if (end == std::string_view::npos) {
      return;
    }
    text.remove_prefix(end + k_between.size());
  }
}

core::Value filled(const core::Value& value, const core::Arguments& arguments) {
  if (value.is_map()) {
    core::Value map{core::Map{}};
    for (const auto& member : value.as_map()) {
      map.set(member.key, filled(member.value, arguments));
    }
    return map;
  }
  if (value.is_list()) {
    core::List list;
    for (const auto& entry : value.as_list()) {
      add_filled(filled(entry, arguments), list);
    }
    return core::Value(list);
  }
  return value.is_string() ? core::Value(casebook::filled(value.as_string(), arguments)) : value;
}

// The text for `pvtool report control --from FILE`, as templates/audit/control.yaml lays it out.
std::string report_text(Env& env, const Control& control) {
  const auto path = env.data_folder() + "/templates/audit/control.yaml";
  const auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", path}});
  }
  const auto layout = casebook::data_from(*text, path);
  const auto* organisation = env.book().organisation().find("organisation");
  const auto object = organisation != nullptr ? organisation->text("name") : "";
  const auto now = wording_of(env).time(env.book().now());
  const core::Arguments head = {{"title", say(env, "control.report_title", {{"now", now}})},
                                {"object", object},
                                {"now", env.book().now_text()},
                                {"cases", std::to_string(control.cases.size())},
                                {"score", score_text(env, control.score)}};
  auto whole = filled(*layout.find("head"), head);
  core::List rows;
  for (const auto& sum : summed(control)) {
    rows.push_back(filled(*layout.find("row"), row_of(env, sum, *layout.find("outcomes"))));
  }
  whole.set(layout.text("list"), core::Value(rows));
  return yaml::emitted(whole);
}

core::Exit exit_of(const Control& control) {
  return control.unread > 0 || control.score.cannot_tell > 0 ? core::Exit::cannot_decide
         : control.score.due > 0                             ? core::Exit::findings
                                                             : core::Exit::done;
}

} // namespace

Result audit_control(Env& env, const Arguments& arguments) {
  Result result;
  const bool is_report = arguments.has("--report"); // which is text for another case
  const auto format = chosen_format(arguments,
                                    is_report ? std::vector<std::string>{"text"}
                                              : std::vector<std::string>{"text", "json"},
                                    "audit", "control");
  const auto control = control_of(env, arguments, result);
  result.exit = exit_of(control);
  result.value = control_value(env, control);
  if (is_report) {
    give_out(env, arguments, "text", report_text(env, control), result);
    return result;
  }
  say_example(env, result);
  say_control(env, control, result.page);
  if (format == "json") {
    give_json(env, arguments, result);
  } else if (arguments.has("--output")) {
    give_out(env, arguments, "text", result.page.to_text(false), result);
  }
  return result;
}

} // namespace cmd
