// SPDX-License-Identifier: MIT
#include "cmd/plan_commands.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "cmd/page.hpp"

namespace cmd {

namespace {

// A word for a shell.
std::string quoted(const std::string& word) {
  constexpr std::string_view k_plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-/.";
  if (word.find_first_not_of(k_plain) == std::string::npos) {
    return word;
  }
  // What a terminal would not show as it is cannot be typed as it stands.
  if (harmless(word) != word || word.find_first_of("\n\t") != std::string::npos) {
    return "GROUP";
  }
  std::string safe = "'";
  for (const char c : word) {
    safe += c == '\'' ? std::string("'\\''") : std::string(1, c);
  }
  return safe + "'";
}

// The group that a line is recorded under: the people's, or the one that its rule names.
std::string group_option(const casebook::Case& one, const core::PlanRow& row) {
  auto group = one.root.list("subjects").size() > 1 ? row.group : "";
  for (const auto& step : row.rule->done.front().steps) {
    group = step.kind == core::Step::Kind::where && step.key == "group" ? step.wanted : group;
  }
  return group.empty() ? "" : " --group " + quoted(group);
}

std::string record_command(const std::vector<core::Form>& forms, const casebook::Case& one,
                           const core::PlanRow& row) {
  const bool of_role = row.rule->done_for == "role" && !row.to.empty();
  auto command = fmt::format("pvtool notify {} record {}", one.id,
                             of_role ? quoted(row.to.front()) : row.rule->recipient);
  command += group_option(one, row);
  const auto open = std::find_if(row.channels.begin(), row.channels.end(),
                                 [](const auto& channel) { return channel.barred.empty(); });
  if (core::asks_phase(forms, row.rule->recipient)) {
    const bool more_follows = !row.is_begun() && !row.missing.empty();
    command +=
        fmt::format(" --phase {} --reference TEXT", more_follows ? "incomplete" : "complete");
  }
  return command + (open == row.channels.end() ? "" : " --channel " + open->name);
}

} // namespace

std::string consider_command(const casebook::Case& one, const std::string& whom) {
  return fmt::format("pvtool set {} 'communication.others[+]={{whom: {}, tell: BOOL, why: TEXT}}'",
                     one.id, whom);
}

std::vector<std::string> plan_commands(const std::vector<core::Form>& forms,
                                       const casebook::Case& one, const core::PlanRow& row) {
  const bool is_open =
      row.verdict == core::Verdict::depends || row.verdict == core::Verdict::cannot_decide;
  std::vector<std::string> commands;
  if (row.verdict == core::Verdict::no) {
    return commands;
  }
  if (!row.rule->about.empty() && !row.decision.stands) {
    const bool again = is_open || !row.decision.entry.is_null();
    commands.push_back(
        again ? "pvtool assess " + one.id
              : fmt::format("pvtool assess {} --accept --reason TEXT --decided-by ROLE", one.id));
  }
  if (is_open && row.rule->about.empty()) {
    return commands;
  }
  if (row.is_done() && !row.is_begun()) {
    return commands;
  }
  if (row.need == "consider" && row.rule->considered) {
    return {consider_command(one, row.rule->recipient)};
  }
  if (row.rule->verb != "inform" && core::has_form(forms, row.rule->recipient)) {
    commands.push_back(fmt::format("pvtool notify {} draft {}", one.id, row.rule->recipient));
  }
  if (row.rule->about.empty() || row.decision.stands) {
    commands.push_back(record_command(forms, one, row));
  }
  return commands;
}

} // namespace cmd
