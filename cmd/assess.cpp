// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/assess_page.hpp"
#include "cmd/memory.hpp"
#include "cmd/run.hpp"
#include "cmd/say.hpp"
#include "core/checks.hpp"
#include "core/diff.hpp"
#include "core/near.hpp"
#include "core/version.hpp"
#include "yaml/edit.hpp"

namespace cmd {

namespace {

// "high risk in law, medium category", "cannot decide": what the commit says; English, and never
// about a person.
std::string subject_of(const core::AssessmentPlan& plan, const core::Assessment& assessment) {
  const auto some = [&](core::Verdict verdict) {
    return std::any_of(assessment.answers.begin(), assessment.answers.end(),
                       [&](const core::Conclusion& one) { return one.verdict == verdict; });
  };
  if (some(core::Verdict::cannot_decide)) {
    return "cannot decide";
  }
  if (some(core::Verdict::depends) || (!plan.levels.empty() && assessment.levels.size() != 1)) {
    return "depends";
  }
  if (plan.levels.empty()) {
    return "decided by the facts";
  }
  const auto& level = assessment.levels.front();
  const auto words = std::find_if(plan.commit.begin(), plan.commit.end(),
                                  [&](const auto& one) { return one.first == level; });
  const auto& law = words != plan.commit.end() ? words->second : level;
  return assessment.categories.size() == 1
             ? law + ", " + assessment.categories.front() + " category"
             : law;
}

bool says_the_same(const core::Value& earlier, const core::Value& now) {
  for (const auto* part : {"result", "inputs", "assumed", "rules"}) {
    const auto* then = earlier.find(part);
    const auto* today = now.find(part);
    if ((then == nullptr) != (today == nullptr) ||
        (then != nullptr && !core::differences(*then, *today).empty())) {
      return false;
    }
  }
  return true;
}

void refuse_incomplete(Env& env, const Arguments& arguments) {
  const bool decides = arguments.has("--accept") || arguments.has("--override");
  if (arguments.has("--accept") && arguments.has("--override")) {
    throw core::Error(core::Exit::usage, "accept-or-override");
  }
  for (const auto* option : {"--reason", "--decided-by"}) {
    if (decides && !arguments.has(option)) {
      throw core::Error(core::Exit::usage, "decision-needs", {{"option", option}});
    }
  }
  for (const auto* option :
       {"--reason", "--decided-by", "--ground", "--only", "--dpo-advice", "--dpo-not-followed"}) {
    if (!decides && arguments.has(option)) {
      throw core::Error(core::Exit::usage, "option-needs-decision", {{"option", option}});
    }
  }
  if (arguments.has("--ground") && !arguments.has("--override")) {
    throw core::Error(core::Exit::usage, "ground-needs-override");
  }
  if (decides && arguments.has("--dry-run")) {
    throw core::Error(core::Exit::usage, "decision-is-no-dry-run");
  }
  if (arguments.has("--dpo-not-followed") && !arguments.has("--dpo-advice")) {
    throw core::Error(core::Exit::usage, "not-followed-without-advice");
  }
  if (!decides) {
    return;
  }
  refuse_decider(env, arguments.text("--decided-by"));
}

core::Value advice_of(const Arguments& arguments) {
  core::Value advice;
  advice.set("text", core::Value(arguments.text("--dpo-advice")));
  advice.set("followed", core::Value(!arguments.has("--dpo-not-followed")));
  if (arguments.has("--dpo-not-followed")) {
    advice.set("why_not", core::Value(arguments.text("--dpo-not-followed")));
  }
  return advice;
}

core::Value decision(Env& env, const Arguments& arguments, const std::string& about,
                     core::Verdict answer, core::Verdict proposed, std::size_t assessment) {
  core::Value entry;
  entry.set("about", core::Value(about));
  entry.set("answer", core::Value(core::name_of(answer)));
  entry.set("proposed", core::Value(core::name_of(proposed)));
  entry.set("reason", core::Value(arguments.text("--reason")));
  entry.set("decided_by", core::Value(arguments.text("--decided-by")));
  entry.set("decided_at", core::Value(env.book().now_text()));
  if (arguments.has("--dpo-advice")) {
    entry.set("dpo_advice", advice_of(arguments));
  }
  entry.set("assessment", core::Value(static_cast<int>(assessment)));
  return entry;
}

// What the kind says of the grounds of this answer; null when it needs none.
const core::Value* grounds_of(const core::AssessmentPlan& plan, const std::string& about) {
  const auto found = std::find_if(plan.grounds.begin(), plan.grounds.end(),
                                  [&](const auto& one) { return one.first == about; });
  return found != plan.grounds.end() ? &found->second : nullptr;
}

// The ground that the kind names for a reason (`by` is by_reason) or a level (by_level).
void set_ground(const core::AssessmentPlan& plan, std::string_view by, const std::string& key,
                core::Value& entry) {
  const auto* grounds = grounds_of(plan, entry.text("about"));
  if (grounds == nullptr) {
    return;
  }
  if (const auto* ground = grounds->find(by)->find(key)) {
    entry.set("ground", *ground);
  }
}

// The ground that is typed, with what it means for the answer; false when it is one of another
// answer.
bool set_typed_ground(const core::AssessmentPlan& plan, const std::string& ground,
                      core::Value& entry) {
  const auto* grounds = grounds_of(plan, entry.text("about"));
  const auto* meaning = grounds != nullptr ? grounds->find("answers")->find(ground) : nullptr;
  if (meaning == nullptr) {
    return false;
  }
  entry.set("ground", core::Value(ground));
  if (entry.find("how") != nullptr) {
    return true; // the level says how far: the ground is that of the rest
  }
  entry.set("answer", *meaning->find("answer"));
  if (const auto* how = meaning->find("how")) {
    entry.set("how", *how);
  }
  return true;
}

// The names of a map's members, for who typed another.
std::string known_names(const std::vector<std::string>& names) {
  std::string known;
  for (const auto& name : names) {
    known += (known.empty() ? "" : ", ") + name;
  }
  return known;
}

// A ground or an answer that the kind does not have is refused, with those that it has.
void refuse_unknown_words(const core::AssessmentPlan& plan, const Arguments& arguments) {
  std::vector<std::string> abouts;
  std::vector<std::string> grounds;
  for (const auto& [about, result] : plan.answers) {
    abouts.push_back(about);
  }
  for (const auto& [about, data] : plan.grounds) {
    for (const auto& ground : data.find("answers")->as_map()) {
      grounds.push_back(ground.key);
    }
  }
  const auto refuse = [&](const char* option, const std::vector<std::string>& known) {
    if (arguments.has(option) &&
        std::find(known.begin(), known.end(), arguments.text(option)) == known.end()) {
      throw core::Error(core::Exit::usage, "no-such-word",
                        {{"option", option},
                         {"word", arguments.text(option)},
                         {"near", core::nearest(arguments.text(option), known)},
                         {"known", known_names(known)}});
    }
  };
  refuse("--only", abouts);
  refuse("--ground", grounds);
}

// What a decision calls an entry of the groups: "patients/Home care".
std::string group_name(const core::AssessmentPlan& plan, const casebook::Case& one,
                       std::size_t index) {
  const auto& groups = one.root.list(plan.group_list);
  std::string name;
  for (const auto& fact : plan.group_names) {
    const auto word = index < groups.size() ? groups[index].text(fact) : "";
    name += (name.empty() || word.empty() ? "" : "/") + word;
  }
  return name;
}

// How an answer for the whole case is carried out, where the rules are certain of it.
const core::Value* how_of(const core::AssessmentPlan& plan, const core::Assessment& assessment,
                          const std::string& about) {
  const auto found = std::find_if(plan.hows.begin(), plan.hows.end(),
                                  [&](const auto& one) { return one.first == about; });
  const auto* outcomes =
      found != plan.hows.end() ? assessment.judgement.find(found->second) : nullptr;
  return outcomes != nullptr ? outcomes->front().value() : nullptr;
}

// One answer's decisions: one, or one for each group where the groups are not answered alike.
void add_accepted(Env& env, const Arguments& arguments, const casebook::Case& one,
                  const core::Assessment& assessment, const core::Conclusion& answer,
                  std::size_t index, core::List& list) {
  const auto& plan = *env.book().kinds().kind(one.kind()).assessment;
  const auto of_groups =
      std::find_if(plan.group_answers.begin(), plan.group_answers.end(),
                   [&](const auto& group) { return group.about == answer.about; });
  const auto* groups = of_groups != plan.group_answers.end()
                           ? assessment.judgement.find(of_groups->answer)
                           : nullptr;
  if (groups == nullptr) {
    auto entry = decision(env, arguments, answer.about, answer.verdict, answer.verdict, index);
    for (const auto& reason : answer.reasons) {
      set_ground(plan, "by_reason", reason, entry);
    }
    if (const auto* how = how_of(plan, assessment, answer.about)) {
      entry.set("how", *how);
    }
    list.push_back(std::move(entry));
    return;
  }
  const auto reason_of = [](const core::Outcome& group) {
    return group.certain() ? group.possible.front().reason : std::string();
  };
  const auto* how = assessment.judgement.find(of_groups->how);
  const bool alike = std::all_of(groups->begin(), groups->end(), [&](const core::Outcome& group) {
    return core::verdict_of(group) == core::verdict_of(groups->front());
  });
  for (std::size_t group = 0; group < (alike ? 1 : groups->size()); ++group) {
    const auto verdict = core::verdict_of((*groups)[group]);
    auto entry = decision(env, arguments, answer.about, verdict, verdict, index);
    if (!alike) {
      entry.set("group", core::Value(group_name(plan, one, group)));
    }
    set_ground(plan, "by_reason", reason_of((*groups)[group]), entry);
    if (verdict == core::Verdict::yes && how != nullptr && (*how)[group].certain()) {
      entry.set("how", *(*how)[group].value());
    }
    list.push_back(std::move(entry));
  }
}

bool is_open(const core::Conclusion& answer) {
  return answer.verdict == core::Verdict::depends || answer.verdict == core::Verdict::cannot_decide;
}

bool is_asked(const Arguments& arguments, const core::Conclusion& answer) {
  return !arguments.has("--only") || arguments.text("--only") == answer.about;
}

// The decisions that accepting the proposal means. An answer that is open cannot be accepted: when
// all that are asked for are, that is refused; else it stays undecided, and 'next' says so.
core::List accepted(Env& env, const Arguments& arguments, const casebook::Case& one,
                    const core::Assessment& assessment, std::size_t index) {
  core::List list;
  const core::Conclusion* open = nullptr;
  for (const auto& answer : assessment.answers) {
    if (!is_asked(arguments, answer)) {
      continue;
    }
    if (is_open(answer)) {
      open = open == nullptr ? &answer : open;
      continue;
    }
    add_accepted(env, arguments, one, assessment, answer, index, list);
  }
  if (list.empty() && open != nullptr) {
    throw core::Error(core::Exit::refused, "nothing-to-accept",
                      {{"about", env.kind_text(one.kind(), {"answers", open->about, "about"})},
                       {"verdict", env.say("verdict." + core::name_of(open->verdict))}});
  }
  return list;
}

// The decisions that another level means, as the kind's data say.
core::List overridden(Env& env, const Arguments& arguments, const core::Kind& kind,
                      const core::Assessment& assessment, std::size_t index) {
  const auto level = arguments.text("--override");
  const auto& levels = kind.assessment->level_answers;
  const auto chosen = std::find_if(levels.begin(), levels.end(),
                                   [&](const auto& one) { return one.first == level; });
  if (chosen == levels.end()) {
    throw core::Error(core::Exit::usage, "no-such-level",
                      {{"level", level}, {"known", known_names(kind.assessment->levels)}});
  }
  core::List list;
  for (const auto& answer : assessment.answers) {
    if (!is_asked(arguments, answer)) {
      continue;
    }
    const auto* meaning = chosen->second.find(answer.about);
    if (meaning == nullptr) {
      continue; // the level says nothing of this answer
    }
    const auto says = meaning->is_map() ? meaning->text("answer") : meaning->to_text();
    auto entry =
        decision(env, arguments, answer.about,
                 says == "yes" ? core::Verdict::yes : core::Verdict::no, answer.verdict, index);
    if (const auto* how = meaning->find("how")) {
      entry.set("how", *how);
    }
    entry.set("level", core::Value(level));
    if (!arguments.has("--ground") ||
        !set_typed_ground(*kind.assessment, arguments.text("--ground"), entry)) {
      set_ground(*kind.assessment, "by_level", level, entry);
    }
    list.push_back(std::move(entry));
  }
  return list;
}

} // namespace

Result run_assess(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  refuse_incomplete(env, arguments);
  const auto one = book.load_good(arguments.text("CASE"));
  const auto& kind = book.kinds().kind(one.kind());
  const auto assessment = book.assess(one);
  refuse_unknown_words(*kind.assessment, arguments);
  Result result;
  for (const auto& answer : assessment.answers) {
    if (answer.verdict == core::Verdict::cannot_decide) {
      result.exit = core::Exit::cannot_decide;
    }
  }
  say_assessment(env, one, assessment, result);
  say_memory(env, one, result);
  if (arguments.has("--dry-run")) {
    result.page.line(env.say("assess.dry_run"), Page::Style::faint);
    return result;
  }
  const auto entry =
      core::stored(assessment, book.now_text(), fmt::format("pvtool {}", core::k_version));
  const auto& earlier = one.root.list("assessments");
  // The same facts judged by the same rules: the newest assessment still says it.
  const bool repeated = !earlier.empty() && says_the_same(earlier.back(), entry);
  const auto index = repeated ? earlier.size() - 1 : earlier.size();
  core::List decisions;
  if (arguments.has("--accept")) {
    decisions = accepted(env, arguments, one, assessment, index);
  } else if (arguments.has("--override")) {
    decisions = overridden(env, arguments, kind, assessment, index);
  }
  const auto what = subject_of(*kind.assessment, assessment) +
                    (arguments.has("--accept")     ? ", accepted"
                     : arguments.has("--override") ? ", overridden: " + arguments.text("--override")
                                                   : "");
  const auto done = book.change(
      one.path, {"assess", what, assessment.rules, false}, [&](const casebook::Case& before) {
        auto text = repeated
                        ? before.text
                        : yaml::with_appended(before.text, core::path_of("assessments"), entry);
        for (const auto& decided : decisions) {
          text = yaml::with_appended(text, core::path_of("decisions"), decided);
        }
        return text;
      });
  say_done(env, done, result);
  result.value.set("repeated", core::Value(repeated));
  if (repeated && decisions.empty()) {
    result.page.line(env.say("assess.repeated", {{"at", earlier.back().text("at")}}),
                     Page::Style::faint);
  }
  if (!decisions.empty()) {
    result.exit = core::Exit::done; // a person has decided what the program could not
    result.value.set("decided", core::Value(decisions));
    result.page.line(env.say("assess.decided", {{"role", arguments.text("--decided-by")}}),
                     Page::Style::heading);
  }
  say_next(env, done.changed, result);
  return result;
}

} // namespace cmd
