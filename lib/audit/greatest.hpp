// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <vector>

namespace audit {

// One equation: the sum of factor * unknown over all unknowns is `right`.
struct Equation {
  std::vector<double> factors;
  double right = 0;
};

// Unknowns, none of them negative, that fulfil the equations, and of which the sum of weight *
// unknown is greatest: the simplex method with Bland's rule. Empty when nothing fulfils them, or
// when there is no greatest. Numbers are as exact as doubles: whoever needs certainty checks them.
std::vector<double> greatest(const std::vector<Equation>& equations,
                             const std::vector<double>& weights);

} // namespace audit
