// SPDX-License-Identifier: MIT
#include "yaml/scan.hpp"

#include <fmt/format.h>

#include "core/utf8.hpp"
#include "yaml/document.hpp"

namespace yaml {

namespace {

unsigned byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_utf16(std::string_view text) {
  if (text.size() < 2) {
    return false;
  }
  const auto first = byte_at(text, 0);
  const auto second = byte_at(text, 1);
  if ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF)) {
    return true;
  }
  // Without a BOM: each second byte of Latin text is NUL.
  return text.size() >= 4 && ((text[0] == 0) != (text[1] == 0)) &&
         (text[0] == 0) == (text[2] == 0) && (text[1] == 0) == (text[3] == 0);
}

// Walks over the text character by character and gathers what is wrong.
class Scan {
public:
  explicit Scan(std::string_view text) : m_text(text) {}

  std::vector<core::Finding> run() {
    if (m_text.substr(0, k_bom.size()) == k_bom) {
      m_at = k_bom.size();
    }
    check_marker();
    while (m_at < m_text.size() && m_findings.size() < k_max_findings) {
      step();
    }
    return std::move(m_findings);
  }

private:
  void step() {
    const auto byte = byte_at(m_text, m_at);
    if (byte >= 0x20 && byte < 0x7F) {
      ++m_at;
      ++m_column;
      return;
    }
    if (byte == '\n') {
      ++m_at;
      ++m_line;
      m_column = 1;
      m_line_findings = m_findings.size();
      check_marker();
      return;
    }
    const auto character = core::first_character(m_text.substr(m_at));
    if (!character.valid) {
      report("not-utf8", {{"byte", fmt::format("{:02X}", byte_at(m_text, m_at))}});
    } else if (character.code == 0) {
      report("nul-byte", {});
    } else if (!is_printable(character.code) || is_lone_return(character.code)) {
      report("control-character",
             {{"code", fmt::format("U+{:04X}", static_cast<unsigned>(character.code))}});
    }
    m_at += character.length;
    ++m_column;
  }

  bool is_lone_return(char32_t code) const {
    return code == '\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] != '\n');
  }

  // One finding for a conflict, at its first line. A marker that was left behind is one too: at
  // the margin none of them begins anything that a case file can hold.
  void check_marker() {
    const auto line = m_text.substr(m_at, 8);
    const bool is_first = line == "<<<<<<< ";
    const bool is_last = line == ">>>>>>> ";
    const bool is_middle = line == "||||||| " || line == "=======" || line == "=======\n" ||
                           m_text.substr(m_at, 9) == "=======\r\n";
    if (is_first || ((is_middle || is_last) && !m_is_in_conflict)) {
      report("conflict-marker", {});
    }
    m_is_in_conflict = (m_is_in_conflict || is_first || is_middle) && !is_last;
  }

  void report(const char* name, core::Arguments arguments) {
    for (auto i = m_line_findings; i < m_findings.size(); ++i) {
      if (m_findings[i].name == name) {
        return;
      }
    }
    m_findings.push_back({core::Severity::error, name, "", m_line, m_column, std::move(arguments)});
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  int m_line = 1;
  int m_column = 1;
  std::size_t m_line_findings = 0; // where this line's findings begin
  bool m_is_in_conflict = false;
  std::vector<core::Finding> m_findings;
};

} // namespace

bool is_printable(char32_t code) {
  if (code < 0x80) {
    return (code >= 0x20 && code != 0x7F) || code == '\t' || code == '\n' || code == '\r';
  }
  return code >= 0xA0 && code != 0x2028 && code != 0x2029 && code != 0xFEFF && code != 0xFFFE &&
         code != 0xFFFF;
}

std::vector<core::Finding> scanned(std::string_view text) {
  if (text.size() > k_max_bytes) {
    return {
        {core::Severity::error,
         "too-large",
         "",
         0,
         0,
         {{"size", fmt::format("{}", text.size())}, {"limit", fmt::format("{}", k_max_bytes)}}}};
  }
  if (is_utf16(text)) {
    return {{core::Severity::error, "utf16", "", 1, 1, {}}};
  }
  return Scan(text).run();
}

std::vector<core::Finding> misplaced_tabs(std::string_view text,
                                          const std::vector<Range>& content) {
  std::vector<core::Finding> findings;
  if (text.find('\t') == std::string_view::npos) {
    return findings;
  }
  auto range = content.begin();
  int line = 1;
  int column = 1;
  bool is_after_space = true; // a comment begins only there
  bool is_over = false;       // in a comment, or this line is reported already
  for (std::size_t at = 0; at < text.size() && findings.size() < k_max_findings; ++at) {
    while (range != content.end() && range->second <= at) {
      ++range;
    }
    const bool is_content = range != content.end() && at >= range->first;
    const char c = text[at];
    if (c == '\n') {
      ++line;
      column = 1;
      is_after_space = true;
      is_over = false;
      continue;
    }
    if (!is_content && !is_over) {
      if (c == '\t') {
        findings.push_back({core::Severity::error, "tab", "", line, column, {}});
      }
      is_over = c == '\t' || (c == '#' && is_after_space);
    }
    is_after_space = !is_content && (c == ' ' || c == '\t');
    column += core::begins_character(text[at]) ? 1 : 0;
  }
  return findings;
}

} // namespace yaml
