// SPDX-License-Identifier: MIT
#include "yaml/document.hpp"

#include <algorithm>
#include <unordered_map>

#include <fmt/format.h>

#include "core/utf8.hpp"
#include "yaml/events.hpp"
#include "yaml/resolve.hpp"
#include "yaml/scan.hpp"

namespace yaml {

namespace {

using Kind = Event::Kind;

// A collection that is being read.
struct Open {
  core::Value value;
  bool is_block = false;
  std::size_t end = 0; // of what has been read of it
  // Maps only: the key whose value comes next.
  bool has_key = false;
  std::string key;
  core::Span key_span;
  std::unordered_map<std::string, int> lines; // of each key, once the map is large

  // Where the key about to be placed stood before, 0 when it is new.
  int earlier_line();
};

int Open::earlier_line() {
  // A search costs less than a table for most maps there are.
  constexpr std::size_t k_small = 16;
  const auto& map = value.as_map();
  if (map.size() < k_small) {
    const auto earlier =
        std::find_if(map.begin(), map.end(), [&](const auto& member) { return member.key == key; });
    return earlier == map.end() ? 0 : earlier->key_span.line;
  }
  if (lines.empty()) {
    for (const auto& member : map) {
      lines.emplace(member.key, member.key_span.line);
    }
  }
  const auto [earlier, is_new] = lines.emplace(key, key_span.line);
  return is_new ? 0 : earlier->second;
}

// The parser writes the tags of YAML itself out in full: `!!str` is what stands in the file.
std::string as_written(std::string_view tag) {
  constexpr std::string_view k_own = "tag:yaml.org,2002:";
  return tag.starts_with(k_own) ? "!!" + std::string(tag.substr(k_own.size())) : std::string(tag);
}

// Builds the document from the parser's events.
class Builder {
public:
  Builder(std::string_view whole, std::string_view text, std::size_t offset)
      : m_whole(whole), m_events(text, offset) {}

  Document run() {
    while (m_findings.size() < k_max_findings && take(m_events.next())) {
    }
    if (m_findings.empty() && !m_root) {
      report("empty-file", {0, 0, 1, 1});
    }
    if (m_findings.empty()) {
      m_findings = misplaced_tabs(m_whole, m_content);
    }
    return m_findings.empty() ? Document{std::move(m_root), {}}
                              : Document{std::nullopt, std::move(m_findings)};
  }

private:
  // Return whether reading goes on.
  bool take(const Event& event) {
    check_properties(event);
    switch (event.kind) {
    case Kind::document_start:
      if (m_has_document) {
        report("several-documents", event.span);
        return false;
      }
      m_has_document = true;
      return true;
    case Kind::document_end:
      return true;
    case Kind::stream_end:
      return false;
    case Kind::error:
      take_error(event);
      return false;
    case Kind::list_start:
    case Kind::map_start:
      return open(event);
    case Kind::list_end:
    case Kind::map_end:
      close(event);
      return true;
    case Kind::alias:
      place({}, event.span, "*" + std::string(event.anchor), false);
      return true;
    case Kind::scalar:
      take_scalar(event);
      return true;
    }
    return false;
  }

  void check_properties(const Event& event) {
    if (event.kind == Kind::alias) {
      report("alias", event.span, {{"name", std::string(event.anchor)}});
    } else if (!event.anchor.empty()) {
      report("anchor", event.span, {{"name", std::string(event.anchor)}});
    }
    if (!event.tag.empty()) {
      report("tag", event.span, {{"name", as_written(event.tag)}});
    }
  }

  void take_error(const Event& event) {
    // A tab where the parser wants spaces gives it a riddling message; say what it is.
    const auto at = std::min(event.span.begin, m_whole.size());
    const auto line_start = at == 0 ? 0 : m_whole.rfind('\n', at - 1) + 1;
    const auto first_other = m_whole.find_first_not_of(" \t", line_start);
    const auto tab = m_whole.find('\t', line_start);
    if (tab < first_other || tab == at) {
      report("tab", {tab, tab, event.span.line, column_of(tab)});
      return;
    }
    // Behind `...` the first one is over, and only a second one could follow.
    if (m_has_document && event.text == "did not find expected <document start>") {
      report("several-documents", event.span);
      return;
    }
    report("yaml-syntax", event.span, {{"problem", std::string(event.text)}});
  }

  bool open(const Event& event) {
    if (m_open.size() >= static_cast<std::size_t>(k_max_depth)) {
      report("too-deep", event.span, {{"limit", fmt::format("{}", k_max_depth)}});
      return false;
    }
    Open open;
    open.value = event.kind == Kind::map_start ? core::Value(core::Map{}) : core::List{};
    open.value.span = event.span;
    open.is_block = event.is_block;
    open.end = event.span.end;
    m_open.push_back(std::move(open));
    return true;
  }

