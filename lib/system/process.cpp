// SPDX-License-Identifier: MIT
#include "system/process.hpp"

#include <cerrno>
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

namespace sys {

int run_editor(const std::string& command, const std::string& file) {
  const auto script = command + " \"$1\"";
  // Ctrl-C belongs to the editor: it must not end us while the editor lives on.
  const auto interrupt = std::signal(SIGINT, SIG_IGN);
  const auto quit = std::signal(SIGQUIT, SIG_IGN);
  const auto child = ::fork();
  if (child == 0) {
    std::signal(SIGINT, interrupt);
    std::signal(SIGQUIT, quit);
    std::signal(SIGPIPE, SIG_DFL);
    ::execl("/bin/sh", "sh", "-c", script.c_str(), "sh", file.c_str(), nullptr);
    ::_exit(127);
  }
  int status = 0;
  pid_t ended = -1;
  do {
    ended = child < 0 ? -1 : ::waitpid(child, &status, 0);
  } while (ended < 0 && errno == EINTR);
  std::signal(SIGINT, interrupt);
  std::signal(SIGQUIT, quit);
  if (ended < 0) {
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
