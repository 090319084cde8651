// SPDX-License-Identifier: MIT
#pragma once

#include "register/register.hpp"

namespace casebook {

// Signs commits with the programs that git would use.
reg::Signer signer();

} // namespace casebook
