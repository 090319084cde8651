// SPDX-License-Identifier: MIT
#include "system/process.hpp"

#include <sys/wait.h>
#include <unistd.h>

namespace sys {

int run_editor(const std::string& command, const std::string& file) {
  const auto script = command + " \"$1\"";
  const auto child = ::fork();
  if (child == 0) {
    ::execl("/bin/sh", "sh", "-c", script.c_str(), "sh", file.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) < 0) {
    return 127;
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

bool is_terminal_input() {
  return ::isatty(STDIN_FILENO) == 1;
}
bool is_terminal_output() {
  return ::isatty(STDOUT_FILENO) == 1;
}
bool is_terminal_error() {
  return ::isatty(STDERR_FILENO) == 1;
}

} // namespace sys
