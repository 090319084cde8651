// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace sys {

// A program to be run without a shell. It sees nothing of us but PATH and the zone-free locale
// C.UTF-8: its HOME, TMPDIR and current folder are one empty private folder that is removed with
// it.
struct Program {
  std::string name; // looked up in PATH unless it holds a '/'
  std::vector<std::string> arguments = {};
  std::string input = {};                                            // standard input
  std::vector<std::pair<std::string, std::string>> environment = {}; // added, or in place of ours
  std::size_t most_output = 64U << 20U;
  std::chrono::milliseconds at_most = std::chrono::seconds(60);
};

// How it went. `output` is whole when it exited; of the errors only the first 64 KiB are kept.
struct Ran {
  enum class End {
    exited,    // by itself, with `code`
    killed,    // by the signal `code`
    not_found, // there is no such program, or none that may be run
    too_slow,  // ended at the time limit, with all that it had started
    too_much,  // ended when its output grew beyond the limit
  };
  End end = End::exited;
  int code = 0;
  std::string output = {};
  std::string errors = {};

  bool is_good() const { return end == End::exited && code == 0; }
};

// Run it and wait for its end. Throws core::Error (failed, "disk", {path, reason}) when the system
// gives no folder, pipe or process.
Ran run_program(const Program& program);

} // namespace sys
