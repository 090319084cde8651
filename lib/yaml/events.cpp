// SPDX-License-Identifier: MIT
#include "yaml/events.hpp"

#include <yaml.h>

#include <algorithm>

#include "core/utf8.hpp"

namespace yaml {

namespace {

// libyaml counts characters; we need bytes. The characters that take several are remembered, and
// how far the last question came: the parser asks for places in almost the order of the text.
class ByteOffsets {
public:
  explicit ByteOffsets(std::string_view text) : m_size(text.size()) {
    std::size_t extra = 0; // bytes that begin no character
    for (std::size_t at = 0; at < text.size(); ++at) {
      if (!core::begins_character(text[at])) {
        ++extra;
        // The character it belongs to.
        const auto index = at - extra;
        if (m_wide.empty() || m_wide.back().index != index) {
          m_wide.push_back({index, extra});
        }
        m_wide.back().extra = extra;
      }
    }
  }

  std::size_t of(std::size_t index) const {
    while (m_next < m_wide.size() && m_wide[m_next].index < index) {
      ++m_next;
    }
    while (m_next > 0 && m_wide[m_next - 1].index >= index) {
      --m_next;
    }
    return std::min(index + (m_next == 0 ? 0 : m_wide[m_next - 1].extra), m_size);
  }

private:
  struct Wide {
    std::size_t index; // of the character
    std::size_t extra; // by so much the bytes behind it are ahead of the characters
  };

  std::size_t m_size;
  std::vector<Wide> m_wide;
  mutable std::size_t m_next = 0; // the first of them that is not before the place asked for last
};

std::string_view view(const yaml_char_t* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

} // namespace

struct Events::Parser {
  Parser(std::string_view source, std::size_t first) : text(source), offset(first), bytes(source) {
    has_parser = yaml_parser_initialize(&parser) == 1;
    if (has_parser) {
      yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
      yaml_parser_set_input_string(&parser, reinterpret_cast<const unsigned char*>(source.data()),
                                   source.size());
    }
  }
  ~Parser() {
    release();
    if (has_parser) {
      yaml_parser_delete(&parser);
    }
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void release() {
    if (has_event) {
      yaml_event_delete(&event);
      has_event = false;
    }
  }

  core::Span span(const yaml_mark_t& start, const yaml_mark_t& end) const {
    return {bytes.of(start.index) + offset, bytes.of(end.index) + offset,
            static_cast<int>(start.line) + 1, static_cast<int>(start.column) + 1};
  }

  Event error() const;
  Event scalar(Event result) const;
  Event document_start(Event result) const;
  std::size_t block_scalar_end(std::size_t begin, std::size_t end) const;

  std::string_view text;
  std::size_t offset;
  ByteOffsets bytes;
  yaml_parser_t parser{};
  yaml_event_t event{};
  bool has_parser = false;
  bool has_event = false;
};

Event Events::Parser::error() const {
  Event result;
  result.kind = Event::Kind::error;
  result.text = parser.problem == nullptr ? "out of memory" : parser.problem;
  // What was never closed shows only at the end of the text, and a line without a colon only at
  // the next one that has it; the place to mend is where it was opened.
  const std::string_view context = parser.context == nullptr ? "" : parser.context;
  const bool is_at_end = bytes.of(parser.problem_mark.index) >= text.size();
  const bool is_earlier =
      context == "while scanning a simple key" || (is_at_end && !context.empty());
  const auto& mark = is_earlier ? parser.context_mark : parser.problem_mark;
  result.span = span(mark, mark);
  return result;
}

// libyaml ends a block scalar after all blank lines behind it. Those belong to it only
// when it keeps them (`|+`).
std::size_t Events::Parser::block_scalar_end(std::size_t begin, std::size_t end) const {
  auto header_end = begin + 1;
  while (header_end < end && text.substr(header_end, 1).find_first_of("+-0123456789") == 0) {
    ++header_end;
  }
  const bool keeps = text.substr(begin, header_end - begin).find('+') != std::string_view::npos;
  const auto is_break = [&](std::size_t at) { return text[at] == '\n' || text[at] == '\r'; };
  const auto one_break = [&](std::size_t at) {
    return at >= 2 && text[at - 1] == '\n' && text[at - 2] == '\r' ? at - 2 : at - 1;
  };
  if (keeps) {
    return end > begin && is_break(end - 1) ? one_break(end) : end;
  }
  while (end > header_end && is_break(end - 1)) {
    --end;
  }
  // No content at all: what is left of the header's line is no part of the value.
  return text.substr(begin, end - begin).find('\n') == std::string_view::npos ? header_end : end;
}

Event Events::Parser::scalar(Event result) const {
  const auto& data = event.data.scalar;
  result.kind = Event::Kind::scalar;
  result.text = {reinterpret_cast<const char*>(data.value), data.length};
  result.anchor = view(data.anchor);
  result.tag = view(data.tag);
  result.is_plain = data.style == YAML_PLAIN_SCALAR_STYLE;
  result.is_block =
      data.style == YAML_LITERAL_SCALAR_STYLE || data.style == YAML_FOLDED_SCALAR_STYLE;
  if (result.is_block) {
    result.span.end =
        block_scalar_end(result.span.begin - offset, result.span.end - offset) + offset;
  }
  return result;
}

Event Events::Parser::document_start(Event result) const {
  const auto& directives = event.data.document_start.tag_directives;
  result.kind = Event::Kind::document_start;
  if (directives.start != directives.end) {
    result.tag = view(directives.start->handle);
  }
  return result;
}

Events::Events(std::string_view text, std::size_t offset)
    : m_parser(std::make_unique<Parser>(text, offset)) {}

Events::~Events() = default;

Event Events::next() {
  auto& p = *m_parser;
  p.release();
  if (!p.has_parser || yaml_parser_parse(&p.parser, &p.event) == 0) {
    return p.error();
  }
  p.has_event = true;
  Event result;
  result.span = p.span(p.event.start_mark, p.event.end_mark);
  switch (p.event.type) {
  case YAML_STREAM_START_EVENT:
    return next();
  case YAML_DOCUMENT_START_EVENT:
    return p.document_start(result);
  case YAML_DOCUMENT_END_EVENT:
    result.kind = Event::Kind::document_end;
    break;
  case YAML_SCALAR_EVENT:
    return p.scalar(result);
  case YAML_ALIAS_EVENT:
    result.kind = Event::Kind::alias;
    result.anchor = view(p.event.data.alias.anchor);
    break;
  case YAML_SEQUENCE_START_EVENT:
    result.kind = Event::Kind::list_start;
    result.anchor = view(p.event.data.sequence_start.anchor);
    result.tag = view(p.event.data.sequence_start.tag);
    result.is_block = p.event.data.sequence_start.style == YAML_BLOCK_SEQUENCE_STYLE;
    break;
  case YAML_MAPPING_START_EVENT:
    result.kind = Event::Kind::map_start;
    result.anchor = view(p.event.data.mapping_start.anchor);
    result.tag = view(p.event.data.mapping_start.tag);
    result.is_block = p.event.data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE;
    break;
  case YAML_SEQUENCE_END_EVENT:
    result.kind = Event::Kind::list_end;
    break;
  case YAML_MAPPING_END_EVENT:
    result.kind = Event::Kind::map_end;
    break;
  case YAML_NO_EVENT:
  case YAML_STREAM_END_EVENT:
    result.kind = Event::Kind::stream_end;
    break;
  }
  return result;
}

} // namespace yaml
