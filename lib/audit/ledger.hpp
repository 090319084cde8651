// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "audit/report.hpp"

namespace audit {

// A document that a case says was made.
struct Filed {
  std::string path; // of the case
  std::string file; // where it was put
  std::string sha256;
};

// A line of commits that a merge brought in.
struct Homecoming {
  std::string merge;
  std::string oldest; // of the commits that it brought, the one with the earliest time
  core::Instant time; // its time
};

// What verifying a history up to a commit found out, and what the next commits are judged by.
struct Ledger {
  std::string head;
  std::int64_t commits = 0;
  std::int64_t versions = 0;
  std::int64_t signed_good = 0;
  std::int64_t before_signers = 0;
  bool has_signers = false;
  std::string signers;      // who may sign the next commit: a file of allowed signers, or empty
  std::string organisation; // the pvtool.yaml whose policy on signatures the next commit is under
  core::Instant first;
  core::Instant last;
  core::Instant reached;     // what the next commit's time is held against
  std::string latest_commit; // the one with the latest time of all
  core::Instant latest;
  std::map<std::string, int, std::less<>> highest;      // "2026-", "2026-B" -> the last number
  std::map<std::string, std::string, std::less<>> uids; // -> path of the case
  std::map<std::string, std::string, std::less<>> gone; // uids of deleted cases -> path
  std::vector<Filed> filed;
  std::vector<Homecoming> home;
  std::set<std::string> voids; // acknowledgements, by what they say, that do not count
  std::vector<Named> named;
};

// As bytes, and back; nothing for bytes that are no ledger of this program.
std::string to_text(const Ledger& ledger);
std::optional<Ledger> ledger_from(std::string_view text);

} // namespace audit
