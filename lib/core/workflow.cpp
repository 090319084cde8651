// SPDX-License-Identifier: MIT
#include "core/workflow.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/state.hpp"
#include "core/world.hpp"

namespace core {

namespace {

// Where a rule is asked: an entry of its list, or the case as a whole ("" and "").
struct Place {
  std::string counting; // among the entries that count: what the rule is asked of
  std::string entry;    // the same one among all that the file holds: what people are told
};

// The numbers in the file of the `size` entries that count, in their order.
std::vector<std::size_t> numbers_of(const Value& whole, const Path& list_path, std::size_t size) {
  const auto& all = at(whole, list_path)->as_list();
  const auto corrected = all.size() == size ? std::vector<bool>(size) : corrected_in(all);
  std::vector<std::size_t> numbers;
  for (std::size_t index = 0; index < all.size(); ++index) {
    if (!corrected[index]) {
      numbers.push_back(index);
    }
  }
  return numbers;
}

bool stands(const Value& document, const Value& decision) {
  const auto newest = newest_decisions(document, decision.text("about"));
  return std::find(newest.begin(), newest.end(), &decision) != newest.end();
}

// Of decisions only those that stand: a newer one about the same thing has taken the place of the
// others.
std::vector<Place> places_of(const std::optional<Path>& for_each, const Value& whole,
                             const Value& document) {
  if (!for_each) {
    return {{}};
  }
  const auto* list = at(document, *for_each);
  if (list == nullptr || !list->is_list()) {
    return {};
  }
  const auto name = for_each->to_text();
  const auto numbers = numbers_of(whole, *for_each, list->as_list().size());
  std::vector<Place> places;
  for (std::size_t index = 0; index < numbers.size(); ++index) {
    if (name != "decisions" || stands(document, list->as_list()[index])) {
      places.push_back(
          {fmt::format("{}[{}]", name, index), fmt::format("{}[{}]", name, numbers[index])});
    }
  }
  return places;
}

} // namespace

std::string number_of(const std::string& entry) {
  const auto open = entry.find('[');
  return open == std::string::npos ? "" : std::to_string(std::stoi(entry.substr(open + 1)) + 1);
}

std::optional<NextStep> next_step(const Kind& kind, const Value& whole, const Value& organisation,
                                  const Value& state, Instant now) {
  const auto document = without_corrected(whole);
  for (const auto& step : kind.steps) {
    for (const auto& place : places_of(step.for_each, whole, document)) {
      const auto world = world_of({document, organisation, now, &state, place.counting});
      if (step.when.ask(world).truth == Truth::yes) {
        return NextStep{&step, place.entry};
      }
    }
  }
  return std::nullopt;
}

std::vector<RuleStanding> standings(const std::vector<CloseRule>& rules, const Value& whole,
                                    const Value& organisation, const Value& state, Instant now) {
  const auto document = without_corrected(whole);
  std::vector<RuleStanding> found;
  for (const auto& rule : rules) {
    for (const auto& place : places_of(rule.for_each, whole, document)) {
      const auto world = world_of({document, organisation, now, &state, place.counting});
      RuleStanding one{&rule, place.entry, Truth::yes, {}, {}};
      if (rule.when) {
        auto applies = rule.when->ask(world);
        one.applies = applies.truth;
        one.causes = std::move(applies.causes);
      }
      one.need = rule.need.ask(world);
      one.causes.insert(one.causes.end(), one.need.causes.begin(), one.need.causes.end());
      found.push_back(std::move(one));
    }
  }
  return found;
}

std::vector<Obstacle> obstacles(const Kind& kind, const Value& document, const Value& organisation,
                                const Value& state, Instant now) {
  std::vector<Obstacle> found;
  for (const auto& one : standings(kind.closing, document, organisation, state, now)) {
    if (one.applies == Truth::yes && one.need.truth != Truth::yes) {
      found.push_back({one.rule, one.entry});
    }
  }
  return found;
}

} // namespace core
