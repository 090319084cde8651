// SPDX-License-Identifier: MIT
#include "casebook/texts.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "casebook/data.hpp"
#include "core/error.hpp"
#include "system/files.hpp"
#include "yaml/data.hpp"

namespace casebook {

std::string filled(std::string_view text, const core::Arguments& arguments) {
  std::string whole;
  while (!text.empty()) {
    const auto open = text.find('{');
    const auto close = open == std::string_view::npos ? open : text.find('}', open);
    if (close == std::string_view::npos) {
      break;
    }
    const auto name = text.substr(open + 1, close - open - 1);
    const auto found = std::find_if(arguments.begin(), arguments.end(),
                                    [&](const auto& argument) { return argument.first == name; });
    whole += text.substr(0, open);
    whole +=
        found != arguments.end() ? found->second : std::string(text.substr(open, close - open + 1));
    text.remove_prefix(close + 1);
  }
  return whole.append(text);
}

Texts::Texts(std::string text_folder, std::string language)
    : m_folder(std::move(text_folder)), m_language(std::move(language)) {}

void Texts::add_kind(const std::string& name, const std::string& folder) {
  m_kinds.emplace_back(name, folder);
}

void Texts::add_common(const std::string& folder) {
  m_common = folder;
}

const core::Value& Texts::file(std::string_view name) const {
  const auto path = path_of(name);
  const auto found = m_read.find(path);
  return found != m_read.end()
             ? found->second
             : m_read.emplace(path, yaml::read_data(source(path), path)).first->second;
}

std::string Texts::path_of(std::string_view name) const {
  return m_folder + "/" + m_language + "/" + std::string(name) + ".yaml";
}

const std::string& Texts::source(const std::string& path) const {
  if (const auto found = m_sources.find(path); found != m_sources.end()) {
    return found->second;
  }
  auto text = sys::read_file(path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", path}});
  }
  return m_sources.emplace(path, std::move(*text)).first->second;
}

std::string_view section_in(std::string_view text, std::string_view key) {
  const auto starts_key = [&](std::size_t at) {
    return text.substr(at).starts_with(key) && at + key.size() < text.size() &&
           text[at + key.size()] == ':';
  };
  std::size_t at = 0;
  while (at < text.size() && !starts_key(at)) {
    at = std::min(text.find('\n', at), text.size() - 1) + 1;
  }
  auto end = at;
  while (end < text.size()) {
    end = std::min(text.find('\n', end), text.size() - 1) + 1;
    // The next line at the margin that is neither empty nor a comment begins another section.
    if (end < text.size() && text[end] != ' ' && text[end] != '\n' && text[end] != '#') {
      break;
    }
  }
  return text.substr(std::min(at, text.size()), end - std::min(at, end));
}

namespace {

bool is_blank_or_comment(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first == std::string_view::npos || line[first] == '#';
}

std::size_t margin_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

bool begins_entry(std::string_view line, std::string_view key) {
  const bool is_quoted = line.starts_with('"') || line.starts_with('\'');
  line.remove_prefix(is_quoted ? 1 : 0);
  return line.starts_with(key) && line.substr(key.size() + (is_quoted ? 1 : 0)).starts_with(':');
}

} // namespace

std::string entry_in(std::string_view section, std::string_view key) {
  std::string entry;
  std::size_t margin = 0; // of the keys; that of the section is none
  bool is_inside = false;
  for (std::size_t at = 0; at < section.size();) {
    const auto end = std::min(section.find('\n', at), section.size() - 1) + 1;
    const auto line = section.substr(at, end - at);
    const bool is_head = at == 0;
    at = end;
    if (!is_blank_or_comment(line.substr(0, line.find('\n'))) && !is_head) {
      margin = margin == 0 ? margin_of(line) : margin;
      if (margin_of(line) == margin) {
        is_inside = begins_entry(line.substr(margin), key);
      }
    }
    if (is_head || is_inside) {
      entry += line;
    }
  }
  return entry;
}

std::string_view Texts::part_of(const std::string& path, std::string_view key) const {
  const auto [found, is_new] = m_parts.try_emplace(fmt::format("{} {}", path, key));
  if (is_new) {
    found->second = section_in(source(path), key);
  }
  return found->second;
}

const core::Value& Texts::section(const std::string& path, std::string_view key) const {
  const auto name = path + " " + std::string(key);
  if (const auto found = m_read.find(name); found != m_read.end()) {
    return found->second;
  }
  const auto part = part_of(path, key);
  auto value = part.empty() ? core::Value() : data_from(part, path);
  const auto* inside = value.find(key);
  return m_read.emplace(name, inside != nullptr ? *inside : core::Value()).first->second;
}

const core::Value* Texts::entry(const std::string& path, std::string_view key,
                                std::string_view inner) const {
  const auto name = fmt::format("{} {}", path, key);
  const bool is_programs =
      path.starts_with(m_folder + "/") || (!m_common.empty() && path.starts_with(m_common + "/"));
  if (!is_programs || m_read.contains(name)) {
    return section(path, key).find(inner);
  }
  auto [found, is_new] = m_read.try_emplace(fmt::format("{} {}", name, inner));
  if (is_new) {
    const auto part = part_of(path, key);
    const auto value = part.empty() ? core::Value() : data_from(entry_in(part, inner), path);
    const auto* all = value.find(key);
    const auto* one = all != nullptr ? all->find(inner) : nullptr;
    found->second = one != nullptr ? *one : core::Value();
  }
  return found->second.is_null() ? nullptr : &found->second;
}

const std::string& Texts::kind_path(const std::string& folder) const {
  auto& path = m_paths[folder];
  if (path.empty()) {
    path = folder + "/text." + m_language + ".yaml";
    // A kind that lacks a language is understood in English rather than not at all.
    auto text = sys::read_file(path);
    text = text ? std::move(text) : sys::read_file(folder + "/text.en.yaml");
    m_sources.emplace(path, text.value_or(""));
  }
  return path;
}

namespace {

// Whether what is counted, {number}, is one.
bool is_one(const core::Arguments& arguments) {
  return std::any_of(arguments.begin(), arguments.end(), [](const auto& argument) {
    return argument.first == "number" && argument.second == "1";
  });
}

} // namespace

std::string Texts::say(std::string_view name, std::string_view id,
                       const core::Arguments& arguments) const {
  const auto dot = id.find('.');
  const core::Value* here = nullptr;
  if (dot == std::string_view::npos) {
    here = &section(path_of(name), id);
  } else {
    const auto second = std::min(id.find('.', dot + 1), id.size());
    here = entry(path_of(name), id.substr(0, dot), id.substr(dot + 1, second - dot - 1));
    for (std::size_t at = second + 1; here != nullptr && at <= id.size();) {
      const auto end = std::min(id.find('.', at), id.size());
      here = here->find(id.substr(at, end - at));
      at = end + 1;
    }
  }
  if (here != nullptr && here->is_map()) {
    here = here->find(is_one(arguments) ? "one" : "other");
  }
  return here != nullptr && here->is_string() ? filled(here->as_string(), arguments)
                                              : "[" + std::string(id) + "]";
}

std::string Texts::word(std::string_view name, std::string_view section,
                        std::string_view key) const {
  const auto* found = file(name).find(section);
  if (found != nullptr && !key.empty()) {
    found = found->find(key);
  }
  return found != nullptr && found->is_string() ? found->as_string() : "";
}

const core::Value& Texts::all(std::string_view name, std::string_view key) const {
  return section(path_of(name), key);
}

std::string Texts::say_in(const std::string& folder, const std::vector<std::string>& keys) const {
  const auto& path = kind_path(folder);
  const core::Value* here =
      keys.size() == 1 ? &section(path, keys[0]) : entry(path, keys[0], keys[1]);
  for (std::size_t i = 2; here != nullptr && i < keys.size(); ++i) {
    here = here->find(keys[i]);
  }
  return here != nullptr && here->is_string() ? here->as_string() : "";
}

std::string Texts::say_kind(std::string_view kind, const std::vector<std::string>& keys) const {
  const auto found = std::find_if(m_kinds.begin(), m_kinds.end(),
                                  [&](const auto& one) { return one.first == kind; });
  if (found == m_kinds.end()) {
    return "";
  }
  auto own = say_in(found->second, keys);
  return own.empty() && !m_common.empty() ? say_in(m_common, keys) : own;
}

std::string Texts::finding(std::string_view name, std::string_view wanted,
                           const core::Arguments& arguments) const {
  // A hint may have other wordings: when something is close to what was written, and when there is
  // a list of what is allowed.
  if (wanted == "hint") {
    for (const auto* argument : {"near", "allowed"}) {
      const bool given = std::any_of(arguments.begin(), arguments.end(), [&](const auto& one) {
        return one.first == argument && !one.second.empty();
      });
      auto text = given ? finding(name, std::string("hint_") + argument, arguments) : "";
      if (!text.empty()) {
        return text;
      }
    }
  }
  const auto part = wanted;
  // The program's own words first: a kind names its findings, it does not reword ours.
  if (const auto& texts = section(path_of("findings"), name); texts.is_map()) {
    return filled(texts.text(part), arguments);
  }
  const std::vector<std::string> keys{"findings", std::string(name), std::string(part)};
  for (const auto& [kind, folder] : m_kinds) {
    const auto own = say_in(folder, keys);
    if (!own.empty()) {
      return filled(own, arguments);
    }
  }
  return m_common.empty() ? "" : filled(say_in(m_common, keys), arguments);
}

std::vector<std::string> Texts::finding_names() const {
  std::vector<std::string> names;
  const auto collect = [&](const core::Value* findings) {
    if (findings == nullptr || !findings->is_map()) {
      return;
    }
    for (const auto& member : findings->as_map()) {
      names.push_back(member.key);
    }
  };
  collect(&file("findings"));
  for (const auto& [kind, folder] : m_kinds) {
    collect(&section(kind_path(folder), "findings"));
  }
  if (!m_common.empty()) {
    collect(&section(kind_path(m_common), "findings"));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

} // namespace casebook
