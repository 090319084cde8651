// SPDX-License-Identifier: MIT
#include "cmd/assess_more.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

namespace cmd {

namespace {

constexpr int k_label = 22;

bool asks_less(const std::string& house, core::Verdict law) {
  return house == "no" && law == core::Verdict::yes;
}

void say_house_actions(Env& env, const std::string& kind, const std::string& category,
                       const core::Assessment& assessment, Result& result, core::Value& house) {
  const auto& organisation = env.book().organisation();
  const auto* all = core::at(organisation, "policies.category_actions");
  const auto* actions = all != nullptr ? all->find(category) : nullptr;
  if (actions == nullptr || !actions->is_map()) {
    return;
  }
  house.set("actions", *actions);
  for (const auto& member : actions->as_map()) {
    if (member.value.is_list() && member.value.as_list().empty()) {
      continue;
    }
    const auto text = member.value.is_bool()
                          ? env.say(member.value.as_bool() ? "word.yes" : "word.no")
                      : member.value.is_list() ? member.value.to_text()
                                               : env.say("house." + member.value.to_text());
    result.page.pair("", fmt::format("- {}: {}", env.say("house." + member.key), text), k_label);
  }
  for (const auto& answer : assessment.answers) {
    if (asks_less(actions->text(answer.about), answer.verdict)) {
      result.findings.push_back(
          {core::Severity::note,
           "house-below-law",
           "pvtool.yaml",
           actions->span.line,
           actions->span.column,
           {{"category", category},
            {"about", env.kind_text(kind, {"answers", answer.about, "about"})}},
           ""});
    }
  }
}

} // namespace

void say_house(Env& env, const casebook::Case& one, const core::Assessment& assessment,
               Result& result) {
  core::Value house;
  std::string text;
  for (const auto& category : assessment.categories) {
    text += (text.empty() ? "" : " / ") +
            env.kind_text(one.kind(), {"results", "category", "values", category});
  }
  result.page.pair(env.say("assess.house"), text.empty() ? env.say("word.not_known") : text,
                   k_label);
  if (assessment.categories.size() == 1) {
    house.set("category", core::Value(assessment.categories.front()));
    say_house_actions(env, one.kind(), assessment.categories.front(), assessment, result, house);
  }
  const auto tell = core::at(env.book().organisation(), "policies.tell_people");
  const auto* people = assessment.find("people");
  if (tell != nullptr && *tell == core::Value("everyone") && people != nullptr &&
      people->verdict != core::Verdict::yes) {
    house.set("tell_people", core::Value("everyone"));
    result.page.pair("", env.say("house.tell_everyone"), k_label);
  }
  result.value.set("house", std::move(house));
}

void say_assumed(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                 Result& result) {
  core::Value assumed{core::Map{}};
  Page page;
  for (const auto& [path, value] : assessment.judgement.assumed) {
    assumed.set(path, value);
    page.pair("  " + path,
              fmt::format("{}: {}", env.field(one.kind(), path),
                          env.value_label(one.kind(), path, value)),
              50);
  }
  result.value.set("assumed", std::move(assumed));
  if (!page.empty()) {
    result.page.line().heading(env.say("assess.assumed")).add(page);
  }
}

namespace {

std::string place(const casebook::Case& one, const std::string& path) {
  const auto span = core::place_of(one.root, core::path_of(path));
  return fmt::format("{}:{}", one.path, span.line);
}

// A fact of the case as the trace shows it: place, path and value; what was taken as given without
// place.
std::string fact_text(Env& env, const casebook::Case& one, const core::Judgement& judgement,
                      const std::string& path) {
  if (path.rfind("org.", 0) == 0) {
    return path;
  }
  if (const auto assumed = judgement.assumed.find(path); assumed != judgement.assumed.end()) {
    return fmt::format("{} = {} ({})", path, assumed->second.to_text(),
                       env.say("assess.not_stated"));
  }
  const auto* value = core::at(one.root, path);
  return fmt::format("{} {} = {}", place(one, path), path,
                     value != nullptr ? value->to_text() : "-");
}

core::Value trace_step(const core::Outcome& outcome, const casebook::Case& one) {
  core::Value step;
  step.set("rule", core::Value(outcome.rule->versioned()));
  step.set("result", core::Value(outcome.rule->as));
  step.set("group", outcome.group ? core::Value(static_cast<int>(*outcome.group)) : core::Value());
  core::List possible;
  for (const auto& one_value : outcome.possible) {
    possible.push_back(one_value.value);
  }
  step.set("possible", core::Value(possible));
  step.set("reason", core::Value(outcome.certain() ? outcome.possible.front().reason : ""));
  step.set("source",
           core::Value(outcome.certain() ? outcome.possible.front().source : outcome.rule->source));
  step.set("status", core::Value(outcome.rule->status));
  core::List facts;
  for (const auto& path : outcome.facts) {
    core::Value fact;
    fact.set("path", core::Value(path));
    const bool own = path.rfind("result.", 0) != 0 && path.rfind("org.", 0) != 0;
    const auto* value = own ? core::at(one.root, path) : nullptr;
    fact.set("place", value != nullptr ? core::Value(place(one, path)) : core::Value());
    fact.set("value", value != nullptr ? *value : core::Value());
    facts.push_back(std::move(fact));
  }
  step.set("facts", core::Value(facts));
  return step;
}

void say_step(Env& env, const casebook::Case& one, const core::Assessment& assessment,
              const core::Outcome& outcome, Page& page) {
  const auto& name = outcome.rule->as;
  std::string values;
  for (const auto& possible : outcome.possible) {
    const auto label =
        env.kind_text(one.kind(), {"results", name, "values", possible.value.to_text()});
    values += (values.empty() ? "" : " / ") + label;
  }
  const auto title = env.kind_text(one.kind(), {"results", name, "title"});
  const auto group = outcome.group && assessment.judgement.find(name)->size() > 1
                         ? fmt::format(" ({})", *outcome.group + 1)
                         : "";
  page.pair("  " + (title == "title" ? name : title) + group, values.empty() ? "?" : values, 34);
  if (outcome.certain() && !outcome.possible.front().reason.empty()) {
    page.pair("", env.kind_text(one.kind(), {"reasons", outcome.possible.front().reason}), 36);
  }
  int shown = 0;
  for (const auto& fact : outcome.facts) {
    if (fact.rfind("result.", 0) != 0 && shown++ < 6) {
      page.line(std::string(36, ' ') + fact_text(env, one, assessment.judgement, fact),
                Page::Style::faint);
    }
  }
  const auto& source = outcome.certain() ? outcome.possible.front().source : outcome.rule->source;
  page.pair("",
            fmt::format("{}; {} ({})", outcome.rule->versioned(), env.source(source),
                        env.say("status." + outcome.rule->status)),
            36, Page::Style::faint);
}

} // namespace

void say_trace(Env& env, const casebook::Case& one, const core::Assessment& assessment,
               Result& result) {
  core::List trace;
  result.page.line().heading(env.say("assess.trace"));
  for (const auto& [name, outcomes] : assessment.judgement.results) {
    for (const auto& outcome : outcomes) {
      trace.push_back(trace_step(outcome, one));
      if (outcome.rule->basis == "law") {
        say_step(env, one, assessment, outcome, result.page);
      }
    }
  }
  result.value.set("trace", core::Value(trace));
}

namespace {

// Values that might stand at a place: every choice of the schema; for a list, each choice added or
// taken away; for a number, the thresholds that the rules name.
std::vector<core::Value> alternatives(const schema::Schema& schema,
                                      const std::vector<core::Rule>& rules, const std::string& path,
                                      const core::Value& current) {
  const auto place = core::path_of(path);
  const auto shape = schema.shape(place);
  std::vector<core::Value> values;
  if (!shape) {
    return values;
  }
  using Kind = schema::Shape::Kind;
  if (shape->kind == Kind::boolean) {
    values = {core::Value(true), core::Value(false)};
  } else if (shape->kind == Kind::choice) {
    for (const auto& choice : shape->choices) {
      values.emplace_back(choice);
    }
  } else if (shape->kind == Kind::integer || shape->kind == Kind::number) {
    for (const auto& rule : rules) {
      rule.each_fact([&](const core::Path& fact, const core::Value& operand) {
        if (operand.is_integer() &&
            (fact.to_field() == place.to_field() || fact.to_field() == "result.people_count")) {
          values.push_back(operand);
        }
      });
    }
  } else if (shape->kind == Kind::list && current.is_list() && current.as_list().size() > 1) {
    // What is stated may turn out not to be so; what else there might be is without end.
    for (std::size_t index = 0; index < current.as_list().size(); ++index) {
      auto list = current.as_list();
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
      values.emplace_back(std::move(list));
    }
  }
  return values;
}

// "+ health" or "- contact" for a list, "none -> intact" for the rest.
std::string change_text(Env& env, const std::string& kind, const core::Tip& tip) {
  const auto label = [&](const core::Value& value) {
    return env.value_label(kind, tip.path, value);
  };
  if (!tip.to.is_list() || !tip.from.is_list()) {
    const auto from = tip.from.is_null() ? env.say("assess.not_stated") : label(tip.from);
    return fmt::format("{} -> {}", from, label(tip.to));
  }
  const auto& before = tip.from.as_list();
  const auto& after = tip.to.as_list();
  for (const auto& value : after) {
    if (std::find(before.begin(), before.end(), value) == before.end()) {
      return "+ " + label(value);
    }
  }
  for (const auto& value : before) {
    if (std::find(after.begin(), after.end(), value) == after.end()) {
      return "- " + label(value);
    }
  }
  return label(tip.to);
}

} // namespace

void say_tips(Env& env, const casebook::Case& one, const core::Assessment& assessment,
              Result& result) {
  auto& book = env.book();
  const auto& kind = book.kinds().kind(one.kind());
  const auto& rules = book.kinds().rules(one.kind());
  const auto& schema = book.kinds().schema(one.kind());
  const auto tips = core::tips(
      kind, rules, one.root, book.organisation(), book.now(), assessment,
      [&](const std::string& path, const core::Value& current) {
        const auto& fixed = kind.assessment->fixed;
        const bool stays =
            std::find(fixed.begin(), fixed.end(), core::path_of(path).to_field()) != fixed.end();
        return stays ? std::vector<core::Value>{} : alternatives(schema, rules, path, current);
      });
  core::List list;
  Page page;
  for (const auto& tip : tips) {
    core::Value value;
    value.set("fact", core::Value(tip.path));
    value.set("from", tip.from);
    value.set("to", tip.to);
    value.set("level", core::Value(tip.level));
    list.push_back(std::move(value));
    page.pair("  " + tip.path,
              fmt::format("{}  =>  {}", change_text(env, one.kind(), tip),
                          env.kind_text(one.kind(),
                                        {"results", kind.assessment->level, "values", tip.level})),
              50);
  }
  result.value.set("would_change_it", core::Value(list));
  if (!page.empty()) {
    const auto own = env.texts().say_kind(one.kind(), {"tips"});
    result.page.line().heading(own.empty() ? env.say("assess.tips") : own).add(page);
  }
}

void say_nearest(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                 Result& result) {
  auto& book = env.book();
  const auto near = core::nearest(book.kinds().kind(one.kind()),
                                  book.kinds().precedents(one.kind()), one.root, assessment);
  core::List list;
  Page page;
  for (const auto& found : near) {
    const auto& precedent = *found.precedent;
    const auto* titles = precedent.find("title");
    const auto title =
        titles != nullptr ? titles->text(env.texts().language(), titles->text("en")) : "";
    core::Value value;
    value.set("id", core::Value(precedent.text("id")));
    value.set("title", core::Value(title));
    value.set("source", core::Value(precedent.text("source")));
    value.set("authority", core::Value(precedent.text("authority")));
    value.set("people", core::Value(precedent.text("people")));
    value.set("agrees_on", core::Value(static_cast<int>(found.same)));
    value.set("of", core::Value(static_cast<int>(found.compared)));
    list.push_back(std::move(value));
    page.pair("  " + precedent.text("id"),
              env.say("assess.nearest_line",
                      {{"title", title},
                       {"source", env.source(precedent.text("source"))},
                       {"authority", env.say("verdict." + precedent.text("authority"))},
                       {"people", env.say("verdict." + precedent.text("people"))},
                       {"same", std::to_string(found.same)},
                       {"of", std::to_string(found.compared)}}),
              12);
  }
  result.value.set("nearest", core::Value(list));
  if (!page.empty()) {
    result.page.line().heading(env.say("assess.nearest")).add(page);
  }
}

} // namespace cmd
