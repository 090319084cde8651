// SPDX-License-Identifier: MIT
#include "audit/reading.hpp"

#include <algorithm>
#include <iterator>

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

void Reading::forget() {
  m_parts.clear();
  m_root = core::Value();
  m_before = core::Value();
}

// Cut a version that was read as a whole and is right, if cutting it says the same.
void Reading::keep(const std::string& text) {
  const auto pieces = cut(text);
  const auto& members = m_root.as_map();
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
}

Reading::Version Reading::whole(const std::string& text, const Law& law) {
  Version version;
  auto document = yaml::read(text);
  version.faults = std::move(document.findings);
  m_law = &law;
  m_parts.clear();
  if (!document.root) {
    return version;
  }
  version.is_read = true;
  m_before = std::move(m_root);
  m_root = std::move(*document.root);
  const auto faults = casebook::shape_findings(
      m_root, law.names(),
      [&](const std::string& kind) -> const schema::Schema& { return law.of(kind)->schema; },
      law.format());
  version.faults.insert(version.faults.end(), faults.begin(), faults.end());
  if (version.faults.empty()) {
    keep(text);
  }
  return version;
}

// What became of each part, or nothing where that cannot be told.
std::optional<std::vector<Reading::Change>>
Reading::changes(const std::vector<std::string_view>& pieces, const Statute& statute) const {
  std::vector<Change> all;
  for (std::size_t i = 0; i < m_parts.size(); ++i) {
    const auto piece = pieces[i];
    const auto& part = m_parts[i];
    if (piece == part.text) {
      continue;
    }
    if (key_of(piece) != part.key || part.key == "kind") {
      return std::nullopt;
    }
    auto more = statute.schema.judges_entries_apart(part.key) ? appended(part.text, piece, part.key)
                                                              : std::nullopt;
    if (more) {
      all.push_back({i, true, core::Value(std::move(*more))});
    } else if (auto value = member_of(piece, part.key)) {
      all.push_back({i, false, std::move(*value)});
    } else {
      return std::nullopt;
    }
  }
  return all;
}

// What has changed, held against the schema: what has not was right, and nothing has gone.
bool Reading::fits(const std::vector<Change>& changes, const schema::Schema& of_members) const {
  core::Value tried = core::Map{};
  for (const auto& change : changes) {
    tried.set(m_parts[change.part].key, change.value);
  }
  return of_members.check(tried, m_law->format()).empty();
}

// The version, when it is right and can be told from the one before; else nothing.
std::optional<Reading::Version> Reading::in_parts(const std::string& text, const Law& law) {
  const auto* statute = m_parts.empty() ? nullptr : law.of(m_root.text("kind"));
  if (m_law != &law || statute == nullptr || !statute->of_members ||
      text.size() > yaml::k_max_bytes) {
    return std::nullopt;
  }
  const auto pieces = cut(text);
  if (!pieces || pieces->front != m_front || pieces->parts.size() != m_parts.size()) {
    return std::nullopt;
  }
  auto found = changes(pieces->parts, *statute);
  if (!found || !fits(*found, *statute->of_members)) {
    return std::nullopt;
  }
  const auto& grows = statute->kind.grows;
  const bool only_grew =
      m_root.text("status") != "closed" &&
      std::all_of(found->begin(), found->end(), [&](const Change& change) {
        return change.is_more &&
               std::find(grows.begin(), grows.end(), m_parts[change.part].key) != grows.end();
      });
  if (!only_grew) {
    m_before = m_root;
  }
  for (auto& change : *found) {
    auto& part = m_parts[change.part];
    part.text = pieces->parts[change.part];
    auto& there = *m_root.find(part.key);
    if (change.is_more) {
      auto& more = change.value.as_list();
      std::move(more.begin(), more.end(), std::back_inserter(there.as_list()));
    } else {
      there = std::move(change.value);
    }
  }
  return Version{true, only_grew, {}};
}

Reading::Version Reading::next(const std::string& text, const Law& law) {
  if (auto version = in_parts(text, law)) {
    return std::move(*version);
  }
  return whole(text, law);
}

} // namespace audit
