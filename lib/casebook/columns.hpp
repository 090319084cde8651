// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casebook/kinds.hpp"
#include "core/condition.hpp"
#include "core/path.hpp"

namespace casebook {

// Why something was not done: what stands of the decisions about it, but for those that say yes.
// Of these it is told that they are recorded, and nobody was told.
struct NotDone {
  std::string about;
  std::string recipient;
};

// What was done, or is still to do, of what a question lists: each entry stands with its own day.
struct Deed {
  core::Path entry;  // "actions[*]", or a single map such as "granting"
  std::string what;  // the field that says what; empty: the question does
  std::string due;   // by when; empty: the case names no day
  std::string done;  // when it was done; absent: nobody recorded that it was
  bool told = false; // it is done by telling somebody
};

// What a question waits for: while one of these clocks is overdue, the answer says since when, and
// whether anybody has decided about it.
struct Awaited {
  std::vector<std::string> clocks; // ids of the kind's periods
  std::string about;               // empty: nothing to decide
  bool only_undecided = false;     // it asks for the decision: with one it waits for nothing
};

// One question that the register answers of every case of a kind: what stands at these places was
// done or is known. Its title is the kind's text `register.ID`.
struct Question {
  std::string id;
  std::vector<core::Path> at;
  std::optional<core::Condition> when; // it is only asked where this holds
  std::optional<NotDone> not_done;     // it asks why something was not done
  std::vector<Deed> deeds;             // of what stands at these places
  std::optional<Awaited> awaited;      // what is overdue while there is no answer
  std::vector<core::Path> shown;       // those of `at` that the public may see
  std::string withheld_under;          // the law that the others are withheld under
  std::string source;
  // Every fact that an answer tells of.
  std::vector<core::Path> facts() const;
};

// The `register:` block of a kind.yaml. A kind that says nothing is asked for what it needs, and
// shows nothing of that to the public.
struct Columns {
  std::vector<Question> questions;
  std::vector<core::Path> unit;     // where the unit stands
  std::string title_withheld_under; // empty: not said
  std::string status;               // of the grounds: confirmed, unconfirmed, ours
  // Every place where a unit may stand: these, and the one that all kinds share.
  std::vector<core::Path> unit_places() const;
};

Columns columns_of(const Kinds& kinds, const std::string& kind);
Columns columns_from(const core::Value& data);

} // namespace casebook
