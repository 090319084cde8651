// SPDX-License-Identifier: MIT
#include "casebook/signer.hpp"

#include "system/signing.hpp"

namespace casebook {

reg::Signer signer() {
  return [](const reg::Signing& how, const std::string& text) {
    return sys::signature_of(how.format, how.key, how.program, text);
  };
}

} // namespace casebook
