// SPDX-License-Identifier: MIT
#include "casebook/letters.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <tuple>

#include <fmt/format.h>

#include "casebook/letter_checks.hpp"
#include "core/error.hpp"
#include "core/near.hpp"
#include "system/files.hpp"
#include "system/random.hpp"
#include "yaml/document.hpp"

namespace casebook {

namespace {

constexpr std::string_view k_ending = ".md";

// "people" and "nb" of "people.nb.md"; nothing for another file.
struct FileName {
  std::string name;
  std::string language;
};
std::optional<FileName> parsed_name(std::string_view file) {
  if (!file.ends_with(k_ending)) {
    return std::nullopt;
  }
  file.remove_suffix(k_ending.size());
  const auto dot = file.rfind('.');
  if (dot == std::string_view::npos || dot == 0) {
    return std::nullopt;
  }
  const auto language = file.substr(dot + 1);
  const bool known =
      std::find(std::begin(k_languages), std::end(k_languages), language) != std::end(k_languages);
  return known ? std::optional(FileName{std::string(file.substr(0, dot)), std::string(language)})
               : std::nullopt;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text;
}

core::Finding fault_in(const std::string& file, const std::string& name, int line,
                       core::Arguments arguments) {
  return {core::Severity::error, name, file, line, 1, std::move(arguments)};
}

// What of a front matter is the same in every language: the rest is words.
core::Value comparable(const core::Value& front, const std::string& key) {
  const auto* value = front.find(key);
  if (value == nullptr || key != "may_be_unknown") {
    return value == nullptr ? core::Value() : *value;
  }
  core::List names;
  for (const auto& member : value->as_map()) {
    names.emplace_back(member.key);
  }
  return core::Value(std::move(names));
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
      const auto file = parsed_name(path);
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

void Letters::compare_languages(const std::vector<letters::Template>& all,
                                std::vector<core::Finding>& findings) const {
  constexpr std::string_view k_shared[] = {
      "template", "version", "layout",   "reader", "recipient", "case",           "per",
      "form",     "when",    "decision", "basis",  "requires",  "may_be_unknown", "signed_by"};
  const auto is_own = [&](const letters::Template& one) {
    return sys::is_file(m_own_root + "/" + one.file);
  };
  for (const auto& next : all) {
    // What can be mended is the register's.
    const bool at_first = is_own(all.front()) && !is_own(next);
    const auto& one = at_first ? all.front() : next;
    const auto& other = at_first ? next : all.front();
    for (const auto key : k_shared) {
      const auto name = std::string(key);
      if (!(comparable(one.front, name) == comparable(other.front, name))) {
        const auto* value = one.front.find(key);
        findings.push_back(fault_in(one.file, "template-differs",
                                    value == nullptr ? 1 : value->span.line + 1,
                                    {{"key", name}, {"other", other.file}}));
      }
    }
  }
}

void Letters::compare_with_program(const letters::Template& own,
                                   std::vector<core::Finding>& findings) const {
  const Source program{m_data_folder + "/" + own.file, own.file, false};
  if (!sys::is_file(program.path)) {
    return;
  }
  std::vector<core::Finding> ignored;
  const auto theirs = read(program, own.kind, ignored);
  for (const auto& name : theirs.requires_) {
    const bool required =
        std::find(own.requires_.begin(), own.requires_.end(), name) != own.requires_.end();
    const bool left_open =
        own.said_when_open(name) != nullptr && theirs.said_when_open(name) == nullptr;
    if (!required || left_open) {
      const auto* value = own.front.find(required ? "may_be_unknown" : "requires");
      findings.push_back(fault_in(own.file, "template-weakens",
                                  value == nullptr ? 1 : value->span.line + 1, {{"name", name}}));
    }
  }
  // Of which cases it is true, and what must have been decided, is the law's as well.
  for (const auto* key : {"when", "decision"}) {
    const auto* value = own.front.find(key);
    if (theirs.front.find(key) != nullptr &&
        (value == nullptr || !(*value == *theirs.front.find(key)))) {
      findings.push_back(fault_in(own.file, "template-weakens",
                                  value == nullptr ? 1 : value->span.line + 1, {{"name", key}}));
    }
  }
}

void Letters::judge_one(const Listed& listed, std::vector<core::Finding>& findings) const {
  std::vector<letters::Template> all;
  for (const auto language : k_languages) {
    const auto source = source_of(listed.kind, listed.name, std::string(language));
    if (!sys::is_file(source.path)) {
      findings.push_back(fault_in(source.shown, "template-language-missing", 0,
                                  {{"language", std::string(language)}}));
      continue;
    }
    std::vector<core::Finding> faults;
    auto one = read(source, listed.kind, faults);
    one.language = language;
    if (faults.empty()) {
      faults = template_faults(one, m_kinds.schema(listed.kind));
    }
    if (one.name != listed.name && faults.empty()) {
      faults.push_back(fault_in(one.file, "template-name", 2, {{"name", one.name}}));
    }
    if (faults.empty()) {
      if (source.is_own) {
        compare_with_program(one, faults);
      }
      all.push_back(std::move(one));
    }
    findings.insert(findings.end(), faults.begin(), faults.end());
  }
  if (!all.empty()) {
    compare_languages(all, findings);
  }
}

std::vector<core::Finding> Letters::judge(bool with_program) const {
  std::vector<core::Finding> findings;
  for (const auto& listed : m_all) {
    if (with_program || listed.is_own) {
      judge_one(listed, findings);
    }
  }
  core::sort(findings);
  return findings;
}

std::vector<core::Finding> Letters::judge_own() const {
  auto findings = judge(false);
  // A file that no letter is made from was meant to be one.
  for (const auto& folder : m_own_root.empty() ? std::vector<std::string>{}
                                               : sys::folders_in(m_own_root + "/templates")) {
    for (const auto& name : sys::files_in(m_own_root + "/templates/" + folder)) {
      if (!m_kinds.has(folder) || !parsed_name(name)) {
        auto fault =
            fault_in(fmt::format("templates/{}/{}", folder, name), "template-misnamed", 0, {});
        fault.severity = core::Severity::warning;
        findings.push_back(std::move(fault));
      }
    }
  }
  core::sort(findings);
  return findings;
}

std::vector<core::Finding> Letters::judge_all() const {
  return judge(true);
}

std::optional<std::string> picture_in(const std::string& root, std::string_view name) {
  constexpr std::size_t k_most = 1024 * 1024;
  constexpr std::string_view k_allowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
  if (name.empty() || name.find_first_not_of(k_allowed) != std::string_view::npos) {
    return std::nullopt;
  }
  const auto folder = root + "/templates";
  const auto path = folder + "/" + std::string(name);
  const bool leads_away = sys::is_link(folder) || sys::is_link(path);
  const auto bytes = leads_away ? std::nullopt : sys::read_file(path);
  if (!bytes || bytes->size() > k_most) {
    return std::nullopt;
  }
  // What it is, its first bytes say.
  const auto* type = bytes->starts_with("\x89PNG\r\n\x1a\n") ? "image/png"
                     : bytes->starts_with("\xff\xd8\xff")    ? "image/jpeg"
                                                             : nullptr;
  return type == nullptr
             ? std::nullopt
             : std::optional(fmt::format("data:{};base64,{}", type, sys::base64(*bytes)));
}

} // namespace casebook
