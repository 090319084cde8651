// SPDX-License-Identifier: MIT
#include "audit/commits.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "audit/acknowledged.hpp"
#include "audit/rows.hpp"
#include "casebook/book.hpp"
#include "core/organisation.hpp"
#include "core/time.hpp"
#include "yaml/document.hpp"

namespace audit {

namespace {

using namespace std::chrono_literals;
using core::Severity;

// So much the clocks of two machines may differ.
constexpr auto k_skew = 5min;
// A command takes a moment, too.
constexpr auto k_tolerance = 10min;

std::string utc(core::Instant time) {
  return core::to_text(core::Timestamp{time, {}});
}

std::string said(const reg::Person& person) {
  return fmt::format("{} <{}>", person.name, person.email);
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

// Returns the time that what comes next is held against: the latest so far, or, behind a step back
// that was named, the one that it went to. Small steps back never lower it.
core::Instant judge_times(const reg::Link& link, std::size_t i, std::optional<core::Instant> parent,
                          Naming& naming) {
  const auto time = link.committer.time;
  if (link.author.time != time) {
    naming.add(i, Question::when, "audit-rewritten",
               {{"authored", utc(link.author.time)}, {"committed", utc(time)}});
  }
  const bool small = parent && *parent - time <= k_skew;
  if (parent && time < *parent) {
    naming.add(i, Question::when, small ? "audit-clock-jump" : "audit-time-runs-back",
               {{"time", utc(time)}, {"before", utc(*parent)}}, "",
               small ? Severity::note : Severity::error);
  }
  if (!(link.author.name == link.committer.name && link.author.email == link.committer.email)) {
    naming.add(i, Question::who, "audit-author-differs",
               {{"author", said(link.author)}, {"committer", said(link.committer)}});
  }
  for (const auto& person : {link.author, link.committer}) {
    if (fmt::format("{}{}", person.name, person.email).find_first_of("<>") != std::string::npos) {
      naming.add(i, Question::who, "audit-odd-identity", {{"who", said(person)}});
      break;
    }
  }
  if (const auto judged = core::parsed_time(link.trailer("Now"))) {
    naming.add(i, Question::when, "audit-other-moment",
               {{"judged", core::to_text(*judged)}, {"recorded", utc(time)}}, "", Severity::note);
  }
  return small ? std::max(*parent, time) : time;
}

} // namespace

void judge_order(const reg::Walk& walk, const Places& places, Ledger& ledger, Naming naming) {
  std::vector<core::Instant> reached;
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    const auto& link = walk.links[i];
    std::optional<core::Instant> parent;
    for (const auto& id : link.parents) {
      const auto at = places.find(id);
      const auto time = at != places.end() ? reached[at->second] : ledger.reached;
      parent = std::max(parent.value_or(time), time);
    }
    if (link.parents.empty() && i > 0) {
      naming.add(i, Question::complete, "audit-several-beginnings");
    }
    reached.push_back(judge_times(link, i, parent, naming));
  }
  if (!reached.empty()) {
    ledger.reached = reached.back();
  }
}

namespace {

// An id as the register gives them: from 1, with four digits as long as they are enough.
bool is_numbered(const std::string& id) {
  if (id.empty()) {
    return false;
  }
  const auto [row, number] = row_of(id);
  return number > 0 && id == fmt::format("{}{:04}", row, number);
}

// Nothing for a path that the command of the commit may touch, else the name of the finding.
std::string wrong_path(const reg::Link& link, const reg::Changed& changed) {
  const auto& path = changed.path;
  const bool in_cases = is_below(path, "cases");
  if (in_cases && !is_numbered(casebook::id_from(path))) {
    return "audit-stray-file";
  }
  const auto command = link.trailer("Command");
  const auto id = link.trailer("Case");
  if (command.empty() || link.parents.size() > 1) {
    return ""; // by hand, with plain git: judged by what it did
  }
  if (!id.empty()) {
    const bool own = in_cases && casebook::id_from(path) == id;
    return own ? "" : "audit-outside";
  }
  if (command == "init") {
    const bool grows = path == ".gitignore" || path == ".gitattributes";
    return !in_cases && (changed.before.empty() || grows) ? "" : "audit-outside";
  }
  const bool own = command == "acknowledge" && path == k_acknowledged_file;
  return own ? "" : "audit-outside";
}

// What a text of kind.yaml protects: the lists that only grow, and the facts that change with a
// reason alone.
std::set<std::string> protected_by(const std::string& text) {
  std::set<std::string> lists;
  const auto document = yaml::read(text);
  for (const auto& name : document.root ? document.root->list("grows") : core::List{}) {
    lists.insert(name.to_text());
  }
  for (const auto& guard : document.root ? document.root->list("guards") : core::List{}) {
    lists.insert(guard.text("fact") + " with " + guard.text("reason"));
  }
  return lists;
}

bool weakens(const reg::Past& past, const reg::Changed& changed) {
  if (!changed.path.ends_with("/kind.yaml") || changed.before.empty()) {
    return false;
  }
  const auto before = protected_by(past.blob(changed.before));
  const auto after =
      changed.after.empty() ? std::set<std::string>() : protected_by(past.blob(changed.after));
  return !std::includes(after.begin(), after.end(), before.begin(), before.end());
}

void judge_schemas(const reg::Past& past, const reg::Link& link, std::size_t i,
                   const casebook::Kinds& program, Naming& naming) {
  const auto touches = [&](std::string_view folder) {
    return std::any_of(link.changed.begin(), link.changed.end(),
                       [&](const reg::Changed& one) { return is_below(one.path, folder); });
  };
  const bool beside = touches("cases") && link.parents.size() == 1;
  for (const auto& changed : link.changed) {
    if (!is_below(changed.path, "schemas")) {
      continue;
    }
    const auto rest = changed.path.substr(8);
    const auto name = rest.substr(0, rest.find('/'));
    const bool of_program =
        name == "calendars" ? program.is_programs(rest) : program.is_programs(name);
    if (of_program && !changed.after.empty()) {
      naming.add(i, Question::unedited, "audit-schema-shadows", {{"path", changed.path}},
                 changed.path);
    }
    if (beside) {
      naming.add(i, Question::unedited, "audit-schema-with-case", {{"path", changed.path}},
                 changed.path);
    }
    if (weakens(past, changed)) {
      naming.add(i, Question::unedited, "audit-schema-weakened", {{"path", changed.path}},
                 changed.path);
    }
  }
}

// Whether one that came with a commit counts: somebody who might decide then answers for it, in the
// same moment. `organisation` is pvtool.yaml as it stood before.
bool is_answered(const reg::Past& past, const Acknowledgement& one, const reg::Link& link,
                 const core::Value& organisation) {
  if (!counts(one) || !core::may_decide(organisation, one.decided_by) ||
      was_granted_by(past, one.commit, one.decided_by)) {
    return false;
  }
  const auto at = core::parsed_time(one.at)->instant;
  const auto answered = past.time(one.commit);
  if (answered && at < *answered - k_tolerance) {
    return false; // nobody answers for what is to come
  }
  const auto is_close = [&](core::Instant time) {
    return at >= time - k_tolerance && at <= time + k_tolerance;
  };
  const auto judged = core::parsed_time(link.trailer("Now"));
  return is_close(link.committer.time) || (judged && is_close(judged->instant));
}

// Acknowledgements are only added, and each has somebody who answers.
void judge_acknowledged(const reg::Past& past, const reg::Link& link, const reg::Changed& changed,
                        std::size_t i, Ledger& ledger, Naming& naming) {
  if (changed.path != k_acknowledged_file) {
    return;
  }
  const auto list_in = [&](const std::string& blob) {
    return blob.empty() ? std::vector<Acknowledgement>() : acknowledged_in(past.blob(blob));
  };
  const auto before = list_in(changed.before);
  const auto after = list_in(changed.after);
  const auto parted = std::mismatch(before.begin(), before.end(), after.begin(), after.end()).first;
  if (parted != before.end()) {
    naming.add(i, Question::unedited, "audit-acknowledgement-changed", {}, changed.path);
  }
  const auto first = static_cast<std::size_t>(parted - before.begin());
  const auto organisation =
      link.parents.empty()
          ? std::nullopt
          : past.content(link.parents.front(), std::string(casebook::k_organisation_file));
  const auto root = yaml::read(organisation.value_or("")).root.value_or(core::Value());
  for (auto n = first; n < after.size(); ++n) {
    if (!is_answered(past, after[n], link, root)) {
      ledger.voids.insert(said(after[n]));
      naming.add(i, Question::unedited, "audit-acknowledgement-void",
                 {{"path", fmt::format("acknowledged[{}]", n)}}, changed.path, Severity::note);
    }
  }
}

} // namespace

void judge_paths(const reg::Past& past, const reg::Walk& walk, const casebook::Kinds& program,
                 Ledger& ledger, Naming naming) {
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    const auto& link = walk.links[i];
    for (const auto& changed : link.changed) {
      const auto wrong = wrong_path(link, changed);
      if (!wrong.empty()) {
        naming.add(i, Question::complete, wrong,
                   {{"path", changed.path},
                    {"command", link.trailer("Command")},
                    {"case", link.trailer("Case")}},
                   changed.path);
      }
      judge_acknowledged(past, link, changed, i, ledger, naming);
    }
    judge_schemas(past, link, i, program, naming);
  }
}

