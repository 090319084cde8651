// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "cmd/run.hpp"

namespace cmd {

namespace {

// Ids of rules and periods of a kind, with their versions and sources.
struct Named {
  std::string kind;
  std::string id;
  std::string section; // "rules" or "periods"
  std::string source;
  std::string status;
  std::string version;
};

std::vector<Named> rules_of(Env& env) {
  std::vector<Named> all;
  for (const auto& kind : env.kinds().names()) {
    for (const auto& rule : env.kinds().rules(kind)) {
      all.push_back({kind, rule.id, "rules", rule.source, rule.status, rule.versioned()});
    }
    for (const auto& period : env.kinds().kind(kind).periods) {
      all.push_back({kind, period.id, "periods", period.source, period.status,
                     fmt::format("{}@{}", period.id, period.version)});
    }
  }
  return all;
}

void list_all(Env& env, Result& result) {
  core::List findings;
  core::List rules;
  result.page.heading(env.say("explain.findings"));
  for (const auto& name : env.texts().finding_names()) {
    findings.emplace_back(name);
    result.page.pair("  " + name, env.texts().finding(name, "message"), 36);
  }
  result.page.line().heading(env.say("explain.rules"));
  for (const auto& rule : rules_of(env)) {
    rules.emplace_back(rule.id);
    result.page.pair("  " + rule.id, env.kind_text(rule.kind, {rule.section, rule.id, "title"}),
                     36);
  }
  result.value.set("findings", core::Value(findings));
  result.value.set("rules", core::Value(rules));
}

bool explain_finding(Env& env, const std::string& name, Result& result) {
  const auto text = env.texts().finding(name, "explain");
  if (text.empty()) {
    return false;
  }
  result.page.heading(name);
  result.page.paragraph(env.texts().finding(name, "message"), 2);
  result.page.line().paragraph(text, 2);
  result.value.set("name", core::Value(name));
  result.value.set("explain", core::Value(text));
  return true;
}

bool explain_rule(Env& env, const std::string& name, Result& result) {
  const auto bare = name.substr(0, name.find('@'));
  for (const auto& rule : rules_of(env)) {
    if (rule.id != bare) {
      continue;
    }
    const auto text = env.kind_text(rule.kind, {rule.section, rule.id, "explain"});
    result.page.heading(rule.version + "  " +
                        env.kind_text(rule.kind, {rule.section, rule.id, "title"}));
    result.page.paragraph(text, 2).line();
    result.page.pair(
        "  " + env.say("word.source") + ":",
        fmt::format("{} ({})", env.source(rule.source), env.say("status." + rule.status)), 12);
    result.value.set("name", core::Value(rule.version));
    result.value.set("explain", core::Value(text));
    result.value.set("source", core::Value(rule.source));
    result.value.set("status", core::Value(rule.status));
    return true;
  }
  return false;
}

} // namespace

Result run_explain(Env& env, const Arguments& arguments) {
  env.try_book(); // a register may have kinds and a language of its own
  Result result;
  const auto name = arguments.text("NAME");
  if (name.empty()) {
    list_all(env, result);
    return result;
  }
  if (!explain_finding(env, name, result) && !explain_rule(env, name, result)) {
    throw core::Error(core::Exit::not_found, "nothing-to-explain", {{"name", name}});
  }
  return result;
}

} // namespace cmd
