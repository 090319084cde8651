// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/kind.hpp"
#include "core/value.hpp"

namespace core {

// Hold a case against its kind's rules across facts; and whether each `corrects: INDEX` names an
// earlier entry (corrects-nothing, {path, value, entries}); and whether each text says anything
// (blank-text, {path}): a reason of blanks is none. Findings carry the place and, for every
// argument that is a path, the value that stands there; `file` is empty.
std::vector<Finding> checked(const Kind& kind, const Value& document, const Value& organisation,
                             const Now& now);

// Whether a concrete place lies in an entry of a list that a later entry corrects
// (`corrects: INDEX`): it is kept as history and counts no more.
bool is_corrected(const Value& document, const Path& place);

// Call `visit` for each {unknown: ...} of a case, with its path; what an assessment stored is left
// out.
void each_unknown(const Value& document,
                  const std::function<void(const Value&, const std::string&)>& visit);

// Facts that were to be looked at again by now: {unknown: ..., by: DATE} with a day that has passed
// (look-again). Dates are days of `zone`.
std::vector<Finding> overdue_unknowns(const Value& document, const Now& now, const Zone& zone);

// Texts that hold a Norwegian national id number (eleven digits with right check digits):
// national-id-number. The register needs numbers of people, not people.
std::vector<Finding> national_ids(const Value& document);
// The same in new entries of lists that only grow, from where it can never be taken out: the
// places.
std::vector<std::string> new_national_ids(const Kind& kind, const Value& before,
                                          const Value& after);

// Lists that only grow: an entry that `before` had and `after` has not, or has changed
// (entry-changed, {path}).
std::vector<Finding> shrunk(const Kind& kind, const Value& before, const Value& after);

// Facts that the kind wants of every case and that are absent (fact-missing, {path}); a note.
std::vector<Finding> missing_facts(const Kind& kind, const Value& document);

} // namespace core
