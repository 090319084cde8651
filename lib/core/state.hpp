// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/assessment.hpp"
#include "core/kind.hpp"
#include "core/value.hpp"

namespace core {

// Which entries of a list a later one corrects.
std::vector<bool> corrected_in(const List& list);

// The newest decision about something, for each group named there ("" = all of them).
std::vector<const Value*> newest_decisions(const Value& document, std::string_view about);

// The case without corrected entries, and of its decisions only the newest about something, without
// those of which all that they are about had a message to `recipient`.
Value without_done(const Value& document, std::string_view about, std::string_view recipient);

// Whether every group has been told: by a message to all, or by one to each, whatever was decided.
bool all_groups_told(const Value& document);

// What the program derives about a case; rules see it as `state.`:
//   assessment_stale  facts of the newest assessment have changed since
//   decision_stale    the newest decision rests on an assessment that is stale or not the newest
//   decisions_outdated  what the newest decision about it rests on an older assessment than the
//                     newest, which answers otherwise or finds another level (a list: "authority")
//   people_to_tell    the newest decision about some group, or about all, says yes and not all of
//                     them have been told: by a message to all, or by one to each group
//   people_all_no     every newest decision about people, for all or for each group, says no
//   people_told_at    when the last of those was told; absent while somebody is not
//   people_fewer_told the messages to people say smaller numbers than the groups count; absent
//   where
//                     a number is missing, false where people are told in public
//   open_actions      an action is not done
//   unowned_actions   an action has no owner
//   undated_actions   an action is not done and has no day by which it is to be
//   changed           the paths that changed since the newest assessment (a list)
// `today` is what an assessment would say now; null when the kind has none.
Value state_of(const Value& document, const Assessment* today);

// Adds to `state` what the kind's `category` leads to:
//   category          the newest assessment's, else one that was set before the facts; absent
//                     while nobody can say
//   category_is_preliminary  no assessment says so: it was set before the facts
//   category_X        whatever that category asks for, such as category_team
void add_category(const Kind& kind, const Value& document, const Value& organisation, Value& state);

// The facts of a case that a path of `state.` is derived from; none where that may be any.
std::vector<Path> facts_behind(const Kind& kind, const Path& state);

// The case without the entries that a later one corrects: what they said is kept as history, and
// no step and no closing rests on it. Assessments stay, for decisions name them by their number,
// and so do documents, which messages name.
Value without_corrected(Value document);

// Findings about what has gone stale: assessment-stale, decision-stale.
std::vector<Finding> stale_findings(const Value& document, const Value& state);

} // namespace core
