// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "schema/faults.hpp"
#include "schema/valijson.hpp"

namespace schema {

// The findings for `faults`, one for each place, in the order of the document. Of the faults that
// the validator can judge only those count that lie where it failed; when it failed and none of
// our faults explains why, its deepest place is a finding by itself.
std::vector<core::Finding> findings(const core::Value& document, const std::vector<Fault>& faults,
                                    const std::optional<Places>& failures);

} // namespace schema
