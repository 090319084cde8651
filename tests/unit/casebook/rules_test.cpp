// SPDX-License-Identifier: MIT
// Rules are data, so a slip of the pen in a path or a value would make a rule silent. Every path
// in every rule leads somewhere, and every value compared with is one that can stand there.
#include "published.hpp"

#include <map>
#include <set>

#include <fmt/format.h>

#include "core/path.hpp"
#include "core/plan.hpp"
#include "core/world.hpp"

namespace {

const std::set<std::string> k_state = {
    "assessment_stale",   "decision_stale",  "people_to_tell", "people_told_at",
    "decisions_outdated", "open_actions",    "people_all_no",  "people_fewer_told",
    "unowned_actions",    "undated_actions", "changed"};
// Those that are a time, or a list of names.
const std::set<std::string> k_free_state = {"people_told_at", "decisions_outdated", "changed"};

// What can stand at the end of a path.
struct Place {
  bool free = false;            // any value: a text, a number
  std::set<std::string> values; // else one of these
  std::optional<bool> is_list;  // nothing: either
  bool may_be_open = true;
};

// Where a path stands decides what its first word means.
struct Scope {
  std::string where;      // for the complaint: "breach.level"
  std::string entry_list; // what `entry.` is an entry of
  bool knows_results = false;
  bool is_plan = false; // `answer.` and `role.` mean something
};

core::Path without_first(const core::Path& path) {
  return {{path.steps.begin() + 1, path.steps.end()}};
}

core::Path field_of(const core::Path& path) {
  return core::path_of(path.to_field());
}

core::Path behind(const std::string& list, const core::Path& rest) {
  auto path = core::path_of(list + "[*]");
  path.steps.insert(path.steps.end(), rest.steps.begin(), rest.steps.end());
  return path;
}

// Reads the data of one kind and gathers what is wrong with it.
class Reader {
public:
  Reader(const schema::Schema& facts, const schema::Schema& organisation)
      : m_facts(facts), m_organisation(organisation) {}

  std::vector<std::string> complaints;

  void read_kind(const core::Value& kind) {
    m_in_force.clear();
    m_category.clear();
    const auto* plan = kind.find("assessment");
    m_group_list = plan != nullptr ? plan->text("group") : "";
    Scope scope{"kind", "", true};
    path_in(kind, "start", scope);
    paths_in(kind, "grows", scope);
    paths_in(kind, "needs", scope);
    paths_in(kind, "form", scope);
    if (plan != nullptr) {
      read_plan(*plan, scope);
    }
    scope.knows_results = false;
    if (const auto* category = kind.find("category")) {
      read_category(*category, scope);
    }
    for (const auto* part : {"checks", "periods", "steps", "documentation"}) {
      read_items(kind.list(part), scope);
    }
    if (const auto* statistics = kind.find("statistics")) {
      read_statistics(*statistics, kind, scope);
    }
    if (const auto* memory = kind.find("memory")) {
      paths_in(*memory, "compare", scope);
      if (const auto* unfinished = memory->find("unfinished")) {
        path_in(*unfinished, "list", scope);
        scope.entry_list = unfinished->text("list");
        read_condition(*unfinished->find("when"), scope, {});
        scope.entry_list.clear();
      }
    }
    if (const auto* lists = kind.find("checklists")) {
      for (const auto& member : lists->as_map()) {
        read_items(member.value.as_list(), scope);
      }
    }
    if (const auto* close = kind.find("close")) {
      read_items(close->list("checklist"), scope);
    }
  }

  void read_rules(const core::Value& kind, const core::Value& file) {
    const auto* plan = kind.find("assessment");
    m_group_list = plan != nullptr ? plan->text("group") : "";
    for (const auto& rule : file.list("rules")) {
      read_rule(rule, {rule.text("id"), "", true});
    }
  }

  // After the rules, whose results the answers are.
  void read_plan_lines(const core::Value& kind, const core::Value& file) {
    std::set<std::string> periods;
    for (const auto& period : kind.list("periods")) {
      periods.insert(period.text("id"));
    }
    for (const auto& line : file.list("plan")) {
      Scope scope{line.text("id"), "", false, true};
      path_in(line, "for_each", scope);
      scope.entry_list = line.text("for_each");
      read_plan_line(line, scope);
      if (const auto period = line.text("period"); !period.empty() && !periods.contains(period)) {
        complain(scope, period + " is no clock");
      }
      const auto about = line.text("about");
      const auto* answers = kind.find("assessment")->find("answers");
      if (!about.empty() && answers->find(about) == nullptr) {
        complain(scope, about + " is no answer");
      }
    }
  }

private:
  void read_plan_line(const core::Value& line, const Scope& scope) {
    for (const auto* key : {"considered", "named", "only"}) {
      path_in(line, key, scope);
    }
    paths_in(line, "done", scope);
    paths_in(line, "undone", scope);
    for (const auto& need : line.list("needs")) {
      read_starts(need, scope);
    }
    if (const auto* when = line.find("when")) {
      read_condition(*when, scope, {});
    }
    for (const auto* key : {"bars", "first", "rules_when"}) {
      for (const auto& turn : line.list(key)) {
        if (const auto* when = turn.find("when")) {
          read_condition(*when, scope, {});
        }
      }
    }
    for (const auto* key : {"to", "by"}) {
      for (const auto& kind : line.list(key)) {
        const auto& word = kind.as_string();
        if (word != "entry" && word != "send_to_authority" && !kinds_of_role().contains(word)) {
          complain(scope, "no role is ever " + word);
        }
      }
    }
  }

