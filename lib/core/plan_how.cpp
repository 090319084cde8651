// SPDX-License-Identifier: MIT
#include "core/plan_how.hpp"

#include <algorithm>

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

} // namespace

void set_channels(PlanRow& row, const PlanGround& ground) {
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
