// SPDX-License-Identifier: MIT
#include <algorithm>

#include "audit/acknowledged.hpp"
#include "audit/verify.hpp"
#include "cmd/audit.hpp"
#include "cmd/say.hpp"
#include "core/error.hpp"

namespace cmd {

namespace {

constexpr std::size_t k_shown = 12;
constexpr std::size_t k_least = 7; // digits of a commit that somebody typed

// The commit that was typed: digits of its name, which may be of one that is gone, or whatever git
// takes for a commit.
std::string typed_commit(Env& env, const std::string& word) {
  if (word.size() >= k_least && word.find_first_not_of("0123456789abcdef") == std::string::npos) {
    return word;
  }
  auto id = env.book().reg().commit_named(word);
  if (id.empty()) {
    throw core::Error(core::Exit::not_found, "no-such-commit", {{"commit", word}});
  }
  return id;
}

// What the audit holds against it.
audit::Acknowledgement found_in(const audit::Report& report, const std::string& typed) {
  audit::Acknowledgement one;
  for (const auto& named : report.named) {
    if (!named.commit.starts_with(typed) || !audit::can_be_acknowledged(named)) {
      continue;
    }
    if (!one.commit.empty() && one.commit != named.commit) {
      throw core::Error(core::Exit::usage, "acknowledge-which", {{"commit", typed}});
    }
    one.commit = named.commit;
    if (std::find(one.findings.begin(), one.findings.end(), named.finding.name) ==
        one.findings.end()) {
      one.findings.push_back(named.finding.name);
    }
  }
  if (one.commit.empty()) {
    throw core::Error(core::Exit::refused, "nothing-to-acknowledge", {{"commit", typed}});
  }
  return one;
}

bool is_blank(const std::string& text) {
  return text.find_first_not_of(" \t\n\r") == std::string::npos;
}

} // namespace

Result audit_acknowledge(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto reason = arguments.text("--reason");
  const auto role = arguments.text("--decided-by");
  if (is_blank(reason) || is_blank(role)) {
    throw core::Error(core::Exit::usage, "acknowledge-needs", {});
  }
  refuse_decider(env, role);
  auto one =
      found_in(audited(env, wish_of(arguments)), typed_commit(env, arguments.list("WORD").front()));
  if (audit::was_granted_by(reg::Past(book.reg().root()), one.commit, role)) {
    throw core::Error(core::Exit::refused, "acknowledge-own-grant",
                      {{"role", role}, {"commit", one.commit.substr(0, k_shown)}});
  }
  one.reason = reason;
  one.decided_by = role;
  one.at = book.now_text();
  const auto commit = audit::acknowledge(book.reg(), one);
  Result result;
  core::List names;
  std::string said;
  for (const auto& name : one.findings) {
    names.emplace_back(name);
    said += (said.empty() ? "" : ", ") + name;
  }
  result.value.set("commit", core::Value(commit));
  result.value.set("acknowledged", core::Value(one.commit));
  result.value.set("findings", core::Value(std::move(names)));
  result.page.paragraph(
      env.say("audit_verify.is_acknowledged", {{"commit", one.commit.substr(0, k_shown)},
                                               {"names", said},
                                               {"done", commit.substr(0, k_shown)}}));
  return result;
}

} // namespace cmd
