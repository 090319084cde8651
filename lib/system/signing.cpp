// SPDX-License-Identifier: MIT
#include "system/signing.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <sstream>
#include <utility>
#include <vector>

#include <fmt/chrono.h>
#include <fmt/format.h>

#include "core/error.hpp"
#include "system/files.hpp"
#include "system/program.hpp"
#include "system/random.hpp"

namespace sys {

namespace {

using State = SignatureCheck::State;

// A text in a file for as long as this lives.
class TextFile {
public:
  explicit TextFile(const std::string& text) : m_path(temporary_file(text, ".pvtool")) {}
  ~TextFile() { remove_file(m_path); }
  TextFile(const TextFile&) = delete;
  TextFile& operator=(const TextFile&) = delete;
  const std::string& path() const { return m_path; }

private:
  std::string m_path;
};

std::string home() {
  return environment("HOME").value_or("/");
}

// What programs need to reach the user's agents and to ask outside the terminal.
std::vector<std::pair<std::string, std::string>> surroundings() {
  std::vector<std::pair<std::string, std::string>> found;
  for (const auto* name : {"SSH_AUTH_SOCK", "SSH_ASKPASS", "GPG_TTY", "DISPLAY", "WAYLAND_DISPLAY",
                           "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"}) {
    if (auto value = environment(name)) {
      found.emplace_back(name, std::move(*value));
    }
  }
  if (!environment("SSH_ASKPASS")) {
    found.emplace_back("SSH_ASKPASS", "/bin/false");
  }
  found.emplace_back("SSH_ASKPASS_REQUIRE", "force");
  found.emplace_back("GNUPGHOME", environment("GNUPGHOME").value_or(home() + "/.gnupg"));
  return found;
}

std::string with_home(const std::string& path) {
  return path.starts_with("~/") ? home() + path.substr(1) : path;
}

// The last line that says something.
std::string last_line(const std::string& text) {
  std::istringstream lines(text);
  std::string line;
  std::string last;
  while (std::getline(lines, line)) {
    if (line.find_first_not_of(" \r\t") != std::string::npos) {
      last = line;
    }
  }
  return last.empty() ? "-" : last;
}

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream words(line);
  std::vector<std::string> found;
  for (std::string word; words >> word;) {
    found.push_back(word);
  }
  return found;
}

std::string package_of(const std::string& program) {
  return program.ends_with("ssh-keygen") ? "openssh-client" : "gnupg";
}

std::string signed_by(const Program& program, std::string_view begins) {
  const auto ran = run_program(program);
  if (ran.end == Ran::End::not_found) {
    throw core::Error(core::Exit::failed, "signing-program-missing",
                      {{"program", program.name}, {"package", package_of(program.name)}});
  }
  if (!ran.is_good() || !ran.output.starts_with(begins)) {
    throw core::Error(core::Exit::failed, "signing-failed",
                      {{"program", program.name}, {"reason", last_line(ran.errors)}});
  }
  auto signature = ran.output;
  signature.erase(signature.find_last_not_of('\n') + 1);
  return signature;
}

std::string signed_by_ssh(const std::string& key, const std::string& program,
                          const std::string& text) {
  Program run{program.empty() ? "ssh-keygen" : with_home(program),
              {"-Y", "sign", "-n", "git"},
              text,
              surroundings()};
  run.at_most = std::chrono::minutes(5); // a person may have to touch a key
  const bool is_literal = key.starts_with("ssh-") || key.starts_with("key::");
  if (is_literal) {
    const TextFile file((key.starts_with("key::") ? key.substr(5) : key) + "\n");
    run.arguments.insert(run.arguments.end(), {"-U", "-f", file.path()});
    return signed_by(run, "-----BEGIN SSH SIGNATURE-----");
  }
  const auto path = with_home(key);
  if (!is_file(path)) {
    throw core::Error(core::Exit::refused, "signing-no-key-file", {{"key", key}});
  }
  run.arguments.insert(run.arguments.end(), {"-f", path});
  return signed_by(run, "-----BEGIN SSH SIGNATURE-----");
}

SignatureCheck checked_by_ssh(const std::string& signature, const std::string& text,
                              const std::string& allowed, const std::string& email,
                              std::int64_t seconds) {
  const TextFile signature_file(signature + "\n");
  const TextFile allowed_file(allowed);
  const auto time =
      fmt::format("-Overify-time={:%Y%m%d%H%M%S}Z", fmt::gmtime(static_cast<std::time_t>(seconds)));
  Program run{"ssh-keygen",
              {"-Y", "verify", "-f", allowed_file.path(), "-I", email, "-n", "git", "-s",
               signature_file.path(), time},
              text};
  auto ran = run_program(run);
  if (ran.end == Ran::End::not_found) {
    return {State::cannot_check, "ssh-keygen"};
  }
  if (ran.is_good()) {
    return {State::good, last_line(ran.output)};
  }
  const auto said = last_line(ran.errors + "\n" + ran.output);
  // Right in itself, whoever it is by?
  run.arguments = {"-Y", "check-novalidate", "-n", "git", "-s", signature_file.path()};
  ran = run_program(run);
  return ran.is_good() ? SignatureCheck{State::stranger, last_line(ran.output)}
                       : SignatureCheck{State::bad, said};
}

// Whether a line `# openpgp FINGERPRINT EMAIL` allows one of these keys in this name.
bool allows(const std::string& allowed, const std::vector<std::string>& keys,
            const std::string& email) {
  std::istringstream lines(allowed);
  std::string line;
  while (std::getline(lines, line)) {
    const auto found = words_of(line);
    if (found.size() >= 4 && found[0] == "#" && found[1] == "openpgp" && found[3] == email &&
        std::find(keys.begin(), keys.end(), found[2]) != keys.end()) {
      return true;
    }
  }
  return false;
}

// The words of the first line that begins with "[GNUPG:] NAME"; none when there is no such line.
std::vector<std::string> status(const std::string& output, const std::string& name) {
  std::istringstream lines(output);
  std::string line;
  while (std::getline(lines, line)) {
    auto found = words_of(line);
    if (found.size() > 2 && found[0] == "[GNUPG:]" && found[1] == name) {
      found.erase(found.begin(), found.begin() + 2);
      return found;
    }
  }
  return {};
}

std::int64_t number(const std::vector<std::string>& words, std::size_t at) {
  std::int64_t value = 0;
  if (at < words.size()) {
    std::from_chars(words[at].data(), words[at].data() + words[at].size(), value);
  }
  return value;
}

// How many lines of a name there are.
std::size_t counted(const std::string& output, const std::string& name) {
  std::istringstream lines(output);
  std::string line;
  std::size_t count = 0;
  while (std::getline(lines, line)) {
    const auto found = words_of(line);
    count += found.size() > 1 && found[0] == "[GNUPG:]" && found[1] == name ? 1 : 0;
  }
  return count;
}

// Whether a key and the one that it belongs to both held at a time: in gpg's list with colons each
// key is a line whose 7th field says when it expires, and the next line "fpr" has its fingerprint
// in the 10th (doc/DETAILS of GnuPG).
bool held(const std::string& key, const std::string& primary, std::int64_t time) {
  const auto ran = run_program(
      {"gpg", {"--batch", "--with-colons", "--list-keys", primary}, "", surroundings()});
  std::istringstream lines(ran.output);
  std::string line;
  std::int64_t expires = 0;
  std::size_t found = 0;
  while (std::getline(lines, line)) {
    std::vector<std::string> fields;
    std::istringstream rest(line);
    for (std::string field; std::getline(rest, field, ':');) {
      fields.push_back(field);
    }
    if (!fields.empty() && (fields[0] == "pub" || fields[0] == "sub")) {
      expires = number(fields, 6);
    } else if (fields.size() > 9 && fields[0] == "fpr" &&
               (fields[9] == key || fields[9] == primary)) {
      if (expires != 0 && time >= expires) {
        return false;
      }
      ++found;
    }
  }
  return found >= (key == primary ? 1U : 2U);
}

// gpg calls a signature valid also when its key is revoked or no longer holds. A key that has
// expired since was good when it signed; one that was revoked may have been stolen before. Of
// several signatures nobody could tell which is meant, and git makes one.
// `valid` is VALIDSIG: fingerprint, day, time of the signature, ... (doc/DETAILS of GnuPG).
bool was_good(const std::string& output, const std::vector<std::string>& valid,
              std::int64_t committed) {
  constexpr std::int64_t k_skew = 10 * 60;
  const auto signed_at = number(valid, 2);
  if (counted(output, "NEWSIG") > 1 || counted(output, "VALIDSIG") > 1 ||
      !status(output, "REVKEYSIG").empty() || !status(output, "EXPSIG").empty() ||
      signed_at < committed - k_skew) {
    return false;
  }
  return !status(output, "GOODSIG").empty() ||
         (!status(output, "EXPKEYSIG").empty() && held(valid.front(), valid.back(), signed_at));
}

SignatureCheck checked_by_gpg(const std::string& signature, const std::string& text,
                              const std::string& allowed, const std::string& email,
                              std::int64_t seconds) {
  const TextFile file(signature + "\n");
  const auto ran = run_program(
      {"gpg", {"--batch", "--status-fd=1", "--verify", file.path(), "-"}, text, surroundings()});
  if (ran.end == Ran::End::not_found) {
    return {State::cannot_check, "gpg"};
  }
  // The key that signed comes first, the one that it belongs to last.
  const auto valid = status(ran.output, "VALIDSIG");
  if (!valid.empty() && was_good(ran.output, valid, seconds)) {
    return {allows(allowed, {valid.front(), valid.back()}, email) ? State::good : State::stranger,
            valid.back(), number(valid, 2)};
  }
  const auto missing = status(ran.output, "NO_PUBKEY");
  return missing.empty() ? SignatureCheck{State::bad, last_line(ran.errors)}
                         : SignatureCheck{State::cannot_check, missing.front()};
}

} // namespace

