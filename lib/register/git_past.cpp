// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <unordered_map>
#include <unordered_set>

#include "core/error.hpp"
#include "register/files.hpp"
#include "register/git_handles.hpp"
#include "register/git_trailers.hpp"
#include "register/git_tree_diff.hpp"
#include "register/parallel.hpp"
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
  Odb odb;
  std::string store; // the folder of objects, common to all working trees
  std::string git_folder;
};

namespace {

constexpr std::size_t k_threads = 4;
constexpr std::size_t k_block = 256;

std::string last_message() {
  const git_error* last = git_error_last();
  return last && last->message ? last->message : "unknown";
}

git_oid id_from(const std::string& hex_id) {
  git_oid id{};
  check(git_oid_fromstr(&id, hex_id.c_str()), hex_id);
  return id;
}

Person person_of(const git_signature* signature) {
  return {signature->name, signature->email, Instant(std::chrono::seconds(signature->when.time))};
}

bool is_signed(git_commit* commit) {
  const std::string_view header = git_commit_raw_header(commit);
  return header.find("\ngpgsig ") != std::string_view::npos;
}

Link link_of(git_commit* commit) {
  Link link;
  link.id = hex(*git_commit_id(commit));
  for (unsigned i = 0; i < git_commit_parentcount(commit); ++i)
    link.parents.push_back(hex(*git_commit_parent_id(commit, i)));
  link.author = person_of(git_commit_author(commit));
  link.committer = person_of(git_commit_committer(commit));
  const char* summary = git_commit_summary(commit);
  link.subject = summary ? summary : "";
  link.trailers = trailers_of(git_commit_message(commit));
  link.is_signed = is_signed(commit);
  return link;
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

using Trees = std::unordered_map<std::string, git_oid>;

// Commits and their trees, parents first.
class Walker {
public:
  Walker(git_repository* repository, std::vector<std::string> ends)
      : m_repository(repository), m_ends(ends.begin(), ends.end()) {}

  // Depth first, first parents first, without calling itself: a history may be long.
  void from(const std::string& head) {
    std::vector<std::pair<std::string, bool>> left{{head, false}};
    while (!left.empty()) {
      const auto [id, is_done] = left.back();
      left.pop_back();
      if (is_done) {
        m_walk.links.push_back(std::move(m_waiting.at(id)));
        m_waiting.erase(id);
      } else if (m_seen.insert(id).second && read(id)) {
        left.emplace_back(id, true);
        const auto& parents = m_waiting.at(id).parents;
        for (auto parent = parents.rbegin(); parent != parents.rend(); ++parent)
          left.emplace_back(*parent, false);
      }
    }
  }

  // Straight down to `end`; false when the way is not straight.
  bool straight(const std::string& end, const std::string& head) {
    for (auto id = head; id != end;) {
      if (!read(id) || m_waiting.at(id).parents.size() != 1)
        return false;
      const auto next = m_waiting.at(id).parents.front();
      m_walk.links.push_back(std::move(m_waiting.at(id)));
      id = next;
    }
    std::reverse(m_walk.links.begin(), m_walk.links.end());
    return read(end); // its tree is what the first one differs from
  }

  Walk&& taken() { return std::move(m_walk); }
  const Trees& trees() const { return m_trees; }

private:
  bool read(const std::string& id) {
    const git_oid oid = id_from(id);
    git_commit* raw = nullptr;
    if (git_commit_lookup(&raw, m_repository, &oid) < 0) {
      m_walk.damage.push_back({id, id, last_message()});
      return false;
    }
    const Commit commit(raw);
    auto link = link_of(raw);
    if (m_ends.contains(id))
      link.parents.clear();
    m_trees.emplace(id, *git_commit_tree_id(raw));
    m_waiting.insert_or_assign(id, std::move(link));
    return true;
  }

  git_repository* m_repository;
  std::unordered_set<std::string> m_ends; // where a shallow clone ends
  std::unordered_set<std::string> m_seen;
  std::unordered_map<std::string, Link> m_waiting;
  Trees m_trees;
  Walk m_walk;
};

// What each commit changed, in threads; neighbours share most of their trees.
void add_changes(git_odb* odb, const Trees& trees, Walk& walk) {
  const auto blocks = (walk.links.size() + k_block - 1) / k_block;
  std::vector<std::vector<Damage>> damage(blocks);
  in_parallel(blocks, 1, k_threads, [&](std::size_t block) {
    TreeDiff diff(odb);
    const auto end = std::min(walk.links.size(), (block + 1) * k_block);
    for (auto i = block * k_block; i < end; ++i) {
      auto& link = walk.links[i];
      const git_oid none{};
      const auto tree_of = [&](const std::string& parent) {
        const auto found = trees.find(parent);
        return found == trees.end() ? none : found->second;
      };
      try {
        link.changed = diff.between(link.parents.empty() ? none : tree_of(link.parents.front()),
                                    trees.at(link.id));
        for (std::size_t other = 1; other < link.parents.size(); ++other) {
          link.from_others.push_back(diff.between(tree_of(link.parents[other]), trees.at(link.id)));
        }
      } catch (const core::Error& error) {
        damage[block].push_back({error.arguments[0].second, link.id, error.arguments[1].second});
      }
    }
  });
  for (auto& some : damage)
    walk.damage.insert(walk.damage.end(), some.begin(), some.end());
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
  m_open->odb = made<Odb>(git_repository_odb, raw);
  m_open->store = std::string(git_repository_commondir(raw)) + "objects";
  m_open->git_folder = git_repository_commondir(raw);
}

Past::~Past() = default;

Walk Past::walk(const std::string& head) const {
  Walker walker(m_open->repository.get(), shallow());
  walker.from(head);
  Walk walk = walker.taken();
  add_changes(m_open->odb.get(), walker.trees(), walk);
  return walk;
}

std::optional<Walk> Past::walk_from(const std::string& after, const std::string& head) const {
  Walker walker(m_open->repository.get(), shallow());
  if (!walker.straight(after, head))
    return std::nullopt;
  Walk walk = walker.taken();
  add_changes(m_open->odb.get(), walker.trees(), walk);
  return walk;
}

std::string Past::blob(const std::string& id) const {
  return object_text(m_open->odb.get(), id_from(id), GIT_OBJECT_BLOB);
}

std::optional<std::string> Past::content(const std::string& commit, const std::string& path) const {
  const git_oid id = id_from(commit);
  const auto found = made<Commit>(git_commit_lookup, m_open->repository.get(), &id);
  const auto entry = TreeDiff(m_open->odb.get()).entry(*git_commit_tree_id(found.get()), path);
  return entry ? std::optional(object_text(m_open->odb.get(), *entry, GIT_OBJECT_BLOB))
               : std::nullopt;
}

std::vector<std::string> Past::names(const std::string& commit, const std::string& folder) const {
  const git_oid id = id_from(commit);
  const auto found = made<Commit>(git_commit_lookup, m_open->repository.get(), &id);
  return TreeDiff(m_open->odb.get()).names(*git_commit_tree_id(found.get()), folder);
}

bool Past::leads_to(const std::string& commit, const std::string& head) const {
  git_oid below{};
  if (commit.size() != GIT_OID_HEXSZ || git_oid_fromstr(&below, commit.c_str()) != 0)
    return false;
  const git_oid above = id_from(head);
  return commit == head || git_graph_descendant_of(m_open->repository.get(), &above, &below) == 1;
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
