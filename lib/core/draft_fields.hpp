// SPDX-License-Identifier: MIT
#pragma once

#include "core/draft.hpp"
#include "core/world.hpp"

namespace core {

// Where fields look things up, and how the notice stands.
struct Filling {
  const World& world;
  const Zone& zone;
  bool may_wait = false; // what is not yet known may be left open in this notice
};

// What a field of a form holds, apart from whether it is visible.
Filled filled_field(const FormField& field, const Filling& by);

} // namespace core
