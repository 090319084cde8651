// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "casebook/kinds.hpp"
#include "core/assessment.hpp"
#include "core/error.hpp"
#include "system/files.hpp"
#include "yaml/data.hpp"
#include "yaml/document.hpp"

namespace test {

// Say what an error is about, not only its name.
inline doctest::String told(const core::Error& error) {
  std::string text = error.name;
  for (const auto& [name, value] : error.arguments) {
    text += " " + name + "=" + value;
  }
  return text.c_str();
}

inline const casebook::Kinds& kinds() {
  static const casebook::Kinds all(PVTOOL_SOURCE "/schemas", "");
  return all;
}

inline core::Value data_file(const std::string& path) {
  const auto text = sys::read_file(PVTOOL_SOURCE "/" + path);
  REQUIRE_MESSAGE(text.has_value(), path);
  return yaml::read_data(*text, path);
}

inline core::Value text_case(const std::string& text) {
  const auto document = yaml::read(text);
  for (const auto& finding : document.findings) {
    FAIL_CHECK(finding.name << " in line " << finding.line);
  }
  REQUIRE(document.root.has_value());
  return *document.root;
}

inline core::Value published_case(const std::string& file) {
  const auto text = sys::read_file(PVTOOL_SOURCE "/tests/data/published/" + file);
  REQUIRE_MESSAGE(text.has_value(), file);
  return text_case(*text);
}

inline const core::Instant k_now = core::parsed_time("2026-06-01T12:00:00+02:00")->instant;
inline constexpr core::Date k_day{2026, 1, 14};

inline core::Assessment assessed(const core::Value& document) {
  static const core::Value organisation{core::Map{}};
  return core::assess(kinds().kind("breach"), kinds().rules("breach"), document, organisation,
                      k_now, k_day);
}

// What a result is in every group, each value once: "none", "hostile|astray", "?".
inline std::vector<core::Value> values_of(const core::Assessment& assessment,
                                          const std::string& name) {
  std::vector<core::Value> values;
  for (const auto& outcome : *assessment.judgement.find(name)) {
    for (const auto& possible : outcome.possible) {
      if (std::find(values.begin(), values.end(), possible.value) == values.end()) {
        values.push_back(possible.value);
      }
    }
  }
  return values;
}

inline std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const auto& text : texts) {
    all += (all.empty() ? "" : "|") + text;
  }
  return all;
}

} // namespace test
