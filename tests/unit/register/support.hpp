// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "register/register.hpp"

namespace support {

// Who, when, where from: nothing of the user's own.
void fix_environment();

// A variable with a value for as long as this lives.
class Variable {
public:
  Variable(const char* name, const char* value);
  ~Variable();
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

private:
  std::string m_name;
  std::optional<std::string> m_old;
};

// A folder that is gone afterwards.
class Folder {
public:
  Folder();
  ~Folder();
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  std::string path(const std::string& name = "") const;
  void write(const std::string& name, const std::string& bytes) const;
  std::string read(const std::string& name) const;
  // Runs in the folder; the output without its last newline. Fails the test on an exit code.
  std::string run(const std::string& command) const;
  int code(const std::string& command) const;

private:
  std::string m_path;
};

// A folder with a register of a few files.
struct RegisterFolder {
  RegisterFolder();
  std::unique_ptr<reg::Register> open() const { return reg::open(folder.path()); }
  Folder folder;
};

// The name of the core::Error that a function throws; empty when it throws none.
std::string error_of(const std::function<void()>& function);
core::Error thrown_by(const std::function<void()>& function);

// Exit code of a function run in a process of its own.
int in_child(const std::function<int()>& function);

// The same as the owner of the folder without the rights of root.
int as_nobody(const Folder& folder, const std::function<int()>& function);

reg::Change change(const std::string& subject, const reg::Files& files);

constexpr const char* k_case = "cases/2026/2026-0001.yaml";

} // namespace support
