// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/value.hpp"
#include "schema/schema.hpp"

namespace casebook {

// Whether the document (a map) is of one of these kinds (else missing-key, no-such-kind), and what
// that kind's schema says of it.
std::vector<core::Finding>
shape_findings(const core::Value& root, const std::vector<std::string>& kinds,
               const std::function<const schema::Schema&(const std::string& kind)>& schema_of,
               const schema::FormatCheck& format);

} // namespace casebook
