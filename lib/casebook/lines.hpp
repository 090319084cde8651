// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace casebook {

// The lines of a text, found once.
class Lines {
public:
  explicit Lines(std::string_view text) {
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      auto line = text.substr(at, end - at);
      if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
      }
      m_lines.push_back(line);
      at = end + 1;
    }
  }
  std::string at(int line) const {
    const auto index = static_cast<std::size_t>(line);
    return line >= 1 && index <= m_lines.size() ? std::string(m_lines[index - 1].substr(0, 4000))
                                                : "";
  }

private:
  std::vector<std::string_view> m_lines;
};

} // namespace casebook
