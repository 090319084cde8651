// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "audit/cases.hpp"
#include "audit/ledger.hpp"
#include "audit/report.hpp"
#include "casebook/kinds.hpp"
#include "register/past.hpp"

namespace audit {

// Where each commit of a walk stands in it.
using Places = std::unordered_map<std::string, std::size_t>;
Places places_of(const reg::Walk& walk);

// Collects what is named of one commit after the other.
class Naming {
public:
  Naming(std::vector<std::pair<std::size_t, Named>>& named, const reg::Walk& walk)
      : m_named(named), m_walk(walk) {}
  void add(std::size_t link, Question question, const std::string& name,
           core::Arguments arguments = {}, const std::string& file = "",
           core::Severity severity = core::Severity::error) {
    m_named.emplace_back(
        link,
        Named{question, m_walk.links[link].id, {severity, name, file, 0, 0, std::move(arguments)}});
  }

private:
  std::vector<std::pair<std::size_t, Named>>& m_named;
  const reg::Walk& m_walk;
};

// Times and names of the commits, and how they follow each other.
void judge_order(const reg::Walk& walk, const Places& places, const Ledger& before, Naming naming);
// Each commit touches only what its command may touch. `program` tells what of schemas/ is the
// program's own.
void judge_paths(const reg::Past& past, const reg::Walk& walk, const casebook::Kinds& program,
                 Naming naming);
// Cases that came and went: numbers without gaps, no case deleted or renumbered. Goes on with the
// ledger's numbers and uids.
void judge_moves(const reg::Walk& walk, const std::vector<Move>& moves, Ledger& ledger,
                 Naming naming);

} // namespace audit
