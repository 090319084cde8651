// SPDX-License-Identifier: MIT
#include "audit/reading.hpp"

#include <algorithm>

#include "casebook/shape.hpp"
#include "yaml/document.hpp"

namespace audit {

namespace {

bool begins_key(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// What may stand at the beginning of a line inside a part.
bool goes_on(char c) {
  return c == ' ' || c == '#' || c == '-' || c == '\n' || c == '\r';
}

struct Pieces {
  std::string_view front;
  std::vector<std::string_view> parts;
};

// A text cut where a line begins with a key. Whatever stands below the first level is indented, so
// that such a line ends all that was open (YAML 1.2, 6.1; the reader knows no other documents).
std::optional<Pieces> cut(std::string_view text) {
  Pieces pieces;
  std::size_t begin = 0;
  const auto close = [&](std::size_t end) {
    const auto piece = text.substr(begin, end - begin);
    if (pieces.parts.empty() && (piece.empty() || !begins_key(piece.front()))) {
      pieces.front = piece;
    } else {
      pieces.parts.push_back(piece);
    }
    begin = end;
  };
  bool has_key = false;
  for (std::size_t at = 0; at < text.size();) {
    const bool is_mark = text.substr(at).starts_with("---");
    if (begins_key(text[at])) {
      if (has_key || at > 0) {
        close(at);
      }
      has_key = true;
    } else if (!goes_on(text[at]) || is_mark) {
      return std::nullopt;
    }
    const auto end = text.find('\n', at);
    at = end == std::string_view::npos ? text.size() : end + 1;
  }
  close(text.size());
  return has_key ? std::optional(pieces) : std::nullopt;
}

std::string_view key_of(std::string_view part) {
  return part.substr(0, part.find(':'));
}

// The member that a part is when it is read alone, or nothing.
std::optional<core::Value> member_of(std::string_view part, std::string_view key) {
  auto document = yaml::read(part);
  if (!document.root || document.root->as_map().size() != 1 || !document.findings.empty()) {
    return std::nullopt;
  }
  auto& member = document.root->as_map().front();
  if (member.key != key || member.key_span.begin != 0) {
    return std::nullopt;
  }
  return std::move(member.value);
}

// "  - " at the beginning of a list's first entry, without its dash: how far it is indented.
std::optional<std::size_t> indentation(std::string_view lines) {
  const auto dash = lines.find_first_not_of(' ');
  return dash != std::string_view::npos && lines.substr(dash).starts_with("- ")
             ? std::optional(dash)
             : std::nullopt;
}

// The entries that a list got behind those that it had, when that is all that happened to it.
std::optional<core::List> appended(std::string_view before, std::string_view after,
                                   std::string_view key) {
  const auto head = before.find('\n');
  if (!after.starts_with(before) || !before.ends_with('\n') ||
      before.substr(0, head) != std::string(key) + ":") {
    return std::nullopt;
  }
  const auto more = after.substr(before.size());
  const auto old_indent = indentation(before.substr(head + 1));
  if (!old_indent || indentation(more) != old_indent) {
    return std::nullopt;
  }
  auto value = member_of(std::string(key) + ":\n" + std::string(more), key);
  return value && value->is_list() ? std::optional(std::move(value->as_list())) : std::nullopt;
}

} // namespace

// Remember a version that was read as a whole and is right, if cutting it says the same.
void Reading::keep(const std::string& text, const core::Value& root) {
  m_parts.clear();
  const auto pieces = cut(text);
  const auto& members = root.as_map();
  if (!pieces || pieces->parts.size() != members.size()) {
    return;
  }
  std::vector<Part> parts;
  for (std::size_t i = 0; i < members.size(); ++i) {
    const auto piece = pieces->parts[i];
    const auto at = static_cast<std::size_t>(piece.data() - text.data());
    if (members[i].key_span.begin != at || key_of(piece) != members[i].key) {
      return;
    }
    parts.push_back({std::string(piece), members[i].key});
  }
  m_front = pieces->front;
  m_parts = std::move(parts);
  m_root = root;
}

Reading::Version Reading::whole(const std::string& text, const Law& law) {
  Version version;
  auto document = yaml::read(text);
  version.faults = std::move(document.findings);
  if (document.root) {
    version.root = std::move(*document.root);
    const auto faults = casebook::shape_findings(
        version.root, law.names(),
        [&](const std::string& kind) -> const schema::Schema& { return law.of(kind)->schema; },
        m_format);
    version.faults.insert(version.faults.end(), faults.begin(), faults.end());
  }
  m_law = &law;
  m_parts.clear();
  if (version.faults.empty()) {
    keep(text, version.root);
  }
  return version;
}

// The version, when it is right and can be told from the one before; else nothing.
std::optional<core::Value> Reading::in_parts(const std::string& text, const Law& law) {
  const auto* statute = law.of(m_root.text("kind"));
  if (m_parts.empty() || m_law != &law || statute == nullptr || !statute->members_apart ||
      text.size() > yaml::k_max_bytes) {
    return std::nullopt;
  }
  const auto pieces = cut(text);
  if (!pieces || pieces->front != m_front || pieces->parts.size() != m_parts.size()) {
    return std::nullopt;
  }
  auto root = m_root;
  core::Value tried; // what has changed, and what no case may lack
  for (const auto& key : statute->needed) {
    tried.set(key, *m_root.find(key));
  }
  for (std::size_t i = 0; i < m_parts.size(); ++i) {
    const auto piece = pieces->parts[i];
    const auto& part = m_parts[i];
    if (piece == part.text) {
      continue;
    }
    if (key_of(piece) != part.key || part.key == "kind") {
      return std::nullopt;
    }
    auto more = statute->schema.judges_entries_apart(part.key)
                    ? appended(part.text, piece, part.key)
                    : std::nullopt;
    if (more) {
      tried.set(part.key, core::Value(*more));
      auto& list = root.find(part.key)->as_list();
      list.insert(list.end(), more->begin(), more->end());
    } else if (auto value = member_of(piece, part.key)) {
      tried.set(part.key, *value);
      root.set(part.key, std::move(*value));
    } else {
      return std::nullopt;
    }
  }
  if (!statute->schema.check(tried, m_format).empty()) {
    return std::nullopt;
  }
  for (std::size_t i = 0; i < m_parts.size(); ++i) {
    if (m_parts[i].text.size() != pieces->parts[i].size() || m_parts[i].text != pieces->parts[i]) {
      m_parts[i].text = pieces->parts[i];
    }
  }
  m_root = root;
  return root;
}

Reading::Version Reading::next(const std::string& text, const Law& law) {
  if (auto root = in_parts(text, law)) {
    return {std::move(*root), {}};
  }
  return whole(text, law);
}

} // namespace audit
