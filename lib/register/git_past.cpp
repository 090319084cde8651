// SPDX-License-Identifier: MIT
#include <algorithm>

#include "core/error.hpp"
#include "register/files.hpp"
#include "register/git_copies.hpp"
#include "register/git_stores.hpp"
#include "register/git_tree_diff.hpp"
#include "register/git_walker.hpp"
#include "register/past.hpp"
#include "register/walk.hpp"

namespace reg {

std::string Link::trailer(std::string_view key) const {
  const auto found = std::find_if(trailers.begin(), trailers.end(),
                                  [&](const Trailer& one) { return one.key == key; });
  return found == trailers.end() ? "" : found->value;
}

namespace {

// Nearly every object of a history is read once: keeping them all only costs.
class WithoutCache {
public:
  WithoutCache() { git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0); }
  ~WithoutCache() { git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 1); }
  WithoutCache(const WithoutCache&) = delete;
  WithoutCache& operator=(const WithoutCache&) = delete;
};

} // namespace

struct Past::Open {
  Library library; // first, so that it goes last
  WithoutCache lean;
  Repository repository;
  std::string store; // the folder of objects, common to all working trees
  std::string git_folder;
  std::unique_ptr<Stores> stores;
};

namespace {

git_oid id_from(const std::string& hex_id) {
  git_oid id{};
  check(git_oid_fromstr(&id, hex_id.c_str()), hex_id);
  return id;
}

// The lines of a small text file; none when it is not there.
std::vector<std::string> lines_of(const std::string& path) {
  std::vector<std::string> lines;
  const auto text = read_file(path).value_or("");
  for (std::size_t from = 0; from < text.size();) {
    const auto to = std::min(text.find('\n', from), text.size());
    if (to > from)
      lines.push_back(text.substr(from, to - from));
    from = to + 1;
  }
  return lines;
}

std::uint64_t hash_of(std::string_view text, std::uint64_t hash) {
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

} // namespace

Past::Past(const std::string& root) : m_open(std::make_unique<Open>()) {
  git_repository* raw = nullptr;
  check(git_repository_open(&raw, root.c_str()), root);
  m_open->repository.reset(raw);
  read_no_graph(raw);
  m_open->store = std::string(git_repository_commondir(raw)) + "objects";
  m_open->git_folder = git_repository_commondir(raw);
  m_open->stores = std::make_unique<Stores>(m_open->store);
}

Past::~Past() = default;

Walk Past::walk(const std::string& head) const {
  auto walk = walked_to(m_open->repository.get(), *m_open->stores, shallow(), head);
  for (auto& damage : damaged_copies(m_open->store))
    walk.damage.push_back(std::move(damage));
  return walk;
}

std::optional<Walk> Past::walk_from(const std::string& after, const std::string& head) const {
  return walked_straight(m_open->repository.get(), *m_open->stores, shallow(), after, head);
}

std::string Past::blob(const std::string& id) const {
  const Stores::Lent store(*m_open->stores);
  return object_text(store.get(), id_from(id), GIT_OBJECT_BLOB);
}

std::optional<std::string> Past::content(const std::string& commit, const std::string& path) const {
  const git_oid id = id_from(commit);
  const auto found = made<Commit>(git_commit_lookup, m_open->repository.get(), &id);
  const Stores::Lent store(*m_open->stores);
  const auto entry = TreeDiff(store.get()).entry(*git_commit_tree_id(found.get()), path);
  return entry ? std::optional(object_text(store.get(), *entry, GIT_OBJECT_BLOB)) : std::nullopt;
}

std::vector<std::string> Past::names(const std::string& commit, const std::string& folder) const {
  const git_oid id = id_from(commit);
  const auto found = made<Commit>(git_commit_lookup, m_open->repository.get(), &id);
  const Stores::Lent store(*m_open->stores);
  return TreeDiff(store.get()).names(*git_commit_tree_id(found.get()), folder);
}

bool Past::leads_to(const std::string& commit, const std::string& head) const {
  git_oid below{};
  if (commit.size() != GIT_OID_HEXSZ || git_oid_fromstr(&below, commit.c_str()) != 0)
    return false;
  const git_oid above = id_from(head);
  return commit == head || git_graph_descendant_of(m_open->repository.get(), &above, &below) == 1;
}

std::optional<Instant> Past::time(const std::string& commit) const {
  git_oid id{};
  git_commit* raw = nullptr;
  if (commit.size() != GIT_OID_HEXSZ || git_oid_fromstr(&id, commit.c_str()) != 0 ||
      git_commit_lookup(&raw, m_open->repository.get(), &id) != 0)
    return std::nullopt;
  const Commit found(raw);
  return Instant(std::chrono::seconds(git_commit_time(raw)));
}

std::string Past::parent(const std::string& commit) const {
  git_oid id{};
  git_commit* raw = nullptr;
  if (commit.size() != GIT_OID_HEXSZ || git_oid_fromstr(&id, commit.c_str()) != 0 ||
      git_commit_lookup(&raw, m_open->repository.get(), &id) != 0)
    return {};
  const Commit found(raw);
  return git_commit_parentcount(raw) == 0 ? std::string() : hex(*git_commit_parent_id(raw, 0));
}

std::vector<LineStep> Past::line(const std::string& head) const {
  std::vector<LineStep> steps;
  git_oid id{};
  if (head.size() != GIT_OID_HEXSZ || git_oid_fromstr(&id, head.c_str()) != 0)
    return steps;
  for (git_commit* raw = nullptr; git_commit_lookup(&raw, m_open->repository.get(), &id) == 0;) {
    const Commit commit(raw);
    steps.push_back({hex(id), Instant(std::chrono::seconds(git_commit_time(raw)))});
    if (git_commit_parentcount(raw) == 0)
      break;
    id = *git_commit_parent_id(raw, 0);
  }
  return steps;
}

SignedCommit Past::signature(const std::string& commit) const {
  git_oid id = id_from(commit);
  git_buf signature = GIT_BUF_INIT;
  git_buf payload = GIT_BUF_INIT;
  const int code =
      git_commit_extract_signature(&signature, &payload, m_open->repository.get(), &id, nullptr);
  SignedCommit found;
  if (code == 0)
    found = {{signature.ptr, signature.size}, {payload.ptr, payload.size}};
  git_buf_dispose(&signature);
  git_buf_dispose(&payload);
  check(code, commit);
  return found;
}

std::vector<std::string> Past::shallow() const {
  return lines_of(m_open->git_folder + "shallow");
}

bool Past::is_partial() const {
  git_config* raw = nullptr;
  check(git_repository_config_snapshot(&raw, m_open->repository.get()));
  const Config config(raw);
  git_config_iterator* all = nullptr;
  if (git_config_iterator_glob_new(&all, config.get(), "^remote\\..*\\.promisor$") < 0)
    return false;
  git_config_entry* entry = nullptr;
  bool promised = false;
  while (git_config_next(&entry, all) == 0)
    promised = promised || std::string_view(entry->value) == "true";
  git_config_iterator_free(all);
  const auto packs = walked(m_open->store, "pack");
  return promised && std::any_of(packs.begin(), packs.end(), [&](const std::string& path) {
           const auto stem = path.substr(0, path.rfind('.'));
           return path.ends_with(".promisor") &&
                  std::binary_search(packs.begin(), packs.end(), stem + ".pack");
         });
}

std::vector<std::string> Past::replaced() const {
  std::vector<std::string> found;
  git_reference_foreach_glob(
      m_open->repository.get(), "refs/replace/*",
      [](const char* name, void* payload) {
        static_cast<std::vector<std::string>*>(payload)->emplace_back(name);
        return 0;
      },
      &found);
  std::sort(found.begin(), found.end());
  if (!lines_of(m_open->git_folder + "info/grafts").empty())
    found.emplace_back("info/grafts");
  return found;
}

std::optional<StoreMark> Past::mark(std::optional<std::int64_t> newest) const {
  if (exists(m_open->store + "/info/alternates"))
    return std::nullopt;
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  StoreMark mark;
  mark.settled = true;
  for (const auto& file : stamped(m_open->store, walked(m_open->store, ""), now)) {
    const auto changed = static_cast<std::int64_t>(file.stamp[1]); // ctime: nobody can set it back
    // A pack that came later is asked before the files that were there.
    if (newest && changed > *newest && file.path.starts_with("pack/"))
      return std::nullopt;
    if (newest && changed > *newest)
      continue;
    mark.newest = std::max(mark.newest, changed);
    mark.settled = mark.settled && file.settled;
    ++mark.count;
    const std::string_view stamp(reinterpret_cast<const char*>(file.stamp.data()),
                                 sizeof file.stamp);
    mark.sums[0] += hash_of(stamp, hash_of(file.path, 14695981039346656037U));
    mark.sums[1] += hash_of(file.path, hash_of(stamp, 7809847782465536322U));
  }
  return mark;
}

} // namespace reg
