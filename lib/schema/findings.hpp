// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "schema/faults.hpp"
#include "schema/valijson.hpp"

namespace schema {

// The findings for `faults`, one for each place, in the order of the document. The validator has
// the last word: where it finds a document right, only the faults count that it cannot judge;
// where it does not and no fault says why, its deepest place is a finding by itself.
std::vector<core::Finding> findings(const core::Value& document, const std::vector<Fault>& faults,
                                    const std::optional<Places>& failures);

} // namespace schema
