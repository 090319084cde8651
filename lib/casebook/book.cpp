// SPDX-License-Identifier: MIT
#include "casebook/book.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "core/checks.hpp"
#include "core/error.hpp"
#include "core/period.hpp"
#include "core/workflow.hpp"
#include "system/clock.hpp"
#include "system/files.hpp"
#include "yaml/document.hpp"

namespace casebook {

namespace {

constexpr std::string_view k_organisation_file = "pvtool.yaml";

// The lines of a text, found once.
class Lines {
public:
  explicit Lines(std::string_view text) {
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      auto line = text.substr(at, end - at);
      if (!line.empty() && line.back() == '\r') {
        line.remove_suffix(1);
      }
      m_lines.push_back(line);
      at = end + 1;
    }
  }
  std::string at(int line) const {
    const auto index = static_cast<std::size_t>(line);
    return line >= 1 && index <= m_lines.size() ? std::string(m_lines[index - 1].substr(0, 4000))
                                                : "";
  }

private:
  std::vector<std::string_view> m_lines;
};

core::Value organisation_in(const reg::Register& reg) {
  const auto text = reg.working(k_organisation_file);
  if (!text) {
    throw core::Error(core::Exit::not_found, "not-a-register", {{"path", reg.root()}});
  }
  auto document = yaml::read(*text);
  if (!document.root) {
    const Lines lines(*text);
    for (auto& finding : document.findings) {
      finding.file = k_organisation_file;
      finding.excerpt = lines.at(finding.line);
    }
    throw core::Error(core::Exit::findings, "organisation-unreadable", {}, document.findings);
  }
  return std::move(*document.root);
}

} // namespace

