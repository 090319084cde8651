// SPDX-License-Identifier: MIT
#include "system/random.hpp"

#include <string_view>

#include <sodium.h>

#include "core/error.hpp"

namespace sys {

std::string random_uid() {
  constexpr std::string_view k_alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  if (sodium_init() < 0) {
    throw core::Error(core::Exit::failed, "no-random-source");
  }
  std::string uid;
  for (int index = 0; index < 16; ++index) {
    uid += k_alphabet[randombytes_uniform(static_cast<unsigned>(k_alphabet.size()))];
  }
  return uid;
}

} // namespace sys
