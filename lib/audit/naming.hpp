// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "audit/report.hpp"
#include "register/past.hpp"

namespace audit {

// Where each commit of a walk stands in it.
using Places = std::unordered_map<std::string, std::size_t>;
inline Places places_of(const reg::Walk& walk) {
  Places places;
  for (std::size_t i = 0; i < walk.links.size(); ++i) {
    places.emplace(walk.links[i].id, i);
  }
  return places;
}

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

} // namespace audit
