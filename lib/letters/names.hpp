// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace letters {

// The names of the letter view besides the facts of the case: the contract that
// pvtool-template(5) lists.
struct Name {
  enum class Type { text, truth, choice, time, map, list, alias };
  std::string_view name; // "role.*.title"; a star is one step of any name
  Type type = Type::text;
  bool always = false;        // it is there whenever what stands above it is
  std::string_view like = ""; // alias: the fact whose names stand below it ("subjects")
};

const std::vector<Name>& names();

// The name that the contract has for this, or null.
const Name* name_like(std::string_view name);

// "notifications.channel" for "told.people.channel": the fact that an alias leads to; nothing for
// a name that does not begin with an alias.
std::optional<std::string> behind_alias(std::string_view name);

// What may stand below any name, by what it is: "open", "is.VALUE", "inline". The name without it,
// when it ends so.
std::optional<std::string> without_suffix(std::string_view name);

} // namespace letters
