// SPDX-License-Identifier: MIT
#include "register/git_copies.hpp"

#include <git2/odb_backend.h>

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "core/error.hpp"
#include "register/files.hpp"
#include "register/git_handles.hpp"
#include "register/walk.hpp"

namespace reg {

namespace {

using Ids = std::vector<git_oid>;

bool is_before(const git_oid& a, const git_oid& b) {
  return git_oid_cmp(&a, &b) < 0;
}

bool is_same(const git_oid& a, const git_oid& b) {
  return git_oid_equal(&a, &b) != 0;
}

// One pack, or all that lies loose, alone.
Odb alone(git_odb_backend* backend) {
  auto odb = made<Odb>(git_odb_new);
  check(git_odb_add_backend(odb.get(), backend, 1));
  return odb;
}

Odb pack_alone(const std::string& index) {
  git_odb_backend* backend = nullptr;
  check(git_odb_backend_one_pack(&backend, index.c_str()), index);
  return alone(backend);
}

Odb loose_alone(const std::string& store) {
  git_odb_backend* backend = nullptr;
  check(git_odb_backend_loose(&backend, store.c_str(), -1, 0, 0, 0), store);
  return alone(backend);
}

// Sorted; what the store has twice is there twice.
Ids ids_in(git_odb* odb) {
  Ids ids;
  const int code = git_odb_foreach(
      odb,
      [](const git_oid* id, void* all) {
        static_cast<Ids*>(all)->push_back(*id);
        return 0;
      },
      &ids);
  check(code);
  std::sort(ids.begin(), ids.end(), is_before);
  return ids;
}

// What the index of a pack lists, sorted; by libgit2, which is slower, where it is not of version 2
// (git's pack-format: a mark, the version, 256 counts, then the names).
Ids ids_of(const std::string& index, git_odb* odb) {
  constexpr std::string_view k_mark("\377tOc\0\0\0\2", 8);
  constexpr std::size_t k_head = k_mark.size() + 256 * sizeof(std::uint32_t);
  const auto text = read_file(index).value_or("");
  if (!text.starts_with(k_mark) || text.size() < k_head)
    return ids_in(odb);
  std::size_t count = 0;
  for (std::size_t i = k_head - sizeof(std::uint32_t); i < k_head; ++i)
    count = count << 8U | static_cast<unsigned char>(text[i]);
  if ((text.size() - k_head) / GIT_OID_RAWSZ < count)
    return ids_in(odb);
  Ids ids(count);
  for (std::size_t i = 0; i < count; ++i)
    std::memcpy(ids[i].id, text.data() + k_head + i * GIT_OID_RAWSZ, GIT_OID_RAWSZ);
  if (!std::is_sorted(ids.begin(), ids.end(), is_before))
    std::sort(ids.begin(), ids.end(), is_before);
  return ids;
}

// Those that are in the list more than once.
Ids repeated(const Ids& sorted) {
  Ids found;
  for (auto at = sorted.begin();
       (at = std::adjacent_find(at, sorted.end(), is_same)) != sorted.end(); ++at) {
    if (found.empty() || !is_same(found.back(), *at))
      found.push_back(*at);
  }
  return found;
}

struct Store {
  Odb odb;
  Ids ids;
};

// git passes over an index that has no pack.
bool is_pack(const std::string& folder, const std::string& path) {
  const auto is_file = [&](const std::string& name) {
    std::error_code none;
    return std::filesystem::is_regular_file(folder + '/' + name, none);
  };
  return path.ends_with(".idx") && is_file(path) &&
         is_file(path.substr(0, path.size() - 4) + ".pack");
}

std::vector<Store> stores_in(const std::string& folder) {
  std::vector<Store> stores;
  for (const auto& path : walked(folder, "pack")) {
    if (is_pack(folder, path)) {
      const auto index = folder + '/' + path;
      auto odb = pack_alone(index);
      auto ids = ids_of(index, odb.get());
      stores.push_back({std::move(odb), std::move(ids)});
    }
  }
  if (!stores.empty()) { // what is loose alone is there once
    auto odb = loose_alone(folder);
    auto ids = ids_in(odb.get());
    stores.push_back({std::move(odb), std::move(ids)});
  }
  return stores;
}

} // namespace

std::vector<Damage> damaged_copies(const std::string& store) {
  const auto stores = stores_in(store);
  Ids all;
  for (const auto& one : stores) {
    const auto middle = static_cast<Ids::difference_type>(all.size());
    all.insert(all.end(), one.ids.begin(), one.ids.end());
    std::inplace_merge(all.begin(), all.begin() + middle, all.end(), is_before);
  }
  std::vector<Damage> damage;
  for (const auto& id : repeated(all)) {
    for (const auto& one : stores) {
      const auto [first, last] = std::equal_range(one.ids.begin(), one.ids.end(), id, is_before);
      git_odb_object* raw = nullptr;
      if (last - first > 1) {
        damage.push_back({hex(id), "", "twice in one pack", false});
      } else if (first != last && git_odb_read(&raw, one.odb.get(), &id) < 0) {
        damage.push_back({hex(id), "", git_error_last()->message, false});
      }
      const OdbObject object(raw);
    }
  }
  return damage;
}

} // namespace reg
