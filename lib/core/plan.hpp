// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/assessment.hpp"
#include "core/condition.hpp"
#include "core/dated.hpp"
#include "core/now.hpp"
#include "core/path.hpp"
#include "core/value.hpp"

namespace core {

// Channels that are barred, or that come before the others. Without condition: always.
struct ChannelTurn {
  std::vector<std::string> channels;
  std::optional<Condition> when;
  std::string reason; // a text id
};

// What to mind where its condition is met.
struct RuleTurn {
  std::string rule; // a text id
  std::optional<Condition> when;
};

// One line of the plan, as data: who is told, why, by whom, when and how.
struct PlanRule : Dated {
  std::string recipient; // of `notifications`
  std::string verb;      // notify | tell | inform
  std::string need;      // urgent | duty | recommended | consider
  std::string about;     // the answer that it follows ("authority"), or empty
  std::optional<Condition> when;
  std::optional<Path> for_each;   // groups of people, or the words of a list (`org.` too)
  std::optional<Path> considered; // {tell, why}: where somebody says whether they are told
  std::vector<std::string> to;    // inside: what the roles are that are told; "entry": that role
  std::vector<std::string> by;    // what the roles are that tell; "send_to_authority": those
  std::optional<Path> named;      // names of the organisations that are told
  std::string period;             // the clock, by the id of its rule; or empty
  std::vector<std::string> channels;
  std::optional<Path> only; // channels that have been agreed: no other then
  std::vector<ChannelTurn> bars;
  std::vector<ChannelTurn> first;
  std::vector<std::string> rules;       // text ids of what to mind
  std::vector<RuleTurn> rules_when;     // and of what to mind at times
  std::vector<std::vector<Path>> needs; // of several together one is enough
  std::vector<Path> done;
  std::vector<Path> undone; // what takes back all that was done before
  std::string done_for;     // "group" or "role": what a notification says of its entry

  bool is_law() const { return basis == "law"; }
  bool is_urgent() const { return need == "urgent"; } // advice that comes before all else
  void each_fact(const std::function<void(const Path&, const Value&)>& visit) const;
};

// Read plan.yaml, a map with `plan`; throws core::Error (bug) when it does not fit.
std::vector<PlanRule> plan_rules_from(const Value& data);

// What a plan is made of. Conditions see the case, `org.`, `state.` and `entry.` as everywhere, and
//   answer.ABOUT     what stands about it: yes, no, or open as the assessment leaves it
//   answer.how       how a group is told: individually | publicly | in_part
//   answer.recommended, answer.scope   what the assessment of today says
//   answer.category  state.category, and while that is absent what the assessment of today says
//   role.KIND        the first role of the organisation that is KIND (roles.X.is)
// All must outlive the plan.
struct PlanFacts {
  const Kind& kind;
  const Value& document;
  const Value& organisation;
  const Value& state;
  const Assessment& today;
  Now now;
};

// A decision that stands behind a line, or that did until the facts changed.
struct PlanDecision {
  Value entry; // null when there is none
  bool stands = false;
};

struct PlanChannel {
  std::string name;
  std::string barred; // a text id: why not; or empty
  std::string first;  // a text id: why before the others; or empty
};

// One line for one recipient.
struct PlanRow {
  const PlanRule* rule = nullptr;
  std::string entry; // "subjects[1]", "org.policies.category_actions.high.escalate[0]"; or empty
  std::string group; // "patients/Home care"; or empty
  Verdict verdict = Verdict::yes;
  std::string need; // the rule's; "decided" where somebody has said that they are told
  std::vector<Cause> open;
  bool in_doubt = false;            // it is open, and the law says yes for as long
  std::vector<std::string> reasons; // of the assessment: text ids
  PlanDecision decision;
  Value considered;                   // {tell, why}, or null
  std::vector<Value> told;            // the notifications that fulfil it
  Value withdrawn;                    // the notification that took back what was done; or null
  std::vector<Cause> missing;         // what must be known before it is sent
  std::vector<std::string> to;        // roles that are told
  std::vector<std::string> by;        // roles that may tell
  std::vector<std::string> left;      // roles left out: parties to the case
  std::vector<std::string> by_deputy; // when all that may tell are: those that have a deputy
  std::vector<std::string> named;
  std::vector<std::string> rules;    // text ids of what to mind
  std::vector<PlanChannel> channels; // in order, those that are barred last

  bool is_done() const { return !told.empty(); }
  // The newest notification says that more follows.
  bool is_begun() const;
};

struct Plan {
  std::vector<PlanRow>
      rows; // what is urgent, the law, the house; duties, recommended, to consider; as written
  std::vector<std::string> conflict; // roles that are party to the case
  std::vector<std::string> deciders; // roles that may decide, without those
  std::vector<std::string> deputies; // when none is left: those of them that have a deputy
  std::optional<std::string> category;
  bool is_preliminary = false; // the category is the one set before the facts
  bool is_decided() const;     // every line of the law could be decided
};

// Who must be told, by the rules in force on `day`, which must outlive the plan.
Plan plan_of(const std::vector<PlanRule>& rules, const PlanFacts& facts, const Date& day);

// "patients/Home care": a group of people as decisions and notifications name it.
std::string group_key(const Value& group);

} // namespace core
