// SPDX-License-Identifier: MIT
#include "audit/commits.hpp"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include <fmt/format.h>

#include "audit/acknowledged.hpp"
#include "casebook/book.hpp"
#include "core/time.hpp"
#include "yaml/document.hpp"

namespace audit {

namespace {

using namespace std::chrono_literals;
using core::Severity;

// So much the clocks of two machines may differ.
constexpr auto k_skew = 5min;

std::string utc(core::Instant time) {
  return core::to_text(core::Timestamp{time, {}});
}

std::string said(const reg::Person& person) {
  return fmt::format("{} <{}>", person.name, person.email);
}

bool is_below(std::string_view path, std::string_view folder) {
  return path.size() > folder.size() && path.starts_with(folder) && path[folder.size()] == '/';
}

// "2026-" or "2026-B" of an id, and its number.
std::pair<std::string, int> row_of(const std::string& id) {
  const std::size_t digits = id[5] >= 'A' && id[5] <= 'Z' ? 6 : 5;
  return {id.substr(0, digits), std::stoi(id.substr(digits))};
}

// The rows of numbers of what has changed; a path that is no case stands for itself.
std::set<std::string> rows_in(const std::vector<reg::Changed>& changes) {
  std::set<std::string> rows;
  for (const auto& changed : changes) {
    const auto id = casebook::id_from(changed.path);
    rows.insert(id.empty() ? changed.path : row_of(id).first);
  }
  return rows;
}

// The same of several commits. A merge brings nothing that its parents did not bring, or is named.
std::set<std::string> rows_touched(const reg::Walk& walk, const std::set<std::size_t>& links) {
  std::set<std::string> rows;
  for (const auto link : links) {
    if (walk.links[link].parents.size() < 2) {
      rows.merge(rows_in(walk.links[link].changed));
    }
  }
  return rows;
}

bool is_within(const std::set<std::string>& some, const std::set<std::string>& all) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// "2026-B": a row of a clone that works apart.
bool is_apart(const std::set<std::string>& rows) {
  return std::all_of(rows.begin(), rows.end(),
                     [](const std::string& row) { return row.size() == 6 && row[4] == '-'; });
}

// The commits on which one of two rests and the other does not.
struct Parted {
  std::set<std::size_t> mine;
  std::set<std::size_t> theirs;
};

// Down from both, the latest first: no commit comes before those that rest on it, and when all that
// are left belong to both, so does what lies below them.
Parted parted(const reg::Walk& walk, const Places& places, const std::string& mine,
              const std::string& theirs) {
  constexpr unsigned k_mine = 1;
  constexpr unsigned k_theirs = 2;
  Parted found;
  std::map<std::size_t, unsigned, std::greater<>> left;
  std::size_t of_one = 0; // how many of them belong to one alone
  const auto mark = [&](const std::string& commit, unsigned side) {
    const auto at = places.find(commit);
    if (at == places.end()) {
      return;
    }
    auto& sides = left[at->second];
    const bool was_of_one = sides == k_mine || sides == k_theirs;
    sides |= side;
    const bool is_of_one = sides == k_mine || sides == k_theirs;
    of_one += static_cast<std::size_t>(is_of_one) - static_cast<std::size_t>(was_of_one);
  };
  mark(mine, k_mine);
  mark(theirs, k_theirs);
  while (of_one > 0) {
    const auto [link, sides] = *left.begin();
    left.erase(left.begin());
    if (sides != (k_mine | k_theirs)) {
      (sides == k_mine ? found.mine : found.theirs).insert(link);
      --of_one;
    }
    for (const auto& parent : walk.links[link].parents) {
      mark(parent, sides);
    }
  }
  return found;
}

// What the two lines of a merge touched since they parted.
struct Lines {
  std::set<std::string> mine;
  std::set<std::string> theirs;
};

Lines lines_of(const reg::Walk& walk, const Places& places, const reg::Link& merge) {
  const auto apart = parted(walk, places, merge.parents[0], merge.parents[1]);
  return {rows_touched(walk, apart.mine), rows_touched(walk, apart.theirs)};
}

// A line that was worked on apart, with a series letter of its own (`pvtool.series`), comes home,
// or takes over what home has: one of the two touched nothing but rows of its own, and nothing that
// the other touched. A line that brings nothing is none.
bool is_series_coming_home(const Lines& lines) {
  std::vector<std::string> both;
  std::set_intersection(lines.mine.begin(), lines.mine.end(), lines.theirs.begin(),
                        lines.theirs.end(), std::back_inserter(both));
  return both.empty() && !lines.mine.empty() && !lines.theirs.empty() &&
         (is_apart(lines.mine) || is_apart(lines.theirs));
}

// A merge is what its two lines are together: what differs from the one was brought by the other.
bool is_of_its_parents(const Lines& lines, const reg::Link& merge) {
  return is_within(rows_in(merge.changed), lines.theirs) &&
         is_within(rows_in(merge.from_others.front()), lines.mine);
}

void judge_merge(const reg::Walk& walk, const Places& places, std::size_t i, Naming& naming) {
  const auto& link = walk.links[i];
  if (link.parents.size() < 2) {
    return;
  }
  const auto lines = lines_of(walk, places, link);
  const bool two = link.parents.size() == 2 && link.from_others.size() == 1;
  if (!two || !is_of_its_parents(lines, link)) {
    naming.add(i, Question::unedited, "audit-merge-differs",
               {{"other", link.parents[1].substr(0, 12)}});
  }
  const bool fine = two && is_series_coming_home(lines);
  naming.add(i, Question::complete, fine ? "audit-series-merged" : "audit-merge",
             {{"other", link.parents[1].substr(0, 12)}}, "",
             fine ? Severity::note : Severity::error);
}

void judge_times(const reg::Link& link, std::size_t i, std::optional<core::Instant> parent,
                 Naming& naming) {
  const auto time = link.committer.time;
  if (link.author.time != time) {
    naming.add(i, Question::when, "audit-rewritten",
               {{"authored", utc(link.author.time)}, {"committed", utc(time)}});
  }
  if (parent && time < *parent) {
    const bool small = *parent - time <= k_skew;
    naming.add(i, Question::when, small ? "audit-clock-jump" : "audit-time-runs-back",
               {{"time", utc(time)}, {"before", utc(*parent)}}, "",
               small ? Severity::note : Severity::error);
  }
  if (!(link.author.name == link.committer.name && link.author.email == link.committer.email)) {
    naming.add(i, Question::who, "audit-author-differs",
               {{"author", said(link.author)}, {"committer", said(link.committer)}});
  }
  if (const auto judged = core::parsed_time(link.trailer("Now"))) {
    naming.add(i, Question::when, "audit-other-moment",
               {{"judged", core::to_text(*judged)}, {"recorded", utc(time)}}, "", Severity::note);
  }
}

} // namespace

Places places_of(const reg::Walk& walk) {
  Places places;
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    places.emplace(walk.links[i].id, i);
  }
  return places;
}

