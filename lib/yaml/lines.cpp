// SPDX-License-Identifier: MIT
#include "yaml/lines.hpp"

#include <algorithm>

#include "yaml/scan.hpp"

namespace yaml {

std::size_t line_start(std::string_view text, std::size_t at) {
  const auto start = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
  return start == 0 && text.substr(0, k_bom.size()) == k_bom ? k_bom.size() : start;
}

std::size_t line_end(std::string_view text, std::size_t at) {
  const auto end = std::min(text.find('\n', at), text.size());
  return end > at && end < text.size() && text[end - 1] == '\r' ? end - 1 : end;
}

std::size_t next_line(std::string_view text, std::size_t at) {
  const auto end = text.find('\n', at);
  return end == std::string_view::npos ? text.size() : end + 1;
}

int column_at(std::string_view text, std::size_t at) {
  return static_cast<int>(at - line_start(text, at));
}

bool is_first_on_line(std::string_view text, std::size_t at) {
  const auto start = line_start(text, at);
  return text.substr(start, at - start).find_first_not_of(' ') == std::string_view::npos;
}

std::string_view line_break(std::string_view text) {
  const auto end = text.find('\n');
  return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

std::string_view space_before_comment(std::string_view text, std::size_t at) {
  return text.substr(at, 1) == "#" ? " " : "";
}

std::string spliced(std::string_view text, std::vector<Splice> splices) {
  std::stable_sort(splices.begin(), splices.end(),
                   [](const auto& a, const auto& b) { return a.begin < b.begin; });
  std::string result;
  std::size_t at = 0;
  for (const auto& splice : splices) {
    result += text.substr(at, splice.begin - at);
    result += splice.with;
    at = splice.end;
  }
  result += text.substr(at);
  return result;
}

} // namespace yaml
