// SPDX-License-Identifier: MIT
#include "system/program.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.hpp"
#include "system/files.hpp"

namespace sys {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t k_most_errors = 64U << 10U;
constexpr int k_first_own = 3; // below: standard input, output and errors

core::Error trouble(const std::string& path) {
  return {core::Exit::failed, "disk", {{"path", path}, {"reason", std::strerror(errno)}}};
}

// A file descriptor that is closed with its owner and never handed on by exec.
class Handle {
public:
  Handle() = default;
  explicit Handle(int number) : m_number(number) {}
  Handle(Handle&& other) noexcept : m_number(other.m_number) { other.m_number = -1; }
  Handle& operator=(Handle&& other) noexcept {
    std::swap(m_number, other.m_number);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { close(); }

  int number() const { return m_number; }
  bool is_open() const { return m_number >= 0; }
  void close() {
    if (is_open()) {
      ::close(m_number);
      m_number = -1;
    }
  }

private:
  int m_number = -1;
};

struct Pipe {
  Handle read;
  Handle write;
};

// An end of a pipe above the three standard streams, which may be closed where we run.
Handle above_standard(int number) {
  Handle low(number);
  Handle high(::fcntl(number, F_DUPFD_CLOEXEC, k_first_own));
  if (!high.is_open()) {
    throw trouble("pipe");
  }
  return high;
}

Pipe new_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
    throw trouble("pipe");
  }
  Handle write(ends[1]); // not lost when the first cannot be moved
  auto read = above_standard(ends[0]);
  Handle moved(::fcntl(write.number(), F_DUPFD_CLOEXEC, k_first_own));
  if (!moved.is_open()) {
    throw trouble("pipe");
  }
  return {std::move(read), std::move(moved)};
}

// An empty folder of our own that goes when this goes.
class PrivateFolder {
public:
  PrivateFolder() : m_path(environment("TMPDIR").value_or("/tmp") + "/pvtool-XXXXXX") {
    if (::mkdtemp(m_path.data()) == nullptr) {
      throw trouble(m_path);
    }
  }
  PrivateFolder(const PrivateFolder&) = delete;
  PrivateFolder& operator=(const PrivateFolder&) = delete;
  ~PrivateFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  const std::string& path() const { return m_path; }

private:
  std::string m_path;
};

// A program that stops reading must not end us.
class WithoutPipeSignal {
public:
  WithoutPipeSignal() : m_before(std::signal(SIGPIPE, SIG_IGN)) {}
  WithoutPipeSignal(const WithoutPipeSignal&) = delete;
  WithoutPipeSignal& operator=(const WithoutPipeSignal&) = delete;
  ~WithoutPipeSignal() { std::signal(SIGPIPE, m_before); }

private:
  void (*m_before)(int);
};

// Everything that the child needs, made before the fork: between fork and exec nothing may
// allocate.
struct Words {
  std::vector<std::string> texts;
  std::vector<char*> pointers;

  explicit Words(std::vector<std::string> all) : texts(std::move(all)) {
    for (auto& text : texts) {
      pointers.push_back(text.data());
    }
    pointers.push_back(nullptr);
  }
};

std::string search_path() {
  return environment("PATH").value_or("/usr/local/bin:/usr/bin:/bin");
}

// The file that the name stands for, or nothing.
std::optional<std::string> file_of(const std::string& name) {
  if (name.find('/') != std::string::npos) {
    return std::filesystem::absolute(name).string();
  }
  const auto path = search_path();
  for (std::size_t from = 0; from <= path.size();) {
    const auto to = std::min(path.find(':', from), path.size());
    const auto file = path.substr(from, to - from) + "/" + name;
    // Only absolute folders: the child stands in an empty one.
    if (file.front() == '/' && is_file(file) && ::access(file.c_str(), X_OK) == 0) {
      return file;
    }
    from = to + 1;
  }
  return std::nullopt;
}

Words arguments_of(const Program& program) {
  std::vector<std::string> all{program.name};
  all.insert(all.end(), program.arguments.begin(), program.arguments.end());
  return Words(std::move(all));
}

Words environment_of(const Program& program, const std::string& home) {
  std::map<std::string, std::string> all{{"PATH", search_path()},
                                         {"HOME", home},
                                         {"TMPDIR", home},
                                         {"LC_ALL", "C.UTF-8"},
                                         {"LANG", "C.UTF-8"}};
  for (const auto& [name, value] : program.environment) {
    all[name] = value;
  }
  std::vector<std::string> words;
  for (const auto& [name, value] : all) {
    words.push_back(name + "=" + value);
  }
  return Words(std::move(words));
}

struct Child {
  pid_t id = -1;
  Pipe input;
  Pipe output;
  Pipe errors;
  Pipe failure; // holds errno when there was no exec, else nothing
};

// The child's side of the fork; never returns.
[[noreturn]] void become(const std::string& file, const Words& words, const Words& environment,
                         const std::string& folder, const Child& child) {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL); // Ctrl-C reaches us, not its group
  std::signal(SIGPIPE, SIG_DFL);
  const bool ready = ::dup2(child.input.read.number(), STDIN_FILENO) >= 0 &&
                     ::dup2(child.output.write.number(), STDOUT_FILENO) >= 0 &&
                     ::dup2(child.errors.write.number(), STDERR_FILENO) >= 0 &&
                     ::close_range(k_first_own, ~0U, CLOSE_RANGE_CLOEXEC) == 0 &&
                     ::chdir(folder.c_str()) == 0;
  if (ready) {
    ::execve(file.c_str(), words.pointers.data(), environment.pointers.data());
  }
  const int reason = errno;
  [[maybe_unused]] const auto written =
      ::write(child.failure.write.number(), &reason, sizeof reason);
  ::_exit(127);
}

