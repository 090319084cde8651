// SPDX-License-Identifier: MIT
#include "audit/cases.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "audit/letter_code.hpp"
#include "audit/reading.hpp"
#include "casebook/book.hpp"
#include "casebook/lines.hpp"
#include "core/error.hpp"
#include "core/succession.hpp"
#include "core/time.hpp"
#include "register/parallel.hpp"

namespace audit {

namespace {

using namespace std::chrono_literals;
using core::Severity;

// Clocks of two machines differ; a command takes a moment.
constexpr auto k_tolerance = 10min;
// Later than this a claim is named, and still legitimate.
constexpr auto k_late = 30 * 24h;

// One step of one case.
struct Step {
  std::size_t link;
  const reg::Changed* changed;
};

// What the rules of succession are called here; they are the ones that every write is held to.
std::string audit_name(const core::Finding& fault) {
  static const std::map<std::string, std::string> k_names = {
      {"identity-changed", "audit-identity-changed"},
      {"closed-case-edited", "audit-closed-edited"},
      {"reopened-without-reason", "audit-reopened-without-reason"},
      {"changed-without-reason", "audit-changed-without-reason"},
      {"reason-removed", "audit-changed-without-reason"},
      {"entry-changed", "audit-entry-changed"},
  };
  const auto place = fault.arguments.empty() ? std::string() : fault.arguments.front().second;
  return fault.name == "entry-changed" && place.starts_with("documents[") ? "audit-document-changed"
                                                                          : k_names.at(fault.name);
}

// The versions of one case, one after the other.
class CaseHistory {
public:
  CaseHistory(const CaseQuestions& questions, CaseFindings& findings)
      : m_questions(questions), m_findings(findings) {}

  void take(const Step& step) {
    m_step = step;
    m_link = &m_questions.walk.links[step.link];
    const auto& changed = *step.changed;
    if (changed.before != m_blob) {
      m_reading.forget();
      if (!changed.before.empty()) {
        m_reading.next(m_questions.past.blob(changed.before), law());
      }
      note_sizes();
    }
    m_blob = changed.after;
    if (changed.after.empty() || !changed.is_file) {
      gone(changed);
      return;
    }
    ++m_findings.versions;
    judge();
    note_sizes();
  }

  void finish(const std::string& path) {
    for (const auto& entry : m_reading.root().list("documents")) {
      if (!entry.text("file").empty()) {
        m_findings.filed.push_back({path, entry.text("file"), entry.text("sha256")});
      }
    }
  }

private:
  void name(Question question, const std::string& finding, core::Arguments arguments,
            Severity severity = Severity::error, const core::Span& span = {}) {
    core::Finding found{severity,  finding,     m_step.changed->path,
                        span.line, span.column, std::move(arguments)};
    m_findings.named.push_back({m_step.link, {question, m_link->id, std::move(found)}});
  }

  const Law& law() const { return *m_questions.laws[m_step.link]; }

  void gone(const reg::Changed& changed) {
    if (changed.after.empty()) {
      m_findings.moves.push_back({m_step.link, changed.path, m_reading.root().text("uid"), false});
    } else {
      name(Question::unedited, "audit-not-a-file", {});
    }
    // What is put in its place is held against what stood there last.
  }

  // How the version stands that the next one is held against.
  void note_sizes() {
    const auto& root = m_reading.root();
    m_was_there = root.is_map();
    m_was_closed = root.text("status") == "closed";
    m_sizes.clear();
    if (const auto* statute = law().of(root.text("kind")); statute != nullptr) {
      for (const auto& list : statute->kind.grows) {
        m_sizes[list] = root.list(list).size();
      }
    }
  }

  std::size_t size_before(const std::string& list) const {
    const auto found = m_sizes.find(list);
    return found == m_sizes.end() ? 0 : found->second;
  }

  void judge() {
    const auto text = m_questions.past.blob(m_step.changed->after);
    const auto version = m_reading.next(text, law());
    if (!version.faults.empty()) {
      add_fault(version.faults.front(), text);
    }
    if (!version.is_read) {
      return; // what comes next is held against the last version that could be read
    }
    const auto& after = m_reading.root();
    const auto id = casebook::id_from(m_step.changed->path);
    if (after.text("id") != id) {
      name(Question::complete, "audit-id-is-not-the-name", {{"id", after.text("id")}});
    }
    if (m_step.changed->before.empty()) {
      m_findings.moves.push_back({m_step.link, m_step.changed->path, after.text("uid"), true});
    }
    if (const auto* statute = law().of(after.text("kind")); statute != nullptr) {
      if (!version.only_grew && m_was_there) {
        succeed(*statute, id, after);
      }
      claims(*statute, after);
    }
    documents(after);
  }

  void add_fault(const core::Finding& fault, const std::string& text) {
    auto arguments = fault.arguments;
    std::string said = fault.name;
    for (const auto& [key, value] : arguments) {
      if (key == "path" || key == "key") {
        said += value.empty() ? "" : " " + value;
      }
    }
    name(Question::unedited, "audit-unreadable", {{"fault", said}}, Severity::error,
         {0, 0, fault.line, fault.column});
    m_findings.named.back().second.finding.excerpt = casebook::Lines(text).at(fault.line);
  }

  void succeed(const Statute& statute, const std::string& id, const core::Value& after) {
    for (const auto& fault : core::changed_wrongly(statute.kind, id, m_reading.before(), after)) {
      const auto place = fault.arguments.empty() ? id : fault.arguments.front().second;
      name(Question::unedited, audit_name(fault), {{"path", place}});
    }
  }

