// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "register/register.hpp"

namespace reg {

// Called with a name after each step of a write or of its mending.
using Step = std::function<void(std::string_view)>;

// Open as `open` does, with a function that a test uses to stop the process at any step.
std::unique_ptr<Register> open_with_steps(const std::string& folder, Step step,
                                          const std::optional<Author>& author = std::nullopt,
                                          const Signer& signer = {});

} // namespace reg
