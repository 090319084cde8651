// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/plan.hpp"
#include "core/world.hpp"

namespace core {

// What stands about an answer: for one group, or for all.
struct Standing {
  Verdict verdict = Verdict::cannot_decide;
  std::vector<Cause> open;
  std::vector<std::string> reasons;
  PlanDecision decision;
};

// What the lines of a plan rest on: the world that their conditions see, what has been decided or
// assessed about an answer, and the category. `document` is the case without what was corrected;
// it and what `facts` names must outlive the ground.
class PlanGround {
public:
  PlanGround(const PlanFacts& facts, const Value& document);

  const Value& document() const { return m_document; }
  const Value& organisation() const { return m_facts.organisation; }

  // The category of the case, nothing while it is open; and whether it was set before the facts.
  std::optional<std::string> category() const;
  bool is_preliminary() const;

  // What the conditions of a line about this entry see; see PlanFacts.
  World world(const std::string& entry) const;

  // The group that an entry is; null when it is none.
  const Value* group_of(const std::string& entry) const;

  // Whether the law takes an answer for yes as long as it is open.
  bool is_yes_in_doubt(const std::string& about) const;

  // The newest decision as long as it stands, else the assessment of today.
  Standing standing_about(const std::string& about, const std::string& entry) const;

private:
  bool stands(const Value& decision, const std::string& about, Verdict today) const;
  const Outcome* outcome(const std::string& result, const std::string& entry) const;
  Standing assessed(const std::string& about, const std::string& entry) const;
  const Value* how(const std::string& entry) const;
  Item item_of(const std::string& name, const Value* value, std::vector<Cause> causes) const;
  Item answer(const std::string& name, const std::string& entry) const;
  void find_category();

  const PlanFacts& m_facts;
  const Value& m_document;
  Value m_roles;
  const Value* m_category = nullptr;
  std::vector<Cause> m_category_open;
};

// Whether what names a group, or none, means this one: "patients" is each unit's patients too.
bool means_group(const Value& entry, const Value& group);

// Whether a word is one of these: a role, a channel.
bool contains(const std::vector<std::string>& list, std::string_view one);

} // namespace core
