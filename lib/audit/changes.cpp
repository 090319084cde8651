// SPDX-License-Identifier: MIT
#include "audit/changes.hpp"

#include <algorithm>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "core/diff.hpp"
#include "yaml/document.hpp"

namespace audit {

namespace {

bool is_fact(const core::Value& value) {
  if (value.is_map()) {
    return value.as_map().empty() || value.is_unknown() || value.is_undeterminable();
  }
  return !value.is_list() ||
         std::none_of(value.as_list().begin(), value.as_list().end(),
                      [](const core::Value& entry) { return !entry.is_scalar(); });
}

// The facts of a value, with their paths.
void collect(const core::Value& value, const std::string& path,
             std::vector<std::pair<std::string, core::Value>>& facts) {
  if (is_fact(value)) {
    facts.emplace_back(path, value);
  } else if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      collect(member.value, path.empty() ? member.key : path + "." + member.key, facts);
    }
  } else {
    std::size_t number = 0;
    for (const auto& entry : value.as_list()) {
      collect(entry, fmt::format("{}[{}]", path, number++), facts);
    }
  }
}

using Facts = std::vector<std::pair<std::string, core::Value>>;

Facts facts_at(const core::Value* value, const std::string& path) {
  Facts facts;
  if (value != nullptr) {
    collect(*value, path, facts);
  }
  return facts;
}

const core::Value* value_of(const Facts& facts, const std::string& path) {
  const auto found = std::find_if(facts.begin(), facts.end(),
                                  [&](const auto& fact) { return fact.first == path; });
  return found != facts.end() ? &found->second : nullptr;
}

void add_place(const core::Difference& place, std::vector<Changed>& all) {
  const auto old_facts = facts_at(place.before, place.path);
  const auto new_facts = facts_at(place.after, place.path);
  for (const auto& [path, value] : new_facts) {
    const auto* old = value_of(old_facts, path);
    if (old == nullptr || !(*old == value)) {
      all.push_back({path, old != nullptr ? std::optional(*old) : std::nullopt, value});
    }
  }
  for (const auto& [path, value] : old_facts) {
    if (value_of(new_facts, path) == nullptr) {
      all.push_back({path, value, std::nullopt});
    }
  }
}

core::Value root_of(const std::optional<std::string>& text) {
  auto document = text ? yaml::read(*text) : yaml::Document{};
  return document.root ? std::move(*document.root) : core::Value();
}

bool has(const std::vector<Changed>& all, const Changed& one) {
  return std::any_of(all.begin(), all.end(), [&](const Changed& other) {
    return other.path == one.path && other.after == one.after;
  });
}

// `befores` are what the parents hold; none for the first commit.
Step step_of(const std::string& path, const std::optional<std::string>& text,
             const std::vector<std::optional<std::string>>& befores, reg::Entry commit) {
  Step step{Step::What::facts, path, std::move(commit), {}, root_of(text)};
  if (!text || step.root.is_null()) {
    step.what = text ? Step::What::unreadable : Step::What::removed;
    return step;
  }
  const bool is_new = std::none_of(befores.begin(), befores.end(),
                                   [](const auto& before) { return before.has_value(); });
  step.what = is_new ? Step::What::registered : Step::What::facts;
  step.changed = changes(befores.empty() ? core::Value() : root_of(befores.front()), step.root);
  for (std::size_t at = 1; at < befores.size(); ++at) {
    const auto own = changes(root_of(befores[at]), step.root);
    std::erase_if(step.changed, [&](const Changed& one) { return !has(own, one); });
  }
  return step;
}

Step committed_step(const reg::Register& reg, const std::string& path, const reg::Entry& commit) {
  std::vector<std::optional<std::string>> befores;
  for (const auto& parent : commit.parents) {
    befores.push_back(reg.content(parent, path));
  }
  return step_of(path, reg.content(commit.id, path), befores, commit);
}

