// SPDX-License-Identifier: MIT
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "export/due.hpp"
#include "export/plain.hpp"

namespace exporting {

namespace {

// As actions/toolkit does it: data may hold anything but %, CR and LF; properties neither : nor ,.
std::string escaped(std::string_view text, std::string_view forbidden) {
  std::string out;
  for (const char letter : text) {
    out += forbidden.find(letter) == forbidden.npos
               ? std::string(1, letter)
               : fmt::format("%{:02X}", static_cast<unsigned char>(letter));
  }
  return out;
}

std::string message(std::string_view text) {
  return escaped(text, "%\r\n");
}

std::string property(std::string_view name, std::string_view text) {
  return fmt::format("{}={}", name, escaped(text, "%\r\n:,"));
}

std::string properties_of(const Due& due) {
  std::string text;
  if (!due.file.empty()) {
    text += property("file", due.file) + ",";
    text += due.line > 0 ? fmt::format("line={},", due.line) : "";
    text += due.line > 0 && due.column > 0 ? fmt::format("col={},", due.column) : "";
  }
  const auto title = due.register_name.empty() ? due.rule : due.register_name + ": " + due.rule;
  return text + property("title", title);
}

} // namespace

std::string github(const std::vector<Due>& all) {
  std::string text;
  for (const auto& due : reported(plain(all))) {
    text += fmt::format("::{} {}::{}\n", level_of(due) == Level::error ? "error" : "warning",
                        properties_of(due), message(line_of(due)));
  }
  return text;
}

} // namespace exporting
