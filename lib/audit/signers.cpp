// SPDX-License-Identifier: MIT
#include "audit/signers.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "audit/merges.hpp"
#include "casebook/book.hpp"
#include "system/signing.hpp"
#include "yaml/document.hpp"

namespace audit {

namespace {

using core::Severity;
using State = sys::SignatureCheck::State;

// What one path held in each commit of a walk.
class Followed {
public:
  Followed(const reg::Past& past, const reg::Walk& walk, const Places& places,
           const std::string& after, std::string_view path)
      : m_past(past),
        m_places(places), m_texts{after.empty()
                                      ? ""
                                      : past.content(after, std::string(path)).value_or(""),
                                  ""} {
    for (const auto& link : walk.links) {
      const auto changed = std::find_if(link.changed.begin(), link.changed.end(),
                                        [&](const reg::Changed& one) { return one.path == path; });
      m_changed.push_back(changed != link.changed.end());
      m_versions.push_back(m_changed.back() ? kept(changed->after) : version_before(link));
    }
  }

  // Which parent's version counts: of several, the newest that holds anything, so that no merge
  // goes back behind it. A line that did not touch it has the version from where it parted.
  std::size_t holder(const reg::Link& link) const {
    const auto rank = [&](const std::string& parent) {
      const auto version = version_in(parent);
      return std::pair(!m_texts[version].empty(), version);
    };
    const auto newest =
        std::max_element(link.parents.begin(), link.parents.end(),
                         [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
    return static_cast<std::size_t>(newest - link.parents.begin());
  }
  // The number of the version in the parent.
  std::size_t version_before(const reg::Link& link) const {
    return link.parents.empty() ? 1 : version_in(link.parents[holder(link)]);
  }
  const std::string& text(std::size_t version) const { return m_texts[version]; }
  bool changed(std::size_t link) const { return m_changed[link]; }

private:
  std::size_t version_in(const std::string& commit) const {
    const auto at = m_places.find(commit);
    return at == m_places.end() ? 0 : m_versions[at->second];
  }
  std::size_t kept(const std::string& blob) {
    m_texts.push_back(blob.empty() ? "" : m_past.blob(blob));
    return m_texts.size() - 1;
  }

  const reg::Past& m_past;
  const Places& m_places;
  std::vector<std::string> m_texts; // before the walk, nothing, and then as they came
  std::vector<std::size_t> m_versions;
  std::vector<bool> m_changed;
};

bool demands(const std::string& organisation) {
  const auto document = yaml::read(organisation);
  const auto* policies = document.root ? document.root->find("policies") : nullptr;
  return policies != nullptr && policies->text("signatures") == "required";
}

class Signatures {
public:
  Signatures(const reg::Past& past, const reg::Walk& walk, const Places& places,
             const std::string& after, Ledger& ledger, Naming naming)
      : m_past(past), m_walk(walk), m_places(places), m_ledger(ledger), m_naming(naming),
        m_signers(past, walk, places, after, k_signers_file),
        m_organisation(past, walk, places, after, casebook::k_organisation_file) {}

  void judge(std::size_t i) {
    const auto& link = m_walk.links[i];
    const auto& allowed = m_signers.text(m_signers.version_before(link));
    const bool required = is_required(link);
    if (allowed.empty() && !required) {
      begin(i);
      return;
    }
    m_ledger.has_signers = true;
    judge_lines_of(link, allowed, required);
    const bool good = link.is_signed ? check(i, allowed) : unsigned_at(i, required);
    if (!good && m_signers.changed(i)) {
      m_naming.add(i, Question::who, "audit-signers-changed", {}, std::string(k_signers_file));
    }
  }

  bool was_all_checked() const { return m_all_checked; }
  bool needs_check(std::size_t i) const {
    return m_walk.links[i].is_signed &&
           !m_signers.text(m_signers.version_before(m_walk.links[i])).empty();
  }

private:
  bool is_required(const reg::Link& link) {
    const auto version = m_organisation.version_before(link);
    const auto [known, is_new] = m_demands.try_emplace(version, false);
    if (is_new) {
      known->second = demands(m_organisation.text(version));
    }
    return known->second;
  }

  // What a merge brings from before there were signers is asked for with the signers of the line
  // that it comes home to.
  void judge_lines_of(const reg::Link& merge, const std::string& allowed, bool required) {
    const auto home = m_signers.holder(merge);
    for (std::size_t other = 0; other < merge.parents.size(); ++other) {
      if (other == home) {
        continue;
      }
      const auto apart = parted(m_walk, m_places, merge.parents[home], merge.parents[other]);
      for (const auto j : apart.theirs) {
        if (m_unasked.erase(j) == 0) {
          continue;
        }
        --m_ledger.before_signers;
        m_walk.links[j].is_signed ? check(j, allowed) : unsigned_at(j, required);
      }
    }
  }

  // Before there are signers there is nothing to hold a signature against. Whoever writes the first
  // ones down must be believed.
  void begin(std::size_t i) {
    ++m_ledger.before_signers;
    m_unasked.insert(i);
    if (m_signers.changed(i)) {
      m_ledger.has_signers = true;
      m_naming.add(i, Question::who, "audit-signers-begin", {}, std::string(k_signers_file),
                   Severity::note);
    }
  }

  bool unsigned_at(std::size_t i, bool required) {
    m_naming.add(i, Question::who, "audit-unsigned", {{"who", m_walk.links[i].committer.email}}, "",
                 required ? Severity::error : Severity::warning);
    return false;
  }

  bool check(std::size_t i, const std::string& allowed) {
    const auto& link = m_walk.links[i];
    const auto commit = m_past.signature(link.id);
    const auto result =
        sys::checked_signature(commit.signature, commit.payload, allowed, link.committer.email,
                               link.committer.time.time_since_epoch().count());
    const core::Arguments arguments = {{"who", link.committer.email}, {"reason", result.reason}};
    switch (result.state) {
    case State::good:
      ++m_ledger.signed_good;
      return true;
    case State::stranger:
      m_naming.add(i, Question::who, "audit-signer-stranger", arguments);
      return false;
    case State::bad:
      m_naming.add(i, Question::who, "audit-signature-bad", arguments);
      return false;
    case State::cannot_check:
      m_all_checked = false;
      m_naming.add(i, Question::who, "audit-signature-unchecked", arguments, "", Severity::warning);
      return false;
    }
    return false;
  }

  const reg::Past& m_past;
  const reg::Walk& m_walk;
  const Places& m_places;
  Ledger& m_ledger;
  Naming m_naming;
  std::set<std::size_t> m_unasked; // from before there were signers
  Followed m_signers;
  Followed m_organisation;
  std::map<std::size_t, bool> m_demands; // by version of pvtool.yaml
  bool m_all_checked = true;
};

} // namespace

bool judge_signatures(const reg::Past& past, const reg::Walk& walk, const Places& places,
                      const std::string& after, const Progress& progress, Ledger& ledger,
                      Naming naming) {
  Signatures signatures(past, walk, places, after, ledger, naming);
  std::vector<bool> checked(walk.links.size());
  std::size_t all = 0;
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    checked[i] = signatures.needs_check(i);
    all += checked[i] ? 1 : 0;
  }
  std::size_t done = 0;
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    if (checked[i] && progress) {
      progress(done++, all);
    }
    signatures.judge(i);
  }
  return signatures.was_all_checked();
}

} // namespace audit
