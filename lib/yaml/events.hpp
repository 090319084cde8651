// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/value.hpp"

namespace yaml {

// What the parser sees, in the order of the text.
struct Event {
  enum class Kind {
    document_start,
    document_end,
    stream_end,
    scalar,
    list_start,
    list_end,
    map_start,
    map_end,
    alias,
    error,
  };
  Kind kind = Kind::stream_end;
  core::Span span;         // for a block scalar up to the end of its last line
  std::string_view text;   // scalar: its content; error: why; valid until the next event
  std::string_view anchor; // of a node or an alias
  std::string_view tag;    // as written; for document_start: a %TAG directive
  bool is_plain = false;   // scalar: neither quoted nor a block scalar
  bool is_block = false;   // collection or scalar in block style
};

// libyaml's events with places in bytes. `text` has no BOM; `offset` is added to every
// byte offset. The text must have passed the byte scan.
class Events {
public:
  Events(std::string_view text, std::size_t offset);
  ~Events();
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  // Return the next event; after `error` or `stream_end` there is none.
  Event next();

private:
  struct Parser;
  std::unique_ptr<Parser> m_parser;
};

} // namespace yaml
