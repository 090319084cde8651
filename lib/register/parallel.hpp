// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace reg {

// So many threads are worth while where they compute; more only wait for each other.
inline std::size_t processors() {
  return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
}

// Call `work` for all numbers below `count`, in at most `most` threads that take `block` of them
// at a time. When one call throws, no further block is begun, and the error is thrown on.
template <typename Work>
void in_parallel(std::size_t count, std::size_t block, std::size_t most, Work work) {
  std::atomic<std::size_t> next = 0;
  std::exception_ptr error;
  std::mutex mutex;
  const auto take = [&] {
    try {
      for (std::size_t begin = next.fetch_add(block); begin < count; begin = next.fetch_add(block))
        for (std::size_t i = begin; i < std::min(begin + block, count); ++i)
          work(i);
    } catch (...) {
      next = count;
      const std::scoped_lock lock(mutex);
      error = error ? error : std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    try {
      for (std::size_t i = 1; i < most && i * block < count; ++i)
        others.emplace_back(take);
    } catch (const std::system_error&) {
      // Those that there are do it all.
    }
    take();
  }
  if (error)
    std::rethrow_exception(error);
}

} // namespace reg
