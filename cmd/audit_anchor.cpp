// SPDX-License-Identifier: MIT
#include "audit/anchor.hpp"
#include "cmd/audit.hpp"
#include "cmd/output.hpp"
#include "core/time.hpp"
#include "system/files.hpp"
#include "system/program.hpp"

namespace cmd {

namespace {

// What git and the programs that sign for it find keys, agents and settings by.
std::vector<std::pair<std::string, std::string>> surroundings() {
  std::vector<std::pair<std::string, std::string>> all;
  for (const auto* name : {"HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR", "GNUPGHOME", "GPG_TTY",
                           "SSH_AUTH_SOCK", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_NOSYSTEM",
                           "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE"}) {
    if (const auto value = sys::environment(name)) {
      all.emplace_back(name, *value);
    }
  }
  return all;
}

// Whether git's configuration signs: a tag is signed where commits are.
bool signs(const reg::Register& reg) {
  const auto is_on = [&](const char* key) {
    const auto value = reg.setting(key);
    return value == "true" || value == "yes" || value == "on" || value == "1";
  };
  return is_on("tag.gpgsign") || is_on("commit.gpgsign");
}

sys::Ran git(const reg::Register& reg, std::vector<std::string> words,
             const std::string& input = "") {
  words.insert(words.begin(), {"-C", reg.root()});
  auto ran = sys::run_program({"git", std::move(words), input, surroundings()});
  if (ran.end == sys::Ran::End::not_found) {
    throw core::Error(core::Exit::failed, "git-missing", {});
  }
  return ran;
}

// git says it in many lines; the register says it in its own words.
void need_identity(const reg::Register& reg) {
  if (!git(reg, {"var", "GIT_COMMITTER_IDENT"}).is_good()) {
    const auto* missing = reg.setting("user.name").empty() ? "user.name" : "user.email";
    throw core::Error(core::Exit::refused, "no-identity", {{"missing", missing}});
  }
}

// What was wrong stands last in what git says.
[[noreturn]] void refuse_tag(const std::string& name, const sys::Ran& ran) {
  const auto said = ran.errors.substr(0, ran.errors.find_last_not_of('\n') + 1);
  throw core::Error(core::Exit::failed, "tag-failed",
                    {{"tag", name}, {"reason", said.substr(said.rfind('\n') + 1)}});
}

// An annotated tag on the head that the anchor speaks of, with the anchor as its message. By git
// itself, which knows how its owner signs. Returns whether it is signed.
bool keep_as_tag(Env& env, const std::string& name, const audit::Anchor& anchor) {
  const auto& reg = env.book().reg();
  need_identity(reg);
  const bool is_signed = signs(reg);
  const auto made = git(
      reg,
      {"tag", is_signed ? "-s" : "-a", "--cleanup=verbatim", "-F", "-", "--", name, anchor.head},
      audit::to_text(anchor));
  if (!made.is_good()) {
    refuse_tag(name, made);
  }
  // Without its key git 2.39 makes an unsigned tag and calls that success.
  if (is_signed &&
      git(reg, {"cat-file", "tag", "--", name}).output.find("-----BEGIN ") == std::string::npos) {
    git(reg, {"tag", "-d", "--", name});
    refuse_tag(name, made);
  }
  return is_signed;
}

} // namespace

Result audit_anchor(Env& env, const Arguments& arguments) {
  auto& book = env.book();
  const auto anchor =
      audit::anchor_of(book.reg(), organisation_name(env), core::in_zone(book.now(), book.zone()));
  Result result;
  result.value.set("head", core::Value(anchor.head));
  result.value.set("commits", core::Value(anchor.commits));
  result.value.set("time", core::Value(core::to_text(anchor.time)));
  result.value.set("cases", core::Value(anchor.cases));
  const auto tag = arguments.text("--tag");
  if (tag.empty() || arguments.has("--output")) {
    give_out(env, arguments, "text", audit::to_text(anchor), result);
  }
  if (!tag.empty()) {
    const bool is_signed = keep_as_tag(env, tag, anchor);
    result.value.set("tag", core::Value(tag));
    result.value.set("signed", core::Value(is_signed));
    result.page.line(
        env.say(is_signed ? "audit.tag_signed" : "audit.tag_unsigned", {{"tag", tag}}));
  }
  return result;
}

} // namespace cmd
