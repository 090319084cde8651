// SPDX-License-Identifier: MIT
#include "register/git_tree_diff.hpp"

#include <cstring>

#include "core/error.hpp"

namespace reg {

namespace {

// One entry of a tree as it is stored: "MODE NAME\0" and 20 bytes.
struct Row {
  std::string_view mode;
  std::string_view name;
  git_oid id{};

  bool is_tree() const { return mode == "40000"; }
  bool is_file() const { return mode.starts_with("100"); }
};

[[noreturn]] void throw_damaged(const git_oid& id, std::string_view reason) {
  throw core::Error(core::Exit::broken, "object-damaged",
                    {{"object", hex(id)}, {"reason", std::string(reason)}});
}

// The first entry, taken off; nothing at the end or where the bytes are no entry.
std::optional<Row> next(std::string_view& tree) {
  const auto blank = tree.find(' ');
  const auto end = blank == std::string_view::npos ? blank : tree.find('\0', blank);
  if (end == std::string_view::npos || tree.size() < end + 1 + GIT_OID_RAWSZ)
    return std::nullopt;
  Row entry{tree.substr(0, blank), tree.substr(blank + 1, end - blank - 1)};
  std::memcpy(entry.id.id, tree.data() + end + 1, GIT_OID_RAWSZ);
  tree.remove_prefix(end + 1 + GIT_OID_RAWSZ);
  return entry;
}

// Take off the whole entries with which both begin. Of two neighbours nearly all is the same, and
// its rows were looked at in the first tree that had them.
void skip_shared(std::string_view& a, std::string_view& b) {
  constexpr std::size_t k_step = 64;
  const auto most = std::min(a.size(), b.size());
  std::size_t same = 0;
  while (same + k_step <= most && std::memcmp(a.data() + same, b.data() + same, k_step) == 0)
    same += k_step;
  while (same < most && a[same] == b[same])
    ++same;
  std::size_t rows = 0;
  for (std::size_t end = 0; end != std::string_view::npos && end <= same;) {
    rows = end;
    end = a.find('\0', rows);
    end = end == std::string_view::npos ? end : end + 1 + GIT_OID_RAWSZ;
  }
  a.remove_prefix(rows);
  b.remove_prefix(rows);
}

// git sorts a folder as if its name ended with a slash.
int order(const std::optional<Row>& a, const std::optional<Row>& b) {
  if (!a || !b)
    return !a ? 1 : -1;
  const auto shared = std::min(a->name.size(), b->name.size());
  if (const int sign = a->name.substr(0, shared).compare(b->name.substr(0, shared)))
    return sign;
  const auto behind = [&](const Row& entry) {
    return entry.name.size() > shared ? static_cast<unsigned char>(entry.name[shared])
           : entry.is_tree()          ? static_cast<unsigned char>('/')
                                      : 0U;
  };
  return static_cast<int>(behind(*a)) - static_cast<int>(behind(*b));
}

} // namespace

std::string object_text(git_odb* odb, const git_oid& id, git_object_t type) {
  git_odb_object* raw = nullptr;
  if (git_odb_read(&raw, odb, &id) < 0) {
    const git_error* last = git_error_last();
    throw_damaged(id, last && last->message ? last->message : "unknown");
  }
  const OdbObject object(raw);
  if (git_odb_object_type(raw) != type)
    throw_damaged(id, "an object of another type");
  return {static_cast<const char*>(git_odb_object_data(raw)), git_odb_object_size(raw)};
}

std::string TreeDiff::taken(const std::string& folder, const git_oid& id) {
  if (git_oid_is_zero(&id))
    return "";
  auto& [kept, text] = m_kept[folder];
  if (!text.empty() && git_oid_equal(&kept, &id))
    return std::move(text);
  return object_text(m_odb, id, GIT_OBJECT_TREE);
}

void TreeDiff::compare(const std::string& folder, const git_oid& before_id, const git_oid& after_id,
                       std::vector<Changed>& changed) {
  const std::string before_text = taken(folder, before_id);
  std::string after_text = taken(folder, after_id);
  std::string_view before_left = before_text;
  std::string_view after_left = after_text;
  skip_shared(before_left, after_left);
  auto a = next(before_left);
  auto b = next(after_left);
  const git_oid none{};
  while (a || b) {
    const int sign = order(a, b);
    const Row* older = sign <= 0 ? &*a : nullptr;
    const Row* newer = sign >= 0 ? &*b : nullptr;
    if (!older || !newer || !git_oid_equal(&older->id, &newer->id) || older->mode != newer->mode) {
      const auto path = folder + std::string((older ? older : newer)->name);
      const bool was_tree = older && older->is_tree();
      const bool is_tree = newer && newer->is_tree();
      if ((older && !was_tree) || (newer && !is_tree))
        changed.push_back({path, older && !was_tree ? hex(older->id) : "",
                           newer && !is_tree ? hex(newer->id) : "", !newer || newer->is_file()});
      if (was_tree || is_tree)
        compare(path + '/', was_tree ? older->id : none, is_tree ? newer->id : none, changed);
    }
    if (sign == 0)
      skip_shared(before_left, after_left);
    if (sign <= 0)
      a = next(before_left);
    if (sign >= 0)
      b = next(after_left);
  }
  if (!before_left.empty() || !after_left.empty())
    throw_damaged(after_left.empty() ? before_id : after_id, "no tree");
  if (!after_text.empty())
    m_kept[folder] = {after_id, std::move(after_text)};
}

std::vector<Changed> TreeDiff::between(const git_oid& before, const git_oid& after) {
  std::vector<Changed> changed;
  if (!git_oid_equal(&before, &after))
    compare("", before, after, changed);
  return changed;
}

std::optional<git_oid> TreeDiff::entry(const git_oid& tree, std::string_view path) {
  git_oid id = tree;
  while (true) {
    const auto name = path.substr(0, path.find('/'));
    const bool is_last = name.size() == path.size();
    const auto text = object_text(m_odb, id, GIT_OBJECT_TREE);
    std::string_view left = text;
    auto found = next(left);
    while (found && found->name != name)
      found = next(left);
    if (!found || found->is_tree() == is_last)
      return std::nullopt;
    id = found->id;
    if (is_last)
      return id;
    path.remove_prefix(name.size() + 1);
  }
}

std::vector<std::string> TreeDiff::names(const git_oid& tree, std::string_view folder) {
  std::vector<std::string> names;
  git_oid id = tree;
  while (!folder.empty()) {
    const auto name = folder.substr(0, folder.find('/'));
    const auto text = object_text(m_odb, id, GIT_OBJECT_TREE);
    std::string_view left = text;
    auto found = next(left);
    while (found && found->name != name)
      found = next(left);
    if (!found || !found->is_tree())
      return names;
    id = found->id;
    folder.remove_prefix(std::min(folder.size(), name.size() + 1));
  }
  const auto text = object_text(m_odb, id, GIT_OBJECT_TREE);
  std::string_view left = text;
  while (const auto entry = next(left))
    names.emplace_back(entry->name);
  return names;
}

} // namespace reg
