// SPDX-License-Identifier: MIT
// Offsets as in PKWARE's application note, sections 4.3.7, 4.3.12 and 4.3.16.
#include "casebook/zip_times.hpp"

#include <cstdint>
#include <string_view>

namespace casebook {

namespace {

std::uint32_t number_at(const std::string& zip, std::size_t at, int bytes) {
  std::uint32_t number = 0;
  for (int index = bytes; index-- > 0;) {
    number = (number << 8U) | static_cast<unsigned char>(zip[at + static_cast<std::size_t>(index)]);
  }
  return number;
}

bool has(const std::string& zip, std::size_t at, std::string_view signature, std::size_t size) {
  return at + size <= zip.size() && zip.compare(at, signature.size(), signature) == 0;
}

// Time and date stand behind each other, two bytes each.
void fix_time(std::string& zip, std::size_t at) {
  constexpr std::string_view k_first_day("\0\0\x21\0", 4);
  zip.replace(at, k_first_day.size(), k_first_day);
}

} // namespace

std::string with_fixed_times(std::string zip) {
  constexpr std::string_view k_end("PK\5\6", 4);
  constexpr std::string_view k_central("PK\1\2", 4);
  constexpr std::string_view k_local("PK\3\4", 4);
  const auto end = zip.rfind(k_end);
  if (end == std::string::npos || !has(zip, end, k_end, 22)) {
    return zip;
  }
  auto at = std::size_t{number_at(zip, end + 16, 4)};
  for (auto left = number_at(zip, end + 10, 2); left > 0 && has(zip, at, k_central, 46); --left) {
    fix_time(zip, at + 12);
    const auto local = std::size_t{number_at(zip, at + 42, 4)};
    if (has(zip, local, k_local, 30)) {
      fix_time(zip, local + 10);
    }
    at += 46 + number_at(zip, at + 28, 2) + number_at(zip, at + 30, 2) + number_at(zip, at + 32, 2);
  }
  return zip;
}

} // namespace casebook
