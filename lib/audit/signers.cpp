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

// Who signs may have to look for a card or a password first.
constexpr auto k_tolerance = std::chrono::minutes(10);

// What counts of one path in each commit of a walk: versions, each of which follows from another.
class Followed {
public:
  static constexpr std::size_t k_nothing = 1; // the version of a path that never was
  Followed(const reg::Past& past, const reg::Walk& walk, const Places& places, std::string before,
           std::string_view path)
      : m_past(past), m_places(places), m_path(path), m_versions{{std::move(before), 0}, {"", 1}} {
    m_held.reserve(walk.links.size());
  }

  // Which parent's version counts: the first's, unless another's follows from it. So no merge goes
  // back behind what a line already had, and none brings in what began elsewhere.
  std::size_t holder(const reg::Link& link) const {
    std::size_t holder = 0;
    for (std::size_t i = 1; i < link.parents.size(); ++i) {
      if (follows(version_in(link.parents[i]), version_in(link.parents[holder]))) {
        holder = i;
      }
    }
    return holder;
  }
  // Two lines have versions of which none follows from the other.
  bool is_torn(const reg::Link& link) const {
    const auto held = version_before(link);
    return std::any_of(link.parents.begin(), link.parents.end(),
                       [&](const auto& parent) { return !follows(held, version_in(parent)); });
  }
  const std::string& before(const reg::Link& link) const {
    return m_versions[version_before(link)].text;
  }
  std::size_t version_before(const reg::Link& link) const {
    return link.parents.empty() ? k_nothing : version_in(link.parents[holder(link)]);
  }
  const std::string& text(std::size_t version) const { return m_versions[version].text; }

  bool changes(const reg::Link& link) const { return change_in(link) != nullptr; }
  // The next commit of the walk; what it makes of the path counts from then on if it is `adopted`.
  void follow(const reg::Link& link, bool adopted) {
    const auto held = version_before(link);
    const auto* change = change_in(link);
    if (change != nullptr && adopted) {
      auto text = change->after.empty() ? std::string() : m_past.blob(change->after);
      if (text != m_versions[held].text) {
        m_versions.push_back({std::move(text), held});
        m_held.push_back(m_versions.size() - 1);
        return;
      }
    }
    m_held.push_back(held);
  }
  // What counts behind the last commit.
  const std::string& last() const { return m_versions[m_held.empty() ? 0 : m_held.back()].text; }

private:
  struct Version {
    std::string text;
    std::size_t from; // itself for the two that there are from the start
  };

  const reg::Changed* change_in(const reg::Link& link) const {
    const auto found = std::find_if(link.changed.begin(), link.changed.end(),
                                    [&](const reg::Changed& one) { return one.path == m_path; });
    return found == link.changed.end() ? nullptr : &*found;
  }
  std::size_t version_in(const std::string& commit) const {
    const auto at = m_places.find(commit);
    return at == m_places.end() ? 0 : m_held[at->second];
  }
  bool follows(std::size_t version, std::size_t other) const {
    while (version != other && m_versions[version].from != version) {
      version = m_versions[version].from;
    }
    return version == other;
  }

  const reg::Past& m_past;
  const Places& m_places;
  std::string_view m_path;
  std::vector<Version> m_versions; // before the walk, nothing, and then as they came
  std::vector<std::size_t> m_held; // by commit
};

bool demands(const std::string& organisation) {
  const auto document = yaml::read(organisation);
  const auto* policies = document.root ? document.root->find("policies") : nullptr;
  return policies != nullptr && policies->text("signatures") == "required";
}

class Signatures {
public:
  Signatures(const reg::Past& past, const reg::Walk& walk, const Places& places, Ledger& ledger,
             Naming naming)
      : m_past(past), m_walk(walk), m_places(places), m_ledger(ledger), m_naming(naming),
        m_had_signers(ledger.has_signers),
        m_signers(past, walk, places, ledger.signers, k_signers_file),
        m_organisation(past, walk, places, ledger.organisation, casebook::k_organisation_file) {}

  void judge(std::size_t i) {
    const auto& link = m_walk.links[i];
    const bool adopted = is_adopted(i, link);
    m_signers.follow(link, adopted);
    m_organisation.follow(link, true);
  }
  // Who may sign what comes after the walk.
  const std::string& signers() const { return m_signers.last(); }
  // And under which policy.
  const std::string& organisation() const { return m_organisation.last(); }

  bool was_all_checked() const { return m_all_checked; }

private:
  // Judge the commit; whether what it makes of the signers' file counts. Before there are any, it
  // must be believed; then only what one of them signed does.
  bool is_adopted(std::size_t i, const reg::Link& link) {
    const auto& allowed = m_signers.before(link); // as long as nothing is followed
    const bool required = is_required(link);
    if (allowed.empty() && !required && !were_taken_away(link)) {
      begin(i);
      return true;
    }
    m_ledger.has_signers = true;
    judge_lines_of(link, allowed, required);
    const bool good = link.is_signed ? check(i, allowed) : unsigned_at(i, required);
    const std::string file(k_signers_file);
    if (!good && (m_signers.changes(link) || m_signers.is_torn(link))) {
      m_naming.add(i, Question::who, "audit-signers-changed", {}, file);
    } else if (m_signers.is_torn(link)) { // one who may sign says which of them counts
      m_naming.add(i, Question::who, "audit-signers-torn", {}, file, Severity::warning);
    }
    return good || allowed.empty();
  }

  // There were signers on this line, and now there are none.
  bool were_taken_away(const reg::Link& link) const {
    const auto version = m_signers.version_before(link);
    return version > Followed::k_nothing || (version == 0 && m_had_signers);
  }

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
    if (m_unasked.empty()) {
      return;
    }
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
    if (m_signers.changes(m_walk.links[i])) {
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
      if (const core::Instant then{std::chrono::seconds(result.signed_at)};
          then > link.committer.time + k_tolerance) {
        m_naming.add(i, Question::when, "audit-signed-later",
                     {{"who", link.committer.email},
                      {"time", core::to_text(core::Timestamp{link.committer.time, {}})},
                      {"signed", core::to_text(core::Timestamp{then, {}})}});
      }
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
  bool m_had_signers;              // before the walk
  std::set<std::size_t> m_unasked; // from before there were signers
  Followed m_signers;
  Followed m_organisation;
  std::map<std::size_t, bool> m_demands; // by version of pvtool.yaml
  bool m_all_checked = true;
};

} // namespace

bool judge_signatures(const reg::Past& past, const reg::Walk& walk, const Places& places,
                      const Progress& progress, Ledger& ledger, Naming naming) {
  Signatures signatures(past, walk, places, ledger, naming);
  const auto is_signed = [](const reg::Link& link) { return link.is_signed; };
  const auto all = std::count_if(walk.links.begin(), walk.links.end(), is_signed);
  std::size_t done = 0;
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    if (walk.links[i].is_signed && ledger.has_signers && progress) {
      progress(done++, static_cast<std::size_t>(all));
    }
    signatures.judge(i);
  }
  ledger.signers = signatures.signers();
  ledger.organisation = signatures.organisation();
  return signatures.was_all_checked();
}

} // namespace audit