  std::set<std::string> kinds_of_role() const {
    const auto shape = m_organisation.shape(core::path_of("roles.leader.is"));
    return {shape->choices.begin(), shape->choices.end()};
  }

  std::optional<Place> answer_of(const std::string& name) {
    if (name == "how") {
      return Place{false, {"individually", "publicly", "in_part"}, false, false};
    }
    return result_of(name);
  }

  std::optional<Place> role_of(const core::Path& path) const {
    if (!kinds_of_role().contains(path.steps.front().key)) {
      return std::nullopt;
    }
    const auto of_role = core::joined(core::path_of("roles"), path);
    return path.steps.size() == 1 ? std::optional(Place{true, {}, {}, false})
                                  : place_in(m_organisation, of_role);
  }

  void complain(const Scope& scope, const std::string& what) {
    complaints.push_back(scope.where + ": " + what);
  }

  void read_plan(const core::Value& plan, const Scope& scope) {
    for (const auto* key : {"group", "level", "category", "summary"}) {
      path_in(plan, key, scope);
    }
    paths_in(plan, "figures", scope);
    for (const auto* key : {"group_defaults", "answers"}) {
      if (const auto* named = plan.find(key)) {
        for (const auto& member : named->as_map()) {
          resolve(member.value.as_string(), scope);
        }
      }
    }
    if (const auto* nearest = plan.find("nearest")) {
      paths_in(*nearest, "compare", scope);
    }
  }

public:
  void read_statistics(const core::Value& statistics, const core::Value& kind, Scope scope) {
    read_items(statistics.list("not_counted"), scope);
    for (const auto* key : {"counts", "durations"}) {
      for (const auto& item : statistics.list(key)) {
        scope.where = item.text("id");
        for (const auto* paths : {"of", "from", "to"}) {
          paths_in(item, paths, scope);
        }
        if (const auto* when = item.find("when")) {
          read_condition(*when, scope, {});
        }
        read_items(item.list("rows"), scope);
      }
    }
    for (const auto& clock : statistics.list("clocks")) {
      const auto& periods = kind.list("periods");
      if (std::none_of(periods.begin(), periods.end(), [&](const core::Value& period) {
            return period.text("id") == clock.as_string();
          })) {
        complain(scope, clock.as_string() + " is no period");
      }
    }
    for (const auto& entries : statistics.list("entries")) {
      path_in(entries, "of", scope);
      scope.entry_list = entries.text("of");
      read_condition(*entries.find("done"), scope, {});
      scope.entry_list.clear();
    }
  }

private:
  // What a category asks for becomes `state.category_X`, with the values that stand there and that
  // the organisation may set.
  void read_category(const core::Value& category, const Scope& scope) {
    paths_in(category, "of", scope);
    m_category["category_is_preliminary"].values = {"true", "false"};
    for (const auto& member : category.find("otherwise")->as_map()) {
      m_category["category"].values.insert(member.key);
      for (const auto& asked : member.value.as_map()) {
        auto& place = m_category["category_" + asked.key];
        place.values.insert(asked.value.to_text());
        if (const auto own =
                resolve(category.text("asks") + "." + member.key + "." + asked.key, scope)) {
          place.values.insert(own->values.begin(), own->values.end());
        }
      }
    }
    for (auto& [name, place] : m_category) {
      place.is_list = false;
      place.may_be_open = false;
    }
  }

