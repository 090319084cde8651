// SPDX-License-Identifier: MIT
#include "yaml/change.hpp"

namespace yaml {

namespace {

// The comma behind `at`, or npos when the collection ends first.
std::size_t comma_after(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const char c = text[at];
    if (c == ',') {
      return at;
    }
    if (c == ':' || c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      ++at;
    } else if (c == '#') {
      at = next_line(text, at);
    } else {
      break;
    }
  }
  return std::string_view::npos;
}

std::size_t begin_of(const core::Value& collection, std::size_t index) {
  return collection.is_map() ? collection.as_map()[index].key_span.begin
                             : collection.as_list()[index].span.begin;
}

// Remove [begin, end): the whole line, with its comment, when no other entry stands on it,
// else the spaces behind it too.
Splice removal(std::string_view text, std::size_t begin, std::size_t end) {
  auto after = end;
  while (after < text.size() && text[after] == ' ') {
    ++after;
  }
  const bool is_last_on_line = line_end(text, end) == after || text.substr(after, 1) == "#";
  if (is_last_on_line && is_first_on_line(text, begin)) {
    return {line_start(text, begin), next_line(text, after), ""};
  }
  return {begin, is_last_on_line ? end : after, ""};
}

} // namespace

std::string replaced_in_flow(std::string_view text, const Place& place, const core::Value& value) {
  const auto& span = place.value->span;
  auto with = flow_text(value);
  with += space_before_comment(text, span.end);
  const char before = text[span.begin - 1];
  if (before == ':') {
    with = " " + with;
  } else if (span.begin == span.end && place.parent->is_map()) {
    with = ": " + with; // a key without a colon
  }
  return spliced(text, {{span.begin, span.end, with}});
}

std::string with_flow_entry(std::string_view text, const Place& place, const std::string& entry) {
  const auto& value = *place.value;
  if (size_of(value) == 0) {
    const auto open = std::string(1, text[value.span.begin]);
    return spliced(text,
                   {{value.span.begin, value.span.end, open + entry + (open == "{" ? "}" : "]")}});
  }
  const auto end = entry_end(value, size_of(value) - 1);
  const auto space = std::string(space_before_comment(text, end));
  return spliced(text, {{end, end, (text[end - 1] == ':' ? " , " : ", ") + entry + space}});
}

std::string without_flow_entry(std::string_view text, const Place& place, std::size_t index) {
  const auto& value = *place.value;
  const auto begin = begin_of(value, index);
  const auto end = entry_end(value, index);
  if (const auto comma = comma_after(text, end);
      comma != std::string_view::npos && size_of(value) > 1) {
    return spliced(text, {removal(text, begin, comma + 1)});
  }
  const auto comma = comma_after(text, entry_end(value, index - 1));
  auto rest = removal(text, begin, end);
  // `a, b]`: the space between goes with the comma.
  if (text.substr(comma + 1, begin - comma - 1).find_first_not_of(' ') == std::string_view::npos) {
    return spliced(text, {{comma, end, ""}});
  }
  return spliced(text, {{comma, comma + 1, ""}, rest});
}

} // namespace yaml
