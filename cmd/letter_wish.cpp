// SPDX-License-Identifier: MIT
#include "cmd/letter_wish.hpp"

#include <algorithm>

#include "cmd/letter.hpp"
#include "core/plan.hpp"

namespace cmd {

namespace {

// The groups of a case as they are named: by name, or by name and unit where that is needed.
std::vector<std::string> group_names(const core::Value& document) {
  std::vector<std::string> names;
  for (const auto& group : document.list("subjects")) {
    names.push_back(core::group_key(group));
  }
  return names;
}

std::string joined(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) {
    text += (text.empty() ? "" : ", ") + name;
  }
  return text;
}

// Which group a document is for, where there is one for each.
std::optional<std::size_t> group_of(const letters::Template& one, const casebook::Case& about,
                                    const std::string& asked) {
  const auto& groups = about.root.list("subjects");
  if (one.per.empty()) {
    if (!asked.empty()) {
      throw core::Error(core::Exit::usage, "letter-not-per-group", {{"template", one.name}});
    }
    return std::nullopt;
  }
  if (asked.empty() && groups.size() <= 1) {
    return groups.empty() ? std::nullopt : std::optional<std::size_t>(0);
  }
  std::optional<std::size_t> found;
  for (std::size_t at = 0; at < groups.size() && !asked.empty(); ++at) {
    const bool fits = asked == core::group_key(groups[at]) || asked == groups[at].text("group");
    if (fits && found) {
      found.reset(); // several have that name: the unit tells them apart
      break;
    }
    found = fits ? std::optional(at) : found;
  }
  if (!found) {
    throw core::Error(core::Exit::usage,
                      asked.empty() ? "letter-which-group" : "letter-no-such-group",
                      {{"group", asked}, {"known", joined(group_names(about.root))}});
  }
  return found;
}

bool is_protected(const core::Value& group) {
  const auto* address = group.find("protected_address");
  return address != nullptr &&
         !(address->is_bool() && !address->as_bool()); // true, or not yet known
}

} // namespace

LetterWish wish_of(Env& env, const Arguments& arguments, const letters::Template& one,
                   const casebook::Case* about) {
  LetterWish wish;
  wish.one = about;
  wish.date = core::day_of(env.book().now(), env.book().zone());
  wish.by = arguments.text("--by");
  if (about != nullptr) {
    wish.group = group_of(one, *about, arguments.text("--group"));
  }
  if (arguments.has("--to")) {
    wish.to = recipient_from(env, arguments.text("--to"));
  }
  return wish;
}

bool hold_back_address(const letters::Template& one, LetterWish& wish) {
  if (wish.one == nullptr || one.recipient != "people" || wish.to.size() < 2) {
    return false;
  }
  const auto& groups = wish.one->root.list("subjects");
  const bool held = wish.group ? is_protected(groups[*wish.group])
                               : std::any_of(groups.begin(), groups.end(), is_protected);
  if (held) {
    wish.to.resize(1);
  }
  return held;
}

} // namespace cmd
