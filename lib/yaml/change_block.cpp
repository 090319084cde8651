// SPDX-License-Identifier: MIT
#include <algorithm>

#include "yaml/change.hpp"
#include "yaml/scalar.hpp"

namespace yaml {

namespace {

using Lines = std::vector<std::string>;

std::string below(std::string_view text, const Lines& lines) {
  std::string result;
  for (const auto& line : lines) {
    result += line_break(text);
    result += line;
  }
  return result;
}

// Lines to stand in the place of [begin, end), where `end` is the end of a line's
// content and `begin` the start of a line.
std::string joined(std::string_view text, const Lines& lines) {
  return below(text, lines).substr(line_break(text).size());
}

std::string headed(const std::string& head) {
  return head.empty() ? "" : " " + head;
}

bool is_own_line(std::string_view text, const Place& place, std::size_t anchor) {
  const auto begin = place.value->span.begin;
  return is_first_on_line(text, begin) && line_start(text, begin) > anchor;
}

// `key:` with its block collection on the lines below.
std::string replaced_below(std::string_view text, const Place& place, const core::Value& value,
                           const Manner& manner, Shape shape) {
  const auto& span = place.value->span;
  const auto anchor = anchor_of(text, place);
  const auto owner = owner_of(text, place);
  const auto start = line_start(text, span.begin);
  const auto end = line_end(text, span.end);
  const auto place_new = emission(value, owner, manner.style, shape);
  if (!value.is_scalar() && !place_new.body.empty()) {
    const bool keeps_column = value.is_map() == place.value->is_map();
    const bool is_list_below_key = value.is_list() && owner.kind == Owner::Kind::key;
    const int step = is_list_below_key ? manner.style.list_step : manner.style.map_step;
    const int column = keeps_column ? column_at(text, span.begin) : owner.column + step;
    return spliced(text, {{start, end, joined(text, block_lines(value, column, manner.style))}});
  }
  // The new head goes up behind the key. A text block must follow it at once: comments
  // between would become part of it.
  const auto from = place_new.body.empty() ? start : next_line(text, anchor);
  const Splice head{anchor, anchor, headed(place_new.head)};
  if (place_new.body.empty()) {
    return spliced(text, {head, {from, next_line(text, span.end), ""}});
  }
  return spliced(text, {head, {from, end, joined(text, place_new.body)}});
}

// What of a block scalar's header stays: its comment.
std::string header_comment(std::string_view text, const Place& place) {
  if (!is_block_scalar(text, place)) {
    return "";
  }
  const auto& span = place.value->span;
  const auto after = text.find_first_not_of("|>+-0123456789", span.begin);
  if (after == std::string_view::npos || span.end <= after) {
    return "";
  }
  const auto tail = text.substr(after, line_end(text, after) - after);
  return tail.find('#') == std::string_view::npos ? "" : std::string(tail);
}

// A collection in block style takes the place of a value that stood alone on its line.
std::string replaced_lines(std::string_view text, const core::Span& span, const Lines& body) {
  return spliced(text,
                 {{line_start(text, span.begin), line_end(text, span.end), joined(text, body)}});
}

// A scalar, a flow collection, nothing, or a block collection that begins behind a dash.
std::string replaced_inline(std::string_view text, const Place& place, const core::Value& value,
                            const Manner& manner, Shape shape) {
  const auto& span = place.value->span;
  const auto place_new = emission(value, owner_of(text, place), manner.style, shape);
  const auto end = line_end(text, span.end);
  const bool is_last =
      text.substr(span.end, end - span.end).find_first_not_of(" \t") == std::string_view::npos;
  auto begin = span.begin;
  if (place_new.head.empty()) {
    if (is_last && is_own_line(text, place, anchor_of(text, place))) {
      return replaced_lines(text, span, place_new.body);
    }
    while (begin > 0 && text[begin - 1] == ' ' && begin > anchor_of(text, place)) {
      --begin;
    }
  }
  const bool needs_space = !place_new.head.empty() && begin == anchor_of(text, place);
  auto head = (needs_space ? " " : "") + place_new.head + header_comment(text, place);
  head += space_before_comment(text, span.end);
  if (place_new.body.empty()) {
    return spliced(text, {{begin, span.end, head}});
  }
  const auto stop = is_last ? end : span.end;
  return spliced(text, {{begin, stop, head}, {end, end, below(text, place_new.body)}});
}

std::string with_lines_after(std::string_view text, std::size_t at, const Lines& lines) {
  const auto end = line_end(text, at);
  return spliced(text, {{end, end, below(text, lines)}});
}

bool is_gap_line(std::string_view text, std::size_t line) {
  const auto first = text.find_first_not_of(' ', line);
  return first == std::string_view::npos || text[first] == '#' || text[first] == '\n' ||
         text[first] == '\r';
}

// The entry begins behind the dash of its own collection: `- key: 1`, `- - a`.
std::string without_first(std::string_view text, const core::Value& collection) {
  const auto begin = collection.span.begin;
  const auto end = entry_end(collection, 0);
  const auto next = entry_begin(text, collection, 1);
  if (line_start(text, next) == next_line(text, end)) {
    return spliced(text, {{begin, next, ""}});
  }
  auto stripped = begin;
  while (text[stripped - 1] == ' ') {
    --stripped;
  }
  return spliced(text, {{stripped, line_end(text, end), ""}});
}

} // namespace

std::string replaced(std::string_view text, const Place& place, const core::Value& value,
                     const Manner& manner, Shape shape) {
  const auto& span = place.value->span;
  if (place.parent == nullptr) {
    // A root in braces may follow `---` on its line; in block style it cannot.
    const bool has_line = is_first_on_line(text, span.begin);
    const bool is_empty = size_of(value) == 0;
    const int column = has_line ? column_at(text, span.begin) : 0;
    const auto lines =
        is_empty ? Lines{flow_text(value)} : block_lines(value, column, manner.style);
    auto with = has_line || is_empty ? joined(text, lines) : below(text, lines);
    with += space_before_comment(text, span.end);
    const auto begin = has_line && !is_empty ? line_start(text, span.begin) : span.begin;
    return spliced(text, {{begin, span.end, std::move(with)}});
  }
  if (place.is_in_flow) {
    return replaced_in_flow(text, place, value);
  }
  if (is_block_collection(text, place) && is_own_line(text, place, anchor_of(text, place))) {
    return replaced_below(text, place, value, manner, shape);
  }
  return replaced_inline(text, place, value, manner, shape);
}

std::string with_member(std::string_view text, const Place& map, std::string_view key,
                        const core::Value& value, const Manner& manner, Shape shape) {
  const bool is_block = is_block_collection(text, map);
  const bool has_braces = is_flow_collection(text, *map.value);
  if ((!is_block && !has_braces) || (size_of(*map.value) == 0 && !map.is_in_flow)) {
    // A pair without braces, `[key: value]`; or `{}`, which grows better as a block.
    auto grown = *map.value;
    grown.set(key, value);
    return replaced(text, map, grown, manner, Shape::block);
  }
  if (!is_block) {
    return with_flow_entry(text, map, key_text(key) + ": " + flow_text(value));
  }
  const int column = column_at(text, map.value->span.begin);
  return with_lines_after(text, map.value->span.end,
                          member_lines(key, value, column, manner.style, shape));
}

std::string with_item(std::string_view text, const Place& list, const core::Value& value,
                      const Manner& manner) {
  const auto& span = list.value->span;
  if (size_of(*list.value) == 0 && !list.is_in_flow) {
    return replaced(text, list, core::List{value}, manner, Shape::block);
  }
  if (!is_block_collection(text, list)) {
    return with_flow_entry(text, list, flow_text(value));
  }
  // The new item looks like the one before it.
  const auto& last = list.value->as_list().back();
  const bool is_block = is_block_collection(text, {&last, list.value, 0, false});
  return with_lines_after(text, span.end,
                          item_lines(value, column_at(text, span.begin), manner.style,
                                     is_block ? Shape::block : Shape::fitting));
}

std::string without_entry(std::string_view text, const Place& place, std::size_t index,
                          const Manner& manner) {
  const auto& value = *place.value;
  if (size_of(value) == 1) {
    const auto empty = value.is_map() ? core::Value(core::Map{}) : core::Value(core::List{});
    return replaced(text, place, empty, manner, Shape::fitting);
  }
  if (!is_block_collection(text, place)) {
    return without_flow_entry(text, place, index);
  }
  const auto begin = entry_begin(text, value, index);
  if (!is_first_on_line(text, begin)) {
    return without_first(text, value);
  }
  auto end = next_line(text, entry_end(value, index));
  while (manner.with_gap && end < text.size() && is_gap_line(text, end)) {
    end = next_line(text, end);
  }
  return spliced(text, {{line_start(text, begin), end, ""}});
}

} // namespace yaml