void make_patient(const Handle& handle) {
  ::fcntl(handle.number(), F_SETFL, ::fcntl(handle.number(), F_GETFL) | O_NONBLOCK);
}

// Our ends of the pipes, with what went through them.
class Streams {
public:
  Streams(Child& child, const Program& program, Ran& ran)
      : m_child(child), m_program(program), m_ran(ran) {
    for (auto* handle : {&child.input.write, &child.output.read, &child.errors.read}) {
      make_patient(*handle);
    }
  }

  // Move what can be moved within so long. False when nothing is left to read.
  bool move(std::chrono::milliseconds within) {
    std::array<pollfd, 3> ends{pollfd{m_child.input.write.number(), POLLOUT, 0},
                               pollfd{m_child.output.read.number(), POLLIN, 0},
                               pollfd{m_child.errors.read.number(), POLLIN, 0}};
    ::poll(ends.data(), ends.size(), static_cast<int>(within.count()));
    if (ends[0].revents != 0) {
      feed();
    }
    take(m_child.output.read, m_ran.output, m_program.most_output + 1);
    take(m_child.errors.read, m_ran.errors, k_most_errors);
    return m_child.output.read.is_open() || m_child.errors.read.is_open();
  }

  bool is_too_much() const { return m_ran.output.size() > m_program.most_output; }

private:
  void feed() {
    const auto rest = std::string_view(m_program.input).substr(m_fed);
    const auto count =
        rest.empty() ? 0 : ::write(m_child.input.write.number(), rest.data(), rest.size());
    if (count > 0) {
      m_fed += static_cast<std::size_t>(count);
    }
    const bool refused = count < 0 && errno != EAGAIN && errno != EINTR;
    if (refused || m_fed == m_program.input.size()) {
      m_child.input.write.close();
    }
  }

  // All that is there now; beyond `most` it is read and thrown away.
  static void take(Handle& from, std::string& to, std::size_t most) {
    std::array<char, 65536> buffer{};
    for (int rounds = 0; from.is_open() && rounds < 16; ++rounds) {
      const auto count = ::read(from.number(), buffer.data(), buffer.size());
      if (count > 0) {
        to.append(buffer.data(), std::min(static_cast<std::size_t>(count), most - to.size()));
      } else if (count == 0) {
        from.close();
      } else if (errno != EINTR) {
        return;
      }
    }
  }

  Child& m_child;
  const Program& m_program;
  Ran& m_ran;
  std::size_t m_fed = 0;
};

bool has_ended(pid_t id) {
  siginfo_t info{};
  // WNOWAIT: the process stays, so that its group's number cannot become somebody else's.
  return ::waitid(P_PID, static_cast<id_t>(id), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == id;
}

// Until the program has ended, and what it wrote is read. What it left running does not count.
Ran::End talked_to_the_end(Child& child, const Program& program, Ran& ran) {
  using namespace std::chrono_literals;
  Streams streams(child, program, ran);
  const auto end = Clock::now() + program.at_most;
  while (true) {
    const bool ended = has_ended(child.id);
    const bool open = streams.move(ended ? 0ms : 50ms);
    if (streams.is_too_much()) {
      return Ran::End::too_much;
    }
    if (ended) {
      return Ran::End::exited;
    }
    if (Clock::now() >= end) {
      return Ran::End::too_slow;
    }
    if (!open) {
      ::poll(nullptr, 0, 2); // it has closed its streams and is about to end
    }
  }
}

// End the whole group and take the exit code.
void reap(const Child& child, Ran& ran) {
  ::kill(-child.id, SIGKILL);
  int status = 0;
  while (::waitpid(child.id, &status, 0) < 0 && errno == EINTR) {
  }
  if (ran.end == Ran::End::exited && WIFSIGNALED(status)) {
    ran.end = Ran::End::killed;
  }
  ran.code = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
}

bool was_started(const Child& child) {
  int reason = 0;
  ssize_t count = -1;
  do {
    count = ::read(child.failure.read.number(), &reason, sizeof reason);
  } while (count < 0 && errno == EINTR);
  return count <= 0;
}

void start(Child& child, const std::string& file, const Program& program,
           const std::string& folder) {
  const auto words = arguments_of(program);
  const auto surroundings = environment_of(program, folder);
  child.input = new_pipe();
  child.output = new_pipe();
  child.errors = new_pipe();
  child.failure = new_pipe();
  child.id = ::fork();
  if (child.id == 0) {
    become(file, words, surroundings, folder, child);
  }
  if (child.id < 0) {
    throw trouble(program.name);
  }
  ::setpgid(child.id, child.id); // on both sides, whichever comes first
  for (auto* handle :
       {&child.input.read, &child.output.write, &child.errors.write, &child.failure.write}) {
    handle->close();
  }
}

} // namespace

Ran run_program(const Program& program) {
  const auto file = file_of(program.name);
  if (!file) {
    return {Ran::End::not_found};
  }
  const PrivateFolder folder;
  const WithoutPipeSignal calm;
  Child child;
  start(child, *file, program, folder.path());
  Ran ran;
  if (was_started(child)) {
    ran.end = talked_to_the_end(child, program, ran);
  } else {
    ran.end = Ran::End::not_found;
  }
  reap(child, ran);
  return ran;
}

} // namespace sys
