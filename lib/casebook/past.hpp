// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/path.hpp"
#include "core/value.hpp"
#include "register/register.hpp"

namespace casebook {

// What stood at a fact, since which commit, and who said so.
struct Held {
  core::Value value; // null: nothing stood there
  int line = 0;      // in the file as that commit left it
  reg::Entry commit; // without id: the file as it stands, not yet committed
};

// Every value that a fact of a case file has had, newest first: one for each commit that changed
// it, and one for an edit by hand that is not committed. Versions that cannot be read are passed
// over: they say nothing about the fact. `path` is the file, relative to the register.
std::vector<Held> past_of(const reg::Register& reg, const std::string& path,
                          const core::Path& fact);

} // namespace casebook
