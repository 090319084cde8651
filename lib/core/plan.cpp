// SPDX-License-Identifier: MIT
#include "core/plan.hpp"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "core/workflow.hpp"

namespace core {

std::string group_key(const Value& group) {
  const auto unit = group.text("unit");
  return group.text("group") + (unit.empty() ? "" : "/" + unit);
}

std::vector<std::string> deputies_of(const Value& organisation, const std::string& role) {
  const auto* roles = organisation.find("roles");
  const auto* entry = roles != nullptr ? roles->find(role) : nullptr;
  std::vector<std::string> names;
  for (const auto& deputy : entry != nullptr ? entry->list("deputies") : List{}) {
    if (deputy != Value("vacant")) {
      names.push_back(deputy.to_text());
    }
  }
  return names;
}

bool PlanRow::is_begun() const {
  if (!is_done()) {
    return false;
  }
  const auto phase = told.back().text("phase");
  const bool was_complete = std::any_of(told.begin(), told.end(), [](const Value& one) {
    return one.text("phase", "complete") == "complete";
  });
  const auto* unreached = told.back().find("not_reached_number");
  const bool some_left =
      unreached != nullptr && unreached->is_integer() && unreached->as_integer() > 0;
  return phase == "incomplete" || (phase == "follow_up" && !was_complete) || some_left;
}

bool Plan::is_decided() const {
  return std::none_of(rows.begin(), rows.end(), [](const PlanRow& row) {
    return row.rule->is_law() && row.verdict == Verdict::cannot_decide;
  });
}

namespace {

const Value k_yes{"yes"};
const Value k_no{"no"};
const Value k_publicly{"publicly"};
const Value k_individually{"individually"};

bool contains(const std::vector<std::string>& list, std::string_view one) {
  return std::find(list.begin(), list.end(), one) != list.end();
}

bool list_has(const Value* list, std::string_view text) {
  return list != nullptr && list->is_list() &&
         std::find(list->as_list().begin(), list->as_list().end(), Value(text)) !=
             list->as_list().end();
}

// Whether what names a group, or none, means this one: "patients" is each unit's patients too.
bool means_group(const Value& entry, const Value& group) {
  const auto named = entry.text("group");
  return named.empty() || named == group_key(group) || named == group.text("group");
}

// What stands about an answer: for one group, or for all.
struct Standing {
  Verdict verdict = Verdict::cannot_decide;
  std::vector<Cause> open;
  std::vector<std::string> reasons;
  PlanDecision decision;
};

Verdict verdict_from(const std::vector<Cause>& causes) {
  const bool absent =
      std::any_of(causes.begin(), causes.end(), [](const Cause& cause) { return !cause.declared; });
  return absent || causes.empty() ? Verdict::cannot_decide : Verdict::depends;
}

// The world of the conditions of a plan, and all else that its lines rest on.
class Ground {
public:
  Ground(const PlanFacts& facts, const Value& document)
      : m_facts(facts), m_document(document), m_roles(roles_by_kind(facts.organisation)) {
    find_category();
  }

  const Value& document() const { return m_document; }
  const Value& organisation() const { return m_facts.organisation; }
  const std::optional<std::string>& category() const { return m_category_name; }
  bool is_preliminary() const { return m_is_preliminary; }

