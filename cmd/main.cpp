// SPDX-License-Identifier: MIT
#include <csignal>

#include "cmd/program.hpp"

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN); // a closed pipe shows as a failed write, not as a death halfway
  return cmd::run({argv + 1, argv + argc});
}
