// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "core/draft.hpp"

namespace core {

// What forms may ask about the notice, as `notice.`.
Value notice_of(const Draft& draft, const Circumstances& by, const Value& document);

// What forms may ask about roles, as `role.`: those of pvtool.yaml by what they are ("dpo"),
// `contact_point`, and `sender`: who gives the notice.
Value named_roles(const Value& organisation, const std::string& by);

// The groups that the notice is about: the one that is named, else all.
std::vector<const Value*> concerned(const Value& document, const std::string& group);

} // namespace core
