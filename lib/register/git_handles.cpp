// SPDX-License-Identifier: MIT
#include "register/git_handles.hpp"

#include <array>
#include <cstdlib>

#include "core/error.hpp"

// libgit2 as Debian builds it reads all certificates of the machine when it starts, a third of the
// time of most commands, for connections that pvtool never makes. Standing in the program this
// takes the place of mbedTLS's own function: nothing is read, and a connection would not be
// trusted.
extern "C" __attribute__((visibility("default"))) int
mbedtls_x509_crt_parse_file(void* /*chain*/, const char* /*path*/) {
  return -1;
}

namespace reg {

Library::Library() {
  git_libgit2_init();
  // git's own switch, which libgit2 does not know.
  const char* no_system = std::getenv("GIT_CONFIG_NOSYSTEM");
  if (no_system && std::string_view(no_system) != "0")
    git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, GIT_CONFIG_LEVEL_SYSTEM, "");
}

Library::~Library() {
  git_libgit2_shutdown();
}

namespace {

// libgit2 has one code for all that it cannot open; only its message tells them apart.
std::string unsupported_part(std::string_view message) {
  if (message.find("objectformat") != std::string_view::npos)
    return "sha256";
  if (message.find("extension: 'link'") != std::string_view::npos)
    return "split index";
  if (message.find("extension: 'sdir'") != std::string_view::npos ||
      message.find("worktreeconfig") != std::string_view::npos)
    return "sparse index";
  for (const std::string_view mark :
       {"unsupported extension name ", "unsupported repository version",
        "unsupported mandatory extension"})
    if (const auto at = message.find(mark); at != std::string_view::npos)
      return std::string(message.substr(at));
  return {};
}

} // namespace

void fail(int code, std::string_view path) {
  const git_error* last = git_error_last();
  const std::string message = last && last->message ? last->message : "unknown";
  const core::Arguments where = {{"path", std::string(path)}, {"reason", message}};
  if (code == GIT_EOWNER)
    throw core::Error(core::Exit::failed, "repository-owner", where);
  if (code == GIT_ELOCKED)
    throw core::Error(core::Exit::failed, "locked", where);
  if (const std::string what = unsupported_part(message); !what.empty())
    throw core::Error(core::Exit::failed, "unsupported-repository", {{"what", what}});
  if (last && last->klass == GIT_ERROR_OS)
    throw core::Error(core::Exit::failed, "disk", where);
  throw core::Error(core::Exit::failed, "git-failed", where);
}

void throw_damaged(const git_oid& id, std::string_view reason) {
  const git_error* last = git_error_last();
  const std::string_view said = last && last->message ? last->message : "unknown";
  throw core::Error(core::Exit::broken, "object-damaged",
                    {{"object", hex(id)}, {"reason", std::string(reason.empty() ? said : reason)}});
}

void check(int code, std::string_view path) {
  if (code < 0)
    fail(code, path);
}

void read_no_graph(git_repository* repository) {
  const auto odb = made<Odb>(git_repository_odb, repository);
  check(git_odb_set_commit_graph(odb.get(), nullptr));
}

std::string hex(const git_oid& id) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  return git_oid_tostr(text.data(), text.size(), &id);
}

std::string setting(git_config* config, const char* key) {
  git_buf value = GIT_BUF_INIT;
  const int code = git_config_get_string_buf(&value, config, key);
  std::string result = code == 0 ? std::string(value.ptr, value.size) : std::string();
  git_buf_dispose(&value);
  if (code != GIT_ENOTFOUND)
    check(code, key);
  return result;
}

} // namespace reg
