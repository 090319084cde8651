// SPDX-License-Identifier: MIT
#pragma once

#include <git2.h>

#include <memory>
#include <string>
#include <string_view>

namespace reg {

// Keeps libgit2 alive for as long as one of these exists (it counts).
class Library {
public:
  Library();
  ~Library();
  Library(const Library&) = delete;
  Library& operator=(const Library&) = delete;
};

template <auto Free> struct Freed {
  void operator()(auto* object) const { Free(object); }
};

using Repository = std::unique_ptr<git_repository, Freed<git_repository_free>>;
using Object = std::unique_ptr<git_object, Freed<git_object_free>>;
using Commit = std::unique_ptr<git_commit, Freed<git_commit_free>>;
using Tree = std::unique_ptr<git_tree, Freed<git_tree_free>>;
using TreeEntry = std::unique_ptr<git_tree_entry, Freed<git_tree_entry_free>>;
using Blob = std::unique_ptr<git_blob, Freed<git_blob_free>>;
using Odb = std::unique_ptr<git_odb, Freed<git_odb_free>>;
using OdbObject = std::unique_ptr<git_odb_object, Freed<git_odb_object_free>>;
using Reference = std::unique_ptr<git_reference, Freed<git_reference_free>>;
using Signature = std::unique_ptr<git_signature, Freed<git_signature_free>>;
using Config = std::unique_ptr<git_config, Freed<git_config_free>>;
using Index = std::unique_ptr<git_index, Freed<git_index_free>>;
using Revwalk = std::unique_ptr<git_revwalk, Freed<git_revwalk_free>>;

// libgit2 takes the hash of every object that it reads, which for the tree of a folder of a
// thousand cases costs more than all else. Looking for a name does without, as git does;
// a content that is handed out is checked.
class WithoutHashing {
public:
  WithoutHashing() { git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0); }
  ~WithoutHashing() { git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1); }
  WithoutHashing(const WithoutHashing&) = delete;
  WithoutHashing& operator=(const WithoutHashing&) = delete;
};

// libgit2 believes a commit graph that lies beside the objects; whoever can write there could show
// it another history.
void read_no_graph(git_repository* repository);

// Throw what libgit2's last error means to us when `code` is one; `path` is what was
// being worked on.
void check(int code, std::string_view path = {});
[[noreturn]] void fail(int code, std::string_view path);
// An object that is missing, damaged or not of the type that it must be: core::Error (broken,
// "object-damaged", {object, reason}). The reason is libgit2's, unless it is given.
[[noreturn]] void throw_damaged(const git_oid& id, std::string_view reason = {});

std::string hex(const git_oid& id);

// The value of a configuration key, or empty.
std::string setting(git_config* config, const char* key);

// An object of libgit2 from a call whose first argument receives it.
template <typename Handle, typename Call, typename... Arguments>
Handle made(Call call, Arguments... arguments) {
  typename Handle::pointer raw = nullptr;
  check(call(&raw, arguments...));
  return Handle(raw);
}

} // namespace reg
