// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reg {

using Instant = std::chrono::sys_seconds;

// Files to write, by path relative to the register's root ('/' separated). No value =
// the file is removed.
using Files = std::map<std::string, std::optional<std::string>>;

struct Trailer {
  std::string key;
  std::string value;
};

// One change: exactly these files, one commit.
struct Change {
  std::string subject; // "2026-0007: assess: medium risk"
  std::vector<Trailer> trailers;
  Files files;
  // What the caller read at a path before it made the change (no value: nothing was there). When
  // the working tree holds something else by now, the commit is refused as moved-meanwhile.
  Files read = {};
};

// One commit as the history tells it, newest first.
struct Entry {
  std::string id;     // full hexadecimal
  std::string author; // "Name <email>"
  Instant time;       // the committer's: when it was recorded
  std::string subject;
  std::vector<Trailer> trailers;
  std::vector<std::string> parents = {}; // none: the first commit
};

// Who commits and when, in place of what git says: for commits that are to be the same, byte for
// byte, wherever they are made. Nothing signs them.
struct Author {
  std::string name;
  std::string email;
  Instant time;
  int offset = 0; // of the time's zone, in minutes
};

// How git's configuration wants commits signed.
struct Signing {
  std::string format;  // "ssh" or "openpgp"
  std::string key;     // user.signingkey; the committer for openpgp when that is not set
  std::string program; // empty: the usual one
};

// The armoured signature of a commit's text; throws core::Error when there can be none. The
// register itself runs no programs.
using Signer = std::function<std::string(const Signing&, const std::string& text)>;

// What the working tree holds beside what is committed, for one path.
enum class State { same, changed, untracked, deleted, absent };

// What the file system says of a file without reading it (in memory: what its content hashes to).
// To be compared, and to be kept in a note of the same clone; it means nothing elsewhere.
using Stamp = std::array<std::uint64_t, 5>;

struct Stamped {
  std::string path;
  Stamp stamp{};
  // Whether every change after the call must show in the stamp. It need not for a file that was
  // written within the last seconds (a second write may get the same time) or is no regular one
  // (a symlink says nothing of what it leads to).
  bool settled = false;
};

// A register: files under a root, a committed state (the head), and a history. The only
// interface with two implementations (a git repository and one in memory).
//
// Errors are core::Error. Names used here, and what they mean for the user's files:
//   not found   not-a-repository, not-a-register ({path})
//   refused     nothing was changed: merge-in-progress ({operation}), detached-head,
//               no-identity ({missing}), invalid-date ({variable}, {value}),
//               signing-not-supported ({format}), signing-no-key ({path}), moved-meanwhile
//               ({expected}, {head}), path-outside, not-a-file, conflicted ({path}),
//               already-a-register
//   broken      object-damaged ({object}, {reason}): the head, or the tree that it has
//   failed      nothing was lost: bare-repository, repository-owner, unsupported-repository
//               (sha256, split or sparse index; {what}), locked ({path}),
//               journal-unreadable ({path}), disk and git-failed ({path}, {reason})
// A path that is not relative, has a part "..", "." or ".git" or a control character is
// path-outside everywhere. A subject or trailer of several lines is std::invalid_argument.
class Register {
public:
  virtual ~Register() = default;

  // The folder as the user sees it; empty in memory.
  virtual std::string root() const = 0;

  // The committed content of a path, or nothing.
  virtual std::optional<std::string> committed(std::string_view path) const = 0;
  // The content in the working tree, or nothing. Refuses (path-outside) a symlink that leads out of
  // the register or to nothing, and anything that is no regular file (not-a-file).
  virtual std::optional<std::string> working(std::string_view path) const = 0;
  virtual State state(std::string_view path) const = 0;

  // Paths below `folder` (recursively), sorted bytewise: those in the working tree, and
  // those in the head.
  virtual std::vector<std::string> working_paths(std::string_view folder) const = 0;
  virtual std::vector<std::string> committed_paths(std::string_view folder) const = 0;

