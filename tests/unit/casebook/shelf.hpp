// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "casebook/book.hpp"
#include "core/error.hpp"
#include "register/memory.hpp"

namespace test {

// A register in memory with its casebook, and the hands of others on it.
class Shelf {
public:
  explicit Shelf(const reg::Files& files = {}, const std::string& own_kinds = "",
                 const std::string& now = "2026-10-05T15:00:00+02:00");

  Shelf(const Shelf&) = delete;
  Shelf& operator=(const Shelf&) = delete;

  casebook::Book& book() { return *m_book; }
  // A file changed by hand, not committed.
  void edit(const std::string& path, const std::optional<std::string>& text);
  std::string working(const std::string& path) const;
  std::string committed(const std::string& path) const;
  // The newest commits, newest first, as "SUBJECT | Key: value; ..."
  std::vector<std::string> log(std::size_t most = 0) const;
  std::size_t commits() const;
  // Before the next `times` commits someone else commits `text` at `path`.
  void interrupt(int times, const std::string& path, const std::string& text);

private:
  class Busy;
  Busy* m_register = nullptr; // owned by the book
  std::unique_ptr<casebook::Book> m_book;
};

extern const char* const k_organisation; // a pvtool.yaml
std::string case_text(const std::string& id, const std::string& more = "");

// The error that a function throws; fails the test when it throws none.
template <typename Function> core::Error error_of(const Function& function) {
  try {
    function();
  } catch (const core::Error& error) {
    return error;
  }
  FAIL_CHECK("nothing was thrown");
  return {core::Exit::done, ""};
}

std::string names(const std::vector<core::Finding>& findings); // "a:3 b:7": name and line
std::string argument(const core::Arguments& arguments, std::string_view name);

} // namespace test
