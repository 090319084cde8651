// SPDX-License-Identifier: MIT
#include "register/git_walker.hpp"

#include <algorithm>
#include <cstring>
#include <deque>
#include <iterator>
#include <limits>
#include <unordered_map>
#include <unordered_set>
#include <utility>

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

struct HashOfId {
  std::size_t operator()(const git_oid& id) const {
    std::size_t hash = 0; // it is one already
    std::memcpy(&hash, id.id, sizeof hash);
    return hash;
  }
};

struct SameId {
  bool operator()(const git_oid& a, const git_oid& b) const { return git_oid_equal(&a, &b) != 0; }
};

// Commits, parents first, with what they changed.
class Walker {
public:
  Walker(git_repository* repository, Stores& stores, const std::vector<std::string>& ends)
      : m_repository(repository), m_changes(stores), m_ends(ends.begin(), ends.end()) {}

  // Depth first, first parents first, without calling itself: a history may be long.
  void from(const std::string& head) {
    std::vector<std::pair<git_oid, bool>> left{{id_from(head), false}};
    while (!left.empty()) {
      const auto [id, is_done] = left.back();
      left.pop_back();
      if (is_done) {
        m_order.push_back(m_numbers.at(id));
      } else if (const auto* known = read(id)) {
        left.emplace_back(id, true);
        for (auto parent = known->parents.rbegin(); parent != known->parents.rend(); ++parent)
          left.emplace_back(*parent, false);
      }
    }
  }

  // Straight down to `end`; false when the way is not straight.
  bool straight(const std::string& end, const std::string& head) {
    const auto last = id_from(end);
    for (auto id = id_from(head); !git_oid_equal(&id, &last);) {
      const auto* known = read(id);
      if (!known || known->parents.size() != 1)
        return false;
      m_order.push_back(m_numbers.at(id));
      id = known->parents.front();
    }
    std::reverse(m_order.begin(), m_order.end());
    return read(last) != nullptr; // its tree is what the first one differs from
  }

  Walk taken() {
    for (const auto number : m_order)
      compare(number);
    for (auto& step : m_changes.taken()) {
      auto& link = m_known[step.number].link;
      if (step.damage) {
        step.damage->commit = link.id;
        m_damage.push_back(std::move(*step.damage));
      }
      if (step.changed.empty())
        continue;
      link.changed = std::move(step.changed.front());
      link.from_others.assign(std::make_move_iterator(step.changed.begin() + 1),
                              std::make_move_iterator(step.changed.end()));
    }
    Walk walk;
    walk.damage = std::move(m_damage);
    walk.is_broken = m_is_broken;
    walk.links.reserve(m_order.size());
    for (const auto number : m_order)
      walk.links.push_back(std::move(m_known[number].link));
    return walk;
  }

private:
  struct Known {
    Link link;
    git_oid tree{};
    std::vector<git_oid> parents;
    bool is_compared = false;
  };

  static constexpr auto k_unread = std::numeric_limits<std::size_t>::max();

  // Nothing for one that was read before, or cannot be read.
  const Known* read(const git_oid& id) {
    const auto [number, is_new] = m_numbers.emplace(id, k_unread);
    if (!is_new)
      return nullptr;
    git_commit* raw = nullptr;
    if (git_commit_lookup(&raw, m_repository, &id) < 0) {
      m_damage.push_back({hex(id), hex(id), last_message(), false});
      m_is_broken = true;
      return nullptr;
    }
    const Commit commit(raw);
    Known known{link_of(raw), *git_commit_tree_id(raw), {}};
    if (m_ends.contains(known.link.id))
      known.link.parents.clear();
    for (unsigned i = 0; i < known.link.parents.size(); ++i)
      known.parents.push_back(*git_commit_parent_id(raw, i));
    number->second = m_known.size();
    m_known.push_back(std::move(known));
    compare_last_but_one();
    return &m_known.back();
  }

  // As soon as both trees are known, where a commit has but one parent and that is the next one.
  void compare_last_but_one() {
    if (m_known.size() < 2)
      return;
    const auto child = m_known.size() - 2;
    const auto& parents = m_known[child].parents;
    if (parents.size() == 1 && number_of(parents.front()) == child + 1)
      compare(child);
  }

  std::size_t number_of(const git_oid& id) const {
    const auto found = m_numbers.find(id);
    return found == m_numbers.end() ? k_unread : found->second;
  }

  void compare(std::size_t number) {
    auto& known = m_known[number];
    if (std::exchange(known.is_compared, true))
      return;
    Step step{number, known.tree, {}};
    for (const auto& parent : known.parents) {
      const auto found = number_of(parent);
      if (found == k_unread)
        return; // held against nothing, it would seem to have made all that there is
      step.parents.push_back(m_known[found].tree);
    }
    m_changes.add(std::move(step));
  }

  git_repository* m_repository;
  Changes m_changes;
  std::unordered_set<std::string> m_ends; // where a shallow clone ends
  std::deque<Known> m_known;              // in the order in which they were read
  std::unordered_map<git_oid, std::size_t, HashOfId, SameId> m_numbers;
  std::vector<std::size_t> m_order; // as the walk has them
  std::vector<Damage> m_damage;
  bool m_is_broken = false;
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
