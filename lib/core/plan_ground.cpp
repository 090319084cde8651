// SPDX-License-Identifier: MIT
#include "core/plan_ground.hpp"

#include <algorithm>

#include "core/organisation.hpp"

namespace core {

namespace {

const Value k_yes{"yes"};
const Value k_no{"no"};
const Value k_publicly{"publicly"};
const Value k_individually{"individually"};

bool list_has(const Value* list, std::string_view text) {
  return list != nullptr && list->is_list() &&
         std::find(list->as_list().begin(), list->as_list().end(), Value(text)) !=
             list->as_list().end();
}

// The first role of the organisation of each kind, by its kind.
Value roles_by_kind(const Value& organisation) {
  Value kinds{Map{}};
  for (const auto& [kind, role] : first_roles(organisation)) {
    kinds.set(kind, role->value);
  }
  return kinds;
}

} // namespace

bool contains(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool means_group(const Value& entry, const Value& group) {
  const auto named = entry.text("group");
  return named.empty() || named == group_key(group) || named == group.text("group");
}

PlanGround::PlanGround(const PlanFacts& facts, const Value& document)
    : m_facts(facts), m_document(document), m_roles(roles_by_kind(facts.organisation)) {
  find_category();
}

std::optional<std::string> PlanGround::category() const {
  return m_category != nullptr ? std::optional(m_category->to_text()) : std::nullopt;
}

bool PlanGround::is_preliminary() const {
  const auto* is = m_facts.state.find("category_is_preliminary");
  return is != nullptr && *is == Value(true);
}

World PlanGround::world(const std::string& entry) const {
  const auto below =
      world_of({m_document, m_facts.organisation, m_facts.now, &m_facts.state, entry});
  return {[this, below, entry](const Path& path) -> Seen {
            const auto& first = path.steps.front().key;
            if (first == "answer" && path.steps.size() == 2) {
              return {{answer(path.steps.back().key, entry)}, path.to_text()};
            }
            if (first == "role" && path.steps.size() > 1) {
              return {items_of(m_roles, rest_of(path), "role."), path.to_text()};
            }
            return below.look(path);
          },
          m_facts.now};
}

const Value* PlanGround::group_of(const std::string& entry) const {
  const auto list = m_facts.kind.assessment ? m_facts.kind.assessment->group_list : "";
  return !list.empty() && entry.starts_with(list + "[") ? at(m_document, entry) : nullptr;
}

bool PlanGround::is_yes_in_doubt(const std::string& about) const {
  const auto& plan = m_facts.kind.assessment;
  return plan &&
         std::find(plan->in_doubt.begin(), plan->in_doubt.end(), about) != plan->in_doubt.end();
}

Standing PlanGround::standing_about(const std::string& about, const std::string& entry) const {
  auto standing = assessed(about, entry);
  const auto* group = group_of(entry);
  const Value* newest = nullptr;
  for (const auto& decision : m_document.list("decisions")) {
    const bool fits = group != nullptr ? means_group(decision, *group) : true;
    newest = decision.text("about") == about && fits ? &decision : newest;
  }
  if (newest == nullptr) {
    return standing;
  }
  standing.decision = {*newest, stands(*newest, about, standing.verdict)};
  if (standing.decision.stands) {
    standing.verdict = newest->text("answer") == "yes" ? Verdict::yes : Verdict::no;
    standing.open.clear();
  }
  return standing;
}

// A "no" stands only as long as the facts that it was given on; a "yes" until somebody decides
// otherwise.
bool PlanGround::stands(const Value& decision, const std::string& about, Verdict today) const {
  if (decision.text("answer") == "yes" || today == Verdict::no) {
    return true;
  }
  const auto* stale = m_facts.state.find("assessment_stale");
  return !list_has(m_facts.state.find("decisions_outdated"), about) &&
         (stale == nullptr || *stale != Value(true));
}

// What came of a result: for the group that the entry is, else the first there is.
const Outcome* PlanGround::outcome(const std::string& result, const std::string& entry) const {
  const auto* outcomes = m_facts.today.judgement.find(result);
  if (outcomes == nullptr || outcomes->empty()) {
    return nullptr;
  }
  const auto steps = parsed_path(entry.empty() ? "none" : entry)->steps;
  const auto number = static_cast<std::size_t>(steps.back().index);
  return group_of(entry) != nullptr && number < outcomes->size() ? &(*outcomes)[number]
                                                                 : &outcomes->front();
}

// What the assessment of today says, of one group where it answers group by group.
Standing PlanGround::assessed(const std::string& about, const std::string& entry) const {
  const auto* plan = m_facts.kind.assessment ? &*m_facts.kind.assessment : nullptr;
  for (const auto& by_group :
       plan != nullptr ? plan->group_answers : decltype(plan->group_answers){}) {
    const auto* of_group = by_group.about == about && group_of(entry) != nullptr
                               ? outcome(by_group.answer, entry)
                               : nullptr;
    if (of_group != nullptr) {
      return {verdict_of(*of_group),
              of_group->certain() ? std::vector<Cause>{} : of_group->causes,
              reasons_of(m_facts.today.judgement, *of_group),
              {}};
    }
  }
  if (const auto* conclusion = m_facts.today.find(about)) {
    const bool certain = conclusion->verdict == Verdict::yes || conclusion->verdict == Verdict::no;
    return {conclusion->verdict,
            certain ? std::vector<Cause>{} : conclusion->open,
            conclusion->reasons,
            {}};
  }
  return {};
}

// How a group is told: as decided, else as the assessment says; one by one while that is open.
const Value* PlanGround::how(const std::string& entry) const {
  const auto standing = standing_about("people", entry);
  if (standing.decision.stands) {
    const auto how = standing.decision.entry.text("how");
    return how == "publicly" ? &k_publicly : &k_individually;
  }
  const auto* assessed = outcome("how", entry);
  const auto* value = assessed != nullptr ? assessed->value() : nullptr;
  return value != nullptr && *value == k_publicly ? &k_publicly : &k_individually;
}

Item PlanGround::item_of(const std::string& name, const Value* value,
                         std::vector<Cause> causes) const {
  Item item;
  item.path = "answer." + name;
  if (value != nullptr) {
    item.possible = {value};
    item.value = value;
  } else {
    item.causes = std::move(causes);
    if (item.causes.empty()) {
      item.causes = {{m_facts.kind.start.to_text(), false}};
    }
  }
  return item;
}

Item PlanGround::answer(const std::string& name, const std::string& entry) const {
  if (name == "category") {
    return item_of(name, m_category, m_category_open);
  }
  if (name == "how") {
    return item_of(name, how(entry), {});
  }
  if (name == "scope" || name == "recommended") {
    const auto* one = outcome(name, entry);
    return item_of(name, one != nullptr ? one->value() : nullptr,
                   one != nullptr ? one->causes : std::vector<Cause>{});
  }
  const auto standing = standing_about(name, entry);
  const auto* value = standing.verdict == Verdict::yes  ? &k_yes
                      : standing.verdict == Verdict::no ? &k_no
                                                        : nullptr;
  return item_of(name, value, standing.open);
}

// The one that the case is handled by; while it has none, what the facts say now.
void PlanGround::find_category() {
  const auto* assessment = m_facts.kind.assessment ? &*m_facts.kind.assessment : nullptr;
  const auto* today = assessment != nullptr && !assessment->category.empty()
                          ? outcome(assessment->category, "")
                          : nullptr;
  m_category = m_facts.state.find("category");
  if (m_category == nullptr && today != nullptr) {
    m_category = today->value();
    m_category_open = today->causes;
  }
}

} // namespace core
