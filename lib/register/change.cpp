// SPDX-License-Identifier: MIT
#include "register/change.hpp"

#include <algorithm>
#include <stdexcept>

#include "core/error.hpp"

namespace reg {
namespace {

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), is_control);
}

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// git refuses the short name that Windows gives to .git as well.
bool is_git_folder(std::string_view part) {
  std::string name(part);
  std::transform(name.begin(), name.end(), name.begin(), lower);
  return name == ".git" || name == "git~1";
}

bool is_bad_part(std::string_view part) {
  return part.empty() || part == "." || part == ".." || is_git_folder(part);
}

bool is_token(std::string_view key) {
  return !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (lower(c) >= 'a' && lower(c) <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

} // namespace

void refuse_path(const char* name, std::string_view path) {
  throw core::Error(core::Exit::refused, name, {{"path", std::string(path)}});
}

void check_path(std::string_view path) {
  if (has_control(path))
    refuse_path("path-outside", path);
  std::size_t begin = 0;
  while (true) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (is_bad_part(path.substr(begin, end - begin)))
      refuse_path("path-outside", path);
    if (end == path.size())
      return;
    begin = end + 1;
  }
}

void check_folder(std::string_view folder) {
  if (!folder.empty())
    check_path(folder);
}

std::vector<std::string> folders_of(std::string_view path) {
  std::vector<std::string> folders;
  for (auto at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1))
    folders.emplace_back(path.substr(0, at));
  return folders;
}

void check_change(const Change& change) {
  if (change.subject.empty() || has_control(change.subject))
    throw std::invalid_argument("a subject is one line");
  for (const Trailer& trailer : change.trailers)
    if (!is_token(trailer.key) || trailer.value.empty() || has_control(trailer.value))
      throw std::invalid_argument("a trailer is one line: " + trailer.key);
  for (const auto& [path, bytes] : change.files) {
    check_path(path);
    for (const std::string& folder : folders_of(path))
      if (change.files.contains(folder))
        refuse_path("not-a-file", folder);
  }
}

void check_note(std::string_view name) {
  if (!is_token(name))
    throw std::invalid_argument("a note has a plain name: " + std::string(name));
}

std::string message_of(const Change& change) {
  std::string message = change.subject + '\n';
  if (!change.trailers.empty())
    message += '\n';
  for (const Trailer& trailer : change.trailers)
    message += trailer.key + ": " + trailer.value + '\n';
  return message;
}

} // namespace reg
