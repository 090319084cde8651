// SPDX-License-Identifier: MIT
#include "cmd/letter_wish.hpp"

#include <algorithm>
#include <functional>

#include "cmd/letter.hpp"
#include "core/near.hpp"
#include "core/organisation.hpp"
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

// Whether somebody in the group has a protected address, as far as that is said: nothing said is
// not known.
enum class Address { open, not_known, is_protected };
Address address_of(const core::Value& group) {
  const auto* said = group.find("protected_address");
  if (said == nullptr) {
    return Address::not_known;
  }
  return said->is_bool() && !said->as_bool() ? Address::open : Address::is_protected;
}

bool any_group(const LetterWish& wish, const std::function<bool(const core::Value&)>& is_so) {
  const auto& groups = wish.one->root.list("subjects");
  return wish.group ? is_so(groups[*wish.group]) : std::any_of(groups.begin(), groups.end(), is_so);
}

bool goes_to_people(const letters::Template& one, const LetterWish& wish) {
  return wish.one != nullptr && one.recipient == "people" && one.layout == letters::Layout::letter;
}

void refuse_unknown_role(Env& env, const std::string& role) {
  const auto& organisation = env.book().organisation();
  if (role.empty() || core::role_of(organisation, role) != nullptr) {
    return;
  }
  std::vector<std::string> known;
  for (const auto& one : core::roles_of(organisation).as_map()) {
    known.push_back(one.key);
  }
  throw core::Error(core::Exit::usage, "no-such-word",
                    {{"option", "--by"},
                     {"word", role},
                     {"near", core::nearest(role, known)},
                     {"known", joined(known)}});
}

} // namespace

LetterWish wish_of(Env& env, const Arguments& arguments, const letters::Template& one,
                   const casebook::Case* about) {
  LetterWish wish;
  wish.one = about;
  wish.date = core::day_of(env.book().now(), env.book().zone());
  wish.by = arguments.text("--by");
  refuse_unknown_role(env, wish.by);
  if (about != nullptr) {
    wish.group = group_of(one, *about, arguments.text("--group"));
  }
  if (arguments.has("--to")) {
    wish.to = recipient_from(env, arguments.text("--to"));
  }
  return wish;
}

bool hold_back_address(const letters::Template& one, LetterWish& wish) {
  if (!goes_to_people(one, wish) || wish.to.size() < 2) {
    return false;
  }
  const bool held =
      any_group(wish, [](const core::Value& group) { return address_of(group) != Address::open; });
  if (held) {
    wish.to.resize(1);
  }
  return held;
}

bool is_post_barred(const letters::Template& one, const LetterWish& wish) {
  return goes_to_people(one, wish) && any_group(wish, [](const core::Value& group) {
           return address_of(group) == Address::is_protected &&
                  group.find("address_cleared") == nullptr;
         });
}

} // namespace cmd
