// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include "cmd/env.hpp"

namespace cmd {

// How far long work has come: one line on a terminal's standard error that is taken away again;
// silent elsewhere, and while the work is short.
class Progress {
public:
  Progress(Env& env, std::string what);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::size_t done, std::size_t of);

private:
  Env& m_env;
  std::string m_what;
  bool m_wanted;
  bool m_shown = false;
  std::chrono::steady_clock::time_point m_next;
};

} // namespace cmd