// Of the links that a step changed, those that lead or led to a case: a step of another case.
void keep_links(Step& step, const std::string& id) {
  std::set<std::string> links; // "links[1]"
  for (const auto& one : step.changed) {
    const bool names =
        (one.before && one.before->to_text() == id) || (one.after && one.after->to_text() == id);
    if (names && one.path.starts_with("links[") && one.path.ends_with("].to")) {
      links.insert(one.path.substr(0, one.path.rfind('.')));
    }
  }
  const auto* now = step.root.find("links");
  for (std::size_t at = 0; now != nullptr && now->is_list() && at < now->as_list().size(); ++at) {
    if (now->as_list()[at].text("to") == id) {
      links.insert(fmt::format("links[{}]", at));
    }
  }
  std::erase_if(step.changed, [&](const Changed& one) {
    return !links.contains(one.path.substr(0, one.path.find('.')));
  });
  step.what = step.what == Step::What::registered ? Step::What::facts : step.what;
}

bool names(const std::optional<std::string>& text, const std::string& id) {
  return text && text->find(id) != std::string::npos;
}

// What a commit did to links of other cases.
void add_links(const reg::Register& reg, const reg::Entry& commit, const std::string& path,
               const std::string& id, std::vector<Step>& steps) {
  for (const auto& other : reg.touched(commit.id, "cases")) {
    const bool may_link =
        other != path &&
        (names(reg.content(commit.id, other), id) ||
         std::any_of(commit.parents.begin(), commit.parents.end(), [&](const std::string& parent) {
           return names(reg.content(parent, other), id);
         }));
    if (may_link) {
      auto step = committed_step(reg, other, commit);
      keep_links(step, id);
      if (!step.changed.empty()) {
        steps.push_back(std::move(step));
      }
    }
  }
}

// The file as it stands, where that is not what was committed.
void add_uncommitted(const reg::Register& reg, const std::string& path, std::vector<Step>& steps) {
  const auto committed = reg.committed(path);
  if (const auto text = reg.working(path); text != committed) {
    steps.push_back(step_of(path, text, {committed}, {}));
  }
}

} // namespace

std::vector<Changed> changes(const core::Value& before, const core::Value& after) {
  const auto older = before.is_map() ? before : core::Value(core::Map{});
  std::vector<Changed> all;
  for (const auto& place : core::compared(older, after)) {
    add_place(place, all);
  }
  return all;
}

std::vector<Step> steps_of(const reg::Register& reg, const std::string& path) {
  std::vector<Step> steps;
  add_uncommitted(reg, path, steps);
  for (const auto& commit : reg.history(path, 0)) {
    steps.push_back(committed_step(reg, path, commit));
  }
  return steps;
}

std::vector<Step> steps_with_links(const reg::Register& reg, const std::string& path,
                                   const std::string& id) {
  auto own = steps_of(reg, path);
  auto next = std::find_if(own.begin(), own.end(),
                           [](const Step& step) { return !step.commit.id.empty(); });
  std::vector<Step> steps(std::make_move_iterator(own.begin()), std::make_move_iterator(next));
  for (const auto& commit : reg.history("", 0)) {
    if (next != own.end() && next->commit.id == commit.id) {
      steps.push_back(std::move(*next++));
    }
    add_links(reg, commit, path, id, steps);
  }
  steps.insert(steps.end(), std::make_move_iterator(next), std::make_move_iterator(own.end()));
  return steps;
}

void each_step(const reg::Register& reg, const std::function<void(const Step&)>& show) {
  auto paths = reg.working_paths("cases");
  const auto committed = reg.committed_paths("cases");
  paths.insert(paths.end(), committed.begin(), committed.end());
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  for (const auto& path : paths) {
    std::vector<Step> steps;
    add_uncommitted(reg, path, steps);
    std::for_each(steps.begin(), steps.end(), show);
  }
  for (const auto& commit : reg.history("", 0)) {
    for (const auto& path : reg.touched(commit.id, "cases")) {
      show(committed_step(reg, path, commit));
    }
  }
}

bool is_within(const core::Path& field, const std::string& path) {
  const auto changed = core::parsed_path(path);
  if (!changed) {
    return false;
  }
  auto steps = changed->steps;
  auto wanted = field.steps;
  const auto is_key = [](const core::Step& step) { return step.kind == core::Step::Kind::key; };
  if (std::all_of(wanted.begin(), wanted.end(), is_key)) {
    std::erase_if(steps, [&](const core::Step& step) { return !is_key(step); });
  }
  return steps.size() >= wanted.size() && std::equal(wanted.begin(), wanted.end(), steps.begin());
}

} // namespace audit
