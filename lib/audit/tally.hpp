// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "audit/statistics.hpp"
#include "core/moment.hpp"
#include "core/statistics.hpp"
#include "core/world.hpp"

// One count and one duration, while the cases are gone through one by one. The rules must outlive
// them.
namespace audit {

// Rows of a count while it is being made.
class Tally {
public:
  explicit Tally(const core::CountRule& rule);
  // Case number `one`, as the conditions of the rule see it.
  void add(std::size_t one, const core::World& world);
  // Questions and named values in their order, the rest by number; then what is not known, and what
  // the question was not put to.
  Count count() const;

private:
  std::size_t place(const std::string& value) const;

  const core::CountRule& m_rule;
  std::map<std::string, Number> m_numbers;
  Number m_not_known;
  Number m_not_asked;
  bool m_several = false;
};

// A duration while it is being measured, in hours or in days.
class Measure {
public:
  explicit Measure(const core::DurationRule& rule);
  void add(std::size_t one, const core::World& world, const core::Zone& zone);
  Duration duration();

private:
  void measure(std::size_t one, const core::Moment& from, const core::Moment& to);

  Duration m_duration;
  std::vector<double> m_all;
};

} // namespace audit
