// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "casebook/dues.hpp"
#include "cmd/command.hpp"
#include "cmd/env.hpp"

namespace cmd {

// One clock in a list over one or several registers.
struct DueRow {
  Env* env = nullptr;        // of its register
  std::string register_name; // its folder as it was named; empty when there is one register
  casebook::Due due;
  bool soon = false; // due within the time asked for

  std::string file() const; // of the case, as seen from where the registers were named
};

// What `deadline` shows, most urgent first.
struct DueRows {
  std::vector<std::unique_ptr<Env>> envs; // one for each register, when there are several
  std::vector<DueRow> rows;
  std::vector<core::Finding> findings;
  bool undecided = false;
  bool overdue() const;
  bool soon() const;
};

// "24h", "3d", "2w": throws core::Error (usage, "bad-span").
std::chrono::seconds span_from(const std::string& text);

// Whether names, titles and texts are kept out of the output: on a build server, unless --details.
bool is_redacted(const Arguments& arguments);

// The clocks that the arguments ask for.
DueRows due_rows(Env& env, const Arguments& arguments);

} // namespace cmd
