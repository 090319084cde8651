// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "audit/statistics.hpp"
#include "cmd/env.hpp"
#include "core/statistics.hpp"
#include "letters/wording.hpp"

namespace cmd {

// How figures are said in the user's language: numbers, shares, lengths, names of what is counted.
class FigureWords {
public:
  // `has_before`: there is a year before to compare with.
  FigureWords(Env& env, bool has_before);

  std::string say(std::string_view id, const core::Arguments& arguments = {});
  // The text for a number: ID_one where there is one.
  std::string of_number(const std::string& id, std::int64_t number, core::Arguments more = {});
  // "12", or the sign for a number that is not told.
  std::string number(std::int64_t count);
  std::string number(const audit::Number& one);
  // "40 %"; empty where it cannot be told.
  std::string share(std::int64_t part, std::int64_t whole);
  // Of now and of the year before, and how they differ; now alone where there is nothing to
  // compare.
  std::vector<std::string> compared(const audit::Number& now, const audit::Number* before);
  std::vector<std::string> compared_head(const std::string& first);
  // Hours, or days, with one decimal at most.
  std::string length(double value, bool in_days);

  std::string title_of(const std::string& kind);
  // The name of a count, of the kind's own or of those of every kind.
  std::string name_of(const std::string& kind, const std::string& id);
  std::string value_name(const std::string& kind, const core::CountRule& rule,
                         const audit::Row& row);

private:
  Env& m_env;
  letters::Wording m_wording;
  bool m_has_before;
};

} // namespace cmd
