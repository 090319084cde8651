// SPDX-License-Identifier: MIT
#include "cmd/command.hpp"
#include "cmd/run.hpp"

namespace cmd {

const std::vector<Command>& commands() {
  using Kind = Option::Kind;
  static const Option k_case{"CASE", Kind::text, "", true, {}};
  static const Option k_cases{"CASE", Kind::list, "", false, {}};
  static const std::vector<Command> k_commands = {
      {"init",
       {{"DIR", Kind::text, "", false, {}}},
       {{"--name", Kind::text, "TEXT", false, {}},
        {"--language", Kind::text, "nb|nn|en", false, {"nb", "nn", "en"}}},
       run_init},
      {"report",
       {{"KIND", Kind::text, "", false, {}}},
       {{"--from", Kind::text, "FILE|-", false, {}},
        {"--set", Kind::list, "PATH=VALUE", false, {}},
        {"--form", Kind::flag, "", false, {}}},
       run_report},
      {"assess",
       {k_case},
       {{"--dry-run", Kind::flag, "", false, {}},
        {"--accept", Kind::flag, "", false, {}},
        {"--override", Kind::text, "LEVEL", false, {}},
        {"--only", Kind::text, "authority|people", false, {"authority", "people"}},
        {"--reason", Kind::text, "TEXT", false, {}},
        {"--decided-by", Kind::text, "ROLE", false, {}},
        {"--dpo-advice", Kind::text, "TEXT", false, {}},
        {"--dpo-not-followed", Kind::text, "WHY", false, {}}},
       run_assess},
      {"deadline",
       {k_cases},
       {{"--check", Kind::flag, "", false, {}}, {"--explain", Kind::flag, "", false, {}}},
       run_deadline},
      {"validate", {k_cases}, {}, run_validate},
      {"list",
       {},
       {{"--status", Kind::text, "open|closed", false, {"open", "closed"}},
        {"--kind", Kind::text, "KIND", false, {}}},
       run_list},
      {"show", {k_case}, {}, run_show},
      {"next", {k_cases}, {}, run_next},
      {"set", {k_case, {"PATH=VALUE", Kind::list, "", true, {}}}, {}, run_set},
      {"edit", {k_case}, {}, run_edit},
      {"log",
       {k_case, {"TEXT", Kind::text, "", true, {}}},
       {{"--by", Kind::text, "ROLE", false, {}}},
       run_log},
      {"action",
       {{"add|done", Kind::text, "", true, {"add", "done"}},
        k_case,
        {"TEXT|NUMBER", Kind::text, "", true, {}}},
       {{"--due", Kind::text, "DATE", false, {}},
        {"--owner", Kind::text, "ROLE", false, {}},
        {"--as",
         Kind::text,
         "TYPE",
         false,
         {"corrective", "preventive", "root_cause", "evaluation"}}},
       run_action},
      {"close",
       {k_case},
       {{"--outcome", Kind::text, "OUTCOME", false, {}},
        {"--reason", Kind::text, "TEXT", false, {}},
        {"--decided-by", Kind::text, "ROLE", false, {}},
        {"--evaluation", Kind::text, "TEXT", false, {}}},
       run_close},
      {"reopen", {k_case}, {{"--reason", Kind::text, "TEXT", true, {}}}, run_reopen},
      {"explain", {{"NAME", Kind::text, "", false, {}}}, {}, run_explain},
  };
  return k_commands;
}

} // namespace cmd
