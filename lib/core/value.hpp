// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace core {

// Where something stands in a text. Lines and columns count from 1, columns in
// characters (code points), `begin` and `end` are byte offsets (end exclusive).
// A value that stands in no text has line 0.
struct Span {
  std::size_t begin = 0;
  std::size_t end = 0;
  int line = 0;
  int column = 0;
};

class Value;

struct Member;
using List = std::vector<Value>;
using Map = std::vector<Member>; // in the order of the file; keys are unique

// One value of a document: what YAML 1.2's core schema and JSON share, with the
// place where it stood. Equality compares meaning, never places.
class Value {
public:
  Value() = default;
  Value(bool truth) : m_data(truth) {}
  Value(std::int64_t number) : m_data(number) {}
  Value(int number) : m_data(static_cast<std::int64_t>(number)) {}
  Value(double number) : m_data(number) {}
  Value(std::string text) : m_data(std::move(text)) {}
  Value(std::string_view text) : m_data(std::string(text)) {}
  Value(const char* text) : m_data(std::string(text)) {}
  Value(List list);
  Value(Map map);

  bool is_null() const { return std::holds_alternative<std::monostate>(m_data); }
  bool is_bool() const { return std::holds_alternative<bool>(m_data); }
  bool is_integer() const { return std::holds_alternative<std::int64_t>(m_data); }
  bool is_real() const { return std::holds_alternative<double>(m_data); }
  bool is_number() const { return is_integer() || is_real(); }
  bool is_string() const { return std::holds_alternative<std::string>(m_data); }
  bool is_list() const { return std::holds_alternative<List>(m_data); }
  bool is_map() const { return std::holds_alternative<Map>(m_data); }
  bool is_scalar() const { return !is_list() && !is_map(); }

  // The content; each throws std::bad_variant_access for another type.
  bool as_bool() const { return std::get<bool>(m_data); }
  std::int64_t as_integer() const { return std::get<std::int64_t>(m_data); }
  double as_real() const; // an integer is widened
  const std::string& as_string() const { return std::get<std::string>(m_data); }
  const List& as_list() const { return std::get<List>(m_data); }
  List& as_list() { return std::get<List>(m_data); }
  const Map& as_map() const { return std::get<Map>(m_data); }
  Map& as_map() { return std::get<Map>(m_data); }

  // The member `key` of a map, or null: also when this is no map.
  const Value* find(std::string_view key) const;
  Value* find(std::string_view key);
  // The string member `key`, or `otherwise`.
  std::string text(std::string_view key, std::string_view otherwise = "") const;
  // The list member `key`, or an empty list.
  const List& list(std::string_view key) const;
  // Set or add the member `key`; a null value becomes a map first.
  void set(std::string_view key, Value value);
  void erase(std::string_view key);

  // {unknown: why, ...}: not yet known.
  bool is_unknown() const { return find("unknown") != nullptr; }
  // {undeterminable: why}: it cannot be found out.
  bool is_undeterminable() const { return find("undeterminable") != nullptr; }

  // A scalar as a person would write it (`true`, `12`, text); lists joined by
  // ", "; maps as {key: value}.
  std::string to_text() const;

  friend bool operator==(const Value& a, const Value& b) { return a.m_data == b.m_data; }

  Span span; // where the value stands

private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map> m_data;
};

struct Member {
  std::string key;
  Value value;
  Span key_span; // where the key stands
  friend bool operator==(const Member& a, const Member& b) {
    return a.key == b.key && a.value == b.value;
  }
};

inline Value::Value(List list) : m_data(std::move(list)) {}
inline Value::Value(Map map) : m_data(std::move(map)) {}

} // namespace core