  // Checks, periods, steps and what closing needs: conditions and paths, perhaps of a list's
  // entries.
  void read_items(const core::List& items, Scope scope) {
    for (const auto& item : items) {
      scope.where = item.text("id", item.text("name"));
      scope.entry_list.clear();
      path_in(item, "for_each", scope);
      scope.entry_list = item.text("for_each");
      for (const auto* key : {"due", "period_at", "until", "reason_when_late"}) {
        path_in(item, key, scope);
      }
      if (const auto* from = item.find("from")) {
        read_starts(*from, scope);
      }
      read_suspension_and_extension(item, scope);
      for (const auto& other : item.list("otherwise_from")) {
        resolve(other.as_string(), scope);
      }
      if (const auto* at = item.find("at"); at != nullptr && *at != core::Value("entry")) {
        read_starts(*at, scope);
      }
      if (const auto* arguments = item.find("arguments")) {
        for (const auto& member : arguments->as_map()) {
          if (member.value.as_string().find('.') != std::string::npos) {
            resolve(member.value.as_string(), scope);
          }
        }
      }
      for (const auto* key : {"when", "consider", "done", "stopped", "at_once", "need"}) {
        if (const auto* condition = item.find(key)) {
          read_condition(*condition, scope, {});
        }
      }
    }
  }

  // A path, or a list of paths and of lists of paths.
  void read_starts(const core::Value& from, const Scope& scope) {
    if (!from.is_list()) {
      resolve(from.as_string(), scope);
      return;
    }
    for (const auto& one : from.as_list()) {
      read_starts(one, scope);
    }
  }

  void read_suspension_and_extension(const core::Value& item, Scope scope) {
    if (const auto* extended = item.find("extended")) {
      path_in(*extended, "told", scope);
      path_in(*extended, "reason", scope);
    }
    if (const auto* suspended = item.find("suspended")) {
      path_in(*suspended, "list", scope);
      if (const auto* policy = suspended->find("by_policy")) {
        read_condition(*policy, scope, {});
      }
      scope.entry_list = suspended->text("list");
      path_in(*suspended, "from", scope);
      path_in(*suspended, "to", scope);
      if (const auto* counts = suspended->find("counts")) {
        read_condition(*counts, scope, {});
      }
    }
  }

  void read_rule(const core::Value& rule, const Scope& scope) {
    m_in_force = rule.text("valid_from");
    path_in(rule, "for_each", scope);
    std::map<std::string, std::string> assumed;
    if (const auto* assume = rule.find("assume")) {
      for (const auto& member : assume->as_map()) {
        const auto place = resolve(member.key, scope);
        if (place && rule.find("table") == nullptr) {
          check_values(member.key, *place, member.value, scope, "");
        }
        assumed[member.key] = member.value.to_text();
      }
    }
    Place result;
    if (rule.find("decision") != nullptr) {
      result = read_decision(rule.list("decision"), scope, assumed);
    } else if (const auto* table = rule.find("table")) {
      result = read_table(*table, scope, assumed);
    } else if (const auto* highest = rule.find("highest_of")) {
      result = read_highest(*highest, scope);
    } else if (const auto* score = rule.find("score")) {
      paths_in(*score, "multiply", scope);
      paths_in(*score, "add", scope);
      result.free = true;
    }
    m_results[rule.text("as")] = result;
    m_since.try_emplace(rule.text("as"), m_in_force);
  }

  Place read_decision(const core::List& rows, const Scope& scope,
                      const std::map<std::string, std::string>& assumed) {
    Place result;
    for (const auto& row : rows) {
      if (const auto* condition = row.find("when")) {
        read_condition(*condition, scope, assumed);
      }
      if (const auto* value = row.find("result")) {
        result.values.insert(value->to_text());
      }
      if (const auto* from = row.find("result_from")) {
        if (const auto place = resolve(from->as_string(), scope)) {
          result.free = result.free || place->free;
          result.values.insert(place->values.begin(), place->values.end());
        }
      }
    }
    if (!is_whole(rows, scope)) {
      complain(scope, "the last row has a condition, so that some case may have no result");
    }
    return result;
  }

  // Whether some row always holds: the last has no condition, or rows that ask one fact alone
  // take all its values between them.
  bool is_whole(const core::List& rows, const Scope& scope) {
    std::map<std::string, std::set<std::string>> taken;
    for (const auto& row : rows) {
      const auto* condition = row.find("when");
      if (condition == nullptr) {
        return true;
      }
      const auto* value = condition->find("is");
      for (const auto& one : value != nullptr ? core::List{*value} : condition->list("in")) {
        taken[condition->text("fact")].insert(one.to_text());
      }
    }
    return std::any_of(taken.begin(), taken.end(), [&](const auto& fact) {
      const auto path = core::parsed_path(fact.first);
      const auto place = path ? place_of(*path, scope) : std::nullopt;
      return place && !place->free &&
             std::includes(fact.second.begin(), fact.second.end(), place->values.begin(),
                           place->values.end());
    });
  }

