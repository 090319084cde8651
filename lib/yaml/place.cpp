// SPDX-License-Identifier: MIT
#include "yaml/place.hpp"

#include <algorithm>
#include <optional>

#include "yaml/lines.hpp"

namespace yaml {

namespace {

const core::Value& child_of(const core::Value& collection, std::size_t index) {
  return collection.is_map() ? collection.as_map()[index].value : collection.as_list()[index];
}

Place child_place(std::string_view text, const Place& parent, std::size_t index) {
  return {&child_of(*parent.value, index), parent.value, index,
          parent.is_in_flow || is_flow_collection(text, *parent.value)};
}

std::optional<std::size_t> index_of(const core::Value& value, const core::Step& step) {
  if (step.kind == core::Step::Kind::key && value.is_map()) {
    const auto& map = value.as_map();
    const auto found = std::find_if(map.begin(), map.end(),
                                    [&](const auto& member) { return member.key == step.key; });
    return found == map.end() ? std::nullopt
                              : std::optional(static_cast<std::size_t>(found - map.begin()));
  }
  if (step.kind == core::Step::Kind::index && value.is_list() && step.index >= 0 &&
      static_cast<std::size_t>(step.index) < value.as_list().size()) {
    return static_cast<std::size_t>(step.index);
  }
  return std::nullopt;
}

// The colon behind a key; between them stands nothing but, for a key that began with
// `?`, comments.
std::size_t after_colon(std::string_view text, std::size_t key_end) {
  auto at = key_end;
  while (at < text.size() && text[at] != ':') {
    at = text[at] == '#' ? next_line(text, at) : at + 1;
  }
  return std::min(at + 1, text.size());
}

bool is_dash(std::string_view text, std::size_t at) {
  return text.substr(at, 1) == "-" &&
         (at + 1 == text.size() ||
          std::string_view(" \t\r\n").find(text[at + 1]) != std::string_view::npos);
}

struct Steps {
  std::optional<int> map;
  std::optional<int> list;
};

void find_steps(std::string_view text, const Place& place, Steps& steps) {
  if ((steps.map && steps.list) || !is_block_collection(text, place)) {
    return;
  }
  for (std::size_t i = 0; i < size_of(*place.value); ++i) {
    const auto child = child_place(text, place, i);
    if (place.value->is_map() && is_block_collection(text, child)) {
      auto& step = child.value->is_map() ? steps.map : steps.list;
      const auto wide =
          column_at(text, child.value->span.begin) - column_at(text, place.value->span.begin);
      step = step.value_or(wide);
    }
    find_steps(text, child, steps);
  }
}

} // namespace

bool is_flow_collection(std::string_view text, const core::Value& value) {
  return !value.is_scalar() && (text[value.span.begin] == '{' || text[value.span.begin] == '[');
}

bool is_block_collection(std::string_view text, const Place& place) {
  return !place.value->is_scalar() && !place.is_in_flow && !is_flow_collection(text, *place.value);
}

bool is_block_scalar(std::string_view text, const Place& place) {
  const auto& span = place.value->span;
  return place.value->is_string() && !place.is_in_flow && span.begin < span.end &&
         (text[span.begin] == '|' || text[span.begin] == '>');
}

std::vector<Place> places_along(std::string_view text, const core::Value& root,
                                const core::Path& path) {
  std::vector<Place> places{{&root, nullptr, 0, false}};
  for (const auto& step : path.steps) {
    const auto index = index_of(*places.back().value, step);
    if (!index) {
      break;
    }
    places.push_back(child_place(text, places.back(), *index));
  }
  return places;
}

std::size_t anchor_of(std::string_view text, const Place& place) {
  return place.parent->is_map()
             ? after_colon(text, place.parent->as_map()[place.index].key_span.end)
             : entry_begin(text, *place.parent, place.index) + 1;
}

std::size_t entry_begin(std::string_view text, const core::Value& collection, std::size_t index) {
  const auto column = static_cast<std::size_t>(column_at(text, collection.span.begin));
  if (collection.is_map()) {
    const auto key = collection.as_map()[index].key_span.begin;
    const auto mark = line_start(text, key) + column;
    return index == 0 ? collection.span.begin : std::min(mark, key);
  }
  if (index == 0) {
    return collection.span.begin;
  }
  // Between two items stand only blank lines and comments.
  auto line = next_line(text, collection.as_list()[index - 1].span.end);
  while (line < text.size() &&
         !(is_first_on_line(text, line + column) && is_dash(text, line + column))) {
    line = next_line(text, line);
  }
  return line + column;
}

std::size_t entry_end(const core::Value& collection, std::size_t index) {
  return child_of(collection, index).span.end;
}

std::size_t size_of(const core::Value& collection) {
  return collection.is_map() ? collection.as_map().size() : collection.as_list().size();
}

Owner owner_of(std::string_view text, const Place& place) {
  const int column = column_at(text, place.parent->span.begin);
  if (place.parent->is_map()) {
    return {Owner::Kind::key, column, 0};
  }
  const auto& span = place.value->span;
  const int content = span.begin == span.end ? column + 2 : column_at(text, span.begin);
  return {Owner::Kind::dash, column, content};
}

Style style_of(std::string_view text, const core::Value& root) {
  Steps steps;
  find_steps(text, {&root, nullptr, 0, false}, steps);
  return {steps.map.value_or(2), steps.list.value_or(2), true};
}

Place last_leaf(std::string_view text, const core::Value& root) {
  Place place{&root, nullptr, 0, false};
  while (!place.value->is_scalar() && size_of(*place.value) > 0) {
    place = child_place(text, place, size_of(*place.value) - 1);
  }
  return place;
}

} // namespace yaml
