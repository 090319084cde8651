// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "casebook/book.hpp"
#include "cmd/env.hpp"
#include "core/draft.hpp"

namespace cmd {

// The label of a field of a form, in the words of the kind.
std::string draft_label(Env& env, const std::string& kind, const core::Form& form,
                        const core::FormField& field);

// What a field holds, as it can be copied into a form: letters with their meaning, labels,
// sentences; empty when there is nothing. `time` says moments in running text; without it they
// stand as they do on a terminal.
using TimeWords = std::function<std::string(core::Instant)>;
std::string draft_words(Env& env, const std::string& kind, const core::Form& form,
                        const core::Filled& filled, const TimeWords& time = {});

// The draft, group by group, with its gaps; for people and as a value. `letters` are the commands
// that make the same as a document.
void say_draft(Env& env, const casebook::Case& one, const core::Draft& draft,
               const core::Occasion& by, const std::vector<std::string>& letters, Result& result);

// A word as a shell takes it.
std::string quoted_word(const std::string& word);

// Where pvtool.yaml has what is asked of a role by what it is: "roles.leader.holder" for
// "management.holder".
std::string role_place(const core::Value& organisation, const std::string& path);

} // namespace cmd
