// SPDX-License-Identifier: MIT
// Everything there is to say about a case, the organisation and the register as a whole.
#include <algorithm>
#include <map>

#include "casebook/book.hpp"
#include "casebook/lines.hpp"
#include "casebook/shape.hpp"
#include "core/checks.hpp"
#include "core/clock.hpp"
#include "core/organisation.hpp"
#include "core/state.hpp"
#include "core/succession.hpp"
#include "schema/format.hpp"
#include "yaml/document.hpp"

namespace casebook {

void Book::finish(std::vector<core::Finding>& findings, const Case& one) const {
  const Lines lines(one.text);
  for (auto& finding : findings) {
    if (finding.file.empty()) {
      finding.file = one.path;
    }
    if (finding.excerpt.empty() && finding.line > 0 && finding.file == one.path) {
      finding.excerpt = lines.at(finding.line);
    }
  }
  core::sort(findings);
}

std::vector<core::Finding> Book::placed(std::vector<core::Finding> findings,
                                        const Case& one) const {
  finish(findings, one);
  return findings;
}

// Reading and schema: what must be right before anything else can be asked.
std::vector<core::Finding> Book::text_findings(const Case& one) const {
  auto findings = one.findings;
  if (!one.root.is_map()) {
    return findings;
  }
  const auto faults = shape_findings(
      one.root, m_kinds.names(),
      [this](const std::string& kind) -> const schema::Schema& { return m_kinds.schema(kind); },
      schema::format_check(m_zone));
  findings.insert(findings.end(), faults.begin(), faults.end());
  return findings;
}

// Nothing for what is no case of this register (yet).
std::optional<std::string> Book::committed_of(const Case& one) const {
  return one.id.empty() ? std::nullopt : m_reg->committed(one.path);
}

// The file's name, its id and what was committed under that name belong together.
std::vector<core::Finding>
Book::identity_findings(const Case& one, const std::optional<std::string>& committed) const {
  std::vector<core::Finding> findings;
  if (one.id.empty()) {
    return findings; // not a case of this register (yet)
  }
  const auto at = [&](std::string_view key) {
    return core::place_of(one.root, core::path_of(key));
  };
  const auto id = one.root.text("id");
  if (!id.empty() && id != one.id) {
    findings.push_back({core::Severity::error,
                        "id-is-not-the-name",
                        "",
                        at("id").line,
                        at("id").column,
                        {{"id", id}, {"name", one.id}},
                        ""});
  }
  if (!committed || *committed == one.text) {
    return findings;
  }
  const auto before = yaml::read(*committed);
  if (!before.root) {
    return findings;
  }
  for (auto& finding :
       core::changed_wrongly(m_kinds.kind(one.kind()), one.id, *before.root, one.root)) {
    findings.push_back(std::move(finding));
  }
  return findings;
}

std::vector<core::Finding> Book::judge(const Case& one) const {
  auto findings = text_findings(one);
  const auto add = [&](const std::vector<core::Finding>& more) {
    findings.insert(findings.end(), more.begin(), more.end());
  };
  // What rests on facts waits until the facts have the right shape.
  if (one.root.is_map() && !core::has_errors(findings)) {
    const auto& kind = m_kinds.kind(one.kind());
    add(identity_findings(one, committed_of(one)));
    add(core::checked(kind, one.root, m_organisation, latest()));
    add(core::overdue_unknowns(one.root, m_now, m_zone));
    add(core::national_ids(one.root));
    add(core::late_without_reason(kind, one.root, reckoning(m_now)));
    if (kind.assessment && !one.root.list("assessments").empty()) {
      add(core::stale_findings(one.root, state(one)));
    }
  }
  // With what is red a case is not closed.
  for (auto& finding : findings) {
    finding.of_deed = finding.of_deed && one.root.text("status") != "closed";
  }
  return placed(std::move(findings), one);
}

const core::Calendar& Book::calendar() const {
  static const core::Calendar k_none;
  const auto* found = m_kinds.calendar(m_organisation.text("calendar"));
  return found != nullptr ? *found : k_none;
}

core::Reckoning Book::reckoning(const core::Now& now) const {
  return {m_organisation, calendar(), now, m_zone};
}

std::vector<core::Clock> Book::clocks(const Case& one) const {
  return core::clocks(m_kinds.kind(one.kind()), one.root, reckoning(m_now));
}

// Every part of `judge` that may find an error, and none that only warns.
std::optional<Sound> Book::sound(const Case& one, Holds& holds) const {
  if (!one.root.is_map() || core::has_errors(text_findings(one))) {
    return std::nullopt;
  }
  const auto& kind = m_kinds.kind(one.kind());
  const auto committed = committed_of(one);
  const core::Now latest(this->latest(), holds.latest);
  if (core::has_errors(identity_findings(one, committed)) ||
      core::has_errors(core::checked(kind, one.root, m_organisation, latest))) {
    return std::nullopt;
  }
  auto counted = core::counted(kind, one.root, reckoning({m_now, holds.judged}));
  if (core::has_errors(counted.without_reason)) {
    return std::nullopt;
  }
  return Sound{std::move(counted.clocks), std::move(counted.without_reason), committed == one.text};
}

std::vector<core::Finding> Book::judge_organisation() const {
  Case file;
  file.path = k_organisation_file;
  file.text = m_reg->working(k_organisation_file).value_or("");
  auto findings = m_kinds.organisation_schema().check(m_organisation, schema::format_check(m_zone));
  const auto* named = m_organisation.find("calendar");
  if (named != nullptr && named->is_string() && m_kinds.calendar(named->as_string()) == nullptr) {
    findings.push_back({core::Severity::error,
                        "no-such-calendar",
                        "",
                        named->span.line,
                        named->span.column,
                        {{"calendar", named->as_string()}},
                        ""});
  }
  // The schema says which steps a routine has.
  std::vector<std::string> steps;
  if (const auto shape =
          m_kinds.organisation_schema().shape(core::path_of("routine.matrix[*].step"))) {
    steps = shape->choices;
  }
  for (auto& finding : core::organisation_findings(m_organisation, steps)) {
    findings.push_back(std::move(finding));
  }
  finish(findings, file);
  return findings;
}

std::vector<core::Finding> Book::organisation_faults() const {
  auto findings = judge_organisation();
  std::erase_if(findings, [](const core::Finding& finding) {
    return finding.severity != core::Severity::error;
  });
  return findings;
}

bool Book::is_example() const {
  const auto* said = m_organisation.find("example");
  return said != nullptr && said->is_bool() && said->as_bool();
}

std::vector<core::Finding> Book::judge_folder() const {
  std::vector<core::Finding> findings;
  const auto present = m_reg->working_paths("cases");
  for (const auto& path : present) {
    if (id_from(path).empty()) {
      findings.push_back(
          {core::Severity::error, "name-is-no-id", path, 0, 0, {{"name", path}}, ""});
    }
  }
  for (const auto& path : m_reg->committed_paths("cases")) {
    if (!std::binary_search(present.begin(), present.end(), path)) {
      findings.push_back({core::Severity::error,
                          "case-deleted",
                          path,
                          0,
                          0,
                          {{"id", id_from(path)}, {"path", path}},
                          ""});
    }
  }
  return findings;
}

std::vector<core::Finding> Book::judge_register(const std::vector<Case>& cases) const {
  auto findings = judge_folder();
  std::map<std::string, std::string> uids;
  for (const auto& one : cases) {
    const auto uid = one.root.text("uid");
    const auto [other, fresh] = uids.try_emplace(uid, one.path);
    if (!uid.empty() && !fresh) {
      const auto span = core::place_of(one.root, core::path_of("uid"));
      findings.push_back({core::Severity::error,
                          "uid-twice",
                          one.path,
                          span.line,
                          span.column,
                          {{"other", other->second}},
                          Lines(one.text).at(span.line)});
    }
  }
  core::sort(findings);
  return findings;
}

} // namespace casebook
