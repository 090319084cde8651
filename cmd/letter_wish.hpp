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

// A protected address never stands on paper: of a recipient in a group in which somebody has one,
// or of which nobody has said, only the name is left. Return whether something was taken away.
bool hold_back_address(const letters::Template& one, LetterWish& wish);

// Whether a letter to this group must not go by post as long as nobody has settled how it can reach
// them safely.
bool is_post_barred(const letters::Template& one, const LetterWish& wish);

} // namespace cmd
