// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "core/value.hpp"

namespace schema {

// A document as the validator sees it: without the organisation's own keys (`x_...`), and with
// texts cut where no pattern is tried any more.
nlohmann::json to_json(const core::Value& value);

core::Value to_value(const nlohmann::ordered_json& json);

} // namespace schema
