// SPDX-License-Identifier: MIT
#include "casebook/data.hpp"

#include <fmt/format.h>

#include "yaml/document.hpp"

namespace casebook {

core::Error bad_data(const std::string& path, const core::Finding& fault) {
  auto reason = fmt::format("{}:{}: {}", fault.line, fault.column, fault.name);
  for (const auto& [name, text] : fault.arguments) {
    reason += fmt::format(" {}='{}'", name, text);
  }
  return {core::Exit::findings, "bad-data-file", {{"file", path}, {"reason", reason}}};
}

core::Value data_from(std::string_view text, const std::string& path) {
  auto document = yaml::read(text);
  if (!document.root) {
    throw bad_data(path, document.findings.front());
  }
  return std::move(*document.root);
}

} // namespace casebook
