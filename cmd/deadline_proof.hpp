// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>

#include "cmd/deadline_rows.hpp"

namespace cmd {

// What clocks rest on, so that one can do the sum by hand: rule and version, the start fact with
// file, line and the commit that set it, every earlier value, the counting step by step, the days
// off that moved it, other readings, and what stands still or was extended. Says it on the page and
// returns it as a value. Redacted, it shows no value of a case but times.
class Proofs {
public:
  explicit Proofs(bool redacted);
  ~Proofs();
  Proofs(const Proofs&) = delete;
  Proofs& operator=(const Proofs&) = delete;

  core::Value say(const DueRow& row, Page& page);

private:
  struct Material; // of one case: its text, its clocks, its history
  const Material& material_of(const DueRow& row);

  bool m_redacted;
  std::map<std::string, std::unique_ptr<Material>> m_cases; // by register and path
};

} // namespace cmd
