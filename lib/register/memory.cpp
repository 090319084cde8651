// SPDX-License-Identifier: MIT
#include "register/memory.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>

#include "core/error.hpp"
#include "register/change.hpp"
#include "register/listing.hpp"

namespace reg {
namespace {

constexpr const char* k_author = "Test Author <author@example.org>";

using Contents = std::map<std::string, std::string, std::less<>>;

std::optional<std::string> found(const Contents& files, std::string_view path) {
  check_path(path);
  const auto file = files.find(path);
  return file == files.end() ? std::nullopt : std::optional(file->second);
}

// Like git, where a path may name a folder in a history.
Contents below(const Contents& files, std::string_view path) {
  Contents result;
  for (const auto& [name, bytes] : files)
    if (path.empty() || name == path || name.starts_with(std::string(path) + '/'))
      result.emplace(name, bytes);
  return result;
}

std::vector<std::string> names(const Contents& files, std::string_view folder) {
  check_folder(folder);
  std::vector<std::string> paths;
  for (const auto& [name, bytes] : below(files, folder))
    if (name != folder)
      paths.push_back(name);
  return paths;
}

std::vector<std::string> differing(const Contents& before, const Contents& after,
                                   std::string_view folder) {
  std::vector<std::string> paths = names(before, folder);
  const std::vector<std::string> now = names(after, folder);
  paths.insert(paths.end(), now.begin(), now.end());
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::erase_if(paths, [&](const auto& path) { return found(before, path) == found(after, path); });
  return paths;
}

// A file cannot be where a folder is, nor below a file.
void check_place(const Contents& files, const std::string& path) {
  for (const std::string& folder : folders_of(path))
    if (files.contains(folder))
      refuse_path("not-a-file", folder);
  if (const auto next = files.lower_bound(path + '/');
      next != files.end() && next->first.starts_with(path + '/'))
    refuse_path("not-a-file", path);
}

void put(Contents& files, const std::string& path, const std::optional<std::string>& bytes) {
  if (bytes)
    files.insert_or_assign(path, *bytes);
  else
    files.erase(path);
}

std::uint64_t hash_of(std::string_view text, std::uint64_t round) {
  std::uint64_t hash = 14695981039346656037U + round;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return hash;
}

// Forty hexadecimal digits that differ when the text does.
std::string hash_text(std::string_view text) {
  std::string id;
  for (std::uint64_t round = 0; id.size() < 40; ++round) {
    char digits[17];
    std::snprintf(digits, sizeof digits, "%016llx",
                  static_cast<unsigned long long>(hash_of(text, round)));
    id += digits;
  }
  return id.substr(0, 40);
}

std::string id_after(const std::string& parent, const Change& change) {
  std::string text = parent + message_of(change);
  for (const auto& [path, bytes] : change.files)
    text += path + '\0' + bytes.value_or("\1") + '\0';
  return hash_text(text);
}

} // namespace

std::unique_ptr<Register> in_memory(Files files, std::function<Instant()> now) {
  return std::make_unique<MemoryRegister>(files, std::move(now));
}

MemoryRegister::MemoryRegister(const Files& files, std::function<Instant()> now)
    : m_now(std::move(now)) {
  if (!files.empty())
    commit({"init: register", {}, files}, "");
}

void MemoryRegister::edit(const std::string& path, const std::optional<std::string>& bytes) {
  check_path(path);
  if (bytes)
    check_place(m_working, path);
  put(m_working, path, bytes);
}

const MemoryRegister::Contents& MemoryRegister::last() const {
  static const Contents k_nothing;
  return m_versions.empty() ? k_nothing : m_versions.back().files;
}

const MemoryRegister::Contents* MemoryRegister::files_at(const std::string& id) const {
  const auto version = std::find_if(m_versions.begin(), m_versions.end(),
                                    [&](const Version& v) { return v.entry.id == id; });
  return version == m_versions.end() ? nullptr : &version->files;
}

std::optional<std::string> MemoryRegister::committed(std::string_view path) const {
  return found(last(), path);
}

std::optional<std::string> MemoryRegister::working(std::string_view path) const {
  return found(m_working, path);
}

State MemoryRegister::state(std::string_view path) const {
  const auto here = working(path);
  const auto there = committed(path);
  if (!here)
    return there ? State::deleted : State::absent;
  if (!there)
    return State::untracked;
  return here == there ? State::same : State::changed;
}

std::vector<std::string> MemoryRegister::working_paths(std::string_view folder) const {
  return names(m_working, folder);
}

std::vector<std::string> MemoryRegister::committed_paths(std::string_view folder) const {
  return names(last(), folder);
}

std::vector<Stamped> MemoryRegister::stamps(std::string_view folder) const {
  std::vector<Stamped> files;
  for (const std::string& path : working_paths(folder)) {
    const std::string& bytes = m_working.find(path)->second;
    files.push_back({path, {hash_of(bytes, 0), hash_of(bytes, 1), bytes.size()}, true});
  }
  return files;
}

std::optional<std::vector<std::string>>
MemoryRegister::changed_between(const std::string& older_head, std::string_view folder) const {
  check_folder(folder);
  const Contents nothing;
  const Contents* older = older_head.empty() ? &nothing : files_at(older_head);
  if (!older)
    return std::nullopt;
  return differing(*older, last(), folder);
}

std::optional<std::string> MemoryRegister::note(std::string_view name) const {
  check_note(name);
  const auto found = m_notes.find(name);
  return found == m_notes.end() ? std::nullopt : std::optional(found->second);
}

void MemoryRegister::keep_note(std::string_view name, const std::string& bytes) {
  check_note(name);
  m_notes.insert_or_assign(std::string(name), bytes);
}

std::string MemoryRegister::setting(const std::string& key) const {
  const auto found = m_settings.find(key);
  return found == m_settings.end() ? "" : found->second;
}

std::string MemoryRegister::head() const {
  return m_versions.empty() ? "" : m_versions.back().entry.id;
}

std::string MemoryRegister::commit(const Change& change, const std::string& expected) {
  check_change(change);
  if (head() != expected)
    throw core::Error(core::Exit::refused, "moved-meanwhile",
                      {{"expected", expected}, {"head", head()}});
  Contents files = last();
  Contents working = m_working;
  for (const auto& [path, bytes] : change.files) {
    check_place(m_working, path);
    check_place(last(), path);
    if (const auto read = change.read.find(path);
        read != change.read.end() && this->working(path) != read->second)
      throw core::Error(core::Exit::refused, "moved-meanwhile",
                        {{"expected", expected}, {"head", head()}});
    put(files, path, bytes);
    put(working, path, bytes);
  }
  m_versions.push_back(
      {{id_after(expected, change), k_author, m_now(), change.subject, change.trailers,
        expected.empty() ? std::vector<std::string>() : std::vector{expected}},
       files});
  m_working = working;
  return head();
}

std::vector<Entry> MemoryRegister::history(std::string_view path, std::size_t most) const {
  check_folder(path);
  std::vector<Entry> entries;
  for (std::size_t i = m_versions.size(); i > 0 && (most == 0 || entries.size() < most); --i) {
    const Contents before = i > 1 ? below(m_versions[i - 2].files, path) : Contents();
    if (path.empty() || below(m_versions[i - 1].files, path) != before)
      entries.push_back(m_versions[i - 1].entry);
  }
  return entries;
}

std::vector<Entry> MemoryRegister::line() const {
  return history("", 0);
}

std::string MemoryRegister::commit_named(const std::string& word) const {
  return word == "HEAD" ? head() : std::string();
}

std::vector<std::string> MemoryRegister::touched(const std::string& id,
                                                 std::string_view folder) const {
  check_folder(folder);
  const Contents* after = files_at(id);
  if (!after)
    return {};
  const auto version = std::find_if(m_versions.begin(), m_versions.end(),
                                    [&](const Version& v) { return v.entry.id == id; });
  return differing(version == m_versions.begin() ? Contents() : std::prev(version)->files, *after,
                   folder);
}

// The ids are this register's own, not git's.
std::string MemoryRegister::listing(const std::string& id, std::string_view folder) const {
  check_folder(folder);
  const Contents* files = files_at(id);
  std::string lines;
  for (const auto& [path, bytes] : files ? below(*files, folder) : Contents())
    lines += "100644 blob " + hash_text(bytes) + '\t' + listed(path) + '\n';
  return lines;
}

std::optional<std::string> MemoryRegister::content(const std::string& id,
                                                   std::string_view path) const {
  check_path(path);
  const Contents* files = files_at(id);
  return files ? found(*files, path) : std::nullopt;
}

} // namespace reg
