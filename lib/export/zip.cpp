// SPDX-License-Identifier: MIT
// As PKWARE's APPNOTE says, without compression.
#include "export/zip.hpp"

#include <array>
#include <cstdint>
#include <string_view>

#include "core/error.hpp"

namespace exporting {

namespace {

constexpr std::uint16_t k_version = 20;
constexpr std::uint16_t k_names_are_utf8 = 1U << 11U;
constexpr std::uint16_t k_first_day = (1U << 5U) | 1U; // 1 January 1980, the first day there is

std::uint32_t crc32(std::string_view bytes) {
  static const auto k_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t at = 0; at < table.size(); ++at) {
      auto value = at;
      for (int bit = 0; bit < 8; ++bit) {
        value = (value & 1U) != 0 ? 0xEDB88320U ^ (value >> 1U) : value >> 1U;
      }
      table[at] = value;
    }
    return table;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char c : bytes) {
    crc = k_table[(crc ^ static_cast<unsigned char>(c)) & 0xFFU] ^ (crc >> 8U);
  }
  return crc ^ 0xFFFFFFFFU;
}

void put(std::string& out, std::uint32_t number, int bytes) {
  for (int at = 0; at < bytes; ++at) {
    out += static_cast<char>((number >> (8 * at)) & 0xFFU);
  }
}

// What the header of a file and its line in the directory share.
std::string described(const std::string& name, const std::string& bytes) {
  std::string text;
  put(text, k_version, 2);
  put(text, k_names_are_utf8, 2);
  put(text, 0, 2); // stored
  put(text, 0, 2); // midnight
  put(text, k_first_day, 2);
  put(text, crc32(bytes), 4);
  put(text, static_cast<std::uint32_t>(bytes.size()), 4);
  put(text, static_cast<std::uint32_t>(bytes.size()), 4);
  put(text, static_cast<std::uint32_t>(name.size()), 2);
  put(text, 0, 2);
  return text;
}

} // namespace

std::string zip(const std::vector<std::pair<std::string, std::string>>& files) {
  constexpr std::uint64_t k_most = 0xFFFFFFFFU;
  std::uint64_t size = 0;
  for (const auto& [name, bytes] : files) {
    size += bytes.size() + 2 * name.size() + 128;
  }
  if (files.size() > 0xFFFF || size > k_most) {
    throw core::Error(core::Exit::failed, "archive-too-large", {});
  }
  std::string out;
  std::string directory;
  for (const auto& [name, bytes] : files) {
    const auto where = static_cast<std::uint32_t>(out.size());
    const auto same = described(name, bytes);
    put(out, 0x04034b50U, 4);
    out += same + name + bytes;
    put(directory, 0x02014b50U, 4);
    put(directory, k_version, 2);
    directory += same;
    put(directory, 0, 2); // no comment
    put(directory, 0, 2); // the first volume
    put(directory, 0, 2);
    put(directory, 0, 4);
    put(directory, where, 4);
    directory += name;
  }
  const auto where = static_cast<std::uint32_t>(out.size());
  out += directory;
  put(out, 0x06054b50U, 4);
  put(out, 0, 4);
  put(out, static_cast<std::uint32_t>(files.size()), 2);
  put(out, static_cast<std::uint32_t>(files.size()), 2);
  put(out, static_cast<std::uint32_t>(directory.size()), 4);
  put(out, where, 4);
  put(out, 0, 2);
  return out;
}

} // namespace exporting
