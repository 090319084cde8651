// SPDX-License-Identifier: MIT
#include "register/git_walker.hpp"

#include <algorithm>
#include <iterator>
#include <unordered_map>
#include <unordered_set>

#include "register/git_changes.hpp"
#include "register/git_trailers.hpp"

namespace reg {

namespace {

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

// Commits, parents first, with what they changed.
class Walker {
public:
  Walker(git_repository* repository, Stores& stores, const std::vector<std::string>& ends)
      : m_repository(repository), m_changes(stores), m_ends(ends.begin(), ends.end()) {}

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

  Walk taken() {
    std::unordered_map<std::string, Link*> links;
    for (auto& link : m_walk.links) {
      links.emplace(link.id, &link);
      if (!m_compared.contains(link.id))
        compare(link);
    }
    for (auto& step : m_changes.taken()) {
      if (step.damage)
        m_walk.damage.push_back(std::move(*step.damage));
      const auto found = links.find(step.commit);
      if (found == links.end() || step.changed.empty())
        continue;
      found->second->changed = std::move(step.changed.front());
      found->second->from_others.assign(std::make_move_iterator(step.changed.begin() + 1),
                                        std::make_move_iterator(step.changed.end()));
    }
    return std::move(m_walk);
  }

private:
  // As soon as both trees are known, where a commit has but one parent and that is the next one.
  void compare_above(const std::string& parent) {
    const auto child = m_waiting.find(m_last);
    if (child != m_waiting.end() && child->second.parents == std::vector{parent}) {
      m_compared.insert(m_last);
      compare(child->second);
    }
    m_last = parent;
  }

  void compare(const Link& link) {
    Step step{link.id, m_trees.at(link.id), {}};
    for (const auto& parent : link.parents) {
      const auto tree = m_trees.find(parent);
      step.parents.push_back(tree == m_trees.end() ? git_oid{} : tree->second);
    }
    m_changes.add(std::move(step));
  }

  bool read(const std::string& id) {
    const git_oid oid = id_from(id);
    git_commit* raw = nullptr;
    if (git_commit_lookup(&raw, m_repository, &oid) < 0) {
      m_walk.damage.push_back({id, id, last_message(), false});
      return false;
    }
    const Commit commit(raw);
    auto link = link_of(raw);
    if (m_ends.contains(id))
      link.parents.clear();
    m_trees.emplace(id, *git_commit_tree_id(raw));
    m_waiting.insert_or_assign(id, std::move(link));
    compare_above(id);
    return true;
  }

  git_repository* m_repository;
  Changes m_changes;
  std::unordered_set<std::string> m_ends; // where a shallow clone ends
  std::unordered_set<std::string> m_seen;
  std::unordered_map<std::string, Link> m_waiting;
  std::unordered_set<std::string> m_compared;
  std::string m_last; // the commit that was read last
  std::unordered_map<std::string, git_oid> m_trees;
  Walk m_walk;
};

} // namespace

Walk walked_to(git_repository* repository, Stores& stores, const std::vector<std::string>& ends,
               const std::string& head) {
  Walker walker(repository, stores, ends);
  walker.from(head);
  return walker.taken();
}

std::optional<Walk> walked_straight(git_repository* repository, Stores& stores,
                                    const std::vector<std::string>& ends, const std::string& after,
                                    const std::string& head) {
  Walker walker(repository, stores, ends);
  return walker.straight(after, head) ? std::optional(walker.taken()) : std::nullopt;
}

} // namespace reg
