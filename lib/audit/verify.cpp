// SPDX-License-Identifier: MIT
#include "audit/verify.hpp"

#include <algorithm>
#include <memory>
#include <set>

#include "audit/acknowledged.hpp"
#include "audit/cases.hpp"
#include "audit/commits.hpp"
#include "audit/memory.hpp"
#include "audit/merges.hpp"
#include "audit/outside.hpp"
#include "core/error.hpp"
#include "system/signing.hpp"

namespace audit {

namespace {

using core::Severity;
using Laws = std::vector<std::shared_ptr<const Law>>;

// The law of each commit: the program's, with the register's own kinds and zone as they stood then.
Laws laws_of(const reg::Past& past, const reg::Walk& walk, const Places& places,
             const std::string& after, const casebook::Kinds& program) {
  const auto own = std::make_shared<const Law>(program);
  auto first = own;
  if (!after.empty()) {
    first = std::make_shared<const Law>(*own, past, after, program);
  }
  Laws laws;
  for (const auto& link : walk.links) {
    const bool changed = std::any_of(link.changed.begin(), link.changed.end(), [](const auto& one) {
      return one.path.starts_with("schemas/") || one.path == casebook::k_organisation_file;
    });
    const auto parent = link.parents.empty() ? places.end() : places.find(link.parents.front());
    const auto before = parent != places.end() ? laws[parent->second]
                        : link.parents.empty() ? own
                                               : first;
    laws.push_back(changed ? std::make_shared<const Law>(*before, past, link.id, program) : before);
  }
  return laws;
}

// One run over the commits that were not verified yet.
class Run {
public:
  Run(const reg::Past& past, const casebook::Kinds& program, Ledger ledger)
      : m_past(past), m_program(program), m_ledger(std::move(ledger)) {}

  // False when the result is not to be kept.
  bool go(const reg::Walk& walk, const Progress& progress) {
    const auto places = places_of(walk);
    Naming naming(m_named, walk);
    for (const auto& damage : walk.damage) {
      m_ledger.named.push_back({damage.is_odd ? Question::unedited : Question::complete,
                                damage.commit,
                                {Severity::error,
                                 damage.is_odd ? "audit-tree-odd" : "audit-object-damaged",
                                 "",
                                 0,
                                 0,
                                 {{"object", damage.object}, {"reason", damage.reason}}}});
    }
    bool whole = walk.damage.empty();
    try {
      judge_order(walk, places, m_ledger, naming);
      judge_merges(walk, places, m_ledger, naming);
      judge_paths(m_past, walk, m_program, m_ledger, naming);
      judge_versions(walk, places, naming);
      whole = judge_signatures(m_past, walk, places, progress, m_ledger, naming) && whole;
    } catch (const core::Error& error) {
      if (error.name != "object-damaged") {
        throw;
      }
      whole = false;
      m_ledger.named.push_back(
          {Question::unedited,
           "",
           {Severity::error, "audit-object-damaged", "", 0, 0, error.arguments}});
    }
    close(walk);
    return whole;
  }

  Ledger&& taken() { return std::move(m_ledger); }

private:
  void judge_versions(const reg::Walk& walk, const Places& places, Naming naming) {
    const auto laws = laws_of(m_past, walk, places, m_ledger.head, m_program);
    auto found =
        judged_cases({m_past, walk, laws, [&](const std::string& commit, std::size_t link) {
                        const auto at = places.find(commit);
                        return at != places.end() ? at->second < link : stood_before(commit);
                      }});
    m_named.insert(m_named.end(), found.named.begin(), found.named.end());
    m_ledger.versions += found.versions;
    judge_moves(walk, found.moves, m_ledger, naming);
    for (const auto& link : walk.links) {
      for (const auto& changed : link.changed) {
        std::erase_if(m_ledger.filed, [&](const Filed& one) { return one.path == changed.path; });
      }
    }
    m_ledger.filed.insert(m_ledger.filed.end(), found.filed.begin(), found.filed.end());
  }

  bool stood_before(const std::string& commit) const {
    return !m_ledger.head.empty() && m_past.leads_to(commit, m_ledger.head);
  }

