// SPDX-License-Identifier: MIT
#include "cmd/assess_page.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "cmd/assess_more.hpp"
#include "cmd/say.hpp"
#include "core/clock.hpp"

namespace cmd {

namespace {

constexpr int k_label = 22;

std::string reason_text(Env& env, const std::string& kind,
                        const std::vector<std::string>& reasons) {
  std::string text;
  for (const auto& reason : reasons) {
    text += (text.empty() ? "" : "; ") + env.kind_text(kind, {"reasons", reason});
  }
  return text;
}

std::string open_text(Env& env, const std::string& kind, const std::vector<core::Cause>& causes) {
  std::string text;
  for (const auto& cause : causes) {
    text +=
        fmt::format("{}{} ({})", text.empty() ? "" : ", ", env.field(kind, cause.path), cause.path);
  }
  return text;
}

std::string reason_of(Env& env, const std::string& kind, const core::Conclusion& answer) {
  switch (answer.verdict) {
  case core::Verdict::yes:
  case core::Verdict::no:
    return reason_text(env, kind, answer.reasons);
  case core::Verdict::depends:
    return env.say("assess.depends_on", {{"facts", open_text(env, kind, answer.open)}});
  case core::Verdict::cannot_decide:
    break;
  }
  return env.say("assess.missing", {{"facts", open_text(env, kind, answer.open)}});
}

core::Value value_of(Env& env, const std::string& kind, const core::Conclusion& answer) {
  core::Value value;
  value.set("answer", core::Value(core::name_of(answer.verdict)));
  value.set("reason", core::Value(reason_of(env, kind, answer)));
  core::List reasons;
  for (const auto& reason : answer.reasons) {
    reasons.emplace_back(reason);
  }
  value.set("reason_ids", core::Value(reasons));
  value.set("source", core::Value(answer.source));
  core::List open;
  for (const auto& cause : answer.open) {
    core::Value entry;
    entry.set("fact", core::Value(cause.path));
    entry.set("state", core::Value(cause.declared ? "unknown" : "missing"));
    open.push_back(std::move(entry));
  }
  value.set("open", core::Value(open));
  return value;
}

bool is_open(core::Verdict verdict) {
  return verdict == core::Verdict::depends || verdict == core::Verdict::cannot_decide;
}

Page::Style style_of(core::Verdict verdict) {
  return verdict == core::Verdict::no ? Page::Style::plain : Page::Style::bad;
}

// The clock that says when to act on an answer; null when the kind names none, or it has no end
// yet.
const core::Clock* clock_of(const std::vector<core::Clock>& clocks,
                            const core::AssessmentPlan& plan, const std::string& about) {
  const auto named = std::find_if(plan.clocks.begin(), plan.clocks.end(),
                                  [&](const auto& one) { return one.first == about; });
  const auto found = std::find_if(clocks.begin(), clocks.end(), [&](const core::Clock& clock) {
    return named != plan.clocks.end() && clock.rule->id == named->second && clock.due;
  });
  return found == clocks.end() ? nullptr : &*found;
}

bool has(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// What an answer comes to, in the kind's words where it has them: a reason may have its own, for an
// answer that means something else when it is given for that reason.
std::string verdict_text(Env& env, const std::string& kind, const core::Conclusion& answer) {
  for (const auto& reason : answer.reasons) {
    auto own = env.texts().say_kind(kind, {"answers", answer.about, "by_reason", reason});
    if (!own.empty()) {
      return own;
    }
  }
  const auto name = core::name_of(answer.verdict);
  const auto own = env.texts().say_kind(kind, {"answers", answer.about, name});
  return own.empty() ? env.say("verdict.answer_" + name) : own;
}

// By when to act, whatever the answer turns out to be.
void say_act_by(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                const core::Conclusion& answer, Result& result, core::Value& value) {
  auto& book = env.book();
  const auto& plan = *book.kinds().kind(one.kind()).assessment;
  const bool has_clock =
      std::any_of(plan.clocks.begin(), plan.clocks.end(),
                  [&](const auto& named) { return named.first == answer.about; });
  if (!has_clock) {
    return;
  }
  const auto clocks = book.clocks(one);
  const auto* clock = clock_of(clocks, plan, answer.about);
  if (clock != nullptr && answer.verdict != core::Verdict::no) {
    value.set("act_by", core::Value(core::to_text(core::in_zone(*clock->due, book.zone()))));
    const bool at_once = assessment.levels.size() == 1 && assessment.levels == plan.at_once;
    const auto words = due_words(env, casebook::due_of(one, *clock));
    result.page.pair("",
                     env.say(at_once ? "assess.act_now" : "assess.act_by",
                             {{"due", moment(*clock->due, book.zone())}, {"clock", words}}),
                     k_label);
    if (clock->provisional) {
      result.page.pair("", env.say("deadline.provisional"), k_label);
    }
  } else if (is_open(answer.verdict)) {
    value.set("act_by", core::Value());
    const auto own = env.texts().say_kind(one.kind(), {"answers", answer.about, "act_by_unknown"});
    if (!own.empty()) {
      result.page.pair("", own, k_label);
    }
  }
}

// What an entry of the kind's groups is called: "patients, Home care".
std::string group_label(Env& env, const casebook::Case& one, std::size_t index) {
  const auto& plan = *env.book().kinds().kind(one.kind()).assessment;
  const auto& groups = one.root.list(plan.group_list);
  std::string label;
  for (const auto& name : plan.group_names) {
    const auto* fact = index < groups.size() ? groups[index].find(name) : nullptr;
    if (fact != nullptr) {
      label += (label.empty() ? "" : ", ") +
               env.value_label(one.kind(), plan.group_list + "." + name, *fact);
    }
  }
  return label;
}

core::Value group_value(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                        const core::AssessmentPlan::GroupAnswer& by, std::size_t index) {
  const auto said = [&](std::string_view name) -> core::Value {
    const auto* outcomes = assessment.judgement.find(name);
    const auto* value =
        outcomes != nullptr && index < outcomes->size() ? (*outcomes)[index].value() : nullptr;
    return value != nullptr ? *value : core::Value();
  };
  const auto& plan = *env.book().kinds().kind(one.kind()).assessment;
  const auto& outcome = (*assessment.judgement.find(by.answer))[index];
  core::Value value;
  const auto& groups = one.root.list(plan.group_list);
  for (const auto& name : plan.group_names) {
    const auto* fact = index < groups.size() ? groups[index].find(name) : nullptr;
    value.set(name, fact != nullptr ? *fact : core::Value());
  }
  value.set("answer", core::Value(core::name_of(core::verdict_of(outcome))));
  value.set("reason", core::Value(reason_text(env, one.kind(),
                                              core::reasons_of(assessment.judgement, outcome))));
  value.set("how", said(by.how));
  for (const auto& figure : plan.group_figures) {
    value.set(figure, said(figure));
  }
  return value;
}

void say_groups(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                const core::AssessmentPlan::GroupAnswer& by, Result& result, core::Value& value) {
  core::List groups;
  bool recommended = false;
  const auto* outcomes = assessment.judgement.find(by.answer);
  for (std::size_t index = 0; outcomes != nullptr && index < outcomes->size(); ++index) {
    auto group = group_value(env, one, assessment, by, index);
    recommended = recommended || group.text("recommended") == "yes";
    const auto how = group.text("how");
    if (outcomes->size() > 1 || (!how.empty() && how != "not_at_all" && how != "individually")) {
      const auto how_text =
          how.empty() ? "" : ": " + env.kind_text(one.kind(), {"results", by.how, "values", how});
      result.page.pair("",
                       fmt::format("- {}: {}{}", group_label(env, one, index),
                                   env.say("verdict." + group.text("answer")), how_text),
                       k_label);
    }
    groups.push_back(std::move(group));
  }
  value.set("recommended", core::Value(recommended));
  value.set("groups", core::Value(groups));
  if (recommended) {
    result.page.pair("", env.say("assess.recommended"), k_label);
  }
}

void say_answer(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                const core::Conclusion& answer, Result& result, core::Value& answers) {
  const auto& plan = *env.book().kinds().kind(one.kind()).assessment;
  auto value = value_of(env, one.kind(), answer);
  result.page.pair(env.kind_text(one.kind(), {"answers", answer.about, "title"}),
                   verdict_text(env, one.kind(), answer), k_label, style_of(answer.verdict));
  result.page.pair("",
                   reason_of(env, one.kind(), answer) +
                       (answer.source.empty() ? "" : " [" + env.source(answer.source) + "]"),
                   k_label);
  if (is_open(answer.verdict) && has(plan.in_doubt, answer.about)) {
    value.set("default", core::Value("yes"));
    result.page.pair("", env.kind_text(one.kind(), {"answers", answer.about, "in_doubt"}), k_label,
                     Page::Style::heading);
  }
  say_act_by(env, one, assessment, answer, result, value);
  for (const auto& by : plan.group_answers) {
    if (by.about == answer.about) {
      say_groups(env, one, assessment, by, result, value);
    }
  }
  answers.set(answer.about, std::move(value));
}

void say_urgent(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                Result& result) {
  const auto* outcomes = assessment.judgement.find("urgent");
  core::List urgent;
  std::set<std::string> said;
  for (std::size_t index = 0; outcomes != nullptr && index < outcomes->size(); ++index) {
    const auto* value = (*outcomes)[index].value();
    if (value == nullptr || *value == core::Value("nothing") ||
        !said.insert(value->to_text()).second) {
      continue;
    }
    urgent.push_back(*value);
    result.page.paragraph(
        env.say("assess.first") + " " +
            env.kind_text(one.kind(), {"results", "urgent", "values", value->to_text()}),
        0, Page::Style::bad);
  }
  result.value.set("urgent", core::Value(urgent));
}

core::Value figure(const core::Assessment& assessment, std::string_view name) {
  const auto* outcomes = assessment.judgement.find(name);
  const auto* value = outcomes != nullptr ? outcomes->front().value() : nullptr;
  return value != nullptr ? *value : core::Value();
}

std::string labels(Env& env, const std::string& kind, std::string_view result,
                   const std::vector<std::string>& values) {
  std::string text;
  for (const auto& value : values) {
    text += (text.empty() ? "" : " / ") +
            env.kind_text(kind, {"results", std::string(result), "values", value});
  }
  return text.empty() ? env.say("word.not_known") : text;
}

std::vector<std::string> values_of(const core::Outcome& outcome) {
  std::vector<std::string> values;
  for (const auto& possible : outcome.possible) {
    values.push_back(possible.value.to_text());
  }
  return values;
}

// A result by its name, once for each group where it is one of groups.
void say_outcome(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                 const std::string& name, Result& result) {
  const auto* outcomes = assessment.judgement.find(name);
  const auto title = env.kind_text(one.kind(), {"results", name, "title"});
  for (std::size_t index = 0; outcomes != nullptr && index < outcomes->size(); ++index) {
    const auto& outcome = (*outcomes)[index];
    const auto values = labels(env, one.kind(), name, values_of(outcome));
    const auto reason =
        outcome.certain() && !outcome.possible.front().reason.empty()
            ? ": " + env.kind_text(one.kind(), {"reasons", outcome.possible.front().reason})
            : "";
    const auto whose = outcome.group ? group_label(env, one, *outcome.group) + ": " : "";
    result.page.pair(index == 0 ? title : "", whose + values + reason, k_label);
  }
}

// How a number came about, and what of it is worth a remark, in the words of the kind.
void say_sum(Env& env, const std::string& kind, const core::Assessment& assessment,
             const core::AssessmentPlan::Sum& sum, Result& result, core::Value& figures) {
  const auto parts = static_cast<double>(sum.parts);
  const auto total = figure(assessment, sum.result);
  figures.set("score", total.is_integer()
                           ? core::Value(static_cast<double>(total.as_integer()) / parts)
                           : core::Value());
  core::Arguments arguments;
  for (const auto& name : sum.fractions) {
    const auto value = figure(assessment, name);
    arguments.emplace_back(
        name, value.is_integer()
                  ? fmt::format("{:.2f}", static_cast<double>(value.as_integer()) / parts)
                  : "?");
  }
  for (const auto& name : sum.values) {
    arguments.emplace_back(name, labels(env, kind, name, {figure(assessment, name).to_text()}));
  }
  result.page.pair(env.kind_text(kind, {"sum", "title"}),
                   total.is_integer()
                       ? casebook::filled(env.kind_text(kind, {"sum", "text"}), arguments)
                       : env.say("word.not_known"),
                   k_label);
  for (const auto& flag : sum.flags) {
    if (figure(assessment, flag) == core::Value(true)) {
      result.page.pair("", env.kind_text(kind, {"results", flag, "title"}), k_label);
    }
  }
}

void say_figures(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                 Result& result) {
  const auto& plan = *env.book().kinds().kind(one.kind()).assessment;
  core::Value figures{core::Map{}};
  for (const auto& name : plan.figures) {
    figures.set(name, figure(assessment, name));
  }
  core::List levels;
  for (const auto& level : assessment.levels) {
    levels.emplace_back(level);
  }
  core::List categories;
  for (const auto& category : assessment.categories) {
    categories.emplace_back(category);
  }
  result.value.set("level", assessment.levels.size() == 1 ? core::Value(assessment.levels.front())
                                                          : core::Value());
  result.value.set("possible_levels", core::Value(levels));
  result.value.set("category", assessment.categories.size() == 1
                                   ? core::Value(assessment.categories.front())
                                   : core::Value());
  result.value.set("possible_categories", core::Value(categories));
  if (!plan.levels.empty()) {
    const auto own = env.texts().say_kind(one.kind(), {"level"});
    result.page.pair(own.empty() ? env.kind_text(one.kind(), {"results", plan.level, "title"})
                                 : own,
                     labels(env, one.kind(), plan.level, assessment.levels), k_label);
  }
  for (const auto& name : plan.shown) {
    say_outcome(env, one, assessment, name, result);
  }
  if (plan.sum) {
    say_sum(env, one.kind(), assessment, *plan.sum, result, figures);
  }
  result.value.set("figures", std::move(figures));
}

} // namespace

namespace {

// False when the case is no breach, or other rules hold: then risk and precedents say nothing.
bool questions_arise(Env& env, const casebook::Case& one, const core::Assessment& assessment) {
  const auto& plan = *env.book().kinds().kind(one.kind()).assessment;
  const auto* outcomes = assessment.judgement.find(plan.applies);
  const auto* value = outcomes != nullptr ? outcomes->front().value() : nullptr;
  return value == nullptr ||
         std::find(plan.applies_in.begin(), plan.applies_in.end(), *value) != plan.applies_in.end();
}

} // namespace

void say_assessment(Env& env, const casebook::Case& one, const core::Assessment& assessment,
                    Result& result) {
  result.page.heading(fmt::format("{}  {}", one.id, one.root.text("title"))).line();
  say_urgent(env, one, assessment, result);
  core::Value answers{core::Map{}};
  for (const auto& answer : assessment.answers) {
    say_answer(env, one, assessment, answer, result, answers);
  }
  result.value.set("decisions", std::move(answers));
  const bool applies = questions_arise(env, one, assessment);
  result.value.set("applies", core::Value(applies));
  const auto documented =
      env.texts().say_kind(one.kind(), {"documented", applies ? "always" : "deviation"});
  if (!documented.empty()) {
    result.page.pair(env.say("assess.register"), documented, k_label);
  }
  result.page.line();
  if (applies) {
    say_figures(env, one, assessment, result);
    if (!env.book().kinds().kind(one.kind()).assessment->category.empty()) {
      say_house(env, one, assessment, result);
    }
  }
  say_assumed(env, one, assessment, result);
  if (applies) {
    say_tips(env, one, assessment, result);
    say_nearest(env, one, assessment, result);
  }
  say_trace(env, one, assessment, result);
  result.page.line().paragraph(env.say("assess.proposal"), 0, Page::Style::faint);
}

} // namespace cmd
