// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "core/now.hpp"
#include "core/path.hpp"
#include "core/value.hpp"

namespace core {

// Why an answer is not certain: a fact that is absent, or one that the case declares unknown.
struct Cause {
  std::string path;
  bool declared = false;
  bool forever = false; // declared {undeterminable: ...}
  friend auto operator<=>(const Cause&, const Cause&) = default;
};

// One place that a path names, and what may stand there: usually one value; several when
// it is a result that is not certain; none when anything might.
struct Item {
  std::string path;
  std::vector<const Value*> possible;
  std::vector<Cause> causes;    // why there is not exactly one
  bool yet = false;             // declared {unknown: ...}
  bool forever = false;         // declared {undeterminable: ...}
  bool above = false;           // declared so of something that holds the place asked for
  const Value* value = nullptr; // what stands there in a document, declared unknowns included
};

// What the world says about a path. No items: nothing stands there.
struct Seen {
  std::vector<Item> items;
  std::string path; // as asked, for naming what is absent
};

// Where conditions look things up: the case, the organisation, results so far.
struct World {
  std::function<Seen(const Path&)> look;
  Now now;
};

// A world of facts without results, for checks, steps and checklists: paths lead into the
// document, `org.` into the organisation, `state.` into what the program derived, and `entry.`
// to the entry of a list that is looked at ("actions[2]", "org.decide[0]"), which may be a word.
// The arguments must outlive it.
struct Facts {
  const Value& document;
  const Value& organisation;
  Now now;
  const Value* state = nullptr;
  std::string entry;
};
World world_of(const Facts& facts);

// The items of a document at a path, declared unknowns included.
std::vector<Item> items_of(const Value& root, const Path& path, std::string_view prefix = "");

// The same path without its first step ("org."), and one path behind another.
Path rest_of(const Path& path);
Path joined(const Path& front, const Path& back);

} // namespace core
