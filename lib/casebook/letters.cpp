// SPDX-License-Identifier: MIT
#include "casebook/letters.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "casebook/letter_checks.hpp"
#include "casebook/template_file.hpp"
#include "core/error.hpp"
#include "core/near.hpp"
#include "system/files.hpp"
#include "yaml/document.hpp"

namespace casebook {

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

} // namespace

Letters::Letters(std::string data_folder, std::string own_root, const Kinds& kinds)
    : m_data_folder(std::move(data_folder)), m_own_root(std::move(own_root)), m_kinds(kinds) {
  list(m_data_folder, false);
  if (!m_own_root.empty()) {
    list(m_own_root, true);
  }
  for (auto& one : m_all) {
    std::sort(one.languages.begin(), one.languages.end());
    one.languages.erase(std::unique(one.languages.begin(), one.languages.end()),
                        one.languages.end());
  }
  std::sort(m_all.begin(), m_all.end(), [](const Listed& a, const Listed& b) {
    return std::tie(a.kind, a.name) < std::tie(b.kind, b.name);
  });
}

void Letters::list(const std::string& root, bool is_own) {
  for (const auto& kind : m_kinds.names()) {
    for (const auto& path : sys::files_in(root + "/templates/" + kind)) {
      const auto file = template_file(path);
      if (!file) {
        continue;
      }
      auto found = std::find_if(m_all.begin(), m_all.end(), [&](const Listed& one) {
        return one.kind == kind && one.name == file->name;
      });
      found = found != m_all.end() ? found : m_all.insert(found, {kind, file->name, {}, false});
      found->languages.push_back(file->language);
      found->is_own = found->is_own || is_own;
    }
  }
}

Letters::Source Letters::source_of(const std::string& kind, const std::string& name,
                                   const std::string& language) const {
  const auto shown = fmt::format("templates/{}/{}.{}.md", kind, name, language);
  if (!m_own_root.empty() && sys::is_file(m_own_root + "/" + shown)) {
    return {m_own_root + "/" + shown, shown, true};
  }
  return {m_data_folder + "/" + shown, shown, false};
}

letters::Template Letters::read(const Source& source, const std::string& kind,
                                std::vector<core::Finding>& findings) const {
  const auto text = sys::read_file(source.path);
  if (!text) {
    throw core::Error(core::Exit::failed, "data-file-missing", {{"file", source.path}});
  }
  constexpr std::size_t k_most = 100'000;
  if (text->size() > k_most) { // a page is a few thousand; the parser of tags is no match for more
    findings.push_back(fault_in(source.shown, "template-too-large", 0, {}));
    return {};
  }
  const auto parts = letters::parts_of(*text);
  if (!parts) {
    findings.push_back(fault_in(source.shown, "template-without-front", 1, {}));
    return {};
  }
  auto document = yaml::read(parts->front);
  if (document.root) {
    document.findings =
        m_kinds.letter_schema().check(*document.root, [](auto, auto) { return std::nullopt; });
  }
  for (auto& finding : document.findings) {
    finding.file = source.shown;
    finding.line += 1; // below the fence
    findings.push_back(std::move(finding));
  }
  const bool fits = document.findings.empty() && document.root;
  auto one =
      letters::template_from(fits ? std::move(*document.root) : core::Value(core::Map{}), *parts);
  one.kind = kind;
  one.file = source.shown;
  return one;
}

std::string Letters::kind_of_blank(std::string_view name) const {
  std::vector<core::Finding> ignored;
  for (const auto& listed : m_all) {
    if (listed.name == name &&
        !read(source_of(listed.kind, listed.name, listed.languages.front()), listed.kind, ignored)
             .needs_case) {
      return listed.kind;
    }
  }
  return "";
}

std::vector<std::string> Letters::names_for(const std::string& kind,
                                            std::string_view recipient) const {
  std::vector<std::string> names;
  std::vector<core::Finding> ignored;
  for (const auto& listed : m_all) {
    if (listed.kind == kind &&
        read(source_of(kind, listed.name, listed.languages.front()), kind, ignored).recipient ==
            recipient) {
      names.push_back(listed.name);
    }
  }
  return names;
}

letters::Template Letters::find(const std::string& kind, const std::string& name,
                                const std::string& language) const {
  std::vector<std::string> known;
  const Listed* found = nullptr;
  for (const auto& listed : m_all) {
    if (listed.kind == kind) {
      known.push_back(listed.name);
      found = listed.name == name ? &listed : found;
    }
  }
  if (found == nullptr) {
    throw core::Error(core::Exit::usage, "unknown-letter",
                      {{"template", name},
                       {"kind", kind},
                       {"near", core::nearest(name, known)},
                       {"known", joined(known)}});
  }
  const auto& languages = found->languages;
  if (std::find(languages.begin(), languages.end(), language) == languages.end()) {
    throw core::Error(core::Exit::usage, "letter-without-language",
                      {{"template", name}, {"language", language}, {"known", joined(languages)}});
  }
  std::vector<core::Finding> findings;
  const auto source = source_of(kind, name, language);
  auto one = read(source, kind, findings);
  if (findings.empty()) {
    one.language = language;
    findings = template_faults(one, m_kinds.schema(kind));
  }
  if (!findings.empty()) {
    throw core::Error(core::Exit::findings, "template-faulty", {{"path", source.shown}}, findings);
  }
  return one;
}

} // namespace casebook