  // A table knows every value that can be looked up, and no other.
  Place read_table(const core::Value& table, const Scope& scope,
                   const std::map<std::string, std::string>& assumed) {
    Place result;
    std::set<std::string> keys;
    for (const auto& member : table.find("by")->as_map()) {
      keys.insert(member.key);
      result.values.insert(member.value.to_text());
    }
    if (auto place = resolve(table.text("of"), scope); place && !place->free) {
      if (const auto more = assumed.find(table.text("of"));
          more != assumed.end() && place->is_list != true) {
        place->values.insert(more->second);
      }
      if (place->values != keys) {
        complain(scope, fmt::format("the table's keys are not the values of {}", table.text("of")));
      }
    }
    if (const auto* own = table.find("replaced_by")) {
      resolve(own->as_string(), scope);
      const auto shape =
          m_organisation.shape(field_of(without_first(core::path_of(own->as_string()))));
      if (shape && std::set(shape->members.begin(), shape->members.end()) != keys) {
        complain(scope, fmt::format("the table's keys are not those of {}", own->as_string()));
      }
    }
    return result;
  }

  Place read_highest(const core::Value& highest, const Scope& scope) {
    Place result;
    for (const auto& value : highest.list("order")) {
      result.values.insert(value.to_text());
    }
    for (const auto& part : highest.list("of")) {
      const auto place = resolve(part.as_string(), scope);
      for (const auto& value : place ? place->values : std::set<std::string>{}) {
        if (!result.values.contains(value)) {
          complain(scope, fmt::format("{} may be {}, which has no rank", part.as_string(), value));
        }
      }
    }
    return result;
  }

  void read_condition(const core::Value& condition, const Scope& scope,
                      const std::map<std::string, std::string>& assumed) {
    for (const auto* key : {"all", "any"}) {
      for (const auto& part : condition.list(key)) {
        read_condition(part, scope, assumed);
      }
    }
    if (const auto* negated = condition.find("not")) {
      read_condition(*negated, scope, assumed);
    }
    if (condition.find("fact") == nullptr) {
      return;
    }
    const auto path = condition.text("fact");
    const auto place = resolve(path, scope);
    for (const auto& member : condition.as_map()) {
      const auto& name = member.key;
      const bool compares = name == "before" || name == "after" || name == "same_as";
      if (compares && member.value != core::Value("now")) {
        resolve(member.value.as_string(), scope);
      }
      if (place && name == "unknown" && !place->may_be_open) {
        complain(scope, path + " is never declared unknown");
      }
      const auto given = assumed.find(path);
      const bool values = name == "is" || name == "in" || name == "has";
      if (place && values) {
        check_list(path, *place, name, scope);
        check_values(path, *place, member.value, scope,
                     given != assumed.end() ? given->second : "");
      }
    }
  }

  void check_list(const std::string& path, const Place& place, const std::string& name,
                  const Scope& scope) {
    if (place.is_list && *place.is_list != (name == "has")) {
      complain(scope, fmt::format("{} is {}a list, so '{}' never holds", path,
                                  *place.is_list ? "" : "not ", name));
    }
  }

  void check_values(const std::string& path, const Place& place, const core::Value& operand,
                    const Scope& scope, const std::string& also) {
    const auto wanted = operand.is_list() ? operand.as_list() : core::List{operand};
    for (const auto& value : wanted) {
      if (!place.free && !place.values.contains(value.to_text()) && value.to_text() != also) {
        complain(scope, fmt::format("{} is never {}", path, value.to_text()));
      }
    }
  }

  void path_in(const core::Value& data, std::string_view key, const Scope& scope) {
    if (const auto* path = data.find(key)) {
      resolve(path->as_string(), scope);
    }
  }

  void paths_in(const core::Value& data, std::string_view key, const Scope& scope) {
    for (const auto& path : data.list(key)) {
      resolve(path.as_string(), scope);
    }
  }

  std::optional<Place> resolve(const std::string& text, const Scope& scope) {
    const auto path = core::parsed_path(text);
    auto place = path ? place_of(*path, scope) : std::nullopt;
    if (!place) {
      complain(scope, text + " leads nowhere");
    }
    return place;
  }

  std::optional<Place> place_of(const core::Path& path, const Scope& scope) {
    const auto& first = path.steps.front().key;
    const auto rest = without_first(path);
    if (first == "result") {
      return scope.knows_results && rest.steps.size() == 1
                 ? result_in_force(rest.steps.front().key, scope)
                 : std::nullopt;
    }
    if (first == "state" && rest.steps.size() == 1 && m_category.contains(rest.steps.front().key)) {
      return m_category.at(rest.steps.front().key);
    }
    if (first == "state") {
      const bool known = rest.steps.size() == 1 && k_state.contains(rest.steps.front().key);
      if (known && k_free_state.contains(rest.steps.front().key)) {
        return Place{true, {}, {}, false};
      }
      return known ? std::optional(Place{false, {"true", "false"}, {}, false}) : std::nullopt;
    }
    if (first == "org") {
      return place_in(m_organisation, rest);
    }
    if (scope.is_plan && first == "answer" && rest.steps.size() == 1) {
      return answer_of(rest.steps.front().key);
    }
    if (scope.is_plan && first == "role" && !rest.steps.empty()) {
      return role_of(rest);
    }
    if (first == "entry") {
      return scope.entry_list.empty() ? std::nullopt
                                      : place_in(m_facts, behind(scope.entry_list, rest));
    }
    if (first == "group") {
      return m_group_list.empty() ? std::nullopt : place_in(m_facts, behind(m_group_list, rest));
    }
    // What an assessment stored has the names of the rules' results.
    if (first == "assessments" && path.to_field().rfind("assessments.result.", 0) == 0) {
      return stored_result(path.steps.back().key);
    }
    return place_in(m_facts, path);
  }

