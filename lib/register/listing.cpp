// SPDX-License-Identifier: MIT
#include "register/listing.hpp"

#include <cstdio>

namespace reg {

namespace {

std::string escaped(unsigned char byte) {
  constexpr std::string_view k_named = "\a\b\t\n\v\f\r\"\\";
  constexpr std::string_view k_names = "abtnvfr\"\\";
  if (const auto found = k_named.find(static_cast<char>(byte)); found != std::string_view::npos)
    return std::string("\\") + k_names[found];
  if (byte >= 32 && byte < 127)
    return std::string(1, static_cast<char>(byte));
  char octal[5];
  std::snprintf(octal, sizeof octal, "\\%03o", static_cast<unsigned>(byte));
  return octal;
}

} // namespace

std::string listed(std::string_view path) {
  std::string text;
  for (const char c : path)
    text += escaped(static_cast<unsigned char>(c));
  return text == path ? text : '"' + text + '"';
}

} // namespace reg
