// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/finding.hpp"
#include "core/time.hpp"

namespace audit {

// What is asked of a history. Yes is the good answer to each.
enum class Question {
  unedited, // what stood was not changed
  uncut,    // nothing was taken off the end, or put in another's place, since an anchor was made
  complete, // no case, number or commit is missing, and each commit touches only what it may
  who,      // each commit is by whom it says
  when,     // the times of commits fit each other and what the facts claim
};
inline constexpr std::array k_questions = {Question::unedited, Question::uncut, Question::complete,
                                           Question::who, Question::when};

enum class Verdict { yes, no, cannot_tell, not_asked };

// "unedited", "cannot_tell": English, for JSON, and part of the names of texts.
std::string name_of(Question question);
std::string name_of(Verdict verdict);

// That a person answered for a commit that the audit names.
struct Acknowledgement {
  std::string commit;
  std::vector<std::string> findings; // the names that it speaks of
  std::string reason;
  std::string decided_by;
  std::string at;
  friend bool operator==(const Acknowledgement&, const Acknowledgement&) = default;
};

// What the audit names: an error breaks the history (unless acknowledged, then it is a note), a
// warning leaves a question open, a note is worth knowing.
struct Named {
  Question question = Question::unedited;
  std::string commit; // empty: of no single commit
  core::Finding finding;
  std::optional<Acknowledgement> acknowledged = {};
};

struct Answer {
  Question question = Question::unedited;
  Verdict verdict = Verdict::yes;
};

struct Report {
  std::vector<Named> named; // in the order of the history
  std::vector<Answer> answers;
  std::string head;
  std::int64_t commits = 0;
  std::int64_t remembered = 0; // of them, those that an earlier run had verified
  std::int64_t versions = 0;
  std::int64_t cases = 0;
  bool has_signers = false; // .pvtool/allowed_signers was once committed
  std::int64_t signed_good = 0;
  std::int64_t before_signers = 0; // commits before there were signers
  core::Instant first;
  core::Instant last;
};

} // namespace audit