  // New entries against the time of the commit.
  void claims(const Statute& statute, const core::Value& after) {
    if (m_link->parents.size() > 1) {
      return; // they were judged on their own line
    }
    for (const auto& list : statute.kind.grows) {
      const auto& entries = after.list(list);
      for (auto i = size_before(list); i < entries.size(); ++i) {
        const auto path = fmt::format("{}[{}]", list, i);
        const bool stamped = list == "assessments" || list == "documents";
        const bool corrects = entries[i].find("corrects") != nullptr;
        for (const auto* key : {"at", "decided_at"}) {
          claim(path + "." + key, entries[i].text(key), stamped && !corrects);
        }
      }
    }
    const auto* closing = after.find("closing");
    const bool closed = after.text("status") == "closed" && !m_was_closed;
    if (closing != nullptr && closed) {
      claim("closing.at", closing->text("at"), m_link->trailer("Command") == "close");
    }
  }

  // `stamped`: what the program writes, as it does it.
  void claim(const std::string& path, const std::string& text, bool stamped) {
    const auto time = core::parsed_time(text);
    if (!time) {
      return;
    }
    const auto recorded = m_link->committer.time;
    const auto judged = core::parsed_time(m_link->trailer("Now"));
    const core::Arguments arguments = {{"path", path}, {"time", text}, {"recorded", utc(recorded)}};
    if (time->instant > recorded + k_tolerance) {
      name(Question::when, "audit-claims-future", arguments);
    } else if (stamped && m_was_there && time->instant < recorded - k_tolerance) {
      // Who says openly that another moment was judged may be right: nobody can tell.
      const bool said = judged && time->instant >= judged->instant - k_tolerance;
      name(Question::when, "audit-backdated", arguments,
           said ? Severity::warning : Severity::error);
    } else if (time->instant < recorded - k_late) {
      name(Question::when, "audit-recorded-late", arguments, Severity::note);
    }
  }

  static std::string utc(core::Instant time) { return core::to_text(core::Timestamp{time, {}}); }

  // New documents: the code follows from the case, and the commit is one of this history.
  void documents(const core::Value& after) {
    const auto& entries = after.list("documents");
    for (auto i = size_before("documents"); i < entries.size(); ++i) {
      const auto& entry = entries[i];
      const auto commit = entry.text("commit");
      const auto path = fmt::format("documents[{}]", i);
      if (!commit.empty() && !m_questions.stands_before(commit, m_step.link)) {
        name(Question::complete, "audit-document-of-no-commit",
             {{"path", path}, {"named", commit}});
      }
      const auto code = entry.text("code");
      if (!code.empty() && code != letter_code(after.text("uid"), entries, i)) {
        name(Question::unedited, "audit-document-code", {{"path", path}, {"code", code}});
      }
    }
  }

  const CaseQuestions& m_questions;
  CaseFindings& m_findings;
  Reading m_reading;
  Step m_step{};
  const reg::Link* m_link = nullptr;
  std::string m_blob; // the id of the last version
  bool m_was_there = false;
  bool m_was_closed = false;
  std::map<std::string, std::size_t, std::less<>> m_sizes; // of its lists that only grow
};

using Cases = std::map<std::string, std::vector<Step>>;

Cases cases_of(const reg::Walk& walk) {
  Cases cases;
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    for (const auto& changed : walk.links[i].changed) {
      if (!casebook::id_from(changed.path).empty()) {
        cases[changed.path].push_back({i, &changed});
      }
    }
  }
  return cases;
}

Named damaged(const core::Error& error, const reg::Link& link, const std::string& path) {
  return {Question::unedited,
          link.id,
          {Severity::error, "audit-object-damaged", path, 0, 0, error.arguments}};
}

} // namespace

CaseFindings judged_cases(const CaseQuestions& questions) {
  const auto cases = cases_of(questions.walk);
  std::vector<const Cases::value_type*> all;
  all.reserve(cases.size());
  for (const auto& one : cases) {
    all.push_back(&one);
  }
  std::vector<CaseFindings> found(all.size());
  reg::in_parallel(all.size(), 8, reg::processors(), [&](std::size_t i) {
    CaseHistory history(questions, found[i]);
    for (const auto& step : all[i]->second) {
      try {
        history.take(step);
      } catch (const core::Error& error) {
        if (error.name != "object-damaged") {
          throw;
        }
        found[i].named.emplace_back(step.link,
                                    damaged(error, questions.walk.links[step.link], all[i]->first));
      }
    }
    history.finish(all[i]->first);
  });
  CaseFindings whole;
  for (auto& some : found) {
    whole.versions += some.versions;
    std::move(some.named.begin(), some.named.end(), std::back_inserter(whole.named));
    std::move(some.moves.begin(), some.moves.end(), std::back_inserter(whole.moves));
    std::move(some.filed.begin(), some.filed.end(), std::back_inserter(whole.filed));
  }
  // Within a commit what goes comes first, and what comes is in the order of its numbers.
  std::sort(whole.moves.begin(), whole.moves.end(), [](const Move& a, const Move& b) {
    return std::forward_as_tuple(a.link, a.is_new, a.path.size(), a.path) <
           std::forward_as_tuple(b.link, b.is_new, b.path.size(), b.path);
  });
  return whole;
}

} // namespace audit
