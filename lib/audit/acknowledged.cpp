// SPDX-License-Identifier: MIT
#include "audit/acknowledged.hpp"

#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "casebook/book.hpp"
#include "core/error.hpp"
#include "core/organisation.hpp"
#include "core/path.hpp"
#include "core/time.hpp"
#include "core/version.hpp"
#include "yaml/document.hpp"
#include "yaml/edit.hpp"

namespace audit {

namespace {

constexpr std::string_view k_new_file = "# Commits that 'pvtool audit verify' names and that "
                                        "somebody has answered for. It only grows.\n"
                                        "format: 1\n";

Acknowledgement acknowledgement_from(const core::Value& entry) {
  Acknowledgement one{
      entry.text("commit"), {}, entry.text("reason"), entry.text("decided_by"), entry.text("at")};
  for (const auto& name : entry.list("findings")) {
    one.findings.push_back(name.to_text());
  }
  return one;
}

core::Value value_of(const Acknowledgement& one) {
  core::List names;
  for (const auto& name : one.findings) {
    names.emplace_back(name);
  }
  core::Value entry;
  entry.set("commit", core::Value(one.commit));
  entry.set("findings", core::Value(std::move(names)));
  entry.set("reason", core::Value(one.reason));
  entry.set("decided_by", core::Value(one.decided_by));
  entry.set("at", core::Value(one.at));
  return entry;
}

} // namespace

std::vector<Acknowledgement> acknowledged_in(const std::string& text) {
  std::vector<Acknowledgement> all;
  const auto document = yaml::read(text);
  if (document.root) {
    for (const auto& entry : document.root->list("acknowledged")) {
      all.push_back(acknowledgement_from(entry));
    }
  }
  return all;
}

bool counts(const Acknowledgement& one) {
  return one.commit.size() == 40 && !one.findings.empty() && !one.reason.empty() &&
         !one.decided_by.empty() && core::parsed_time(one.at);
}

std::string said(const Acknowledgement& one) {
  return fmt::format("{}\n{}\n{}\n{}\n{}", one.commit, fmt::join(one.findings, ","), one.reason,
                     one.decided_by, one.at);
}

bool can_be_acknowledged(const Named& named) {
  static const std::set<std::string> k_unread = {"audit-object-damaged", "audit-tree-odd",
                                                 "audit-replaced", "audit-partial-clone"};
  return named.question != Question::uncut && !k_unread.contains(named.finding.name) &&
         named.finding.severity != core::Severity::note;
}

bool was_granted_by(const reg::Past& past, const std::string& commit, const std::string& role) {
  const auto parent = past.parent(commit);
  const auto may = [&](const std::string& then) {
    const auto text = past.content(then, std::string(casebook::k_organisation_file));
    const auto root = yaml::read(text.value_or("")).root;
    return root && core::may_decide(*root, role);
  };
  return !parent.empty() && may(commit) && !may(parent); // of the first commit somebody must answer
}

std::string acknowledge(reg::Register& reg, const Acknowledgement& one) {
  const std::string path(k_acknowledged_file);
  const auto committed = reg.committed(path);
  const auto state = reg.state(path);
  if (state != reg::State::same && state != reg::State::absent) {
    throw core::Error(core::Exit::refused, "acknowledged-edited", {{"path", path}});
  }
  reg::Change change;
  change.subject = "audit: acknowledge " + one.commit.substr(0, 12);
  change.trailers = {{"Command", "acknowledge"}, {"Pvtool", std::string(core::k_version)}};
  change.files[path] = yaml::with_appended(committed.value_or(std::string(k_new_file)),
                                           core::path_of("acknowledged"), value_of(one));
  change.read[path] = committed;
  return reg.commit(change, reg.head());
}

} // namespace audit