  std::optional<Place> result_of(const std::string& name) {
    const auto found = m_results.find(name);
    return found != m_results.end() ? std::optional(found->second) : std::nullopt;
  }

  // A rule that is in force needs the results that it reads; dates as texts sort as days do.
  std::optional<Place> result_in_force(const std::string& name, const Scope& scope) {
    const auto since = m_since.find(name);
    if (since != m_since.end() && !m_in_force.empty() && since->second > m_in_force) {
      complain(scope, fmt::format("result.{} is given only from {}", name, since->second));
    }
    return result_of(name);
  }

  // Answers are stored as verdicts, and what is not certain as a word of its own.
  std::optional<Place> stored_result(const std::string& name) {
    auto place = result_of(name);
    if (place) {
      place->values.insert({"not_certain", "depends", "cannot_decide"});
    }
    return place;
  }

  // Filters name values too: `data.context[category=simple]`.
  bool filters_hold(const schema::Schema& schema, const core::Path& path) const {
    core::Path above;
    for (const auto& step : path.steps) {
      // What an assessment stored is a map of results, whatever their names.
      const bool of_result = above.to_text() == "assessments" && step.key.starts_with("result.");
      if (step.kind == core::Step::Kind::where && !of_result) {
        auto member = above;
        for (const auto& key : core::path_of(step.key).steps) {
          member.steps.push_back(key);
        }
        const auto shape = schema.shape(member);
        const bool choice = shape && shape->kind == schema::Shape::Kind::choice;
        if (!shape || (choice && std::find(shape->choices.begin(), shape->choices.end(),
                                           step.wanted) == shape->choices.end())) {
          return false;
        }
      }
      if (step.kind == core::Step::Kind::key) {
        above.steps.push_back(step);
      }
    }
    return true;
  }

  std::optional<Place> place_in(const schema::Schema& schema, const core::Path& path) const {
    using Kind = schema::Shape::Kind;
    auto field = field_of(path);
    auto shape = schema.shape(field);
    if (!shape || !filters_hold(schema, path)) {
      return std::nullopt;
    }
    Place place;
    place.may_be_open = shape->may_be_open;
    place.is_list = shape->kind == Kind::list;
    if (shape->kind == Kind::list) {
      if (path.steps.back().kind != core::Step::Kind::key) {
        place.is_list = false; // `conflict[*]` is each entry
      }
      field.steps.push_back({core::Step::Kind::each, "", "", 0});
      shape = schema.shape(field);
    }
    if (!shape || (shape->kind != Kind::choice && shape->kind != Kind::boolean)) {
      place.free = true;
      return place;
    }
    place.values.insert(shape->choices.begin(), shape->choices.end());
    if (shape->kind == Kind::boolean) {
      place.values = {"true", "false"};
    }
    return place;
  }

  const schema::Schema& m_facts;
  const schema::Schema& m_organisation;
  std::string m_group_list;
  std::map<std::string, Place> m_category;    // what `state.` holds by the category
  std::map<std::string, Place> m_results;     // of the rules so far
  std::map<std::string, std::string> m_since; // from when there is such a result
  std::string m_in_force;                     // from when the rule that is read holds
};

std::optional<std::string> date_fault(std::string_view, std::string_view text) {
  return core::parsed_date(text) ? std::nullopt : std::optional<std::string>("wrong-date");
}

schema::Schema compiled(const std::string& name) {
  return schema::Schema::compile(name, [](std::string_view file) {
    const auto path = std::string(PVTOOL_SOURCE "/schemas/") + std::string(file);
    const auto text = sys::read_file(path);
    REQUIRE_MESSAGE(text.has_value(), path);
    return *text;
  });
}

void check_shape(const schema::Schema& schema, const core::Value& data, const std::string& file) {
  for (const auto& finding : schema.check(data, date_fault)) {
    std::string arguments;
    for (const auto& [name, value] : finding.arguments) {
      arguments += " " + name + "=" + value;
    }
    FAIL_CHECK(file << ":" << finding.line << ": " << finding.name << arguments);
  }
}

core::Value read(const char* text) {
  return yaml::read_data(text, "test");
}

// What is wrong with rules of a small kind.
std::vector<std::string> complaints_of(const char* rules) {
  Reader reader(test::kinds().schema("breach"), test::kinds().organisation_schema());
  reader.read_rules(read("assessment: {group: subjects}"), read(rules));
  return reader.complaints;
}

std::vector<std::string> complaints_of_kind(const char* kind) {
  Reader reader(test::kinds().schema("breach"), test::kinds().organisation_schema());
  reader.read_kind(read(kind));
  return reader.complaints;
}

using Texts = std::vector<std::string>;

// kind.yaml with what it takes from common.yaml.
core::Value whole_kind(const std::string& folder) {
  auto kind = test::data_file(folder + "kind.yaml");
  return kind.text("like") == "common"
             ? core::with_common(std::move(kind), test::data_file("schemas/common.yaml"))
             : kind;
}

} // namespace

