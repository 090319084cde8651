// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "register/git_handles.hpp"
#include "register/git_stores.hpp"
#include "register/past.hpp"

namespace reg {

// What `Past::walk` and `Past::walk_from` say; `ends` is where a shallow clone ends.
Walk walked_to(git_repository* repository, Stores& stores, const std::vector<std::string>& ends,
               const std::string& head);
std::optional<Walk> walked_straight(git_repository* repository, Stores& stores,
                                    const std::vector<std::string>& ends, const std::string& after,
                                    const std::string& head);

} // namespace reg
