// SPDX-License-Identifier: MIT
#include "register/git_tree_diff.hpp"

#include <algorithm>
#include <cstring>
#include <iterator>

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

// More than any register has, and less than what a tree of trees could stand for.
constexpr std::size_t k_deepest = 64;
constexpr std::size_t k_most_changes = 1'000'000;

[[noreturn]] void throw_odd(const git_oid& id, std::string_view reason) {
  throw core::Error(core::Exit::broken, "object-damaged",
                    {{"object", hex(id)}, {"reason", std::string(reason)}, {"odd", "yes"}});
}

bool is_name(std::string_view name) {
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](unsigned char c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; });
  return !name.empty() && name != "." && name != ".." && lower != ".git" &&
         name.find('/') == std::string_view::npos;
}

bool is_mode(std::string_view mode) {
  static constexpr std::string_view k_modes[] = {"40000",  "100644", "100755",
                                                 "100664", "120000", "160000"};
  return std::find(std::begin(k_modes), std::end(k_modes), mode) != std::end(k_modes);
}

// The entries of a tree, one after the other.
class Rows {
public:
  // What is not `known` is held against what git writes: sorted, each name once.
  Rows(const git_oid& id, std::string_view text, bool known)
      : m_id(id), m_text(text), m_left(text), m_known(known) {}

  std::optional<Row> take() {
    auto row = next(m_left);
    if (row)
      follow(*row);
    return row;
  }

  // A name that the tree before did not have, or of another mode.
  void admit(const Row& row) const {
    if (!is_name(row.name) || !is_mode(row.mode))
      throw_odd(m_id, "an entry that git does not write");
    std::size_t same = 0; // a file and a folder of one name need not stand side by side
    for (auto left = m_text; const auto other = next(left);)
      same += other->name == row.name ? 1 : 0;
    if (same > 1)
      throw_odd(m_id, "two entries of one name");
  }

  std::string_view left() const { return m_left; }

  // Pass over so many bytes, whose last row begins at `last`. They are those of a known tree.
  void pass(std::size_t bytes, std::size_t last) {
    if (bytes == 0)
      return;
    auto first = m_left;
    auto end = m_left.substr(last);
    follow(*next(first));
    m_last = next(end);
    m_left.remove_prefix(bytes);
  }

private:
  void follow(const Row& row) {
    if (!m_known && m_last && (order(m_last, row) >= 0 || m_last->name == row.name))
      throw_odd(m_id, "entries out of order, or two of one name");
    m_last = row;
  }

  git_oid m_id;
  std::string_view m_text;
  std::string_view m_left;
  bool m_known;
  std::optional<Row> m_last;
};

// Pass over the whole entries with which both go on. Of two neighbours nearly all is the same, and
// its rows were looked at in the first tree that had them.
void skip_shared(Rows& a, Rows& b) {
  constexpr std::size_t k_step = 64;
  const auto one = a.left();
  const auto other = b.left();
  const auto most = std::min(one.size(), other.size());
  std::size_t same = 0;
  while (same + k_step <= most && std::memcmp(one.data() + same, other.data() + same, k_step) == 0)
    same += k_step;
  while (same < most && one[same] == other[same])
    ++same;
  std::size_t last = 0;
  std::size_t rows = 0;
  for (std::size_t end = 0; end != std::string_view::npos && end <= same;) {
    last = rows;
    rows = end;
    end = one.find('\0', rows);
    end = end == std::string_view::npos ? end : end + 1 + GIT_OID_RAWSZ;
  }
  a.pass(rows, last);
  b.pass(rows, last);
}

} // namespace

std::string object_text(git_odb* odb, const git_oid& id, git_object_t type) {
  git_odb_object* raw = nullptr;
  if (git_odb_read(&raw, odb, &id) < 0)
    throw_damaged(id);
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
  if (static_cast<std::size_t>(std::count(folder.begin(), folder.end(), '/')) > k_deepest)
    throw_odd(after_id, "folders too deep");
  const std::string before_text = taken(folder, before_id);
  std::string after_text = taken(folder, after_id);
  Rows before(before_id, before_text, true);
  Rows after(after_id, after_text, false);
  skip_shared(before, after);
  auto a = before.take();
  auto b = after.take();
  const git_oid none{};
  while (a || b) {
    const int sign = order(a, b);
    const Row* older = sign <= 0 ? &*a : nullptr;
    const Row* newer = sign >= 0 ? &*b : nullptr;
    if (newer && (!older || older->mode != newer->mode))
      after.admit(*newer);
    if (!older || !newer || !git_oid_equal(&older->id, &newer->id) || older->mode != newer->mode) {
      const auto path = folder + std::string((older ? older : newer)->name);
      const bool was_tree = older && older->is_tree();
      const bool is_tree = newer && newer->is_tree();
      if ((older && !was_tree) || (newer && !is_tree))
        changed.push_back({path, older && !was_tree ? hex(older->id) : "",
                           newer && !is_tree ? hex(newer->id) : "", !newer || newer->is_file()});
      if (changed.size() > k_most_changes)
        throw_odd(after_id, "too many entries");
      if (was_tree || is_tree)
        compare(path + '/', was_tree ? older->id : none, is_tree ? newer->id : none, changed);
    }
    if (sign == 0)
      skip_shared(before, after);
    if (sign <= 0)
      a = before.take();
    if (sign >= 0)
      b = after.take();
  }
  if (!before.left().empty() || !after.left().empty())
    throw_damaged(after.left().empty() ? before_id : after_id, "no tree");
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
