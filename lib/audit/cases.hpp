// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "audit/law.hpp"
#include "audit/ledger.hpp"
#include "audit/report.hpp"
#include "register/past.hpp"

namespace audit {

// A case that came or went with a commit.
struct Move {
  std::size_t link = 0;
  std::string path;
  std::string uid;
  bool is_new = false; // else it is gone
};

// What the versions of the cases gave: `named` by the number of the commit.
struct CaseFindings {
  std::vector<std::pair<std::size_t, Named>> named;
  std::vector<Move> moves;
  std::vector<Filed> filed;
  std::int64_t versions = 0;
};

struct CaseQuestions {
  const reg::Past& past;
  const reg::Walk& walk;
  const std::vector<std::shared_ptr<const Law>>& laws; // for each commit of the walk
  // Whether a commit stands in the history before the commit of this number.
  std::function<bool(const std::string& commit, std::size_t link)> stands_before;
};

// Hold every version of every case against the schema of its time and against the version before.
CaseFindings judged_cases(const CaseQuestions& questions);

} // namespace audit
