// SPDX-License-Identifier: MIT
#include "core/now.hpp"

#include <algorithm>

namespace core {

namespace {
using namespace std::chrono_literals;
} // namespace

void Moments::narrow(Instant new_from, Instant new_until) {
  from = std::max(from, new_from);
  until = std::min(until, new_until);
}

void Now::note(Instant from, Instant until) const {
  if (m_alike != nullptr) {
    m_alike->narrow(from, until);
  }
}

bool Now::is_after(Instant other) const {
  const bool after = m_instant > other;
  note(after ? other + 1s : Instant::min(), after ? Instant::max() : other + 1s);
  return after;
}

bool Now::is_before(Instant other) const {
  const bool before = m_instant < other;
  note(before ? Instant::min() : other, before ? other : Instant::max());
  return before;
}

Date Now::day(const Zone& zone) const {
  const auto here = in_zone(m_instant, zone);
  const auto into_day = (here.instant + here.offset).time_since_epoch() % 24h;
  const auto from = m_instant - (into_day < 0s ? into_day + 24h : into_day);
  // On a day when the clock is changed only this very moment is sure to lie in it.
  const bool plain =
      zone.offset_at(from) == here.offset && zone.offset_at(from + 24h - 1s) == here.offset;
  note(plain ? from : m_instant, plain ? from + 24h : m_instant + 1s);
  return day_of(m_instant, zone);
}

} // namespace core
