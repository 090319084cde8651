// SPDX-License-Identifier: MIT
#include "support.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace support {

void fix_environment() {
  ::setenv("HOME", "/nonexistent", 1);
  ::setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
  ::setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
  ::setenv("GIT_AUTHOR_NAME", "Kari Nordmann", 1);
  ::setenv("GIT_AUTHOR_EMAIL", "kari@example.org", 1);
  ::setenv("GIT_COMMITTER_NAME", "Ola Nordmann", 1);
  ::setenv("GIT_COMMITTER_EMAIL", "ola@example.org", 1);
  ::setenv("GIT_AUTHOR_DATE", "2026-10-05T14:50:00+02:00", 1);
  ::setenv("GIT_COMMITTER_DATE", "2026-10-05T14:51:00+02:00", 1);
  ::setenv("LC_ALL", "C.UTF-8", 1);
  ::setenv("TZ", "Europe/Oslo", 1);
}

Variable::Variable(const char* name, const char* value) : m_name(name) {
  if (const char* old = std::getenv(name))
    m_old = old;
  if (value)
    ::setenv(name, value, 1);
  else
    ::unsetenv(name);
}

Variable::~Variable() {
  if (m_old)
    ::setenv(m_name.c_str(), m_old->c_str(), 1);
  else
    ::unsetenv(m_name.c_str());
}

Folder::Folder() {
  fix_environment();
  // In memory where there is such a place: these tests wait for the disk a thousand times.
  const bool is_fast = ::access("/dev/shm", W_OK) == 0;
  const std::filesystem::path base =
      is_fast ? std::filesystem::path("/dev/shm") : std::filesystem::temp_directory_path();
  std::string name = (base / "pvtool-XXXXXX").string();
  m_path = ::mkdtemp(name.data());
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(m_path, ignored);
}

std::string Folder::path(const std::string& name) const {
  return name.empty() ? m_path : m_path + '/' + name;
}

void Folder::write(const std::string& name, const std::string& bytes) const {
  std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
  std::ofstream(path(name), std::ios::binary) << bytes;
}

std::string Folder::read(const std::string& name) const {
  std::ostringstream bytes;
  bytes << std::ifstream(path(name), std::ios::binary).rdbuf();
  return bytes.str();
}

std::string Folder::run(const std::string& command) const {
  const std::string whole = "cd '" + m_path + "' && { " + command + "\n} 2>&1";
  FILE* pipe = ::popen(whole.c_str(), "r");
  std::string output;
  std::array<char, 4096> part{};
  while (const std::size_t count = std::fread(part.data(), 1, part.size(), pipe))
    output.append(part.data(), count);
  const int code = ::pclose(pipe);
  CHECK_MESSAGE(code == 0, command << " gave " << code << ": " << output);
  if (output.ends_with('\n'))
    output.pop_back();
  return output;
}

int Folder::code(const std::string& command) const {
  const std::string whole = "cd '" + m_path + "' && { " + command + "\n} >/dev/null 2>&1";
  return WEXITSTATUS(std::system(whole.c_str()));
}

RegisterFolder::RegisterFolder() {
  reg::init(folder.path(), change("init: register", {{".gitattributes", "* -text\n"},
                                                     {"pvtool.yaml", "organisation: Vik\n"},
                                                     {k_case, "title: one\n"}}));
}

core::Error thrown_by(const std::function<void()>& function) {
  try {
    function();
  } catch (const core::Error& error) {
    return error;
  }
  return core::Error(core::Exit::done, "");
}

std::string error_of(const std::function<void()>& function) {
  return thrown_by(function).name;
}

int in_child(const std::function<int()>& function) {
  const pid_t child = ::fork();
  if (child == 0) {
    int code = 99;
    try {
      code = function();
    } catch (...) {
      code = 98;
    }
    ::_exit(code);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 97;
}

int as_nobody(const Folder& folder, const std::function<int()>& function) {
  constexpr unsigned k_nobody = 65534;
  const bool is_root = ::geteuid() == 0;
  if (is_root)
    folder.run("chown -R 65534:65534 .");
  const int code = in_child([&] {
    if (is_root && (::setgid(k_nobody) != 0 || ::setuid(k_nobody) != 0))
      return 90;
    return function();
  });
  if (is_root)
    folder.run("chown -R 0:0 .");
  return code;
}

reg::Change change(const std::string& subject, const reg::Files& files) {
  return {subject, {{"Case", "2026-0001"}, {"Command", "test"}}, files};
}

} // namespace support
