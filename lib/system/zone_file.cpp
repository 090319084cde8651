// SPDX-License-Identifier: MIT
#include "system/zone_file.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "system/files.hpp"

namespace sys {

namespace {

constexpr std::size_t k_header = 44;
constexpr std::size_t k_local_type = 6; // offset, whether it is summer time, abbreviation

std::int64_t number_at(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t number = (static_cast<unsigned char>(bytes[at]) & 0x80U) != 0 ? ~0ULL : 0;
  for (std::size_t i = 0; i < size; ++i) {
    number = number << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return static_cast<std::int64_t>(number);
}

// One of the two blocks of a file. The first counts in 4 bytes and ends in 2038; the second, where
// there is one, in 8.
struct Block {
  Block(std::string_view whole, std::size_t word) : bytes(whole), word_size(word) {
    if (!bytes.starts_with("TZif") || bytes.size() < k_header) {
      return;
    }
    const auto count = [&](std::size_t at) {
      return static_cast<std::size_t>(number_at(bytes, at, 4) & 0xFFFFFFFF);
    };
    changes = count(32);
    types = count(36);
    end = k_header + changes * (word_size + 1) + types * k_local_type + count(40) +
          count(28) * (word_size + 4) + count(24) + count(20);
    is_whole = types > 0 && end <= bytes.size();
  }

  std::optional<std::int32_t> offset_of(std::size_t type) const {
    const auto begin = k_header + changes * (word_size + 1);
    return type < types ? std::optional(static_cast<std::int32_t>(
                              number_at(bytes, begin + type * k_local_type, 4)))
                        : std::nullopt;
  }

  std::string_view bytes;
  std::size_t word_size;
  std::size_t changes = 0;
  std::size_t types = 0;
  std::size_t end = 0;
  bool is_whole = false;
};

std::optional<ZoneFile> read(const Block& block) {
  ZoneFile zone{*block.offset_of(0), {}};
  const auto kinds = k_header + block.changes * block.word_size;
  for (std::size_t i = 0; i < block.changes; ++i) {
    const auto offset = block.offset_of(static_cast<unsigned char>(block.bytes[kinds + i]));
    const auto at = number_at(block.bytes, k_header + i * block.word_size, block.word_size);
    if (!offset || (i > 0 && at <= zone.changes.back().at)) {
      return std::nullopt;
    }
    zone.changes.push_back({at, *offset});
  }
  return zone;
}

// The database's own folder leads nowhere else, and the copies of it beside that count leap seconds
// are none of our zones.
bool is_zone_name(std::string_view name) {
  constexpr std::string_view k_letters =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/";
  return !name.empty() && name.front() != '/' && !name.starts_with("posix") &&
         !name.starts_with("right") && name != "Factory" &&
         name.find_first_not_of(k_letters) == std::string_view::npos;
}

} // namespace

std::int32_t ZoneFile::offset_at(std::int64_t second) const {
  const auto next = std::upper_bound(changes.begin(), changes.end(), second,
                                     [](auto at, const Change& change) { return at < change.at; });
  return next == changes.begin() ? first_offset : std::prev(next)->offset;
}

std::optional<ZoneFile> zone_file(std::string_view bytes) {
  const Block first(bytes, 4);
  if (!first.is_whole) {
    return std::nullopt;
  }
  if (bytes[4] == '\0') {
    return read(first);
  }
  const Block second(bytes.substr(first.end), 8);
  return second.is_whole ? read(second) : std::nullopt;
}

std::optional<std::string> zone_bytes(const std::string& name) {
  const auto path = fmt::format("/usr/share/zoneinfo/{}", name);
  return is_zone_name(name) && is_file(path) ? read_file(path) : std::nullopt;
}

} // namespace sys
