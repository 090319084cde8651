// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/finding.hpp"
#include "core/value.hpp"

namespace yaml {

// A file larger or deeper than this is not read.
inline constexpr std::size_t k_max_bytes = 1024 * 1024;
inline constexpr int k_max_depth = 64;

// What reading a text gave: a root and no errors, or errors and no root.
struct Document {
  std::optional<core::Value> root;
  std::vector<core::Finding> findings; // `file` is left empty
};

// Read one strict YAML document (design, section 4). Bytes are scanned first: UTF-8
// only (a BOM is allowed and skipped), no NUL, no tabs outside quoted and block
// scalars or comments, no merge-conflict markers, at most 1 MiB and 64 levels. Then:
// one document, a map at the top, no anchors, aliases, tags or duplicate keys, keys
// are plain strings. Plain scalars resolve by YAML 1.2's core schema (`no`, `on`, `012`
// mean what 1.2 says: strings, and 12). All faults of the byte scan are reported;
// after a fault of the parser reading stops. Every value has its span: for a scalar
// or a flow collection the exact bytes (quotes included), for a block collection from
// its first key or dash to the end of its last value; an empty value has an empty
// span right after its key's colon or its dash.
//
// Names of the findings: not-utf8, utf16, nul-byte, tab, conflict-marker, too-large,
// too-deep, empty-file, several-documents, anchor, alias, tag, duplicate-key,
// key-not-text, not-a-map, yaml-syntax, control-character.
Document read(std::string_view text);

} // namespace yaml
