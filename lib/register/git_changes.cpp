// SPDX-License-Identifier: MIT
#include "register/git_changes.hpp"

#include <iterator>
#include <system_error>

#include "core/error.hpp"
#include "register/git_tree_diff.hpp"
#include "register/parallel.hpp"

namespace reg {

namespace {

constexpr std::size_t k_block = 256;

} // namespace

void Changes::add(Step step) {
  m_block.push_back(std::move(step));
  if (m_block.size() < k_block)
    return;
  hand_over();
  if (m_threads.size() + 1 < processors()) {
    try {
      m_threads.emplace_back([this] { work(); });
    } catch (const std::system_error&) {
      // The caller does it all in the end.
    }
  }
}

std::vector<Step> Changes::taken() {
  hand_over();
  {
    const std::scoped_lock lock(m_mutex);
    m_is_all = true;
  }
  m_more.notify_all();
  work();
  m_threads.clear(); // joins them
  if (m_error)
    std::rethrow_exception(m_error);
  std::vector<Step> all;
  for (auto& block : m_blocks)
    std::move(block.begin(), block.end(), std::back_inserter(all));
  m_blocks.clear();
  return all;
}

void Changes::hand_over() {
  {
    const std::scoped_lock lock(m_mutex);
    m_blocks.push_back(std::move(m_block));
  }
  m_block.clear();
  m_more.notify_one();
}

// Nobody wants the rest.
void Changes::end() {
  {
    const std::scoped_lock lock(m_mutex);
    m_is_all = true;
    m_next = m_blocks.size();
  }
  m_more.notify_all();
}

void Changes::work() {
  try {
    while (auto* block = next())
      compare(*block);
  } catch (...) {
    end();
    const std::scoped_lock lock(m_mutex);
    m_error = m_error ? m_error : std::current_exception();
  }
}

Changes::Block* Changes::next() {
  std::unique_lock lock(m_mutex);
  m_more.wait(lock, [&] { return m_is_all || m_next < m_blocks.size(); });
  return m_next < m_blocks.size() ? &m_blocks[m_next++] : nullptr;
}

// The oldest first, so that the tree of each is the next one's parent.
void Changes::compare(Block& block) {
  const Stores::Lent store(m_stores);
  TreeDiff diff(store.get());
  for (auto step = block.rbegin(); step != block.rend(); ++step) {
    try {
      if (step->parents.empty())
        step->changed.push_back(diff.between({}, step->tree));
      for (const auto& parent : step->parents)
        step->changed.push_back(diff.between(parent, step->tree));
    } catch (const core::Error& error) {
      if (error.name != "object-damaged")
        throw;
      const bool is_odd = error.arguments.size() > 2;
      step->damage = {error.arguments[0].second, "", error.arguments[1].second, is_odd};
    }
  }
}

} // namespace reg
