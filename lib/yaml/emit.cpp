// SPDX-License-Identifier: MIT
#include "yaml/emit.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "core/utf8.hpp"
#include "yaml/edit.hpp"
#include "yaml/scalar.hpp"

namespace yaml {

namespace {

constexpr std::size_t k_width = 100; // of a line with a flow collection, in characters

using Lines = std::vector<std::string>;

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(count), ' ');
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), core::begins_character));
}

bool is_empty(const core::Value& value) {
  return (value.is_map() && value.as_map().empty()) || (value.is_list() && value.as_list().empty());
}

bool is_short_scalar(const core::Value& value) {
  return value.is_scalar() &&
         (!value.is_string() || value.as_string().find('\n') == std::string::npos);
}

bool is_map_of_scalars(const core::Value& value) {
  return value.is_map() && std::all_of(value.as_map().begin(), value.as_map().end(),
                                       [](const auto& m) { return is_short_scalar(m.value); });
}

// Whether a value looks best in flow style, width apart.
bool suits_flow(const core::Value& value, Owner::Kind owner) {
  if (value.is_list()) {
    return std::all_of(value.as_list().begin(), value.as_list().end(), is_short_scalar);
  }
  if (owner == Owner::Kind::dash) {
    return std::all_of(value.as_map().begin(), value.as_map().end(), [](const auto& member) {
      return is_short_scalar(member.value) || is_map_of_scalars(member.value);
    });
  }
  // What is not known stands in the place of a scalar, and looks like one.
  return is_map_of_scalars(value) && (value.is_unknown() || value.is_undeterminable());
}

std::optional<std::string> fitting_flow(const core::Value& value, Owner owner) {
  if (!suits_flow(value, owner.kind)) {
    return std::nullopt;
  }
  auto text = flow_text(value);
  const bool fits = characters(text) + static_cast<std::size_t>(owner.column) + 2 <= k_width;
  return fits ? std::optional(std::move(text)) : std::nullopt;
}

Emission literal(std::string_view text, int column) {
  const bool has_end = text.back() == '\n';
  Emission result{has_end ? "|" : "|-", {}};
  text.remove_suffix(has_end ? 1 : 0);
  for (std::size_t at = 0; at <= text.size();) {
    const auto stop = std::min(text.find('\n', at), text.size());
    const auto line = text.substr(at, stop - at);
    result.body.push_back(line.empty() ? std::string() : spaces(column) + std::string(line));
    at = stop + 1;
  }
  return result;
}

void append(Lines& lines, Lines more) {
  std::move(more.begin(), more.end(), std::back_inserter(lines));
}

} // namespace

std::string flow_text(const core::Value& value) {
  std::string text;
  if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key_text(member.key),
                          flow_text(member.value));
    }
    return "{" + text + "}";
  }
  if (value.is_list()) {
    for (const auto& item : value.as_list()) {
      text += (text.empty() ? "" : ", ") + flow_text(item);
    }
    return "[" + text + "]";
  }
  return inline_scalar(value, Setting::flow);
}

Emission emission(const core::Value& value, Owner owner, const Style& style, Shape shape) {
  const bool is_below_key = owner.kind == Owner::Kind::key;
  if (value.is_scalar()) {
    const int column = owner.column + (is_below_key ? std::max(style.map_step, 1) : 2);
    return style.literals && value.is_string() && is_literal_text(value.as_string())
               ? literal(value.as_string(), column)
               : Emission{inline_scalar(value, Setting::block), {}};
  }
  if (is_empty(value)) {
    return {flow_text(value), {}};
  }
  if (shape == Shape::fitting) {
    if (auto flow = fitting_flow(value, owner)) {
      return {std::move(*flow), {}};
    }
  }
  if (is_below_key) {
    const int step = value.is_map() ? style.map_step : style.list_step;
    return {"", block_lines(value, owner.column + step, style)};
  }
  auto lines = block_lines(value, owner.content, style);
  Emission result{lines.front().substr(static_cast<std::size_t>(owner.content)), {}};
  lines.erase(lines.begin());
  result.body = std::move(lines);
  return result;
}

Lines member_lines(std::string_view key, const core::Value& value, int column, const Style& style,
                   Shape shape) {
  auto place = emission(value, {Owner::Kind::key, column, 0}, style, shape);
  Lines lines{fmt::format("{}{}:{}{}", spaces(column), key_text(key), place.head.empty() ? "" : " ",
                          place.head)};
  append(lines, std::move(place.body));
  return lines;
}

Lines item_lines(const core::Value& value, int column, const Style& style, Shape shape) {
  auto place = emission(value, {Owner::Kind::dash, column, column + 2}, style, shape);
  Lines lines{fmt::format("{}- {}", spaces(column), place.head)};
  append(lines, std::move(place.body));
  return lines;
}

Lines block_lines(const core::Value& value, int column, const Style& style) {
  Lines lines;
  if (value.is_map()) {
    for (const auto& member : value.as_map()) {
      append(lines, member_lines(member.key, member.value, column, style, Shape::fitting));
    }
    return lines;
  }
  for (const auto& item : value.as_list()) {
    append(lines, item_lines(item, column, style, Shape::fitting));
  }
  return lines;
}

std::string emitted(const core::Value& value, int indent) {
  Lines lines;
  if (value.is_map() && !is_empty(value)) {
    lines = block_lines(value, indent, {});
  } else if (value.is_list() && !is_empty(value) &&
             !fitting_flow(value, {Owner::Kind::key, indent, 0})) {
    lines = block_lines(value, indent, {});
  } else {
    auto place = emission(value, {Owner::Kind::key, indent, 0}, {}, Shape::fitting);
    lines.push_back(spaces(indent) + place.head);
    append(lines, std::move(place.body));
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

} // namespace yaml
