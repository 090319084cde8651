// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sys {

// A zone of the system's database as its file says it (RFC 8536): the offsets in force, in order.
struct ZoneFile {
  struct Change {
    std::int64_t at = 0;     // seconds since 1970
    std::int32_t offset = 0; // from then on, in seconds east of UTC
  };
  std::int32_t first_offset = 0; // before the first change
  std::vector<Change> changes;   // ascending

  std::int32_t offset_at(std::int64_t second) const;
};

// Nothing when the bytes are no such file.
std::optional<ZoneFile> zone_file(std::string_view bytes);

// The bytes of a zone by its IANA name; nothing when there is none of that name.
std::optional<std::string> zone_bytes(const std::string& name);

} // namespace sys