  void close(const Event& event) {
    auto open = std::move(m_open.back());
    m_open.pop_back();
    auto span = open.value.span;
    // A block collection has no end of its own: the parser would say "where the next thing
    // begins". The same goes for a pair in a flow list, `[key: value]`.
    span.end = open.is_block || event.span.begin == event.span.end ? open.end : event.span.end;
    place(std::move(open.value), span, "", false);
  }

  void take_scalar(const Event& event) {
    auto span = event.span;
    if (!event.is_plain) {
      m_content.emplace_back(span.begin, span.end);
    } else if (event.text.empty()) {
      span = place_of_nothing(span);
    }
    place(event.is_plain ? resolved(event.text) : core::Value(event.text), span, event.text, true);
  }

  // Where an empty value stands: after its key's colon, after its key where there is no
  // colon, after its dash. The parser means the next token in some of these cases.
  core::Span place_of_nothing(core::Span span) const {
    if (m_open.empty() || !m_open.back().has_key) {
      return span;
    }
    const auto& key = m_open.back().key_span;
    const auto colon = colon_after(key.end, span.begin);
    span.begin = span.end = colon == std::string_view::npos ? key.end : colon + 1;
    const auto between = m_whole.substr(key.begin, span.begin - key.begin);
    span.line = key.line + static_cast<int>(std::count(between.begin(), between.end(), '\n'));
    span.column = column_of(span.begin);
    return span;
  }

  std::size_t colon_after(std::size_t at, std::size_t end) const {
    while (at < end) {
      const char c = m_whole[at];
      if (c == ':') {
        return at;
      }
      if (c == '#') {
        at = std::min(m_whole.find('\n', at), end);
      } else if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
        break;
      } else {
        ++at;
      }
    }
    return std::string_view::npos;
  }

  int column_of(std::size_t at) const {
    auto start = at == 0 ? 0 : m_whole.rfind('\n', at - 1) + 1;
    if (start == 0 && m_whole.substr(0, k_bom.size()) == k_bom) {
      start = k_bom.size();
    }
    int column = 1;
    for (auto i = start; i < at; ++i) {
      column += core::begins_character(m_whole[i]) ? 1 : 0;
    }
    return column;
  }

  // Put a finished value where it belongs: into the list, as key or value into the map, or
  // as the root.
  void place(core::Value value, core::Span span, std::string_view text, bool is_scalar) {
    value.span = span;
    if (m_open.empty()) {
      place_root(std::move(value));
      return;
    }
    auto& open = m_open.back();
    open.end = std::max(open.end, span.end);
    if (open.value.is_list()) {
      open.value.as_list().push_back(std::move(value));
    } else if (open.has_key) {
      open.has_key = false;
      open.value.as_map().push_back({std::move(open.key), std::move(value), open.key_span});
    } else {
      place_key(open, value, text, is_scalar);
    }
  }

  void place_root(core::Value value) {
    if (value.is_null() && value.span.begin == value.span.end) {
      report("empty-file", {0, 0, 1, 1});
    } else if (!value.is_map()) {
      report("not-a-map", value.span);
    }
    m_root = std::move(value);
  }

  void place_key(Open& open, const core::Value& key, std::string_view text, bool is_scalar) {
    open.has_key = true;
    open.key_span = key.span;
    open.key = text;
    if (!is_scalar || !key.is_string()) {
      report("key-not-text", key.span, {{"key", open.key}});
      return;
    }
    if (const int line = open.earlier_line(); line != 0) {
      report("duplicate-key", key.span,
             {{"key", open.key}, {"first_line", fmt::format("{}", line)}});
    }
  }

  void report(const char* name, const core::Span& where, core::Arguments arguments = {}) {
    m_findings.push_back(
        {core::Severity::error, name, "", where.line, where.column, std::move(arguments)});
  }

  std::string_view m_whole;
  Events m_events;
  bool m_has_document = false;
  std::vector<Open> m_open;
  std::optional<core::Value> m_root;
  std::vector<core::Finding> m_findings;
  std::vector<Range> m_content; // where tabs are allowed
};

} // namespace

Document read(std::string_view text) {
  auto findings = scanned(text);
  if (!findings.empty()) {
    return {std::nullopt, std::move(findings)};
  }
  const auto offset = text.substr(0, k_bom.size()) == k_bom ? k_bom.size() : 0;
  return Builder(text, text.substr(offset), offset).run();
}

} // namespace yaml
