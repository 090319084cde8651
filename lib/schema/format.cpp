// SPDX-License-Identifier: MIT
#include "schema/format.hpp"

namespace schema {

FormatCheck format_check(const core::Zone& zone) {
  return [&zone](std::string_view format, std::string_view text) -> std::optional<std::string> {
    const auto time = core::parsed_time(text);
    const bool looks_like_a_time = text.find('T') != std::string_view::npos;
    if (format == "date" || (format == "date-or-time" && !looks_like_a_time)) {
      return core::parsed_date(text) ? std::nullopt : std::optional<std::string>("wrong-date");
    }
    if (!time) {
      return core::parsed_local_time(text) ? "time-without-offset" : "wrong-time";
    }
    // "Z" names an instant and no wall clock: it is always right.
    const bool utc = text.ends_with('Z');
    return utc || core::has_offset(zone, *time) ? std::nullopt
                                                : std::optional<std::string>("wrong-offset");
  };
}

} // namespace schema