  // In the order of the history, and what the next run goes on from.
  void close(const reg::Walk& walk) {
    std::stable_sort(m_named.begin(), m_named.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (auto& [link, named] : m_named) {
      m_ledger.named.push_back(std::move(named));
    }
    for (const auto& link : walk.links) {
      const auto time = link.committer.time;
      if (m_ledger.commits++ == 0) {
        m_ledger.first = time;
      }
      if (m_ledger.latest_commit.empty() || time > m_ledger.latest) {
        m_ledger.latest = time;
        m_ledger.latest_commit = link.id;
      }
      m_ledger.last = time;
      m_ledger.head = link.id;
    }
  }

  const reg::Past& m_past;
  const casebook::Kinds& m_program;
  Ledger m_ledger;
  std::vector<std::pair<std::size_t, Named>> m_named;
};

// A case changes whose last version was gone, no file, or could not be read.
bool comes_back(const reg::Walk& walk, const Ledger& ledger) {
  std::set<std::string_view> lost;
  for (const auto& [uid, path] : ledger.gone) {
    lost.insert(path);
  }
  for (const auto& one : ledger.named) {
    if (one.finding.name == "audit-unreadable" || one.finding.name == "audit-not-a-file") {
      lost.insert(one.finding.file);
    }
  }
  const auto came = [&](const reg::Changed& changed) { return lost.contains(changed.path); };
  return std::any_of(walk.links.begin(), walk.links.end(), [&](const reg::Link& link) {
    return std::any_of(link.changed.begin(), link.changed.end(), came);
  });
}

void acknowledge_in(const reg::Register& reg, const std::set<std::string>& voids,
                    std::vector<Named>& named) {
  const auto all = acknowledged_in(reg.committed(k_acknowledged_file).value_or("format: 1\n"));
  for (const auto& one : all) {
    for (auto& each : named) {
      const bool meant = std::find(one.findings.begin(), one.findings.end(), each.finding.name) !=
                         one.findings.end();
      if (!voids.contains(said(one)) && each.commit == one.commit && meant &&
          can_be_acknowledged(each)) {
        each.acknowledged = one;
        each.finding.severity = Severity::note;
      }
    }
  }
}

Verdict verdict_of(Question question, const std::vector<Named>& named, bool asked) {
  const auto has = [&](Severity severity) {
    return std::any_of(named.begin(), named.end(), [&](const Named& one) {
      return one.question == question && one.finding.severity == severity;
    });
  };
  return has(Severity::error)     ? Verdict::no
         : has(Severity::warning) ? Verdict::cannot_tell
         : asked                  ? Verdict::yes
                                  : Verdict::not_asked;
}

Report report_of(const Ledger& ledger, std::vector<Named> named, bool has_anchor) {
  Report report;
  for (const auto question : k_questions) {
    const bool asked = question == Question::uncut ? has_anchor
                       : question == Question::who ? ledger.signed_good > 0
                                                   : true;
    report.answers.push_back({question, verdict_of(question, named, asked)});
  }
  report.named = std::move(named);
  report.head = ledger.head;
  report.commits = ledger.commits;
  report.versions = ledger.versions;
  report.cases = static_cast<std::int64_t>(ledger.uids.size());
  report.has_signers = ledger.has_signers;
  report.signed_good = ledger.signed_good;
  report.before_signers = ledger.before_signers;
  report.first = ledger.first;
  report.last = ledger.last;
  return report;
}

} // namespace

Report verified(casebook::Book& book, const casebook::Kinds& program, const Wish& wish) {
  auto& reg = book.reg();
  const auto head = reg.head();
  if (head.empty()) {
    throw core::Error(core::Exit::refused, "nothing-committed", {});
  }
  const reg::Past past(reg.root());
  Memory memory(reg, past, program.grounds() + sys::keyring_mark());
  std::optional<Ledger> known;
  std::optional<reg::Walk> walk;
  if (!wish.from_scratch && (known = memory.found())) {
    walk = past.walk_from(known->head, head);
  }
  if (!walk) {
    known.reset();
    walk = past.walk(head);
  }
  if (known && comes_back(*walk, *known)) { // what it is held against lies before the walk
    known.reset();
    walk = past.walk(head);
  }
  const auto remembered = known ? known->commits : 0;
  Run run(past, program, known.value_or(Ledger{}));
  const bool keeps = run.go(*walk, wish.progress);
  const auto ledger = run.taken();
  if (keeps && !(known && walk->links.empty())) {
    memory.keep(ledger);
  }
  auto named = ledger.named;
  add_outside(book, past, ledger, wish.anchor, named);
  acknowledge_in(reg, ledger.voids, named);
  auto report = report_of(ledger, std::move(named), wish.anchor.has_value());
  report.remembered = remembered;
  return report;
}

} // namespace audit
