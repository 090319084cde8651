// SPDX-License-Identifier: MIT
#include "casebook/pictures.hpp"

#include <fmt/format.h>

#include "system/files.hpp"
#include "system/random.hpp"

namespace casebook {

std::optional<std::string> picture_in(const std::string& root, std::string_view name) {
  constexpr std::size_t k_most = 1024 * 1024;
  constexpr std::string_view k_allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  if (name.empty() || name.find_first_not_of(k_allowed) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto folder = root + "/templates";
  const auto path = folder + "/" + std::string(name);
  const bool leads_away = sys::is_link(folder) || sys::is_link(path);
  const auto bytes = leads_away ? std::nullopt : sys::read_file(path);
  if (!bytes || bytes->size() > k_most) {
    return std::nullopt;
  }
  // What it is, its first bytes say.
  const auto* type = bytes->starts_with("\x89PNG\r\n\x1a\n") ? "image/png"
                     : bytes->starts_with("\xff\xd8\xff")    ? "image/jpeg"
                                                             : nullptr;
  return type == nullptr
             ? std::nullopt
             : std::optional(fmt::format("data:{};base64,{}", type, sys::base64(*bytes)));
}

} // namespace casebook
