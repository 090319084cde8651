// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/register.hpp"

namespace test {

// A register that passes everything on to another one. A test overrides what it wants to see or to
// change on the way.
class Passing : public reg::Register {
public:
  // A pointer: a reference to another one that passes on would make a copy of it.
  explicit Passing(reg::Register* to) : m_to(*to) {}

  std::string root() const override { return m_to.root(); }
  std::optional<std::string> committed(std::string_view path) const override {
    return m_to.committed(path);
  }
  std::optional<std::string> working(std::string_view path) const override {
    return m_to.working(path);
  }
  reg::State state(std::string_view path) const override { return m_to.state(path); }
  std::vector<std::string> working_paths(std::string_view folder) const override {
    return m_to.working_paths(folder);
  }
  std::vector<std::string> committed_paths(std::string_view folder) const override {
    return m_to.committed_paths(folder);
  }
  std::vector<reg::Stamped> stamps(std::string_view folder) const override {
    return m_to.stamps(folder);
  }
  std::optional<std::vector<std::string>> changed_between(const std::string& older_head,
                                                          std::string_view folder) const override {
    return m_to.changed_between(older_head, folder);
  }
  std::string head() const override { return m_to.head(); }
  std::string setting(const std::string& key) const override { return m_to.setting(key); }
  std::optional<std::string> note(std::string_view name) const override { return m_to.note(name); }
  void keep_note(std::string_view name, const std::string& bytes) override {
    m_to.keep_note(name, bytes);
  }
  std::string commit(const reg::Change& change, const std::string& expected) override {
    return m_to.commit(change, expected);
  }
  std::vector<reg::Entry> history(std::string_view path, std::size_t most) const override {
    return m_to.history(path, most);
  }
  std::vector<reg::Entry> line() const override { return m_to.line(); }
  std::vector<std::string> touched(const std::string& id, std::string_view folder) const override {
    return m_to.touched(id, folder);
  }
  std::string commit_named(const std::string& word) const override {
    return m_to.commit_named(word);
  }
  std::string listing(const std::string& id, std::string_view folder) const override {
    return m_to.listing(id, folder);
  }
  std::optional<std::string> content(const std::string& id, std::string_view path) const override {
    return m_to.content(id, path);
  }
  std::optional<std::string> mended() const override { return m_to.mended(); }

private:
  reg::Register& m_to;
};

} // namespace test