std::string id_from(std::string_view path) {
  constexpr std::string_view k_folder = "cases/";
  constexpr std::string_view k_ending = ".yaml";
  // "cases/2026/2026-0007.yaml"
  if (path.size() < 25 || !path.starts_with(k_folder) || !path.ends_with(k_ending) ||
      path[10] != '/') {
    return "";
  }
  const auto year = path.substr(6, 4);
  const auto id = path.substr(11, path.size() - 11 - k_ending.size());
  const auto is_digits = [](std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  auto number = id.substr(5);
  if (!number.empty() && number.front() >= 'A' && number.front() <= 'Z') {
    number.remove_prefix(1); // the series letter of a clone that works apart
  }
  const bool fits = is_digits(year) && id.substr(0, 4) == year && id[4] == '-' &&
                    number.size() >= 4 && number.size() <= 7 && is_digits(number);
  return fits ? std::string(id) : "";
}

std::string path_from(std::string_view id) {
  return fmt::format("cases/{}/{}.yaml", id.substr(0, 4), id);
}

Book::Book(std::unique_ptr<reg::Register> reg, Kinds kinds, core::Instant now)
    : m_reg(std::move(reg)), m_kinds(std::move(kinds)), m_organisation(organisation_in(*m_reg)),
      m_zone(sys::zone(m_organisation.text("time_zone", "Europe/Oslo"))), m_clock(now), m_now(now) {
}

void Book::judge_by(core::Instant now, const std::string& text) {
  m_now = now;
  m_set_now = text;
}

std::string Book::now_text() const {
  return core::to_text(core::in_zone(m_now, m_zone));
}

std::vector<std::string> Book::case_paths() const {
  auto paths = m_reg->working_paths("cases");
  std::erase_if(paths, [](const std::string& path) { return id_from(path).empty(); });
  return paths;
}

std::string Book::find(std::string_view id_or_path) const {
  const std::string asked(id_or_path);
  const auto in_register = sys::path_below(m_reg->root(), asked);
  const auto by_id = id_from("cases/" + asked.substr(0, 4) + "/" + asked + ".yaml").empty()
                         ? ""
                         : path_from(asked);
  for (const auto& candidate : {by_id, in_register}) {
    if (!candidate.empty() && m_reg->state(candidate) != reg::State::absent) {
      if (id_from(candidate).empty()) {
        throw core::Error(core::Exit::refused, "name-is-no-id", {{"name", candidate}});
      }
      return candidate;
    }
  }
  const auto paths = case_paths();
  // As seen from the register's root, or the bare name of a file.
  const auto plain = asked.starts_with("./") ? asked.substr(2) : asked;
  for (const auto& path : paths) {
    if (path == plain || path.ends_with("/" + plain)) {
      return path;
    }
  }
  std::string newest;
  for (auto path = paths.rbegin(); path != paths.rend() && std::distance(paths.rbegin(), path) < 3;
       ++path) {
    newest += (newest.empty() ? "" : ", ") + id_from(*path);
  }
  throw core::Error(core::Exit::not_found, "no-such-case",
                    {{"case", asked}, {"newest", newest.empty() ? "-" : newest}});
}

Case Book::from_text(const std::string& path, std::string text) const {
  Case one;
  one.id = id_from(path);
  one.path = path;
  auto document = yaml::read(text);
  one.text = std::move(text);
  one.findings = std::move(document.findings);
  if (document.root) {
    one.root = std::move(*document.root);
  }
  return one;
}

Case Book::load(const std::string& path) const {
  try {
    if (auto text = m_reg->working(path)) {
      return from_text(path, std::move(*text));
    }
  } catch (const core::Error& error) {
    if (error.name != "path-outside" && error.name != "not-a-file") {
      throw;
    }
    // One odd file must not keep the others from being judged.
    Case odd;
    odd.id = id_from(path);
    odd.path = path;
    odd.findings.push_back({core::Severity::error, error.name, path, 0, 0, error.arguments, ""});
    return odd;
  }
  throw core::Error(core::Exit::not_found, "no-such-case", {{"case", path}, {"newest", "-"}});
}

Case Book::load_good(std::string_view id_or_path) const {
  auto one = load(find(id_or_path));
  auto faults = text_findings(one);
  if (core::has_errors(faults)) {
    finish(faults, one);
    throw core::Error(core::Exit::findings, "case-unreadable", {{"file", one.path}}, faults);
  }
  return one;
}

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

namespace {

// The format check that schemas ask for: strict times and dates, and offsets that the zone has.
schema::FormatCheck format_check(const core::Zone& zone) {
  return [&zone](std::string_view format, std::string_view text) -> std::optional<std::string> {
    const auto time = core::parsed_time(text);
    const bool looks_like_a_time = text.find('T') != std::string_view::npos;
    if (format == "date" || (format == "date-or-time" && !looks_like_a_time)) {
      return core::parsed_date(text) ? std::nullopt : std::optional<std::string>("wrong-date");
    }
    if (!time) {
      return core::parsed_local_time(text) ? "time-without-offset" : "wrong-time";
    }
    // "Z" names an instant and no wall clock: it is always right.
    const bool utc = text.ends_with('Z');
    return utc || core::has_offset(zone, *time) ? std::nullopt
                                                : std::optional<std::string>("wrong-offset");
  };
}

} // namespace

// Reading and schema: what must be right before anything else can be asked.
std::vector<core::Finding> Book::text_findings(const Case& one) const {
  auto findings = one.findings;
  if (!one.root.is_map()) {
    return findings;
  }
  const auto* kind = one.root.find("kind");
  const auto span = kind != nullptr ? kind->span : core::Span{0, 0, 1, 1};
  const auto fault = [&](std::string name, core::Arguments arguments) {
    findings.push_back({core::Severity::error, std::move(name), "", span.line, span.column,
                        std::move(arguments), ""});
    return findings;
  };
  if (kind == nullptr) {
    return fault("missing-key", {{"path", ""}, {"key", "kind"}});
  }
  if (!kind->is_string() || !m_kinds.has(kind->as_string())) {
    std::string known;
    for (const auto& name : m_kinds.names()) {
      known += (known.empty() ? "" : ", ") + name;
    }
    const auto written = kind->is_list() ? "[" + kind->to_text() + "]" : kind->to_text();
    return fault("no-such-kind", {{"kind", written}, {"known", known}});
  }
  const auto faults = m_kinds.schema(kind->as_string()).check(one.root, format_check(m_zone));
  findings.insert(findings.end(), faults.begin(), faults.end());
  return findings;
}

namespace {

// How often the log says that the case was opened again.
std::size_t reopenings(const core::Value& root) {
  const auto& log = root.list("log");
  return static_cast<std::size_t>(
      std::count_if(log.begin(), log.end(),
                    [](const core::Value& entry) { return entry.find("reopened") != nullptr; }));
}

} // namespace

// The file's name, its id and what was committed under that name belong together.
std::vector<core::Finding> Book::identity_findings(const Case& one) const {
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
  const auto committed = m_reg->committed(one.path);
  if (!committed || *committed == one.text) {
    return findings;
  }
  const auto before = yaml::read(*committed);
  if (!before.root) {
    return findings;
  }
  for (const auto* key : {"id", "uid", "kind"}) {
    if (before.root->text(key) != one.root.text(key)) {
      findings.push_back({core::Severity::error,
                          "identity-changed",
                          "",
                          at(key).line,
                          at(key).column,
                          {{"path", key}, {"was", before.root->text(key)}},
                          ""});
    }
  }
  if (before.root->text("status") == "closed" && !(*before.root == one.root)) {
    const auto span = at("status");
    if (one.root.text("status") == "closed") {
      findings.push_back({core::Severity::error,
                          "closed-case-edited",
                          "",
                          span.line,
                          span.column,
                          {{"id", one.id}},
                          ""});
    } else if (reopenings(one.root) == reopenings(*before.root)) {
      findings.push_back({core::Severity::error,
                          "reopened-without-reason",
                          "",
                          span.line,
                          span.column,
                          {{"id", one.id}},
                          ""});
    }
  }
  const auto lost = core::shrunk(m_kinds.kind(one.kind()), *before.root, one.root);
  findings.insert(findings.end(), lost.begin(), lost.end());
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
    add(identity_findings(one));
    add(core::checked(kind, one.root, m_organisation, std::max(m_now, m_clock)));
    add(core::overdue_unknowns(one.root, m_now, m_zone));
    add(core::national_ids(one.root));
    add(core::late_without_reason(core::clocks(kind, one.root, m_organisation, m_now, m_zone),
                                  one.root));
    if (kind.assessment && !one.root.list("assessments").empty()) {
      add(core::stale_findings(one.root, state(one)));
    }
  }
  finish(findings, one);
  return findings;
}

