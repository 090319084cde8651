// SPDX-License-Identifier: MIT
#pragma once

#include "cmd/command.hpp"
#include "cmd/letter_view.hpp"

namespace cmd {

// What the command line wishes of a document: the group it is for, the recipient, who signs. Throws
// core::Error (usage) letter-not-per-group, letter-which-group, letter-no-such-group and the
// refusals of `recipient_from`.
LetterWish wish_of(Env& env, const Arguments& arguments, const letters::Template& one,
                   const casebook::Case* about);

// A protected address never stands on paper: of a recipient in such a group only the name is left.
// Return whether something was taken away.
bool hold_back_address(const letters::Template& one, LetterWish& wish);

} // namespace cmd
