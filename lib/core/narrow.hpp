// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "core/assessment.hpp"

namespace core {

// A judgement takes each open fact by itself, and so may call an answer open though it is the same
// for every value of a fact (one row holds if it is true, another if it is not). Where an answer,
// the level or a group's answer is not certain, judge once for each combination of the values of
// the open facts behind it, and keep what came out: results that agree are certain, and only facts
// that change something are still named as causes. A fact whose values cannot be counted stays
// open. What is certain already costs nothing.
void narrow(const Kind& kind, const std::vector<Rule>& rules, const Subject& subject,
            const Date& day, const Choices& choices, Judgement& judgement);

} // namespace core
