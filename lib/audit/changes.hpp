// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/path.hpp"
#include "core/value.hpp"
#include "register/register.hpp"

namespace audit {

// One fact that is not what it was. A fact is what has no facts below it: a scalar, a list of
// scalars, an empty list or map, {unknown: ...} or {undeterminable: ...}.
struct Changed {
  std::string path;                  // concrete: "subjects[0].count.exact"
  std::optional<core::Value> before; // nothing: it was not there
  std::optional<core::Value> after;  // nothing: it is gone
};

// What one commit did to one case file.
struct Step {
  enum class What { facts, registered, unreadable, removed };
  What what = What::facts; // registered: the first version; unreadable: this version cannot be read
  std::string path;        // of the file
  reg::Entry commit;       // without id: the file as it stands, not yet committed
  std::vector<Changed> changed; // none where the commit only changed how it is written
  core::Value root;             // the version itself; null where there is none to read
};

// The facts that differ between two versions, one by one, in the order of `after`.
std::vector<Changed> changes(const core::Value& before, const core::Value& after);

// Every commit that changed the file at `path`, and last an edit by hand that is not committed;
// newest first. A merge counts where it is like none of its parents, with the facts that none of
// them had.
std::vector<Step> steps_of(const reg::Register& reg, const std::string& path);

// The same, with what other cases said of this one: each step in which a link of theirs to `id`
// came, changed or went, with the facts of that link alone.
std::vector<Step> steps_with_links(const reg::Register& reg, const std::string& path,
                                   const std::string& id);

// The same for all files below cases/, commit by commit, one step at a time: what it shows is gone
// when it returns.
void each_step(const reg::Register& reg, const std::function<void(const Step&)>& show);

// Whether a changed fact is `field` or lies below it. A field without any index or filter speaks of
// every entry of the lists on its way.
bool is_within(const core::Path& field, const std::string& path);

} // namespace audit
