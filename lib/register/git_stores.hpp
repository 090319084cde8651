// SPDX-License-Identifier: MIT
#pragma once

#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "register/git_handles.hpp"

namespace reg {

// libgit2 locks a store for as long as it reads an object: each thread needs one of its own.
class Stores {
public:
  explicit Stores(std::string folder) : m_folder(std::move(folder)) {}

  // One that no other thread has, until it goes.
  class Lent {
  public:
    explicit Lent(Stores& stores) : m_stores(stores), m_odb(stores.taken()) {}
    ~Lent() { m_stores.give_back(std::move(m_odb)); }
    Lent(const Lent&) = delete;
    Lent& operator=(const Lent&) = delete;
    git_odb* get() const { return m_odb.get(); }

  private:
    Stores& m_stores;
    Odb m_odb;
  };

private:
  Odb taken() {
    const std::scoped_lock lock(m_mutex);
    if (m_free.empty())
      return made<Odb>(git_odb_open, m_folder.c_str());
    auto odb = std::move(m_free.back());
    m_free.pop_back();
    return odb;
  }

  void give_back(Odb odb) {
    const std::scoped_lock lock(m_mutex);
    m_free.push_back(std::move(odb));
  }

  std::string m_folder;
  std::mutex m_mutex;
  std::vector<Odb> m_free;
};

} // namespace reg
