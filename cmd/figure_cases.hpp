// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <vector>

#include "audit/statistics.hpp"
#include "cmd/command.hpp"
#include "cmd/env.hpp"

// Which days and which cases figures are made of, and what of them may be published.
namespace cmd {

// --year Y, --since and --until, or the year of the moment judged. Refuses days that have not come
// ("days-to-come"), but for the rest of this year, and those before the register began.
audit::Span span_from(Env& env, const Arguments& arguments);
// Refuses a period that ends before the register began ("before-the-register").
void refuse_before_register(casebook::Book& book, const core::Date& until);
// Throws "days-to-come" of a day or time as it was written.
[[noreturn]] void refuse_to_come(casebook::Book& book, const std::string& day);

// The same for what is published, else the newest period that has ended. Refuses any other span
// ("period-not-whole", "period-not-over"), and a register in which a case is not committed as it
// stands ("not-committed-yet"): what was published must be there to be looked up. Of days before
// the register began there is nothing to publish ("before-the-register"), and nothing is published
// by a pvtool.yaml with errors ("organisation-unreadable"), for it says what is to be hidden.
audit::Span published_span(Env& env, const Arguments& arguments);

// Every case that was known by the moment judged. What cannot be read may be anything: a finding,
// and cannot decide; `unread` counts it.
std::vector<audit::Matter> matters_of(Env& env, Result& result, std::int64_t& unread);

// Figures as they may be published: no small numbers, no unit in which a role is a name.
audit::Figures published_figures(Env& env, std::vector<audit::Matter> matters,
                                 const audit::Span& span);
// Numbers below this are hidden.
std::int64_t published_limit(const core::Value& organisation);

} // namespace cmd