TEST_CASE("kinds and rules have the shape that their schemas say") {
  const auto kind_schema = compiled("kind.schema.json");
  const auto rules_schema = compiled("rules.schema.json");
  const auto plan_schema = compiled("plan.schema.json");
  check_shape(compiled("statistics.schema.json"), test::data_file("schemas/statistics.yaml"),
              "statistics.yaml");
  for (const auto& name : test::kinds().names()) {
    const auto folder = "schemas/" + name + "/";
    const auto kind = whole_kind(folder);
    check_shape(kind_schema, kind, name + "/kind.yaml");
    const auto* plan = kind.find("assessment");
    for (const auto& file : plan != nullptr ? plan->list("files") : core::List{}) {
      check_shape(rules_schema, test::data_file(folder + file.as_string()),
                  name + "/" + file.as_string());
    }
    if (sys::is_file(PVTOOL_SOURCE "/" + folder + "plan.yaml")) {
      check_shape(plan_schema, test::data_file(folder + "plan.yaml"), name + "/plan.yaml");
    }
  }
}

TEST_CASE("every path leads somewhere, and every value compared with can stand there") {
  for (const auto& name : test::kinds().names()) {
    CAPTURE(name);
    const auto folder = "schemas/" + name + "/";
    const auto kind = whole_kind(folder);
    Reader reader(test::kinds().schema(name), test::kinds().organisation_schema());
    const auto* plan = kind.find("assessment");
    for (const auto& file : plan != nullptr ? plan->list("files") : core::List{}) {
      reader.read_rules(kind, test::data_file(folder + file.as_string()));
    }
    if (sys::is_file(PVTOOL_SOURCE "/" + folder + "plan.yaml")) {
      reader.read_plan_lines(kind, test::data_file(folder + "plan.yaml"));
    }
    reader.read_kind(kind);
    if (name == "breach") { // a kind that has no such fact has nothing of it to count
      const auto shared = test::data_file("schemas/statistics.yaml");
      reader.read_statistics(*shared.find("statistics"), kind, {"statistics.yaml", "", false});
    }
    for (const auto& complaint : reader.complaints) {
      FAIL_CHECK(complaint);
    }
  }
}

TEST_CASE("rule ids, results and their versions are told apart") {
  for (const auto& name : test::kinds().names()) {
    std::set<std::string> versions;
    std::map<std::string, std::string> results;
    for (const auto& rule : test::kinds().rules(name)) {
      CAPTURE(rule.id);
      CHECK(versions.insert(rule.versioned()).second);
      CHECK(results.try_emplace(rule.as, rule.id).first->second == rule.id);
    }
  }
}

TEST_CASE("lines of a plan are told apart by id and version, and each has its words") {
  for (const auto& name : test::kinds().names()) {
    std::set<std::string> versions;
    std::set<std::string> ids;
    std::set<std::string> to_mind;
    for (const auto& line : test::kinds().plan(name)) {
      CAPTURE(line.id);
      CHECK(versions.insert(line.versioned()).second);
      ids.insert(line.id);
      to_mind.insert(line.rules.begin(), line.rules.end());
      for (const auto& turn : line.rules_when) {
        to_mind.insert(turn.rule);
      }
      for (const auto* turns : {&line.bars, &line.first}) {
        for (const auto& turn : *turns) {
          to_mind.insert(turn.reason);
        }
      }
    }
    for (const auto* language : {"en", "nb", "nn"}) {
      CAPTURE(language);
      const auto words = test::data_file("schemas/" + name + "/text." + language + ".yaml");
      std::set<std::string> titled;
      std::set<std::string> minded;
      const auto* plan = words.find("plan");
      for (const auto& member : plan != nullptr ? plan->as_map() : core::Map{}) {
        titled.insert(member.key);
        CHECK(!member.value.text("title").empty());
        CHECK(!member.value.text("why").empty());
      }
      const auto* rules = words.find("plan_rules");
      for (const auto& member : rules != nullptr ? rules->as_map() : core::Map{}) {
        minded.insert(member.key);
      }
      CHECK(titled == ids);
      CHECK(minded == to_mind);
    }
  }
}