std::string signature_of(const std::string& format, const std::string& key,
                         const std::string& program, const std::string& text) {
  if (format == "ssh") {
    return signed_by_ssh(key, program, text);
  }
  Program run{program.empty() ? "gpg" : with_home(program),
              {"--batch", "--status-fd=2", "-bsau", key},
              text,
              surroundings()};
  run.at_most = std::chrono::minutes(5);
  return signed_by(run, "-----BEGIN PGP SIGNATURE-----");
}

std::string keyring_mark() {
  const auto folder = environment("GNUPGHOME").value_or(home() + "/.gnupg");
  std::string mark;
  for (const auto* name : {"/pubring.kbx", "/pubring.gpg", "/public-keys.d/pubring.db"}) {
    mark += digest(read_file(folder + name).value_or(""));
  }
  return mark;
}

SignatureCheck checked_signature(const std::string& signature, const std::string& text,
                                 const std::string& allowed, const std::string& email,
                                 std::int64_t seconds) {
  constexpr std::int64_t k_year_10000 = 253'402'300'800;
  if (seconds < 0 || seconds >= k_year_10000) {
    return {State::bad, std::to_string(seconds)};
  }
  if (text.find('\0') != std::string::npos) { // who reads to there reads something else
    return {State::bad, "NUL"};
  }
  return signature.starts_with("-----BEGIN SSH SIGNATURE-----")
             ? checked_by_ssh(signature, text, allowed, email, seconds)
             : checked_by_gpg(signature, text, allowed, email, seconds);
}

} // namespace sys
