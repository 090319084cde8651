// SPDX-License-Identifier: MIT
#include "core/plan_how.hpp"

#include <algorithm>
#include <optional>

namespace core {

namespace {

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

// The channels that have been agreed with somebody; none when nobody has agreed on any.
std::optional<std::vector<std::string>> agreed_channels(const PlanRule& rule, const World& world) {
  const auto items = rule.only ? world.look(*rule.only).items : std::vector<Item>{};
  if (items.empty() || items.front().value == nullptr || !items.front().value->is_list()) {
    return std::nullopt;
  }
  std::vector<std::string> names;
  for (const auto& channel : items.front().value->as_list()) {
    names.push_back(channel.to_text());
  }
  return names;
}

// The channels of a line, and those that it names only to bar them.
std::vector<std::string> with_barred(const PlanRule& rule) {
  auto names = rule.channels;
  for (const auto& turn : rule.bars) {
    for (const auto& channel : turn.channels) {
      if (!contains(names, channel)) {
        names.push_back(channel);
      }
    }
  }
  return names;
}

} // namespace

void set_channels(PlanRow& row, const PlanGround& ground) {
  const auto& rule = *row.rule;
  const auto world = ground.world(row.entry);
  const auto agreed = agreed_channels(rule, world);
  for (const auto& name : agreed ? *agreed : with_barred(rule)) {
    auto barred = turned(rule.bars, name, world, true);
    // What has been agreed stands in the order of the agreement.
    auto first = barred.empty() && !agreed ? turned(rule.first, name, world, false) : "";
    if (!barred.empty() || agreed || contains(rule.channels, name)) {
      row.channels.push_back({name, std::move(barred), std::move(first)});
    }
  }
  std::stable_sort(
      row.channels.begin(), row.channels.end(),
      [](const auto& one, const auto& other) { return rank_of(one) < rank_of(other); });
}

void set_rules(PlanRow& row, const PlanGround& ground) {
  const auto world = ground.world(row.entry);
  for (const auto& turn : row.rule->rules_when) {
    if (!turn.when || turn.when->ask(world).truth == Truth::yes) {
      row.rules.push_back(turn.rule);
    }
  }
  row.rules.insert(row.rules.end(), row.rule->rules.begin(), row.rule->rules.end());
}

} // namespace core