TEST_CASE("a wrong path, value or name in a plan is seen") {
  Reader reader(test::kinds().schema("breach"), test::kinds().organisation_schema());
  reader.read_plan_lines(
      read("{assessment: {answers: {people: result.people}}, periods: [{id: p}]}"), read(R"(
plan:
  - id: a
    about: persons
    for_each: subjects
    when: {all: [{fact: entry.protected_adress, is: true}, {fact: answer.how, is: openly}, {fact: role.boss, exists: true}]}
    to: [dpo, boss]
    by: [send_to_authority]
    needs: [times.awake, [role.dpo.contact, role.dpo.phone]]
    period: q
    bars: [{channels: [letter], when: {fact: entry.group, is: pupils}, reason: r}]
    done: ["notifications[recipient=peoples].at"]
)"));
  CHECK(reader.complaints == Texts{
                                 "a: notifications[recipient=peoples].at leads nowhere",
                                 "a: times.awake leads nowhere",
                                 "a: role.dpo.phone leads nowhere",
                                 "a: entry.protected_adress leads nowhere",
                                 "a: answer.how is never openly",
                                 "a: role.boss leads nowhere",
                                 "a: entry.group is never pupils",
                                 "a: no role is ever boss",
                                 "a: q is no clock",
                                 "a: persons is no answer",
                             });
}

TEST_CASE("the paths that the evaluator names are those of the data") {
  // Rule::each_fact is what finds the facts that would change a result.
  const auto data = read(R"(
id: a
version: 1
valid_from: 2020-01-01
as: a
decision:
  - when: {all: [{fact: status, is: open}, {not: {fact: times.aware, before: times.discovered}}]}
    result: yes
    reason: r
  - {result_from: data.types, reason: r}
)");
  Texts paths;
  core::rule_from(data).each_fact(
      [&](const core::Path& path, const core::Value&) { paths.push_back(path.to_text()); });
  CHECK(paths == Texts{"status", "times.aware", "times.discovered", "data.types"});
}

TEST_CASE("a wrong path in a rule is seen") {
  const auto complaints = complaints_of(R"(
rules:
  - id: a
    as: a
    assume: {incident.confidentiality.protectoin: none}
    decision:
      - {when: {fact: incident.typos, has: confidentiality}, result: yes, reason: r}
      - {when: {any: [{not: {fact: group.tipe, has: health}}]}, result: yes, reason: r}
      - {when: {fact: "data.context[category=simpel].score", is: 3}, result: yes, reason: r}
      - {when: {fact: times.aware, before: times.discovery}, result: yes, reason: r}
      - {when: {fact: org.policies.archive, is: true}, result: yes, reason: r}
      - {when: {fact: entry.count, exists: true}, result: yes, reason: r}
      - {result_from: data.tipes, reason: r}
)");
  CHECK(complaints == Texts{
                          "a: incident.confidentiality.protectoin leads nowhere",
                          "a: incident.typos leads nowhere",
                          "a: group.tipe leads nowhere",
                          "a: data.context[category=simpel].score leads nowhere",
                          "a: times.discovery leads nowhere",
                          "a: org.policies.archive leads nowhere",
                          "a: entry.count leads nowhere",
                          "a: data.tipes leads nowhere",
                      });
}

TEST_CASE("a wrong value in a rule is seen") {
  const auto complaints = complaints_of(R"(
rules:
  - id: a
    as: a
    assume: {scope.role: boss}
    decision:
      - {when: {fact: incident.types, has: [confidentiality, secrecy]}, result: yes, reason: r}
      - {when: {fact: scope.role, in: [boss, chief]}, result: yes, reason: r}
      - {when: {fact: scope.personal_data, is: no}, result: yes, reason: r}
      - {when: {fact: data.types, is: health}, result: yes, reason: r}
      - {when: {fact: scope.role, has: processor}, result: yes, reason: r}
      - {when: {fact: group.group, unknown: yet}, result: no, reason: r}
)");
  CHECK(complaints == Texts{
                          "a: scope.role is never boss",
                          "a: incident.types is never secrecy",
                          "a: scope.role is never chief",
                          "a: scope.personal_data is never no",
                          "a: data.types is a list, so 'is' never holds",
                          "a: scope.role is not a list, so 'has' never holds",
                          "a: group.group is never declared unknown",
                          "a: the last row has a condition, so that some case may have no result",
                      });
}

TEST_CASE("a result that no earlier rule gives is seen") {
  const auto complaints = complaints_of(R"(
rules:
  - id: first
    as: first
    decision:
      - {when: {fact: result.second, is: yes}, result: low, reason: r}
      - {result: high, reason: r}
  - id: second
    as: second
    decision:
      - {when: {fact: result.first, in: [low, middle]}, result: yes, reason: r}
      - {result: no, reason: r}
  - id: third
    as: third
    highest_of: {order: [low], of: [result.first, result.fourth]}
  - id: fourth
    as: fourth
    table: {of: result.third, by: {low: 1, high: 2}}
)");
  CHECK(complaints == Texts{
                          "first: result.second leads nowhere",
                          "second: result.first is never middle",
                          "third: result.first may be high, which has no rank",
                          "third: result.fourth leads nowhere",
                          "fourth: the table's keys are not the values of result.third",
                      });
}

TEST_CASE("rows that take all values of one fact between them need no last row") {
  const char* const rows = R"(
rules:
  - id: a
    as: a
    decision:
      - {{when: {{fact: scope.role, in: [controller, joint_controller]}}, result: yes, reason: r}}
      - {{when: {{fact: scope.role, is: {}}}, result: no, reason: r}}
)";
  CHECK(complaints_of(fmt::format(fmt::runtime(rows), "processor").c_str()).empty());
  CHECK(complaints_of(fmt::format(fmt::runtime(rows), "controller").c_str()).size() == 1);
}

