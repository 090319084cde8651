// SPDX-License-Identifier: MIT
#include "core/error.hpp"
#include "register/git_register.hpp"

namespace reg {
namespace {

bool is_on(git_config* config, const char* key) {
  int value = 0;
  const int code = git_config_get_bool(&value, config, key);
  if (code != GIT_ENOTFOUND)
    check(code, key);
  return code == 0 && value != 0;
}

std::string first_of(git_config* config, const char* key, const char* other) {
  auto value = reg::setting(config, key);
  return value.empty() ? reg::setting(config, other) : value;
}

} // namespace

// Nothing when commits are not signed: git does not say so, or the author is not git's.
std::optional<Signing> GitRegister::signing() const {
  const auto config = made<Config>(git_repository_config_snapshot, m_repository.get());
  if (m_author || !is_on(config.get(), "commit.gpgsign"))
    return std::nullopt;
  Signing signing;
  signing.format = reg::setting(config.get(), "gpg.format");
  if (signing.format.empty())
    signing.format = "openpgp";
  signing.key = reg::setting(config.get(), "user.signingkey");
  if (signing.format == "ssh") {
    signing.program = reg::setting(config.get(), "gpg.ssh.program");
    if (signing.key.empty())
      throw core::Error(core::Exit::refused, "signing-no-key", {{"path", root()}});
  } else {
    signing.program = first_of(config.get(), "gpg.openpgp.program", "gpg.program");
  }
  if (!m_signer || (signing.format != "ssh" && signing.format != "openpgp"))
    throw core::Error(core::Exit::refused, "signing-not-supported",
                      {{"path", root()}, {"format", signing.format}});
  if (signing.key.empty()) {
    // As git does: whoever commits.
    const Identity who = identity(config.get());
    signing.key = std::string(who.committer->name) + " <" + who.committer->email + '>';
  }
  return signing;
}

} // namespace reg