  // The paths that working_paths gives, with a stamp each. Who remembers what a file held takes
  // the stamps first, reads the file then, and keeps what it found only for a settled stamp:
  // `working` gives the same for as long as the path has that stamp.
  virtual std::vector<Stamped> stamps(std::string_view folder) const = 0;
  // The paths below `folder`, sorted bytewise, whose committed content (or that there is one)
  // differs between `older_head`, which `head` once gave, and the head of now. Nothing when this
  // clone does not know that commit; empty stands for the time before the first commit.
  virtual std::optional<std::vector<std::string>>
  changed_between(const std::string& older_head, std::string_view folder) const = 0;

  // The commit that all answers above come from; empty before the first commit.
  virtual std::string head() const = 0;

  // A setting of this clone ("pvtool.series" in git's configuration), or empty.
  virtual std::string setting(const std::string& key) const = 0;

  // Notes of this working tree, never committed, of what can be found out again; whoever reads one
  // must expect any bytes. A note that cannot be read is none, and one that cannot be kept (a full
  // disk, a folder that may not be written, another process that writes right now) is lost
  // without an error, the old one being there still or gone. A name is made of letters, digits
  // and '-'; another is std::invalid_argument.
  virtual std::optional<std::string> note(std::string_view name) const = 0;
  virtual void keep_note(std::string_view name, const std::string& bytes) = 0;

  // Write the files to the working tree and commit exactly them on top of `expected`
  // (compare and swap on the branch). Other staged and unstaged files keep their
  // state. A path of the change whose working content is not the committed one must
  // have been read by the caller: it is overwritten. Return the new commit's id.
  // On moved-meanwhile nothing was changed and the register shows the head of now.
  virtual std::string commit(const Change& change, const std::string& expected) = 0;

  // Commits that touched `path` (all commits when empty), newest first, at most `most` (0 = all).
  virtual std::vector<Entry> history(std::string_view path, std::size_t most) const = 0;

  // The main line: the head, its first parent, and so on to the first commit. What the register
  // knew at a time is what stood in the newest of these that was recorded by then.
  virtual std::vector<Entry> line() const = 0;

  // The whole id of the commit that a word means to git ("HEAD~2", a branch, a tag), or empty.
  virtual std::string commit_named(const std::string& word) const = 0;

  // The paths below `folder`, sorted bytewise, whose content in commit `id` is not that of any of
  // its parents (all that it holds, for a commit without parents): what the commit itself changed,
  // made or removed. Empty for a commit that this clone does not know.
  virtual std::vector<std::string> touched(const std::string& id,
                                           std::string_view folder) const = 0;

  // What `git ls-tree -r ID -- FOLDER` prints in the register's root, byte for byte: mode, type,
  // id and path of each file below `folder`. Empty for a commit that this clone does not know.
  virtual std::string listing(const std::string& id, std::string_view folder) const = 0;

  // The content of `path` in commit `id`, or nothing.
  virtual std::optional<std::string> content(const std::string& id,
                                             std::string_view path) const = 0;

  // What an unfinished write of an earlier run left and how it was mended: "completed: " or
  // "undone: " and its subject, or nothing. Mending happens when the register is opened, before
  // anything is read (what cannot be mended then, as in the midst of a merge, waits), and before
  // a commit.
  virtual std::optional<std::string> mended() const = 0;
};

// Open the git register at or above `folder`. Throws not-a-register when there is no
// pvtool.yaml at the repository's root, not-a-repository when there is no repository.
// `signer` signs the commits when git's configuration asks for that; without one nothing can be
// written then. What it throws goes on, and nothing was changed.
std::unique_ptr<Register> open(const std::string& folder,
                               const std::optional<Author>& author = std::nullopt,
                               const Signer& signer = {});

// Make a git repository at `folder` (created when missing; an existing repository without
// pvtool.yaml is used as it is) and commit `change` as its first register commit.
std::unique_ptr<Register> init(const std::string& folder, const Change& change,
                               const std::optional<Author>& author = std::nullopt,
                               const Signer& signer = {});

// A register in memory, for tests: the same rules without a disk. `now` gives the time of each
// commit.
std::unique_ptr<Register> in_memory(Files files, std::function<Instant()> now);

} // namespace reg
