// SPDX-License-Identifier: MIT
#include "casebook/texts.hpp"

#include <algorithm>

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

const core::Value& Texts::section(const std::string& path, std::string_view key,
                                  Reading read) const {
  const auto name = path + " " + std::string(key);
  if (const auto found = m_read.find(name); found != m_read.end()) {
    return found->second;
  }
  const auto part = section_in(source(path), key);
  auto value = part.empty() ? core::Value() : read(part, path);
  const auto* inside = value.find(key);
  return m_read.emplace(name, inside != nullptr ? *inside : core::Value()).first->second;
}

const core::Value& Texts::kind_section(const std::string& folder, std::string_view key) const {
  auto path = folder + "/text." + m_language + ".yaml";
  if (!m_sources.contains(path)) {
    // A kind that lacks a language is understood in English rather than not at all.
    auto text = sys::read_file(path);
    text = text ? std::move(text) : sys::read_file(folder + "/text.en.yaml");
    m_sources.emplace(path, text.value_or(""));
  }
  return section(path, key, data_from);
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
  const auto dot = std::min(id.find('.'), id.size());
  const core::Value* here = &section(path_of(name), id.substr(0, dot), yaml::read_data);
  for (std::size_t at = dot + 1; here != nullptr && at <= id.size();) {
    const auto end = std::min(id.find('.', at), id.size());
    here = here->find(id.substr(at, end - at));
    at = end + 1;
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
  return section(path_of(name), key, yaml::read_data);
}

std::string Texts::say_in(const std::string& folder, const std::vector<std::string>& keys) const {
  const core::Value* here = &kind_section(folder, keys.front());
  for (auto key = keys.begin() + 1; key != keys.end(); ++key) {
    here = here != nullptr ? here->find(*key) : nullptr;
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
  if (const auto& texts = section(path_of("findings"), name, yaml::read_data); texts.is_map()) {
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
    collect(&kind_section(folder, "findings"));
  }
  if (!m_common.empty()) {
    collect(&kind_section(m_common, "findings"));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

} // namespace casebook
