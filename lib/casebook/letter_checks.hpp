// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/finding.hpp"
#include "letters/template.hpp"
#include "schema/schema.hpp"

namespace casebook {

// What is wrong with the tags and the names of a template, held against the letter view and the
// facts of its kind: template-broken, template-tag, template-unknown-name ({name, near}),
// template-hole ({name}): a tag of what may be absent, neither required nor asked for around it;
// template-open-unsaid ({name}): may be unknown, and no tag says so; template-html and
// template-link: what no document takes up.
std::vector<core::Finding> template_faults(const letters::Template& one,
                                           const schema::Schema& schema);

} // namespace casebook
