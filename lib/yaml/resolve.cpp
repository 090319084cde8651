// SPDX-License-Identifier: MIT
#include "yaml/resolve.hpp"

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>

namespace yaml {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

std::optional<std::int64_t> integer(std::string_view digits, int base) {
  std::int64_t number = 0;
  const auto* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base);
  return error == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

// 0o17 and 0x1F take no sign in the core schema.
std::optional<std::int64_t> prefixed_integer(std::string_view text) {
  if (text.size() < 3 || text[0] != '0' || (text[1] != 'o' && text[1] != 'x') || text[2] == '-') {
    return std::nullopt;
  }
  return integer(text.substr(2), text[1] == 'o' ? 8 : 16);
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t count = 0;
  while (at + count < text.size() && is_digit(text[at + count])) {
    ++count;
  }
  return count;
}

// (\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?
bool is_real(std::string_view text) {
  const auto whole = digits_at(text, 0);
  auto at = whole;
  if (at < text.size() && text[at] == '.') {
    const auto fraction = digits_at(text, at + 1);
    if (whole + fraction == 0) {
      return false;
    }
    at += 1 + fraction;
  } else if (whole == 0) {
    return false;
  }
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    ++at;
    at += at < text.size() && (text[at] == '+' || text[at] == '-') ? 1 : 0;
    const auto exponent = digits_at(text, at);
    if (exponent == 0) {
      return false;
    }
    at += exponent;
  }
  return at == text.size();
}

core::Value number_or_text(std::string_view text) {
  const auto unsigned_part = text.substr(text.front() == '+' || text.front() == '-' ? 1 : 0);
  // from_chars knows no plus sign.
  const auto signed_part = text.front() == '+' ? unsigned_part : text;
  if (is_one_of(unsigned_part, {".inf", ".Inf", ".INF"})) {
    const auto infinity = std::numeric_limits<double>::infinity();
    return text.front() == '-' ? -infinity : infinity;
  }
  if (is_one_of(text, {".nan", ".NaN", ".NAN"})) {
    return std::numeric_limits<double>::quiet_NaN();
  }
  if (const auto number = prefixed_integer(text)) {
    return *number;
  }
  if (unsigned_part.empty()) {
    return text;
  }
  if (digits_at(unsigned_part, 0) == unsigned_part.size()) {
    const auto number = integer(signed_part, 10);
    return number ? core::Value(*number) : core::Value(text);
  }
  if (is_real(unsigned_part)) {
    double number = 0;
    const auto* const end = signed_part.data() + signed_part.size();
    const auto [stop, error] = std::from_chars(signed_part.data(), end, number);
    return error == std::errc{} && stop == end ? core::Value(number) : core::Value(text);
  }
  return text;
}

} // namespace

core::Value resolved(std::string_view plain) {
  if (plain.empty()) {
    return {};
  }
  const char first = plain.front();
  if (is_digit(first) || first == '+' || first == '-' || first == '.') {
    return number_or_text(plain);
  }
  if (plain.size() > 5) {
    return plain;
  }
  if (is_one_of(plain, {"~", "null", "Null", "NULL"})) {
    return {};
  }
  if (is_one_of(plain, {"true", "True", "TRUE"})) {
    return true;
  }
  return is_one_of(plain, {"false", "False", "FALSE"}) ? core::Value(false) : core::Value(plain);
}

} // namespace yaml
