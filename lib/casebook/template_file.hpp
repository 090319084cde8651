// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/finding.hpp"

namespace casebook {

// "people" and "nb" of "people.nb.md"; nothing for a file that is no template.
struct TemplateFile {
  std::string name;
  std::string language;
};
std::optional<TemplateFile> template_file(std::string_view file);

// An error at a line of a template.
core::Finding fault_in(const std::string& file, const std::string& name, int line,
                       core::Arguments arguments);

} // namespace casebook
