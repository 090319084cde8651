// SPDX-License-Identifier: MIT
#include "casebook/book.hpp"
#include "casebook/lines.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "core/error.hpp"
#include "core/state.hpp"
#include "system/clock.hpp"
#include "system/files.hpp"
#include "system/random.hpp"
#include "yaml/document.hpp"

namespace casebook {

namespace {

std::string organisation_text_in(const reg::Register& reg) {
  auto text = reg.working(k_organisation_file);
  if (!text) {
    throw core::Error(core::Exit::not_found, "not-a-register", {{"path", reg.root()}});
  }
  return std::move(*text);
}

core::Value organisation_from(const std::string& text) {
  auto document = yaml::read(text);
  if (!document.root) {
    const Lines lines(text);
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

core::Zone zone_of(const core::Value& organisation) {
  return sys::zone(organisation.text("time_zone", "Europe/Oslo"));
}

Book::Book(std::unique_ptr<reg::Register> reg, Kinds kinds, core::Instant now,
           std::function<std::string()> uid)
    : m_reg(std::move(reg)), m_kinds(std::move(kinds)),
      m_organisation_text(organisation_text_in(*m_reg)),
      m_organisation(organisation_from(m_organisation_text)), m_zone(zone_of(m_organisation)),
      m_clock(now), m_now(now), m_uid(std::move(uid)) {}

void Book::judge_by(core::Instant now, const std::string& text) {
  m_now = now;
  m_set_now = text;
}

std::string Book::organisation_name() const {
  const auto* organisation = m_organisation.find("organisation");
  return organisation != nullptr ? organisation->text("name") : "";
}

std::string Book::now_text() const {
  return core::to_text(core::in_zone(m_now, m_zone));
}

std::string Book::grounds() const {
  return sys::digest(m_organisation_text) + m_kinds.grounds() + sys::zone_mark(m_zone.name);
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

core::Assessment Book::assess(const Case& one) const {
  const auto& kind = m_kinds.kind(one.kind());
  const auto day = core::judged_on(kind, one.root, m_now, m_zone);
  const auto choices = [&](const core::Path& path) {
    std::vector<core::Value> values;
    const auto shape = m_kinds.schema(one.kind()).shape(path);
    if (shape && shape->kind == schema::Shape::Kind::boolean) {
      values = {core::Value(true), core::Value(false)};
    } else if (shape && shape->kind == schema::Shape::Kind::choice) {
      values.assign(shape->choices.begin(), shape->choices.end());
    }
    return values;
  };
  return core::assess(kind, m_kinds.rules(one.kind()), one.root, m_organisation, m_now, day,
                      choices);
}

core::Value Book::state(const Case& one) const {
  const auto& kind = m_kinds.kind(one.kind());
  std::optional<core::Assessment> today;
  if (kind.assessment && !one.root.list("assessments").empty()) {
    today = assess(one);
  }
  auto state = core::state_of(one.root, today ? &*today : nullptr);
  core::add_category(kind, one.root, m_organisation, state);
  return state;
}

} // namespace casebook
