// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/condition.hpp"
#include "core/finding.hpp"
#include "core/now.hpp"
#include "core/path.hpp"
#include "core/period.hpp"
#include "core/rules.hpp"
#include "core/statistics.hpp"
#include "core/time.hpp"
#include "core/value.hpp"

namespace core {

// A rule across facts: when the condition holds, it is a finding.
struct Check {
  std::string name;
  Severity severity = Severity::error;
  std::optional<Path> for_each; // each entry of this list is `entry.`
  Condition when;
  Path at; // the place that the finding points to
  std::vector<std::pair<std::string, std::string>> arguments; // name, path or literal
  std::string source;
};

// A fact that changes only with a reason, once it is known.
struct Guard {
  Path fact;
  Path reason;
  std::string source;
  std::optional<Path> while_unknown; // guarded only as long as this is not known
};

// One row of the workflow: the first whose condition holds is the thing to do now.
struct StepRule {
  std::string id;
  std::optional<Path> for_each; // asked of each entry of this list (`entry.`)
  Condition when;
  std::string
      command; // {id}: the case; {number}: of the entry, from 1; {entry}: its place, "orders[0]"
  std::string source;
};

// One row of a checklist: what is to be done, perhaps, and how it shows that it is. Where nothing
// says `done`, an entry of `steps` with its id does.
struct ChecklistItem {
  std::string id;
  std::string source;
  std::optional<Condition> when;     // needed; none: always, unless it is to be considered
  std::optional<Condition> consider; // whether it is needed is to be considered
  std::optional<Condition> done;
  std::vector<Path> at; // where the time stands at which it was done
  std::string command;
};

struct Checklist {
  std::string name; // "process", "handling", "first_hour"
  std::vector<ChecklistItem> items;
};

// The category of a case: what stands at the first of these places and is one of the categories;
// and what each category asks for, by the organisation or else by these rules.
struct CategoryRule {
  std::vector<Path> of;
  std::optional<Path> asks; // in the organisation: a map by category
  Value otherwise;          // the same, where the organisation says nothing
};

// What closing or documentation needs: whenever `when` holds (or always), `need` must.
struct CloseRule {
  std::string id;
  std::optional<Path> for_each;
  std::optional<Condition> when;
  Condition need;
  std::string source;
  std::string command;
};

// How cases of a kind are assessed.
struct AssessmentPlan {
  std::vector<std::string> files;
  std::string group_list;
  std::vector<std::pair<std::string, Path>> group_defaults;
  std::vector<std::pair<std::string, std::string>> answers; // "authority" -> result name
  // For an answer that is given group by group: the results that hold each group's answer and how.
  struct GroupAnswer {
    std::string about;
    std::string answer;
    std::string how;
  };
  std::vector<GroupAnswer> group_answers;
  // For an answer that is given for the whole case: the result that holds how, by answer.
  std::vector<std::pair<std::string, std::string>> hows;
  std::vector<std::string> group_names;   // facts of a group that name it
  std::vector<std::string> group_figures; // result names, by group
  // The clock that says when to act on an answer: answer, id of the period.
  std::vector<std::pair<std::string, std::string>> clocks;
  // Facts without which an answer is not certain, whatever their values would make of it: they are
  // asked for before anything is proposed.
  struct Ask {
    std::string about;
    Path fact;
    Condition when;
  };
  std::vector<Ask> asks;
  std::vector<std::string> in_doubt; // answers that are yes, in law, as long as they are open
  std::vector<std::string> at_once;  // the level at which one acts at once
  // What the commit says of a level, in English: level, words.
  std::vector<std::pair<std::string, std::string>> commit;
  // Why an answer is no, in law, for answers that need it ("people"): `by_reason` of the rules and
  // `by_level` that was decided; `answers` is what each ground means for the answer where the level
  // says yes.
  std::vector<std::pair<std::string, Value>> grounds;
  // The result that says whether the law's questions arise at all, and the values for which they
  // do.
  std::string applies;
  List applies_in;
  std::string level;
  std::vector<std::string> levels; // from low to high
  // What each level means for each answer, for who decides on another level than the proposed one.
  std::vector<std::pair<std::string, Value>> level_answers;
  std::string category;
  std::vector<std::string> figures; // result names
  // How a number among the figures came about: the kind's text `sum.text` with these results.
  struct Sum {
    std::string result;
    std::int64_t parts = 1;             // of which one whole is made: `fractions` count them
    std::vector<std::string> fractions; // result names, the result's own among them
    std::vector<std::string> values;
    std::vector<std::string> flags; // named when they are true
  };
  std::optional<Sum> sum;
  std::vector<std::string> shown; // result names that the page says, in this order
  std::string nearest_file;
  std::vector<std::string> fixed; // facts that are never other than they are: no tip changes them
  std::vector<Path> compare;
  std::size_t most = 3;
};

// A kind of case, as its folder of data describes it.
struct Kind {
  std::string name;
  int format = 1;
  Path start;                     // the fact whose day says which rules are in force
  std::vector<std::string> grows; // lists that only grow
  std::vector<Path> needs;        // facts that the register wants of every case
  std::vector<Path> roles;        // where roles of pvtool.yaml are named
  std::vector<Guard> guards;
  std::optional<AssessmentPlan> assessment;
  std::vector<Check> checks;
  std::vector<PeriodRule> periods;
  std::optional<CategoryRule> category;
  std::vector<Checklist> checklists;
  std::vector<StepRule> steps;
  std::vector<std::string> outcomes; // with which a case may be closed
  std::vector<CloseRule> closing;
  std::vector<CloseRule> documentation; // what an inspector asks for, closed or not
  StatisticsRules statistics;
  std::optional<MemoryRule> memory;
  std::vector<std::string> form; // paths, in the order in which they are asked
};

// The data of a kind that says `like: common`: its lists followed by those of `common`.
Value with_common(Value kind, const Value& common);

// Read kind.yaml; throws core::Error (bug) when it does not fit.
Kind kind_from(const Value& data);

// The day that decides which rules are in force: the start fact's, else `received`'s, else today.
Date judged_on(const Kind& kind, const Value& document, const Now& now, const Zone& zone);

} // namespace core
