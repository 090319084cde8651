// SPDX-License-Identifier: MIT
#pragma once

#include "core/time.hpp"

namespace core {

// Moments from `from` on, those from `until` on left out.
struct Moments {
  Instant from = Instant::min();
  Instant until = Instant::max();
  bool contain(Instant instant) const { return from <= instant && instant < until; }
  void narrow(Instant new_from, Instant new_until);
  friend bool operator==(const Moments&, const Moments&) = default;
};

// The moment that a judgement is made at. What judges cannot ask when it is, only how it stands to
// other moments and on which day; so every answer can be noted as the moments for which it is the
// same, and a judgement holds for all moments that it asked nothing to tell apart.
class Now {
public:
  // NOLINTNEXTLINE(google-explicit-constructor): a moment of which nothing is noted
  Now(Instant instant) : m_instant(instant) {}
  // `alike` is narrowed by every answer, must contain `instant` and outlive all copies.
  Now(Instant instant, Moments& alike) : m_instant(instant), m_alike(&alike) {}

  bool is_after(Instant other) const;
  bool is_before(Instant other) const;
  Date day(const Zone& zone) const;

private:
  void note(Instant from, Instant until) const;

  Instant m_instant;
  Moments* m_alike = nullptr;
};

} // namespace core
