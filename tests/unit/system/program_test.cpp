// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <chrono>
#include <cstdlib>
#include <string>

#include <fcntl.h>
#include <unistd.h>

#include "system/files.hpp"
#include "system/program.hpp"

using sys::Program;
using sys::Ran;

namespace {

Program shell(const std::string& script) {
  return {"sh", {"-c", script}};
}

} // namespace

TEST_CASE("a program gets its input and gives its output, errors and code") {
  auto program = shell("cat; echo wrong >&2; exit 3");
  program.input = "blåbær";
  const auto ran = sys::run_program(program);
  CHECK(ran.end == Ran::End::exited);
  CHECK(ran.code == 3);
  CHECK(ran.output == "blåbær");
  CHECK(ran.errors == "wrong\n");
  CHECK_FALSE(ran.is_good());
}

TEST_CASE("arguments are words, not a script") {
  const auto ran = sys::run_program({"printf", {"%s|", "a b", "$HOME", "'; exit 1", ""}});
  CHECK(ran.is_good());
  CHECK(ran.output == "a b|$HOME|'; exit 1||");
}

TEST_CASE("a missing program is told from a failing one") {
  CHECK(sys::run_program({"no-such-program-at-all"}).end == Ran::End::not_found);
  CHECK(sys::run_program({"/no/such/program"}).end == Ran::End::not_found);
  CHECK(sys::run_program({"/etc/passwd"}).end == Ran::End::not_found);
  CHECK(sys::run_program({"false"}).end == Ran::End::exited);
}

TEST_CASE("a program sees no variable of ours but PATH, and an empty folder of its own") {
  ::setenv("PVTOOL_SECRET", "hidden", 1);
  auto program = shell("env | cut -d= -f1 | sort | tr '\\n' ' '; ls -A \"$HOME\" | wc -l; "
                       "test \"$HOME\" = \"$TMPDIR\" && test \"$HOME\" = \"$PWD\" && echo same; "
                       "touch left; echo $HOME");
  program.environment = {{"SOURCE_DATE_EPOCH", "1"}};
  const auto ran = sys::run_program(program);
  ::unsetenv("PVTOOL_SECRET");
  CHECK(ran.output.starts_with("HOME LANG LC_ALL PATH PWD SOURCE_DATE_EPOCH TMPDIR 0\nsame\n/"));
  auto folder = ran.output.substr(ran.output.find("same\n") + 5);
  folder.pop_back();
  CHECK_FALSE(sys::is_folder(folder));
}

TEST_CASE("a program inherits no open file of ours") {
  const int open = ::open("/etc/passwd", O_RDONLY); // without O_CLOEXEC, as a library may do
  const auto ran = sys::run_program(
      shell("for n in $(seq 3 99); do test -e /proc/$$/fd/$n && echo $n; done; echo none"));
  ::close(open);
  CHECK(ran.output == "none\n");
}

TEST_CASE("much on both streams at once, while much is fed, does not block") {
  auto program = shell("i=0; while [ $i -lt 300 ]; do head -c 9999 /dev/zero; head -c 9999 "
                       "/dev/zero >&2; i=$((i+1)); done; cat | wc -c >&2; exec cat");
  program.input = std::string(3000000, 'x');
  const auto ran = sys::run_program(program);
  CHECK(ran.is_good());
  CHECK(ran.output.size() == 300 * 9999);
  CHECK(ran.errors.size() == 65536);
}

TEST_CASE("a big text comes back whole") {
  Program program{"cat"};
  for (int line = 0; line < 300000; ++line) {
    program.input += std::to_string(line) + "\n";
  }
  CHECK(sys::run_program(program).output == program.input);
}

TEST_CASE("a program that does not read its input does not end us") {
  Program program{"true"};
  program.input = std::string(5000000, 'x');
  CHECK(sys::run_program(program).is_good());
}

TEST_CASE("endless output ends at the limit") {
  Program program{"yes"};
  program.most_output = 100000;
  CHECK(sys::run_program(program).end == Ran::End::too_much);
  program = shell("head -c 100000 /dev/zero");
  program.most_output = 100000;
  CHECK(sys::run_program(program).output.size() == 100000);
}

TEST_CASE("a slow program ends at the time limit, with what it has started") {
  auto program = shell("sleep 30 & echo $!; sleep 30");
  program.at_most = std::chrono::milliseconds(300);
  const auto before = std::chrono::steady_clock::now();
  const auto ran = sys::run_program(program);
  CHECK(ran.end == Ran::End::too_slow);
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(5));
  const auto state =
      sys::run_program(shell("sed -n 's/^State:[[:space:]]*//p' /proc/" +
                             ran.output.substr(0, ran.output.find('\n')) + "/status 2>/dev/null"))
          .output;
  CHECK((state.empty() || state.starts_with("Z")));
}

TEST_CASE("what a program leaves running is not waited for") {
  const auto before = std::chrono::steady_clock::now();
  const auto ran = sys::run_program(shell("sleep 30 & echo done"));
  CHECK(ran.is_good());
  CHECK(ran.output == "done\n");
  CHECK(std::chrono::steady_clock::now() - before < std::chrono::seconds(5));
}

TEST_CASE("a program that dies of a signal says which") {
  const auto ran = sys::run_program(shell("kill -9 $$"));
  CHECK(ran.end == Ran::End::killed);
  CHECK(ran.code == 9);
}
