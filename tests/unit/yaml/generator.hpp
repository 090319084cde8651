// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/value.hpp"

namespace sample {

// Chance that is the same on every machine.
class Dice {
public:
  explicit Dice(std::uint64_t seed) : m_engine(seed) {}
  int below(int limit) { return static_cast<int>(m_engine() % static_cast<std::uint64_t>(limit)); }
  bool one_in(int n) { return below(n) == 0; }
  template <typename T> const T& of(const std::vector<T>& choices) {
    return choices[static_cast<std::size_t>(below(static_cast<int>(choices.size())))];
  }

private:
  std::mt19937_64 m_engine;
};

// A YAML text in the way people write: comments, odd quoting, CRLF, BOM, no final
// newline, empty values, text blocks, flow and block style; and what it means, known
// from writing it, not from reading it.
struct Document {
  std::string text;
  core::Value value;
  bool is_odd = false; // holds what yaml-cpp reads wrong
};
Document document(Dice& dice);

// A value to put into a document.
core::Value value(Dice& dice, int depth = 0);
std::string key(Dice& dice);

} // namespace sample
