// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "register/git_handles.hpp"
#include "register/git_stores.hpp"
#include "register/past.hpp"

namespace reg {

// A commit, and how its tree differs from the trees of its parents; from nothing when it has none.
struct Step {
  std::size_t number = 0; // by which the caller knows it
  git_oid tree{};
  std::vector<git_oid> parents; // trees
  std::vector<std::vector<Changed>> changed = {};
  std::optional<Damage> damage = std::nullopt; // its commit is left to the caller
};

// Compares trees in threads of its own, while the caller still looks for the next commit. Fast when
// a step is added just before that of its first parent: neighbours share most of their trees.
class Changes {
public:
  explicit Changes(Stores& stores) : m_stores(stores) {}
  ~Changes() { end(); }
  Changes(const Changes&) = delete;
  Changes& operator=(const Changes&) = delete;

  void add(Step step);
  // All steps that were added, when all are compared. Throws what a thread threw.
  std::vector<Step> taken();

private:
  using Block = std::vector<Step>;

  void hand_over();
  void end();
  void work();
  Block* next();
  void compare(Block& block);

  Stores& m_stores;
  Block m_block; // being filled
  std::mutex m_mutex;
  std::condition_variable m_more;
  std::deque<Block> m_blocks;
  std::size_t m_next = 0; // the first block that nobody has begun
  bool m_is_all = false;
  std::exception_ptr m_error;
  std::vector<std::jthread> m_threads;
};

} // namespace reg
