// SPDX-License-Identifier: MIT
#include <filesystem>

#include "core/error.hpp"
#include "register/git_identity.hpp"
#include "register/git_register.hpp"

namespace reg {
namespace {

constexpr const char* k_marker = "pvtool.yaml";

// libgit2 1.5 says "not found" for a repository of another owner too, meaning that it found no
// safe.directory in the configuration.
bool is_foreign(const std::string& folder, unsigned flags) {
  git_buf found = GIT_BUF_INIT;
  const bool is_there = git_repository_discover(&found, folder.c_str(), 0, nullptr) == 0;
  const std::string git_folder = is_there ? found.ptr : "";
  git_buf_dispose(&found);
  if (!is_there || !(flags & GIT_REPOSITORY_OPEN_NO_SEARCH))
    return is_there;
  std::error_code ignored;
  return std::filesystem::equivalent(git_folder, folder + "/.git", ignored);
}

Repository opened(const std::string& folder, unsigned flags) {
  git_repository* raw = nullptr;
  const int code = git_repository_open_ext(&raw, folder.c_str(), flags, nullptr);
  if (code == GIT_ENOTFOUND && !is_foreign(folder, flags))
    return nullptr;
  check(code == GIT_ENOTFOUND ? GIT_EOWNER : code, folder);
  Repository repository(raw);
  if (git_repository_is_bare(raw))
    throw core::Error(core::Exit::failed, "bare-repository", {{"path", folder}});
  return repository;
}

bool is_register(const Register& reg) {
  return exists(reg.root() + '/' + k_marker) || reg.committed(k_marker).has_value();
}

// `main`, unless the user's configuration names another branch.
Repository made_repository(const std::string& folder) {
  git_repository_init_options options;
  check(git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION));
  options.flags = GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT;
  const auto config = made<Config>(git_config_open_default);
  const std::string wanted =
      setting(made<Config>(git_config_snapshot, config.get()).get(), "init.defaultBranch");
  options.initial_head = wanted.empty() ? "main" : wanted.c_str();
  git_repository* raw = nullptr;
  check(git_repository_init_ext(&raw, folder.c_str(), &options), folder);
  return Repository(raw);
}

// Refuse before anything is made.
void check_identity() {
  const auto config = made<Config>(git_config_open_default);
  identity(made<Config>(git_config_snapshot, config.get()).get());
}

std::unique_ptr<Register> first_commit(Repository repository, const Change& change,
                                       const std::optional<Author>& author, const Signer& signer) {
  auto reg = std::make_unique<GitRegister>(std::move(repository), Step(), author, signer);
  if (is_register(*reg))
    throw core::Error(core::Exit::refused, "already-a-register", {{"path", reg->root()}});
  reg->commit(change, reg->head());
  return reg;
}

} // namespace

std::unique_ptr<Register> open_with_steps(const std::string& folder, Step step,
                                          const std::optional<Author>& author,
                                          const Signer& signer) {
  const Library library;
  Repository repository = opened(folder, 0);
  if (!repository)
    throw core::Error(core::Exit::not_found, "not-a-repository", {{"path", folder}});
  auto reg = std::make_unique<GitRegister>(std::move(repository), std::move(step), author, signer);
  if (!is_register(*reg))
    throw core::Error(core::Exit::not_found, "not-a-register", {{"path", reg->root()}});
  return reg;
}

std::unique_ptr<Register> open(const std::string& folder, const std::optional<Author>& author,
                               const Signer& signer) {
  return open_with_steps(folder, Step(), author, signer);
}

std::unique_ptr<Register> init(const std::string& folder, const Change& change,
                               const std::optional<Author>& author, const Signer& signer) {
  const Library library;
  check_change(change);
  if (Repository repository = opened(folder, GIT_REPOSITORY_OPEN_NO_SEARCH))
    return first_commit(std::move(repository), change, author, signer);
  if (!author)
    check_identity();
  Repository repository = made_repository(folder);
  const std::string git_folder = git_repository_path(repository.get());
  try {
    return first_commit(std::move(repository), change, author, signer);
  } catch (...) {
    // Nothing but what we just made is in there.
    std::error_code ignored;
    std::filesystem::remove_all(git_folder, ignored);
    throw;
  }
}

GitRegister::GitRegister(Repository repository, Step step, std::optional<Author> author,
                         Signer signer)
    : m_repository(std::move(repository)), m_git_folder(git_repository_path(m_repository.get())),
      m_files(git_repository_workdir(m_repository.get()), m_git_folder + "pvtool"),
      m_place(m_git_folder), m_step(std::move(step)), m_author(std::move(author)),
      m_signer(std::move(signer)) {
  if (!m_step)
    m_step = [](std::string_view) {};
  mend_if_left();
  read_head();
}

void GitRegister::read_head() {
  m_head = Head();
  const int code = git_reference_name_to_id(&m_head.commit, m_repository.get(), "HEAD");
  if (code == GIT_ENOTFOUND)
    return;
  check(code, "HEAD");
  git_commit* commit = nullptr;
  git_tree* tree = nullptr;
  if (git_commit_lookup(&commit, m_repository.get(), &m_head.commit) < 0)
    throw_damaged(m_head.commit);
  const Commit head(commit);
  if (git_commit_tree(&tree, commit) < 0)
    throw_damaged(*git_commit_tree_id(commit));
  m_head.tree.reset(tree);
  m_head.born = true;
}

} // namespace reg
