// SPDX-License-Identifier: MIT
#include "casebook/template_file.hpp"

#include <algorithm>
#include <iterator>

#include "casebook/letters.hpp"

namespace casebook {

std::optional<TemplateFile> template_file(std::string_view file) {
  constexpr std::string_view k_ending = ".md";
  if (!file.ends_with(k_ending)) {
    return std::nullopt;
  }
  file.remove_suffix(k_ending.size());
  const auto dot = file.rfind('.');
  if (dot == std::string_view::npos || dot == 0) {
    return std::nullopt;
  }
  const auto language = file.substr(dot + 1);
  const bool known =
      std::find(std::begin(k_languages), std::end(k_languages), language) != std::end(k_languages);
  return known
             ? std::optional(TemplateFile{std::string(file.substr(0, dot)), std::string(language)})
             : std::nullopt;
}

core::Finding fault_in(const std::string& file, const std::string& name, int line,
                       core::Arguments arguments) {
  return {core::Severity::error, name, file, line, 1, std::move(arguments)};
}

} // namespace casebook
