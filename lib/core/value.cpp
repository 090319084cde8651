// SPDX-License-Identifier: MIT
#include "core/value.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace core {

double Value::as_real() const {
  return is_integer() ? static_cast<double>(as_integer()) : std::get<double>(m_data);
}

const Value* Value::find(std::string_view key) const {
  if (!is_map()) {
    return nullptr;
  }
  const auto& members = as_map();
  const auto found = std::find_if(members.begin(), members.end(),
                                  [&](const Member& member) { return member.key == key; });
  return found == members.end() ? nullptr : &found->value;
}

Value* Value::find(std::string_view key) {
  return const_cast<Value*>(std::as_const(*this).find(key));
}

std::string Value::text(std::string_view key, std::string_view otherwise) const {
  const auto* value = find(key);
  return value != nullptr && value->is_string() ? value->as_string() : std::string(otherwise);
}

const List& Value::list(std::string_view key) const {
  static const List k_empty;
  const auto* value = find(key);
  return value != nullptr && value->is_list() ? value->as_list() : k_empty;
}

void Value::set(std::string_view key, Value value) {
  if (is_null()) {
    m_data = Map{};
  }
  if (auto* present = find(key)) {
    *present = std::move(value);
    return;
  }
  as_map().push_back({std::string(key), std::move(value), {}});
}

void Value::erase(std::string_view key) {
  if (is_map()) {
    std::erase_if(as_map(), [&](const Member& member) { return member.key == key; });
  }
}

namespace {

std::string joined(const List& list) {
  std::string text;
  for (const auto& item : list) {
    text += (text.empty() ? "" : ", ") + item.to_text();
  }
  return text;
}

std::string braced(const Map& map) {
  std::string text;
  for (const auto& member : map) {
    text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", member.key, member.value.to_text());
  }
  return "{" + text + "}";
}

} // namespace

std::string Value::to_text() const {
  if (is_bool()) {
    return as_bool() ? "true" : "false";
  }
  if (is_integer()) {
    return fmt::format("{}", as_integer());
  }
  if (is_real()) {
    return fmt::format("{}", as_real());
  }
  if (is_string()) {
    return as_string();
  }
  if (is_list()) {
    return joined(as_list());
  }
  return is_map() ? braced(as_map()) : "";
}

} // namespace core
