// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "register/register.hpp"

// A whole history, as who verifies it needs it: every commit with what it changed, read from the
// objects alone. What git keeps beside them to be faster or to show another history (commit graph,
// replace refs, grafts) is not believed, and every object is held against its own name.
namespace reg {

struct Person {
  std::string name;
  std::string email;
  Instant time;
  friend bool operator==(const Person&, const Person&) = default;
};

// One path that differs from the first parent; all paths in the first commit. The ids are those of
// the contents, empty where there is none.
struct Changed {
  std::string path;
  std::string before;
  std::string after;
  bool is_file = true; // the new one is a plain file: no symlink, no commit of another repository
};

struct Link {
  std::string id;
  std::vector<std::string> parents;
  Person author;
  Person committer;
  std::string subject;
  std::vector<Trailer> trailers;
  bool is_signed = false;
  std::vector<Changed> changed;
  // Of a merge: what differs from each further parent.
  std::vector<std::vector<Changed>> from_others = {};

  // The first trailer of this key, or empty.
  std::string trailer(std::string_view key) const;
};

// An object that is missing, or is not what its name says; or a tree that git does not write.
struct Damage {
  std::string object;
  std::string commit;  // to which it belongs
  std::string reason;  // what libgit2 says
  bool is_odd = false; // the tree
};

struct Walk {
  std::vector<Link> links; // oldest first: no commit before its parents
  std::vector<Damage> damage;
  bool is_broken = false; // a commit is missing: what went before it is not known
};

// A commit of a line of first parents.
struct LineStep {
  std::string id;
  Instant time; // the committer's
};

struct SignedCommit {
  std::string signature; // armoured
  std::string payload;   // what was signed
};

// What the file system says of all files of the object store that were last changed at `newest` or
// before: two that are equal are of the same files with the same contents, as far as a file system
// can tell. Means nothing in another clone.
struct StoreMark {
  std::int64_t newest = 0; // nanoseconds since 1970
  std::uint64_t count = 0;
  std::array<std::uint64_t, 2> sums{};
  bool settled = false; // whatever is written from now on gets a later time
  friend bool operator==(const StoreMark& a, const StoreMark& b) {
    return a.newest == b.newest && a.count == b.count && a.sums == b.sums;
  }
};

class Past {
public:
  // The repository at the root of a register. Throws as `open` does.
  explicit Past(const std::string& root);
  ~Past();
  Past(const Past&) = delete;
  Past& operator=(const Past&) = delete;

  // All commits that `head` rests on; also every copy of what the store holds more than once is
  // held against its name.
  Walk walk(const std::string& head) const;
  // Those from behind `after` to `head` when one leads straight to the other, each with one parent;
  // else nothing.
  std::optional<Walk> walk_from(const std::string& after, const std::string& head) const;

  // The content of an id. Throws core::Error (broken, "object-damaged", {object, reason}). May be
  // called from several threads.
  std::string blob(const std::string& id) const;
  // The content of a path in a commit, or nothing. Throws as `blob` does.
  std::optional<std::string> content(const std::string& commit, const std::string& path) const;
  std::vector<std::string> names(const std::string& commit, const std::string& folder) const;
  // Whether `head` rests on a commit, or is it.
  bool leads_to(const std::string& commit, const std::string& head) const;
  // The committer's time of a commit; nothing when there is no such commit.
  std::optional<Instant> time(const std::string& commit) const;
  // Its first parent; empty for the first commit, and for one that is not there.
  std::string parent(const std::string& commit) const;
  // A commit, its first parent, and so on, as far as they are there; nothing for none.
  std::vector<LineStep> line(const std::string& head) const;
  SignedCommit signature(const std::string& commit) const;

  // The commits at which a shallow clone ends; none for a whole one.
  std::vector<std::string> shallow() const;
  // Whether git left out objects when it cloned (`git clone --filter`), to fetch them when asked.
  bool is_partial() const;
  // What shows plain git another history than the objects hold: refs/replace/..., info/grafts.
  std::vector<std::string> replaced() const;

  // Of files not newer than `newest`, or of all. Nothing when objects lie elsewhere too, or in a
  // pack that is newer.
  std::optional<StoreMark> mark(std::optional<std::int64_t> newest = std::nullopt) const;

private:
  struct Open;
  std::unique_ptr<Open> m_open;
};

} // namespace reg
