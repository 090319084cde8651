// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/path.hpp"
#include "core/value.hpp"
#include "register/register.hpp"

namespace casebook {

// What stood at a fact, since which commit, and who said so.
struct Held {
  core::Value value; // null: nothing stood there
  int line = 0;      // in the file as that commit left it
  reg::Entry commit; // without id: the file as it stands, not yet committed
};

// The history of one case file, read once for all that is asked of it. Versions that cannot be read
// are passed over: they say nothing.
class Past {
public:
  struct Version {
    core::Value root;
    reg::Entry commit; // without id: the file as it stands, not yet committed
  };

  // `path` is the file, relative to the register. Throws core::Error (failed) where the history
  // cannot be read, as in a clone that does not hold all of it.
  Past(const reg::Register& reg, const std::string& path);

  // Every value that a fact has had, newest first: one for each commit that changed it, and one for
  // an edit by hand that is not committed.
  std::vector<Held> of(const core::Path& fact) const;

  // The newest version in which there was more of something than before it; null when never.
  const Version*
  newest_with_more(const std::function<std::size_t(const core::Value&)>& count) const;

private:
  std::vector<Version> m_versions; // oldest first
};

} // namespace casebook
