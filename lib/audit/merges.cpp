// SPDX-License-Identifier: MIT
#include "audit/merges.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "audit/rows.hpp"
#include "casebook/book.hpp"

namespace audit {

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

namespace {

using core::Severity;

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

// What the two lines of a merge touched since they parted.
struct Lines {
  std::set<std::string> mine;
  std::set<std::string> theirs;
};

Lines lines_of(const reg::Walk& walk, const Parted& apart) {
  return {rows_touched(walk, apart.mine), rows_touched(walk, apart.theirs)};
}

// A line that was worked on apart, with a series letter of its own (`pvtool.series`), comes home,
// or takes over what home has: one of the two touched nothing but rows of its own, and nothing that
// the other touched. A line that brings nothing is none.
bool is_series_coming_home(const Lines& lines) {
  std::vector<std::string> both;
  std::set_intersection(lines.mine.begin(), lines.mine.end(), lines.theirs.begin(),
                        lines.theirs.end(), std::back_inserter(both));
  return both.empty() && !lines.theirs.empty() &&
         (is_apart(lines.theirs) || (!lines.mine.empty() && is_apart(lines.mine)));
}

// A merge is what its two lines are together: what differs from the one was brought by the other.
bool is_of_its_parents(const Lines& lines, const reg::Link& merge) {
  return is_within(rows_in(merge.changed), lines.theirs) &&
         is_within(rows_in(merge.from_others.front()), lines.mine);
}

// The first of them in time.
Homecoming homecoming(const reg::Walk& walk, const reg::Link& merge,
                      const std::set<std::size_t>& links) {
  const auto oldest = std::min_element(links.begin(), links.end(), [&](auto a, auto b) {
    return walk.links[a].committer.time < walk.links[b].committer.time;
  });
  return {merge.id, walk.links[*oldest].id, walk.links[*oldest].committer.time};
}

} // namespace

void judge_merges(const reg::Walk& walk, const Places& places, Ledger& ledger, Naming naming) {
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    const auto& link = walk.links[i];
    Lines lines;
    for (std::size_t other = 1; other < link.parents.size(); ++other) {
      const auto apart = parted(walk, places, link.parents[0], link.parents[other]);
      if (!apart.theirs.empty()) {
        ledger.home.push_back(homecoming(walk, link, apart.theirs));
      }
      if (other == 1) {
        lines = lines_of(walk, apart);
      }
    }
    if (link.parents.size() < 2) {
      continue;
    }
    const bool two = link.parents.size() == 2 && link.from_others.size() == 1;
    const core::Arguments other = {{"other", link.parents[1].substr(0, 12)}};
    if (!two || !is_of_its_parents(lines, link)) {
      naming.add(i, Question::unedited, "audit-merge-differs", other);
    }
    const bool fine = two && is_series_coming_home(lines);
    naming.add(i, Question::complete, fine ? "audit-series-merged" : "audit-merge", other, "",
               fine ? Severity::note : Severity::error);
  }
}

} // namespace audit