void judge_order(const reg::Walk& walk, const Places& places, const Ledger& before, Naming naming) {
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    const auto& link = walk.links[i];
    std::optional<core::Instant> parent;
    for (const auto& id : link.parents) {
      const auto at = places.find(id);
      const auto time = at != places.end() ? walk.links[at->second].committer.time : before.last;
      parent = std::max(parent.value_or(time), time);
    }
    if (link.parents.empty() && i > 0) {
      naming.add(i, Question::complete, "audit-several-beginnings");
    }
    judge_times(link, i, parent, naming);
    judge_merge(walk, places, i, naming);
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

// Acknowledgements are only added.
void judge_acknowledged(const reg::Past& past, const reg::Changed& changed, std::size_t i,
                        Naming& naming) {
  if (changed.path != k_acknowledged_file || changed.before.empty()) {
    return;
  }
  const auto list_in = [&](const std::string& blob) {
    const auto document = yaml::read(blob.empty() ? "format: 1\n" : past.blob(blob));
    return document.root ? document.root->list("acknowledged") : core::List{};
  };
  const auto before = list_in(changed.before);
  const auto after = list_in(changed.after);
  const bool grew =
      after.size() >= before.size() && std::equal(before.begin(), before.end(), after.begin());
  if (!grew) {
    naming.add(i, Question::unedited, "audit-acknowledgement-changed", {}, changed.path);
  }
}

} // namespace

void judge_paths(const reg::Past& past, const reg::Walk& walk, const casebook::Kinds& program,
                 Naming naming) {
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
      judge_acknowledged(past, changed, i, naming);
    }
    judge_schemas(past, link, i, program, naming);
  }
}

namespace {

void register_number(const Move& move, Ledger& ledger, Naming& naming) {
  const auto [row, number] = row_of(casebook::id_from(move.path));
  auto& highest = ledger.highest[row];
  if (number > highest + 1) {
    naming.add(move.link, Question::complete, "audit-id-gap",
               {{"from", fmt::format("{}{:04}", row, highest + 1)},
                {"to", fmt::format("{}{:04}", row, number - 1)}},
               move.path);
  }
  highest = std::max(highest, number);
}

void come(const Move& move, Ledger& ledger, Naming& naming) {
  register_number(move, ledger, naming);
  const auto gone = ledger.gone.find(move.uid);
  const auto other = ledger.uids.find(move.uid);
  if (gone != ledger.gone.end() && gone->second != move.path) {
    naming.add(move.link, Question::complete, "audit-case-renumbered",
               {{"from", gone->second}, {"to", move.path}}, move.path);
    ledger.gone.erase(gone);
  } else if (other != ledger.uids.end() && other->second != move.path) {
    naming.add(move.link, Question::complete, "audit-uid-twice", {{"other", other->second}},
               move.path);
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
      come(move, ledger, naming);
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
