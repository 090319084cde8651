// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "audit/report.hpp"
#include "register/past.hpp"
#include "register/register.hpp"

namespace audit {

inline constexpr std::string_view k_acknowledged_file = ".pvtool/acknowledged.yaml";

// The acknowledgements that a text of that file holds; none for a text that is no such file.
std::vector<Acknowledgement> acknowledged_in(const std::string& text);
// Whether somebody answers for it: it names commit and findings, and has a reason, a role and a
// time. What does not counts for nothing.
bool counts(const Acknowledgement& one);
// All that it says, to tell it from others.
std::string said(const Acknowledgement& one);
// Whether somebody can answer for what was found: not for a cut, nor for what could not be read.
bool can_be_acknowledged(const Named& named);

// Whether a role might decide only since that very commit: nobody makes himself the one who answers
// for what he did.
bool was_granted_by(const reg::Past& past, const std::string& commit, const std::string& role);

// Add one to the register, as one commit; return its id. Throws core::Error (refused,
// "acknowledged-edited", {path}) when the file was edited by hand and that is not committed.
std::string acknowledge(reg::Register& reg, const Acknowledgement& one);

} // namespace audit