TEST_CASE("a result that is not in force when it is read is seen") {
  const auto complaints = complaints_of(R"(
rules:
  - {id: late, as: late, valid_from: 2020-01-01, decision: [{result: yes, reason: r}]}
  - {id: early, as: early, valid_from: 2019-12-31, highest_of: {order: [yes], of: [result.late]}}
  - {id: same, as: same, valid_from: 2020-01-01, highest_of: {order: [yes], of: [result.late]}}
)");
  CHECK(complaints == Texts{"early: result.late is given only from 2020-01-01"});
}

TEST_CASE("before any rule was in force nothing is decided, and that is said") {
  const auto& kind = test::kinds().kind("breach");
  const auto document = test::published_case("ex-11.yaml");
  const core::Value organisation{core::Map{}};
  for (const int year : {2012, 2016, 2019}) {
    CAPTURE(year);
    const auto then = core::assess(kind, test::kinds().rules("breach"), document, organisation,
                                   test::k_now, {year, 1, 14});
    const auto verdict = year < 2018 ? core::Verdict::cannot_decide : core::Verdict::yes;
    CHECK(then.find("authority")->verdict == verdict);
    CHECK(then.find("people")->verdict == verdict);
    CHECK(core::nearest(kind, test::kinds().precedents("breach"), document, then).empty() ==
          (year < 2018));
  }
}

TEST_CASE("a wrong path or value in a kind is seen") {
  const auto complaints = complaints_of_kind(R"(
start: times.awake
needs: [subjects, consequence]
form: ["subjects[0].grupe"]
checks:
  - {name: b, for_each: subjects, when: {fact: entry.cuont, exists: true}, at: entry.count}
  - {name: c, when: {fact: status, is: shut}, at: statuss, arguments: {type: confidentiality, later: times.awake}}
periods:
  - {id: d, from: times.aware, until: "notifications[recipient=authorities].at"}
steps:
  - {id: e, when: {fact: state.stale, is: true}}
  - {id: f, when: {fact: result.level, is: high}}
  - {id: g, when: {fact: "assessments[-1].result.level", is: high}}
close:
  checklist:
    - {id: h, for_each: actions, need: {fact: entry.finished, exists: true}}
)");
  CHECK(complaints == Texts{
                          "kind: times.awake leads nowhere",
                          "kind: consequence leads nowhere",
                          "kind: subjects[0].grupe leads nowhere",
                          "b: entry.cuont leads nowhere",
                          "c: statuss leads nowhere",
                          "c: times.awake leads nowhere",
                          "c: status is never shut",
                          "d: notifications[recipient=authorities].at leads nowhere",
                          "e: state.stale leads nowhere",
                          "f: result.level leads nowhere",
                          "g: assessments[-1].result.level leads nowhere",
                          "h: entry.finished leads nowhere",
                      });
}

TEST_CASE("a rule of the wrong shape is seen") {
  const auto rules = read("rules: [{id: a, version: 1, valid_from: soon, source: s, status: sure, "
                          "basis: law, as: a, decison: []}]");
  std::set<std::string> names;
  for (const auto& finding : compiled("rules.schema.json").check(rules, date_fault)) {
    names.insert(finding.name);
  }
  CHECK(names == std::set<std::string>{"unknown-key", "wrong-date", "wrong-value"});
}
