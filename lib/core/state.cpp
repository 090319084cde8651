// SPDX-License-Identifier: MIT
#include "core/state.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/checks.hpp"
#include "core/diff.hpp"
#include "core/plan.hpp"

namespace core {

namespace {

constexpr std::string_view k_people = "people";

// When something was told; the earlier and the later of two, where nothing means never.
using Told = std::optional<Instant>;

Told earlier(Told one, Told other) {
  return !one || (other && *other < *one) ? other : one;
}

Told later(Told one, Told other) {
  return !one || !other ? std::nullopt : std::max(one, other);
}

// Whether a message is to a group: by its own name, or to the group in every unit ("patients" of
// "patients/Home care").
bool is_to(const Value& message, std::string_view group) {
  const auto to = message.text("group");
  return group == to || (!to.empty() && group.starts_with(to + "/"));
}

// The earliest message to a recipient that a group got, or all together ("").
Told told_to(const Value& document, std::string_view recipient, std::string_view group) {
  Told first;
  for (const auto& one : document.list("notifications")) {
    const auto time = parsed_time(one.text("at"));
    if (one.text("recipient") == recipient && is_to(one, group)) {
      // A message whose time is not known was sent all the same.
      first = earlier(first, time ? time->instant : Instant::max());
    }
  }
  return first;
}

// When the last of them was told: by one message to all, or by messages to every group but those
// that have a decision of their own.
Told all_told(const Value& document, std::string_view recipient,
              const std::vector<std::string>& but) {
  const auto& subjects = document.list("subjects");
  Told last = subjects.empty() ? std::nullopt : Told(Instant::min());
  for (const auto& subject : subjects) {
    const auto group = subject.text("group");
    const auto key = group_key(subject);
    const auto decided = [&](const std::string& one) { return one == group || one == key; };
    if (group.empty()) {
      last = std::nullopt; // nobody can say that it has been told
    } else if (std::none_of(but.begin(), but.end(), decided)) {
      last = later(last, told_to(document, recipient, key));
    }
  }
  return earlier(told_to(document, recipient, ""), last);
}

// When the last of those that one of the newest decisions is about was told.
Told told_of(const Value& document, std::string_view recipient, const Value& decision,
             const std::vector<const Value*>& newest) {
  const auto group = decision.text("group");
  if (!group.empty()) {
    return earlier(told_to(document, recipient, group), told_to(document, recipient, ""));
  }
  std::vector<std::string> of_groups;
  for (const auto* one : newest) {
    of_groups.push_back(one->text("group"));
  }
  return all_told(document, recipient, of_groups);
}

struct Telling {
  bool to_tell = false; // a decision says yes, and not all that it is about have been told
  Told told;            // when the last of them was
};

// Of decisions about groups and about all, each must be carried out; where none is made yet, a
// message counts when it went to all.
Telling telling(const Value& document) {
  const auto decisions = newest_decisions(document, k_people);
  Told told = Instant::min();
  bool is_asked = decisions.empty();
  for (const auto* decision : decisions) {
    if (decision->text("answer") == "yes") {
      is_asked = true;
      told = later(told, told_of(document, k_people, *decision, decisions));
    }
  }
  if (decisions.empty()) {
    told = all_told(document, k_people, {});
  }
  return {!decisions.empty() && is_asked && !told, is_asked ? told : std::nullopt};
}

// Whether fewer were told than the groups count; nothing where a number is missing on either side,
// or the people are told in public, where nobody counts.
std::optional<bool> fewer_told(const Value& document) {
  for (const auto* decision : newest_decisions(document, k_people)) {
    if (decision->text("how") == "public") {
      return false;
    }
  }
  const auto sum = [](const List& list, const Path& path) {
    std::int64_t all = 0;
    bool is_whole = !list.empty();
    for (const auto& entry : list) {
      const auto* number = at(entry, path);
      const bool is_number = number != nullptr && number->is_integer();
      is_whole = is_whole && is_number;
      all += is_number ? number->as_integer() : 0;
    }
    return std::pair{all, is_whole};
  };
  List messages;
  for (const auto& message : document.list("notifications")) {
    if (message.text("recipient") == k_people) {
      messages.push_back(message);
    }
  }
  const auto [told, all_messages] = sum(messages, path_of("number"));
  const auto [affected, all_groups] = sum(document.list("subjects"), path_of("count.exact"));
  if (!all_groups || (!all_messages && told < affected)) {
    return std::nullopt;
  }
  return told < affected;
}

// The assessment that a decision rests on: its number, and where it names none that of the newest
// that was there; -1 when there was none.
std::int64_t rests_on(const Value& document, const Value& decision) {
  const auto* named = decision.find("assessment");
  if (named != nullptr && named->is_integer()) {
    return std::max<std::int64_t>(named->as_integer(), 0);
  }
  const auto& assessments = document.list("assessments");
  const auto decided = parsed_time(decision.text("decided_at"));
  auto index = static_cast<std::int64_t>(assessments.size()) - 1;
  for (; decided && index >= 0; --index) {
    const auto at = parsed_time(assessments[static_cast<std::size_t>(index)].text("at"));
    if (!at || at->instant <= decided->instant) {
      break;
    }
  }
  return index;
}

// Whether the newest assessment says something else about it than the one that the newest decision
// rests on.
bool is_outdated(const Value& document, const Value& decision) {
  const auto& assessments = document.list("assessments");
  const auto index = rests_on(document, decision);
  if (index + 1 >= static_cast<std::int64_t>(assessments.size())) {
    return false;
  }
  const auto* now = assessments.back().find("result");
  const auto* then =
      index < 0 ? nullptr : assessments[static_cast<std::size_t>(index)].find("result");
  const auto about = decision.text("about");
  if (now == nullptr) {
    return true; // nobody can say that it still agrees
  }
  if (then == nullptr) {
    return now->text(about) != decision.text("answer");
  }
  // One answer for all may stay the same while a group's own has changed.
  const auto of_groups = about + "_group";
  const auto* groups_now = now->find(of_groups);
  const auto* groups_then = then->find(of_groups);
  const bool groups_differ = groups_now != nullptr && groups_then != nullptr &&
                             !differences(*groups_then, *groups_now).empty();
  return then->text(about) != now->text(about) ||
         then->text("highest_level") != now->text("highest_level") || groups_differ;
}

List decisions_outdated(const Value& document) {
  List outdated;
  std::vector<std::string> seen;
  const auto& decisions = document.list("decisions");
  for (auto one = decisions.rbegin(); one != decisions.rend(); ++one) {
    const auto about = one->text("about");
    if (std::find(seen.begin(), seen.end(), about) == seen.end()) {
      seen.push_back(about);
      if (is_outdated(document, *one)) {
        outdated.emplace_back(about);
      }
    }
  }
  return outdated;
}

} // namespace

std::vector<bool> corrected_in(const List& list) {
  std::vector<bool> corrected(list.size());
  for (std::size_t later = 0; later < list.size(); ++later) {
    const auto* corrects = list[later].find("corrects");
    const auto index =
        corrects != nullptr && corrects->is_integer() ? corrects->as_integer() : std::int64_t{-1};
    if (index >= 0 && index < static_cast<std::int64_t>(later)) {
      corrected[static_cast<std::size_t>(index)] = true;
    }
  }
  return corrected;
}

std::vector<const Value*> newest_decisions(const Value& document, std::string_view about) {
  std::vector<const Value*> newest;
  for (const auto& decision : document.list("decisions")) {
    if (decision.text("about") != about) {
      continue;
    }
    const auto group = decision.text("group");
    // A decision about all groups takes the place of every earlier one.
    std::erase_if(newest,
                  [&](const Value* one) { return group.empty() || one->text("group") == group; });
    newest.push_back(&decision);
  }
  return newest;
}

bool all_groups_told(const Value& document) {
  return all_told(document, k_people, {}).has_value();
}

Value without_done(const Value& document, std::string_view about, std::string_view recipient) {
  auto left = without_corrected(document);
  std::vector<bool> kept;
  const auto newest = newest_decisions(left, about);
  for (const auto& decision : left.list("decisions")) {
    const bool stands = std::find(newest.begin(), newest.end(), &decision) != newest.end();
    kept.push_back(stands && !told_of(left, recipient, decision, newest));
  }
  List decisions;
  for (std::size_t at = 0; at < kept.size(); ++at) {
    if (kept[at]) {
      auto decision = left.list("decisions")[at];
      decision.erase("corrects");
      decisions.push_back(std::move(decision)); // the numbers of the others are not what they were
    }
  }
  left.set("decisions", Value(std::move(decisions)));
  return left;
}

Value without_corrected(Value document) {
  if (!document.is_map()) {
    return document;
  }
  for (auto& member : document.as_map()) {
    // Decisions name assessments by their number, and messages name documents.
    if (!member.value.is_list() || member.key == "assessments" || member.key == "documents") {
      continue;
    }
    auto& list = member.value.as_list();
    const auto corrected = corrected_in(list);
    List kept;
    for (std::size_t index = 0; index < list.size(); ++index) {
      if (!corrected[index]) {
        kept.push_back(std::move(list[index]));
      }
    }
    list = std::move(kept);
  }
  return document;
}

Value state_of(const Value& whole, const Assessment* today) {
  const auto document = without_corrected(whole);
  List changed;
  const auto& assessments = document.list("assessments");
  if (today != nullptr && !assessments.empty()) {
    for (const auto& path : changed_since(assessments.back(), document, *today)) {
      changed.emplace_back(path);
    }
  }
  const auto& actions = document.list("actions");
  const auto some_lacks = [&](std::string_view key, bool only_open) {
    return std::any_of(actions.begin(), actions.end(), [&](const Value& action) {
      return action.find(key) == nullptr && !(only_open && action.find("done") != nullptr);
    });
  };
  const bool stale = !changed.empty();
  Value state;
  state.set("assessment_stale", Value(stale));
  // A newer assessment that says the same leaves a decision standing.
  const auto outdated = decisions_outdated(document);
  const bool is_decided = !document.list("decisions").empty() && !assessments.empty();
  state.set("decision_stale", Value(is_decided && (stale || !outdated.empty())));
  state.set("decisions_outdated", Value(outdated));
  const auto about_people = newest_decisions(document, k_people);
  state.set("people_all_no",
            Value(!about_people.empty() &&
                  std::all_of(about_people.begin(), about_people.end(), [](const Value* decision) {
                    return decision->text("answer") == "no";
                  })));
  const auto people = telling(document);
  state.set("people_to_tell", Value(people.to_tell));
  if (people.told && *people.told > Instant::min() && *people.told < Instant::max()) {
    state.set("people_told_at", Value(to_text(Timestamp{*people.told, Offset{0}})));
  }
  if (const auto fewer = fewer_told(document)) {
    state.set("people_fewer_told", Value(*fewer));
  }
  state.set("open_actions", Value(some_lacks("done", false)));
  state.set("unowned_actions", Value(some_lacks("owner", false)));
  state.set("undated_actions", Value(some_lacks("due", true)));
  state.set("changed", Value(changed));
  return state;
}

std::vector<Path> facts_behind(const Kind& kind, const Path& state) {
  const std::string name = state.steps.size() > 1 ? state.steps[1].key : "";
  if (name.starts_with("people_")) {
    return {path_of("decisions"), path_of("notifications"), path_of("subjects")};
  }
  if (name.ends_with("_actions")) {
    return {path_of("actions")};
  }
  if (name == "decisions_outdated" && kind.assessment) {
    std::vector<Path> facts = {path_of("decisions"),
                               path_of(fmt::format("assessments.{}", kind.assessment->level))};
    for (const auto& answer : kind.assessment->answers) {
      facts.push_back(path_of(fmt::format("assessments.result.{}", answer.first)));
    }
    return facts;
  }
  return name.starts_with("category") && kind.category ? kind.category->of : std::vector<Path>{};
}

void add_category(const Kind& kind, const Value& document, const Value& organisation,
                  Value& state) {
  if (!kind.category) {
    return;
  }
  const auto& rule = *kind.category;
  const Value* asked = nullptr; // what the category asks for, by the kind's own rules
  std::string category;
  bool is_assessed = false;
  for (const auto& path : rule.of) {
    const auto* value = at(document, path);
    category = value != nullptr && value->is_string() ? value->as_string() : "";
    asked = category.empty() ? nullptr : rule.otherwise.find(category);
    is_assessed = path.steps.front().key == "assessments";
    if (asked != nullptr) {
      break;
    }
  }
  if (asked == nullptr) {
    return;
  }
  state.set("category", Value(category));
  state.set("category_is_preliminary", Value(!is_assessed));
  const auto* house = rule.asks ? at(organisation, rest_of(*rule.asks)) : nullptr;
  const auto* own = house != nullptr ? house->find(category) : nullptr;
  for (const auto& member : asked->as_map()) {
    const auto* said = own != nullptr ? own->find(member.key) : nullptr;
    state.set("category_" + member.key, said != nullptr ? *said : member.value);
  }
}

std::vector<Finding> stale_findings(const Value& document, const Value& state) {
  std::vector<Finding> findings;
  const auto said = [&](std::string_view flag) {
    const auto* value = state.find(flag);
    return value != nullptr && value->is_bool() && value->as_bool();
  };
  const auto paths = state.find("changed")->to_text();
  if (said("assessment_stale")) {
    const auto span = place_of(document, path_of("assessments[-1]"));
    findings.push_back(
        {Severity::warning, "assessment-stale", "", span.line, span.column, {{"changed", paths}}});
  }
  if (said("decision_stale")) {
    const auto span = place_of(document, path_of("decisions[-1]"));
    findings.push_back({Severity::warning,
                        "decision-stale",
                        "",
                        span.line,
                        span.column,
                        {{"changed", paths.empty() ? "assessments" : paths}}});
  }
  return findings;
}

} // namespace core
