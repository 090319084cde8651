// SPDX-License-Identifier: MIT
#pragma once

#include "register/git_handles.hpp"
#include "register/register.hpp"

namespace reg {

struct Identity {
  Signature author;
  Signature committer;
};

// Who commits and when, as git finds it: GIT_AUTHOR_NAME, _EMAIL, _DATE (and COMMITTER)
// before author.name, user.name and so on. Throws no-identity, or invalid-date with
// {variable} and {value}.
Identity identity(git_config* config);
// One who is both author and committer, whatever git says.
Identity identity(const Author& author);

// A date in one of git's unambiguous formats: "1730000000 +0100" (or with @ before it) and
// "2026-10-05T14:50:00+02:00" (or with a space). Returns false for anything else.
bool parse_date(std::string_view text, git_time& time);

} // namespace reg
