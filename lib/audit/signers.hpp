// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string_view>

#include "audit/commits.hpp"
#include "audit/ledger.hpp"
#include "register/past.hpp"

namespace audit {

inline constexpr std::string_view k_signers_file = ".pvtool/allowed_signers";

// Called before each signature with how many were checked and how many there are.
using Progress = std::function<void(std::size_t done, std::size_t all)>;

// Hold each signature against those who might sign when the commit was made: the file as it stood
// in its parent, if one of those before had signed it. False when something could not be checked
// here and now, so that the answer is not to be kept.
bool judge_signatures(const reg::Past& past, const reg::Walk& walk, const Places& places,
                      const Progress& progress, Ledger& ledger, Naming naming);

} // namespace audit
