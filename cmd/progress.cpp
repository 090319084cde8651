// SPDX-License-Identifier: MIT
#include "cmd/progress.hpp"

#include <cstdio>

#include "cmd/page.hpp"
#include "system/process.hpp"

namespace cmd {

namespace {
using namespace std::chrono_literals;
constexpr auto k_patience = 500ms;
constexpr auto k_pause = 100ms;
} // namespace

Progress::Progress(Env& env, std::string what)
    : m_env(env), m_what(harmless(what)), m_wanted(sys::is_terminal_error()),
      m_next(std::chrono::steady_clock::now() + k_patience) {}

Progress::~Progress() {
  if (m_shown) {
    std::fputs("\r\x1b[K", stderr);
  }
}

void Progress::show(std::size_t done, std::size_t of) {
  if (!m_wanted || std::chrono::steady_clock::now() < m_next) {
    return;
  }
  m_shown = true;
  m_next = std::chrono::steady_clock::now() + k_pause;
  const auto text = m_env.say(
      "progress", {{"what", m_what}, {"done", std::to_string(done)}, {"of", std::to_string(of)}});
  std::fputs(("\r" + text + "\x1b[K").c_str(), stderr);
  std::fflush(stderr);
}

} // namespace cmd
