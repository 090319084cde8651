// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cmd/env.hpp"
#include "core/draft.hpp"

// What a form and its fields say, in the words of the kind.
namespace cmd {

// A text of the form: {"groups", "what"}; empty when it has none.
std::string draft_text(Env& env, const std::string& kind, const core::Form& form,
                       std::vector<std::string> keys);

// What is said of the notice: in words of the form's own, where its rule is another (a processor's
// message to the controller rests on art. 33(2), not on art. 33(4)).
std::string notice_text(Env& env, const std::string& kind, const core::Form& form,
                        const std::string& key, const core::Arguments& arguments = {});

// The label of a field of a form.
std::string draft_label(Env& env, const std::string& kind, const core::Form& form,
                        const core::FormField& field);

// A label before what it asks for: "Data: ", "All told? ".
std::string asked(const std::string& label);

// What a field holds, as it can be copied into a form: letters with their meaning, labels,
// sentences; empty when there is nothing. `time` says moments in running text; without it they
// stand as they do on a terminal.
using TimeWords = std::function<std::string(core::Instant)>;
std::string draft_words(Env& env, const std::string& kind, const core::Form& form,
                        const core::Filled& filled, const TimeWords& time = {});

} // namespace cmd
