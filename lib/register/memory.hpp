// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>
#include <vector>

#include "register/register.hpp"

namespace reg {

// A register in memory: the same rules without a disk. What a user does beside
// pvtool is a function here, so that tests can do it too.
class MemoryRegister final : public Register {
public:
  // `files`, when there are any, are committed as the first commit.
  MemoryRegister(const Files& files, std::function<Instant()> now);

  // Change a file in the working tree only; no value removes it.
  void edit(const std::string& path, const std::optional<std::string>& bytes);

  std::string root() const override { return ""; }
  std::optional<std::string> committed(std::string_view path) const override;
  std::optional<std::string> working(std::string_view path) const override;
  State state(std::string_view path) const override;
  std::vector<std::string> working_paths(std::string_view folder) const override;
  std::vector<std::string> committed_paths(std::string_view folder) const override;
  std::vector<Stamped> stamps(std::string_view folder) const override;
  std::optional<std::vector<std::string>> changed_between(const std::string& older_head,
                                                          std::string_view folder) const override;
  std::string head() const override;
  std::string setting(const std::string& key) const override;
  void set(const std::string& key, const std::string& value) { m_settings[key] = value; }
  std::optional<std::string> note(std::string_view name) const override;
  void keep_note(std::string_view name, const std::string& bytes) override;
  std::string commit(const Change& change, const std::string& expected) override;
  std::vector<Entry> history(std::string_view path, std::size_t most) const override;
  std::vector<Entry> line() const override;
  std::vector<std::string> touched(const std::string& id, std::string_view folder) const override;
  std::string commit_named(const std::string& word) const override;
  std::string listing(const std::string& id, std::string_view folder) const override;
  std::optional<std::string> content(const std::string& id, std::string_view path) const override;
  std::optional<std::string> mended() const override { return std::nullopt; }

private:
  using Contents = std::map<std::string, std::string, std::less<>>;
  struct Version {
    Entry entry;
    Contents files;
  };

  const Contents& last() const;
  const Contents* files_at(const std::string& id) const;

  Contents m_working;
  Contents m_settings;
  Contents m_notes;
  std::vector<Version> m_versions; // oldest first
  std::function<Instant()> m_now;
};

} // namespace reg
