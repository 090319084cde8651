// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/clock.hpp"
#include "core/kind.hpp"
#include "core/workflow.hpp"

namespace audit {

// met: it is there. due: it is not. cannot_tell: what says whether it is needed, or there, is
// missing.
enum class Documented { met, due, cannot_tell };
std::string name_of(Documented documented);

// One demand on the documentation of one case.
struct Demand {
  // rule: what the kind's `documentation` asks for. delay: the reason why a period was not kept.
  // deed: that what a period asks for was done or decided against; its time has run out.
  enum class About { rule, delay, deed };

  std::string id; // of the rule, or of the period
  About about = About::rule;
  std::string entry; // "notifications[1]", or empty
  std::string source;
  std::string command; // what mends it
  Documented documented = Documented::met;
  std::vector<core::Cause> causes;  // cannot_tell: what would settle it
  std::optional<core::Instant> due; // deed: when the time ran out
};

struct Score {
  std::size_t met = 0;
  std::size_t due = 0;
  std::size_t cannot_tell = 0;
  std::size_t all() const { return met + due + cannot_tell; }
  void add(Documented documented);
  void add(const Score& other);
};

Score score_of(const std::vector<Demand>& demands);

// What the kind demands of the documentation of a case, in the order of its rules; what is not
// asked of this case is left out. Behind them, for each clock whose period asks for the reason of a
// delay: when it ended late, whether the reason is there (`reasons_missing` are the findings
// late-without-reason and reason-missing of the case); when it is overdue, that it was done.
std::vector<Demand> demands_of(const core::Kind& kind, const core::Value& document,
                               const core::Value& organisation, const core::Value& state,
                               core::Instant now, const std::vector<core::Clock>& clocks,
                               const std::vector<core::Finding>& reasons_missing);

} // namespace audit
