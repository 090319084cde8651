// SPDX-License-Identifier: MIT
// What is wrong with templates: each alone, its languages beside each other, and a register's own
// beside the program's.
#include <algorithm>

#include <fmt/format.h>

#include "casebook/letter_checks.hpp"
#include "casebook/letters.hpp"
#include "casebook/template_file.hpp"
#include "system/files.hpp"

namespace casebook {

namespace {

// What of a front matter is the same in every language: the rest is words.
core::Value comparable(const core::Value& front, const std::string& key) {
  const auto* value = front.find(key);
  if (value == nullptr || (key != "may_be_unknown" && key != "refused")) {
    return value == nullptr ? core::Value() : *value;
  }
  core::List names;
  if (value->is_list()) {
    for (const auto& refusal : value->as_list()) {
      const auto* when = refusal.find("when");
      names.push_back(when == nullptr ? core::Value() : *when);
    }
    return core::Value(std::move(names));
  }
  for (const auto& member : value->as_map()) {
    names.emplace_back(member.key);
  }
  return core::Value(std::move(names));
}

} // namespace

void Letters::compare_languages(const std::vector<letters::Template>& all,
                                std::vector<core::Finding>& findings) const {
  constexpr std::string_view k_shared[] = {"template",  "version",        "layout",   "reader",
                                           "recipient", "case",           "per",      "form",
                                           "when",      "refused",        "decision", "basis",
                                           "requires",  "may_be_unknown", "signed_by"};
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
  for (const auto* key : {"when", "refused", "decision"}) {
    const auto* value = own.front.find(key);
    if (theirs.front.find(key) != nullptr &&
        !(comparable(own.front, key) == comparable(theirs.front, key))) {
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
      if (!m_kinds.has(folder) || !template_file(name)) {
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

} // namespace casebook