namespace {

void register_number(const reg::Walk& walk, const Move& move, Ledger& ledger, Naming& naming) {
  const auto [row, number] = row_of(casebook::id_from(move.path));
  auto& highest = ledger.highest[row];
  if (number > highest + 1 && !walk.is_broken) {
    naming.add(move.link, Question::complete, "audit-id-gap",
               {{"from", fmt::format("{}{:04}", row, highest + 1)},
                {"to", fmt::format("{}{:04}", row, number - 1)}},
               move.path);
  }
  highest = std::max(highest, number);
}

void come(const reg::Walk& walk, const Move& move, Ledger& ledger, Naming& naming) {
  register_number(walk, move, ledger, naming);
  const auto gone = ledger.gone.find(move.uid);
  const auto other = ledger.uids.find(move.uid);
  if (gone != ledger.gone.end() && gone->second != move.path) {
    naming.add(move.link, Question::complete, "audit-case-renumbered",
               {{"from", gone->second}, {"to", move.path}}, move.path);
  } else if (other != ledger.uids.end() && other->second != move.path) {
    naming.add(move.link, Question::complete, "audit-uid-twice", {{"other", other->second}},
               move.path);
  }
  if (gone != ledger.gone.end()) {
    ledger.gone.erase(gone);
  }
  ledger.uids[move.uid] = move.path;
}

// A case that left its place for another one in the same commit.
bool was_moved(const std::vector<Move>& moves, const Move& gone) {
  return std::any_of(moves.begin(), moves.end(), [&](const Move& one) {
    return one.link == gone.link && one.is_new && one.uid == gone.uid && one.path != gone.path;
  });
}

} // namespace

void judge_moves(const reg::Walk& walk, const std::vector<Move>& moves, Ledger& ledger,
                 Naming naming) {
  for (const auto& move : moves) {
    if (move.is_new) {
      come(walk, move, ledger, naming);
      continue;
    }
    ledger.gone[move.uid] = move.path;
    ledger.uids.erase(move.uid);
    if (!was_moved(moves, move)) {
      naming.add(move.link, Question::complete, "audit-case-deleted",
                 {{"path", move.path}, {"parent", walk.links[move.link].parents.front()}},
                 move.path);
    }
  }
}

} // namespace audit
