// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/time.hpp"
#include "register/register.hpp"

// What tells whether a register is what it was.
namespace audit {

// A short statement about a register, to be kept elsewhere: whoever has it can see later that
// nothing up to it was cut off or rewritten. Everything in it can be found out with plain git.
struct Anchor {
  std::string name;         // the organisation's
  std::string head;         // the commit it speaks of, 40 hexadecimal digits
  std::int64_t commits = 0; // of the main line, the head and the first both counted
  core::Timestamp time;     // when the statement was made
  std::string cases;        // sha256 of what `git ls-tree -r HEAD -- cases` prints
};

// The statement about a register as it is committed now. Throws core::Error (refused,
// "nothing-committed") before the first commit.
Anchor anchor_of(const reg::Register& reg, const std::string& name, const core::Timestamp& time);

// What `cases` of an anchor is for a commit of this register.
std::string cases_sum(const reg::Register& reg, const std::string& commit);

// As text: "pvtool-anchor: 1" and one line for each part.
std::string to_text(const Anchor& anchor);

// The anchor that a text holds; empty lines, spaces at the ends of lines and CR LF do not count.
// Throws core::Error (findings, "anchor-unreadable", {line}) for a line that is wrong or stands
// twice, and ({line} is the missing key) for one that is missing.
Anchor anchor_from(std::string_view text);

} // namespace audit