std::vector<core::Finding> Book::judge_organisation() const {
  Case file;
  file.path = k_organisation_file;
  file.text = m_reg->working(k_organisation_file).value_or("");
  auto findings = m_kinds.organisation_schema().check(m_organisation, format_check(m_zone));
  const auto& deciders = m_organisation.list("decide");
  for (const auto& role : deciders) {
    const auto* roles = m_organisation.find("roles");
    const auto* entry =
        roles != nullptr && role.is_string() ? roles->find(role.as_string()) : nullptr;
    if (entry == nullptr) {
      findings.push_back({core::Severity::error,
                          "no-such-role",
                          "",
                          role.span.line,
                          role.span.column,
                          {{"role", role.to_text()}},
                          ""});
    } else if (role.as_string() == "dpo" || entry->text("is") == "dpo") {
      findings.push_back({core::Severity::error,
                          "dpo-may-not-decide",
                          "",
                          role.span.line,
                          role.span.column,
                          {{"role", role.to_text()}},
                          ""});
    }
  }
  finish(findings, file);
  return findings;
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

core::Assessment Book::assess(const Case& one) const {
  const auto& kind = m_kinds.kind(one.kind());
  const auto day = core::judged_on(kind, one.root, core::day_of(m_now, m_zone), m_zone);
  return core::assess(kind, m_kinds.rules(one.kind()), one.root, m_organisation, m_now, day);
}

core::Value Book::state(const Case& one) const {
  const auto& kind = m_kinds.kind(one.kind());
  if (!kind.assessment || one.root.list("assessments").empty()) {
    return core::state_of(one.root, nullptr);
  }
  const auto today = assess(one);
  return core::state_of(one.root, &today);
}

} // namespace casebook
