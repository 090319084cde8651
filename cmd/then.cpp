// SPDX-License-Identifier: MIT
#include "cmd/then.hpp"

#include <algorithm>

#include "cmd/say.hpp"

namespace cmd {

namespace {

bool is_commit(const std::string& word) {
  return word.size() >= 4 && word.size() <= 40 &&
         word.find_first_not_of("0123456789abcdef") == std::string::npos;
}

} // namespace

reg::Entry commit_by(Env& env, core::Instant moment) {
  if (const auto now = env.book().latest(); now < moment) {
    throw core::Error(core::Exit::usage, "moment-to-come",
                      {{"time", cmd::moment(moment, env.book().zone())},
                       {"now", cmd::moment(now, env.book().zone())}});
  }
  const auto line = env.book().reg().line();
  const auto found = std::find_if(line.begin(), line.end(),
                                  [&](const reg::Entry& entry) { return entry.time <= moment; });
  if (found == line.end()) {
    throw core::Error(core::Exit::not_found, "nothing-known-then",
                      {{"time", core::to_text(core::in_zone(moment, env.book().zone()))}});
  }
  return *found;
}

reg::Entry commit_of_word(Env& env, const std::string& word) {
  auto& book = env.book();
  auto id = word;
  if (!is_commit(word)) {
    try {
      return commit_by(env, by_argument(word, book.zone(), book.latest()).instant);
    } catch (const core::Error& error) {
      id = book.reg().commit_named(word);
      if (id.empty() || error.name == "nothing-known-then") {
        throw;
      }
    }
  }
  const auto all = book.reg().history("", 0);
  const auto is_it = [&](const reg::Entry& entry) { return entry.id.starts_with(id); };
  const auto found = std::find_if(all.begin(), all.end(), is_it);
  if (found == all.end()) {
    throw core::Error(core::Exit::not_found, "no-such-commit", {{"commit", word}});
  }
  if (std::any_of(std::next(found), all.end(), is_it)) {
    throw core::Error(core::Exit::usage, "commit-ambiguous", {{"commit", word}});
  }
  return *found;
}

std::string path_of_case(Env& env, const std::string& word) {
  auto& reg = env.book().reg();
  const auto path = casebook::path_from(word);
  for (const auto& known : {path, word}) {
    if (known.starts_with("cases/") && !reg.history(known, 1).empty()) {
      return known;
    }
  }
  return env.book().find(word);
}

casebook::Case case_in(Env& env, const std::string& path, const reg::Entry& commit) {
  auto& book = env.book();
  const auto text = book.reg().content(commit.id, path);
  if (!text) {
    throw core::Error(core::Exit::not_found, "no-such-case-then",
                      {{"case", casebook::id_from(path)},
                       {"commit", commit.id.substr(0, 12)},
                       {"at", moment(commit.time, book.zone())}});
  }
  auto one = book.from_text(path, *text);
  if (!one.root.is_map()) {
    throw core::Error(core::Exit::findings, "case-unreadable", {{"case", one.id}}, one.findings);
  }
  return one;
}

} // namespace cmd