  World world(const std::string& entry) const {
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

  // The group that an entry is, with its number among the groups.
  const Value* group_of(const std::string& entry) const {
    const auto list = m_facts.kind.assessment ? m_facts.kind.assessment->group_list : "";
    return !list.empty() && entry.starts_with(list + "[") ? at(m_document, entry) : nullptr;
  }

  Standing standing_about(const std::string& about, const std::string& entry) const {
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

private:
  static Value roles_by_kind(const Value& organisation) {
    Value kinds{Map{}};
    const auto* roles = organisation.find("roles");
    for (const auto& role : roles != nullptr && roles->is_map() ? roles->as_map() : Map{}) {
      const auto kind = role.value.text("is");
      if (!kind.empty() && kinds.find(kind) == nullptr) {
        kinds.set(kind, role.value);
      }
    }
    return kinds;
  }

  // A "no" stands only as long as the facts that it was given on; a "yes" until somebody decides
  // otherwise.
  bool stands(const Value& decision, const std::string& about, Verdict today) const {
    if (decision.text("answer") == "yes" || today == Verdict::no) {
      return true;
    }
    const auto* stale = m_facts.state.find("assessment_stale");
    return !list_has(m_facts.state.find("decisions_outdated"), about) &&
           (stale == nullptr || *stale != Value(true));
  }

  const Outcome* outcome(const std::string& result, const std::string& entry) const {
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
  Standing assessed(const std::string& about, const std::string& entry) const {
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
      const bool certain =
          conclusion->verdict == Verdict::yes || conclusion->verdict == Verdict::no;
      return {conclusion->verdict,
              certain ? std::vector<Cause>{} : conclusion->open,
              conclusion->reasons,
              {}};
    }
    return {};
  }

  // How a group is told: as decided, else as the assessment says; one by one while that is open.
  const Value* how(const std::string& entry) const {
    const auto standing = standing_about("people", entry);
    if (standing.decision.stands) {
      const auto how = standing.decision.entry.text("how");
      return how == "publicly" ? &k_publicly : &k_individually;
    }
    const auto* assessed = outcome("how", entry);
    const auto* value = assessed != nullptr ? assessed->value() : nullptr;
    return value != nullptr && *value == k_publicly ? &k_publicly : &k_individually;
  }

  Item item_of(const std::string& name, const Value* value, std::vector<Cause> causes) const {
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

  Item answer(const std::string& name, const std::string& entry) const {
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

  // Of the newest assessment; before there is one, the one set before the facts; else what the
  // facts say now.
  void find_category() {
    const auto* plan = m_facts.kind.assessment ? &*m_facts.kind.assessment : nullptr;
    const auto name = plan != nullptr ? plan->category : "";
    const auto* assessed = name.empty() ? nullptr : outcome(name, "");
    m_category = at(m_document, "assessments[-1].result." + (name.empty() ? "none" : name));
    if (m_category == nullptr && m_document.list("assessments").empty()) {
      m_category = at(m_document, "handling.preliminary_category");
      m_is_preliminary = m_category != nullptr;
    }
    if (m_category == nullptr || *m_category == Value("not_certain")) {
      m_category = assessed != nullptr ? assessed->value() : nullptr;
    }
    if (m_category != nullptr) {
      m_category_name = m_category->to_text();
    } else if (assessed != nullptr) {
      m_category_open = assessed->causes;
    }
  }

  const PlanFacts& m_facts;
  const Value& m_document;
  Value m_roles;
  const Value* m_category = nullptr;
  std::vector<Cause> m_category_open;
  std::optional<std::string> m_category_name;
  bool m_is_preliminary = false;
};

// The entries that a rule speaks of: places, or one of no entry.
std::vector<std::string> entries_of(const PlanRule& rule, const Ground& ground) {
  if (!rule.for_each) {
    return {""};
  }
  const bool inside = rule.for_each->steps.front().key == "org";
  const auto* list = inside ? at(ground.organisation(), rest_of(*rule.for_each))
                            : at(ground.document(), *rule.for_each);
  std::vector<std::string> entries;
  const auto size = list != nullptr && list->is_list() ? list->as_list().size() : 0;
  for (std::size_t index = 0; index < size; ++index) {
    entries.push_back(fmt::format("{}[{}]", rule.for_each->to_text(), index));
  }
  if (entries.empty() && !rule.about.empty()) {
    entries.emplace_back(); // nobody has said which groups there are: it is asked all the same
  }
  return entries;
}

// Whether a line applies, for all that it hangs on: its condition, and the answer it follows.
void set_verdict(PlanRow& row, const Ground& ground) {
  const auto& rule = *row.rule;
  if (rule.when) {
    const auto answer = rule.when->ask(ground.world(row.entry));
    row.open = answer.causes;
    row.verdict = answer.truth == Truth::yes  ? Verdict::yes
                  : answer.truth == Truth::no ? Verdict::no
                                              : verdict_from(answer.causes);
  }
  if (rule.about.empty() || row.verdict == Verdict::no) {
    return;
  }
  auto standing = ground.standing_about(rule.about, row.entry);
  row.verdict = standing.verdict;
  row.open = std::move(standing.open);
  row.reasons = std::move(standing.reasons);
  row.decision = std::move(standing.decision);
}

// The place of the entry that a place stands in: "notifications[2]" of "notifications[2].at".
Path holder_of(const Path& place) {
  return {{place.steps.begin(), place.steps.end() - 1}};
}

bool is_for(const Value& told, const PlanRow& row, const Ground& ground) {
  if (row.rule->done_for == "role") {
    return contains(row.to, told.text("role")) || contains(row.left, told.text("role"));
  }
  const auto* group = ground.group_of(row.entry);
  return row.rule->done_for != "group" || group == nullptr || means_group(told, *group);
}

// The number of the entry that a place stands in: 2 of "notifications[2].at"; 0 when it has none.
std::int64_t number_of(const Path& place) {
  for (const auto& step : place.steps) {
    if (step.kind == Step::Kind::index) {
      return step.index;
    }
  }
  return 0;
}

// What was told after it was last taken back. To follow up a notice there must be one.
void set_told(PlanRow& row, const Ground& ground) {
  std::int64_t withdrawn = -1;
  for (const auto& path : row.rule->undone) {
    for (const auto& found : matches(ground.document(), path)) {
      if (number_of(found.path) > withdrawn) {
        withdrawn = number_of(found.path);
        row.withdrawn = *at(ground.document(), holder_of(found.path));
      }
    }
  }
  for (const auto& path : row.rule->done) {
    for (const auto& found : matches(ground.document(), path)) {
      const auto* told = at(ground.document(), holder_of(found.path));
      const bool follows_none =
          told != nullptr && row.told.empty() && told->text("phase") == "follow_up";
      if (told != nullptr && !follows_none && number_of(found.path) > withdrawn &&
          is_for(*told, row, ground)) {
        row.told.push_back(*told);
      }
    }
  }
  if (row.is_done()) {
    row.withdrawn = Value();
  }
}

// What stands at a place: nothing, something declared unknown, or a fact. What can never be found
// out is known in the sense that counts here.
std::optional<Cause> gap_at(const Path& path, const World& world) {
  const auto seen = world.look(path);
  if (seen.items.empty()) {
    return Cause{path.to_text(), false};
  }
  for (const auto& item : seen.items) {
    if (item.yet) {
      return Cause{item.path, true};
    }
  }
  return std::nullopt;
}

void set_missing(PlanRow& row, const Ground& ground) {
  const auto world = ground.world(row.entry);
  for (const auto& together : row.rule->needs) {
    std::optional<Cause> first;
    bool known = false;
    for (const auto& path : together) {
      const auto gap = gap_at(path, world);
      known = known || !gap;
      first = !first || (gap && gap->declared && !first->declared) ? gap : first;
    }
    if (!known && first) {
      row.missing.push_back(*first);
    }
  }
}

// Roles of the organisation by what they are, or by name.
std::vector<std::string> roles_for(const std::vector<std::string>& wanted, const PlanRow& row,
                                   const Ground& ground) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& role) {
    if (!role.empty() && !contains(found, role)) {
      found.push_back(role);
    }
  };
  const auto* roles = ground.organisation().find("roles");
  for (const auto& kind : wanted) {
    if (kind == "entry") {
      const auto seen = ground.world(row.entry).look(path_of("entry"));
      add(seen.items.empty() ? "" : seen.items.front().value->to_text());
    } else if (kind == "send_to_authority") {
      for (const auto& role : ground.organisation().list("send_to_authority")) {
        add(role.to_text());
      }
    } else {
      for (const auto& role : roles != nullptr && roles->is_map() ? roles->as_map() : Map{}) {
        add(role.value.text("is") == kind ? role.key : "");
      }
    }
  }
  return found;
}

// Takes those out that are party to the case.
std::vector<std::string> without_parties(std::vector<std::string> roles,
                                         const std::vector<std::string>& parties,
                                         std::vector<std::string>& left) {
  std::erase_if(roles, [&](const std::string& role) {
    const bool out = contains(parties, role);
    if (out && !contains(left, role)) {
      left.push_back(role);
    }
    return out;
  });
  return roles;
}

// A channel's reason among turns; in doubt when the turn says so.
std::string turned(const std::vector<ChannelTurn>& turns, const std::string& channel,
                   const World& world, bool in_doubt) {
  for (const auto& turn : turns) {
    if (!contains(turn.channels, channel)) {
      continue;
    }
    const auto truth = turn.when ? turn.when->ask(world).truth : Truth::yes;
    if (truth == Truth::yes || (in_doubt && truth == Truth::unknown)) {
      return turn.reason;
    }
  }
  return "";
}

int rank_of(const PlanChannel& channel) {
  return !channel.barred.empty() ? 2 : channel.first.empty() ? 1 : 0;
}

void set_channels(PlanRow& row, const Ground& ground) {
  const auto& rule = *row.rule;
  const auto world = ground.world(row.entry);
  const auto agreed = rule.only ? world.look(*rule.only).items : std::vector<Item>{};
  if (!agreed.empty() && agreed.front().value->is_list()) {
    for (const auto& channel : agreed.front().value->as_list()) {
      row.channels.push_back({channel.to_text(), "", ""});
    }
    return;
  }
  auto names = rule.channels;
  for (const auto& turn : rule.bars) {
    for (const auto& channel : turn.channels) {
      if (!contains(names, channel)) {
        names.push_back(channel); // said only to be barred
      }
    }
  }
  for (const auto& name : names) {
    auto barred = turned(rule.bars, name, world, true);
    auto first = barred.empty() ? turned(rule.first, name, world, false) : "";
    if (!barred.empty() || contains(rule.channels, name)) {
      row.channels.push_back({name, std::move(barred), std::move(first)});
    }
  }
  std::stable_sort(
      row.channels.begin(), row.channels.end(),
      [](const auto& one, const auto& other) { return rank_of(one) < rank_of(other); });
}

// All that is to be minded of the line, what holds at times before what always holds.
void set_rules(PlanRow& row, const Ground& ground) {
  const auto world = ground.world(row.entry);
  for (const auto& turn : row.rule->rules_when) {
    if (!turn.when || turn.when->ask(world).truth == Truth::yes) {
      row.rules.push_back(turn.rule);
    }
  }
  row.rules.insert(row.rules.end(), row.rule->rules.begin(), row.rule->rules.end());
}

void set_considered(PlanRow& row, const Ground& ground) {
  const auto found = row.rule->considered ? matches(ground.document(), *row.rule->considered)
                                          : std::vector<Found>{};
  if (found.empty()) {
    return;
  }
  row.considered = *found.back().value;
  const auto* tell = row.considered.find("tell");
  if (tell != nullptr && *tell == Value(true)) {
    row.need = "duty";
    row.verdict = Verdict::yes;
  } else if (tell != nullptr) {
    row.verdict = Verdict::no;
  }
}

void set_named(PlanRow& row, const Ground& ground, const std::vector<std::string>& parties) {
  if (!row.rule->named) {
    return;
  }
  for (const auto& item : ground.world(row.entry).look(*row.rule->named).items) {
    const auto* roles = ground.organisation().find("roles");
    if (!item.value->is_string()) {
      continue;
    }
    const auto& name = item.value->as_string();
    if (roles == nullptr || roles->find(name) == nullptr) {
      row.named.push_back(name);
    } else if (!row.rule->to.empty()) { // the case says which role it is
      row.to = without_parties({name}, parties, row.left);
    }
  }
}

std::vector<std::string> with_deputy(const Value& organisation, std::vector<std::string> roles) {
  std::erase_if(roles,
                [&](const std::string& role) { return deputies_of(organisation, role).empty(); });
  return roles;
}

PlanRow row_of(const PlanRule& rule, const std::string& entry, const Ground& ground,
               const std::vector<std::string>& parties) {
  PlanRow row;
  row.rule = &rule;
  row.entry = entry;
  row.need = rule.need;
  if (const auto* group = ground.group_of(entry)) {
    row.group = group_key(*group);
  }
  set_verdict(row, ground);
  set_considered(row, ground);
  row.to = without_parties(roles_for(rule.to, row, ground), parties, row.left);
  row.by = without_parties(roles_for(rule.by, row, ground), parties, row.left);
  if (row.by.empty()) {
    row.by_deputy = with_deputy(ground.organisation(), roles_for(rule.by, row, ground));
  }
  set_named(row, ground, parties);
  set_told(row, ground);
  set_rules(row, ground);
  if (row.verdict != Verdict::no) {
    set_missing(row, ground);
    set_channels(row, ground);
  }
  return row;
}

// A line that does not apply is kept where somebody has answered it.
bool is_worth_saying(const PlanRow& row) {
  return row.verdict != Verdict::no || !row.reasons.empty() || !row.decision.entry.is_null() ||
         !row.considered.is_null();
}

int order_of(const PlanRow& row) {
  constexpr std::array k_needs = {"duty", "recommended", "consider"};
  const auto need = std::find(k_needs.begin(), k_needs.end(), row.rule->need) - k_needs.begin();
  if (row.rule->is_urgent()) {
    return -1;
  }
  return (row.rule->is_law() ? 0 : 10) + static_cast<int>(need);
}

// Inside, nobody is informed twice: a role that an earlier line names is left out of later ones.
void drop_repeated(std::vector<PlanRow>& rows) {
  std::set<std::string> named;
  std::erase_if(rows, [&](PlanRow& row) {
    if (row.rule->to.empty() || row.verdict == Verdict::no) {
      return false;
    }
    const auto before = row.to.size();
    std::erase_if(row.to, [&](const std::string& role) { return named.contains(role); });
    named.insert(row.to.begin(), row.to.end());
    return row.to.empty() && before > 0;
  });
}

// A group that is told in any case is not recommended to be told as well.
void drop_weaker(std::vector<PlanRow>& rows) {
  std::vector<std::pair<std::string, std::string>> duties;
  for (const auto& row : rows) {
    if (row.need == "duty" && row.verdict == Verdict::yes) {
      duties.emplace_back(row.rule->recipient, row.entry);
    }
  }
  std::erase_if(rows, [&](const PlanRow& row) {
    return row.need == "recommended" && !row.entry.empty() &&
           std::find(duties.begin(), duties.end(), std::pair(row.rule->recipient, row.entry)) !=
               duties.end();
  });
}

std::vector<std::string> words_of(const List& list) {
  std::vector<std::string> words;
  for (const auto& word : list) {
    words.push_back(word.to_text());
  }
  return words;
}

} // namespace

Plan plan_of(const std::vector<PlanRule>& rules, const PlanFacts& facts, const Date& day) {
  const auto document = without_corrected(facts.document);
  const Ground ground(facts, document);
  Plan plan;
  plan.conflict = words_of(document.list("conflict"));
  std::vector<std::string> left;
  plan.deciders = without_parties(words_of(facts.organisation.list("decide")), plan.conflict, left);
  if (plan.deciders.empty()) {
    plan.deputies = with_deputy(facts.organisation, words_of(facts.organisation.list("decide")));
  }
  plan.category = ground.category();
  plan.is_preliminary = ground.is_preliminary();
  for (const auto& rule : rules) {
    for (const auto& entry :
         rule.in_force(day) ? entries_of(rule, ground) : std::vector<std::string>{}) {
      auto row = row_of(rule, entry, ground, plan.conflict);
      if (is_worth_saying(row)) {
        plan.rows.push_back(std::move(row));
      }
    }
  }
  std::stable_sort(plan.rows.begin(), plan.rows.end(), [](const auto& one, const auto& other) {
    return order_of(one) < order_of(other);
  });
  drop_repeated(plan.rows);
  drop_weaker(plan.rows);
  return plan;
}

} // namespace core
